"""毕业去向落实率: each formula with its name, the year from which it is used, and the codes that its parts add up."""

from collections.abc import Mapping
from dataclasses import dataclass

from . import destination_codes


@dataclass(frozen=True, slots=True)
class Part:
    """One summand: the codes of these statistical groups, and these codes."""

    label: str
    groups: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()

    def has(self, code: str) -> bool:
        """Whether a code counts here; one that is not assigned counts nowhere."""
        return bool(code) and (code in self.codes or destination_codes.counts_as(code) in self.groups)


@dataclass(frozen=True, slots=True)
class Formula:
    """A rate: the sum of its parts over all graduates."""

    since: int
    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        return f"毕业去向落实率（{self.since}年口径）"

    @property
    def spelt_out(self) -> str:
        """How it is made, as a sentence on the page."""
        return f"（{' ＋ '.join(part.label for part in self.parts)}）÷ 毕业生人数"

    def by_part(self, codes: Mapping[str, int]) -> dict[str, int]:
        """How many count in each part, of so many of each code."""
        return {part.label: sum(n for code, n in codes.items() if part.has(code)) for part in self.parts}

    def counted(self, codes: Mapping[str, int]) -> int:
        """How many count at all."""
        return sum(self.by_part(codes).values())


def _group(name: str) -> Part:
    return Part(name, frozenset({name}))


OF_2021 = Formula(2021, tuple(map(_group, ("协议和合同就业", "自主创业", "灵活就业", "升学"))))
OF_2024 = Formula(
    2024,
    (
        Part("单位就业", frozenset({"协议和合同就业"}), frozenset({"12"})),
        _group("自主创业"),
        Part("自由职业", codes=frozenset({"76"})),
        _group("升学"),
    ),
)
FORMULAS = (OF_2021, OF_2024)
GROUPS = ("协议和合同就业", "自主创业", "灵活就业", "升学", "未就业")
