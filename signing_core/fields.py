"""Fields as data: one declaration drives the form, its checks, the detail page and the document."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from . import masking, values
from .catalogues import countries
from .errors import BadValue, Problems

Content = dict[str, str | int]
Group = tuple[str, list[tuple[str, str]]]

LONGEST_TYPED = 120  # of what a draft keeps of a number, a date, a choice; an address of mail may be as long


class Kind(StrEnum):
    """What a field holds, and so how it is checked and drawn."""

    TEXT = "TEXT"
    LONG_TEXT = "LONG_TEXT"
    MONEY = "MONEY"
    DAYS = "DAYS"
    PERCENT = "PERCENT"
    DATE = "DATE"
    DAY = "DAY"
    PLACE = "PLACE"
    COUNTRY = "COUNTRY"
    PHONE = "PHONE"
    CONTACT = "CONTACT"
    POSTCODE = "POSTCODE"
    CHOICE = "CHOICE"
    EMAIL = "EMAIL"
    USCC = "USCC"


@dataclass(frozen=True)
class Field:
    """One field. ``when`` names an earlier field and the values of it for which this one exists at all.

    ``low`` and ``high`` bound DAYS, ``limit`` the texts; ``not_before`` names an earlier day that this one must not
    lie before; ``default`` stands for a missing key.
    """

    name: str
    label: str
    kind: Kind
    group: str
    limit: int = 60
    low: int = 0
    high: int = 0
    options: tuple[str, ...] = ()
    default: str = ""
    required: bool = True
    when: tuple[str, frozenset[str]] | None = None
    not_before: str = ""
    hint: str = ""

    def applies(self, content: Mapping[str, str | int]) -> bool:
        """Whether the field exists beside these values of the others."""
        return self.when is None or content.get(self.when[0]) in self.when[1]

    @property
    def offered(self) -> tuple[str, ...]:
        """The names of which it is one: its own options, or every country and region."""
        return countries.names() if self.kind is Kind.COUNTRY else self.options

    def check(self, raw: str, today: date) -> str | int:
        """The clean value, as it is stored; BadValue if it breaks the rule, empty only if not required."""
        if not raw.strip() and not self.required:
            return ""
        return CHECKS[self.kind](self, raw, today)

    def typed(self, raw: str) -> str:
        """The value as a draft keeps it."""
        limit = self.limit if self.kind in {Kind.TEXT, Kind.LONG_TEXT} else LONGEST_TYPED
        return values.typed(raw, limit, lines=self.kind is Kind.LONG_TEXT)


def _choice(field: Field, raw: str, _: date) -> str:
    chosen = values.tidy(raw)
    if chosen not in field.options:
        raise BadValue("请从列表中选择一项。")
    return chosen


CHECKS: dict[Kind, Callable[[Field, str, date], str | int]] = {
    Kind.TEXT: lambda field, raw, _: values.text(raw, field.limit),
    Kind.LONG_TEXT: lambda field, raw, _: values.long_text(raw, field.limit),
    Kind.MONEY: lambda _field, raw, _: values.money(raw),
    Kind.DAYS: lambda field, raw, _: values.days(raw, field.low, field.high),
    Kind.PERCENT: lambda _field, raw, _: values.percent(raw),
    Kind.DATE: lambda _field, raw, today: values.due_date(raw, today).isoformat(),
    Kind.DAY: lambda _field, raw, _: values.day(raw).isoformat(),
    Kind.PLACE: lambda _field, raw, _: values.place(raw),
    Kind.COUNTRY: lambda _field, raw, _: values.country(raw),
    Kind.PHONE: lambda _field, raw, _: values.contact_phone(raw),
    Kind.CONTACT: lambda _field, raw, _: values.contact_line(raw),
    Kind.POSTCODE: lambda _field, raw, _: values.postcode(raw),
    Kind.CHOICE: _choice,
    Kind.EMAIL: lambda _field, raw, _: values.email(raw),
    Kind.USCC: lambda _field, raw, _: values.uscc(raw),
}
MASKS: dict[Kind, Callable[[str], str]] = {
    Kind.PHONE: masking.contact,
    Kind.CONTACT: masking.contact_line,
    Kind.EMAIL: masking.email,
}


def clean(fields: Sequence[Field], raw: Mapping[str, str | int], *, today: date) -> Content:
    """The content as it is stored, in the order of the fields; Problems names every wrong field at once.

    Fields that do not apply and unknown keys are left out. What is clean stays the same when cleaned again.
    """
    content: Content = {}
    problems: dict[str, str] = {}
    for field in fields:
        if field.applies(content):
            try:
                value = field.check(str(raw.get(field.name, field.default)), today)
                _keep_order(fields, field, value, content)
                content[field.name] = value
            except BadValue as refusal:
                problems[field.name] = refusal.message
    if problems:
        raise Problems(problems)
    return content


def _keep_order(fields: Sequence[Field], later: Field, value: str | int, content: Content) -> None:
    """Refuse a day before the one that it must not lie before, if both are known."""
    earliest = content.get(later.not_before)
    if earliest and value and str(value) < str(earliest):
        label = next(field.label for field in fields if field.name == later.not_before)
        raise BadValue(f"{later.label}不能早于{label}。")


def kept(fields: Sequence[Field], raw: Mapping[str, str | int]) -> dict[str, str]:
    """What was typed, as a draft keeps it: tidied and cut to the limits, right or wrong; unknown keys are left out.

    Fields that do not apply stay, since another choice may bring them back. What is kept stays the same when it is
    kept again, and what was right stays right.
    """
    return {field.name: field.typed(str(raw.get(field.name, field.default))) for field in fields}


def masked(fields: Sequence[Field], content: Mapping[str, str | int]) -> Content:
    """The content with every phone number and address of mail masked."""
    masks = {field.name: MASKS[field.kind] for field in fields if field.kind in MASKS}
    return {name: masks[name](str(value)) if name in masks else value for name, value in content.items()}


def applying(fields: Sequence[Field], content: Mapping[str, str | int]) -> dict[str, list[Field]]:
    """The fields that exist in the content, by group."""
    groups: dict[str, list[Field]] = {}
    for field in fields:
        if field.applies(content):
            groups.setdefault(field.group, []).append(field)
    return groups


def shown(fields: Sequence[Field], content: Mapping[str, str | int]) -> list[Group]:
    """Labels and texts of the fields that apply, group by group, as a detail page prints them."""
    return [
        (group, [(field.label, as_text(field, content.get(field.name, ""))) for field in its])
        for group, its in applying(fields, content).items()
    ]


class Compared(NamedTuple):
    """One field in two versions of the same content; "-" where it is empty or does not exist in one of them."""

    name: str
    label: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        """Whether the versions say different things."""
        return self.before != self.after


def compared(
    fields: Sequence[Field], before: Mapping[str, str | int], after: Mapping[str, str | int]
) -> list[Compared]:
    """The fields that exist in either version, in their order, with both texts."""

    def text(field: Field, content: Mapping[str, str | int]) -> str:
        return as_text(field, content.get(field.name, "")) if field.applies(content) else "-"

    return [
        Compared(field.name, field.label, text(field, before), text(field, after))
        for field in fields
        if field.applies(before) or field.applies(after)
    ]


def as_text(field: Field, value: str | int) -> str:
    """One value as a page prints it: money as 6,000, an empty value as "-"."""
    if field.kind is Kind.MONEY and isinstance(value, int):
        return f"{value:,}"
    return str(value) or "-"
