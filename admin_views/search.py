"""The fields of an address by which a list is narrowed: what was typed, what is wrong with it, and the form for it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from signing_core.errors import Problems
from signing_core.queries.conditions import Condition
from signing_core.queries.narrowing import Filter, checked
from signing_core.values import tidy

LONGEST = 100  # of one field in an address


@dataclass(frozen=True)
class Control:
    """One field of the form; ``options`` is empty for what is typed."""

    name: str
    label: str
    kind: str
    value: str
    options: Sequence[str] = ()
    says: Mapping[str, str] = field(default_factory=dict)
    error: str = ""
    group: str = ""


@dataclass(frozen=True)
class Search:
    """What an address asks for by named fields. While one is wrong nothing is ``wanted``, and nothing typed is lost."""

    filters: Sequence[Filter]
    typed: dict[str, str]
    wanted: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, filters: Sequence[Filter], args: Mapping[str, str]) -> "Search":
        """Read the arguments by the fields that there are."""
        raw = {one.name: args[one.name].strip()[:LONGEST] for one in filters if one.name in args}
        typed = {name: value for name, value in raw.items() if value}
        try:
            return cls(filters, typed, wanted=checked(filters, typed))
        except Problems as problems:
            return cls(filters, typed, problems=problems.by_field)

    def controls(self, colleges: Sequence[str]) -> list[Control]:
        """The form's fields in their order, as they were typed."""
        return [
            Control(
                name=one.name,
                label=one.label,
                kind=one.kind,
                value=self.typed.get(one.name, ""),
                options=colleges if one.kind == "college" else one.options,
                says=one.says,
                error=self.problems.get(one.name, ""),
                group=one.group,
            )
            for one in self.filters
        ]

    def groups(self, colleges: Sequence[str]) -> list[tuple[str, list[Control]]]:
        """The same under their headings."""
        return [(heading, list(its)) for heading, its in groupby(self.controls(colleges), key=lambda one: one.group)]

    def lost(self, cohort: int, gone: Collection[Condition] = ()) -> dict[str, str]:
        """By name of the field what is to be said of each condition that is no more: an option, or what nothing has."""
        told = {}
        for one in self.filters:
            value = self.typed.get(one.name, "")
            if one.options and one.name in self.problems:
                told[one.name] = f"“{one.label}：{value}”已不在可选范围内。"
            elif (one.name, tidy(value)) in gone:
                told[one.name] = f"{cohort}届没有“{one.label}：{value}”，可能已经撤销、改名，或不在您的查看范围内。"
        return told

    def chips(self, url_without: Callable[[str], str]) -> list[tuple[str, str, str]]:
        """What the list is narrowed by: label, value, and the address without it."""
        by_name = {one.name: one for one in self.filters}
        asked = [(by_name[name], value) for name, value in self.typed.items()]
        return [(one.label, one.says.get(value, value), url_without(one.name)) for one, value in asked]
