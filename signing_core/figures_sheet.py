"""去向统计 as frozen values: graduates by group and standing, and the tables that page, workbook and document show."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple, Self

from .catalogues import destination_codes
from .catalogues.destination_codes import UNASSIGNED
from .catalogues.rates import FORMULAS, GROUPS, Formula
from .states import PlanSource, PlanStatus, SigningKind

NOT_YET = PlanStatus.NOT_SUBMITTED.label
EVERYBODY, RATE = "合计", "毕业去向落实率"
WITHOUT_CODE = f"{PlanSource.OTHER.label}提交，代码{UNASSIGNED}"
SHARES = (*GROUPS, UNASSIGNED, NOT_YET)  # every graduate is in exactly one of them


class Share(NamedTuple):
    """A part of a whole."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        return self.part / self.whole if self.whole else None

    @property
    def percent(self) -> float:
        """For a drawing: of nothing, nothing."""
        return 100 * self.part / self.whole if self.whole else 0.0

    def __str__(self) -> str:
        return f"{self.percent:.2f}%" if self.whole else "-"


Value = str | int | Share


def shown(value: Value) -> str:
    """As pages and documents write it: large numbers in groups of three digits."""
    return f"{value:,}" if isinstance(value, int) else str(value)


class Standing(NamedTuple):
    """How a plan stands, as far as it is counted."""

    status: PlanStatus
    source: PlanSource
    kind: str
    code: str


@dataclass(frozen=True)
class Line:
    """One group of graduates: its name, the fields of a list that find it, and how many stand how."""

    label: str
    finds: Mapping[str, str] | None
    standings: Mapping[Standing, int]

    @cached_property
    def graduates(self) -> int:
        return sum(self.standings.values())

    @property
    def signed(self) -> int:
        return sum(n for one, n in self.standings.items() if one.source is PlanSource.SIGNING)

    @property
    def otherwise(self) -> int:
        return sum(n for one, n in self.standings.items() if one.source is PlanSource.OTHER)

    @property
    def not_yet(self) -> int:
        return sum(n for one, n in self.standings.items() if one.status is PlanStatus.NOT_SUBMITTED)

    def of_kind(self, kind: SigningKind) -> int:
        return sum(n for one, n in self.standings.items() if one.kind == kind)

    @cached_property
    def codes(self) -> Counter[str]:
        """How many have each code; the empty one is that of whoever has a destination without a code yet."""
        found = Counter[str]()
        for one, n in self.standings.items():
            if one.source is not PlanSource.NONE:
                found[one.code] += n
        return found

    @cached_property
    def groups(self) -> dict[str, int]:
        """Every graduate by statistical group, 待指定 or 学生未提交."""
        found = dict.fromkeys(SHARES, 0) | {NOT_YET: self.not_yet}
        for code, n in self.codes.items():
            found[destination_codes.counts_as(code) or UNASSIGNED] += n
        return found

    def rate(self, formula: Formula) -> Share:
        return Share(formula.counted(self.codes), self.graduates)


class Cell(NamedTuple):
    """What stands in a table; ``finds`` are the fields of the list that shows whom a count is of."""

    value: Value
    finds: Mapping[str, str] | None = None


class Table(NamedTuple):
    """One table: its title, its headings, rows of cells, and which of the rows are sums of others."""

    title: str
    headings: tuple[str, ...]
    rows: list[list[Cell]]
    sums: frozenset[int]

    @classmethod
    def of(cls, title: str, headings: tuple[str, ...], rows: list[list[Cell]]) -> Self:
        """A table whose last row is of all together."""
        return cls(title, headings, rows, frozenset({len(rows) - 1}))


@dataclass(frozen=True, kw_only=True)
class Figures:
    """All that one question gets for an answer; ``scope`` and ``narrowed`` say of whom, ``by`` in which groups."""

    scope: str
    cohort: str
    narrowed: str
    by: str
    made_at: datetime
    lines: list[Line]
    finds: Mapping[str, str] | None = field(default_factory=dict)

    @cached_property
    def total(self) -> Line:
        everybody = Counter[Standing]()
        for line in self.lines:
            everybody.update(line.standings)
        return Line(EVERYBODY, self.finds, everybody)

    def largest(self, most: int) -> list[Line]:
        """At most so many groups, in their order: those with most graduates."""
        chosen = sorted(self.lines, key=lambda line: -line.graduates)[:most]
        return [line for line in self.lines if line in chosen]

    @property
    def about(self) -> str:
        """Of whom, in words."""
        return "，".join(part for part in (self.scope, self.cohort, self.narrowed) if part)

    @property
    def shares(self) -> list[tuple[str, Share]]:
        """Of everybody, how many are in which statistical group."""
        return [(name, Share(n, self.total.graduates)) for name, n in self.total.groups.items()]

    @property
    def notes(self) -> list[str]:
        """What a reader has to know of the numbers, and how the rates are made."""
        return [
            f"毕业生为生源名册中的全部学生；签约经学校审核通过、或由学校设为{PlanSource.OTHER.label}提交的，计入相应去向。",
            f"代码{UNASSIGNED}的计入毕业生人数，不计入任何口径的落实率。",
            *(f"{formula.name} ＝ {formula.spelt_out}。" for formula in FORMULAS),
        ]

    @property
    def tables(self) -> list[Table]:
        return [self.by_part(), self.by_signing(), self.by_group(), self.by_code()]

    def by_signing(self) -> Table:
        """Graduates, signed by kind, submitted by another way, not yet; and both rates."""
        kinds = tuple(kind.label for kind in SigningKind)
        headings = (self.by, "毕业生", "签约通过", *kinds, PlanSource.OTHER.label, "未提交")
        rates = tuple(f"落实率（{formula.since}年口径）" for formula in FORMULAS)
        rows = [_signing(line) for line in (*self.lines, self.total)]
        return Table.of(f"各{self.by}签约情况", headings + rates, rows)

    def by_group(self) -> Table:
        rows = [[Cell(line.label), _count(line.graduates, line), *_groups(line)] for line in (*self.lines, self.total)]
        return Table.of(f"各{self.by}去向分类", (self.by, "毕业生", *SHARES[:-1], "未提交"), rows)

    def by_code(self) -> Table:
        """Each code that there is, with what it counts as; both that are none at the end."""
        codes, total = self.total.codes, self.total
        rows = [_code(code, codes[code], total) for code in sorted(filter(None, codes))]
        rows += [_plain("-", label, "-", cell, total) for label, cell in _without(total)]
        rows.append(_plain(EVERYBODY, "", "", _count(total.graduates, total), total))
        return Table.of("去向代码", ("代码", "毕业去向", "统计分类", "人数", "占毕业生"), rows)

    def by_part(self) -> Table:
        """What each formula adds up, and to what."""
        rows, sums = [], set()
        for formula in FORMULAS:
            parts = formula.by_part(self.total.codes)
            rows += [_part(formula, label, n, self.total.graduates) for label, n in parts.items()]
            sums.add(len(rows))
            rows.append(_part(formula, RATE, sum(parts.values()), self.total.graduates))
        return Table("落实率的构成", ("口径", "组成", "人数", "占毕业生"), rows, frozenset(sums))


def _count(n: int, line: Line, **finds: str) -> Cell:
    return Cell(n, None if line.finds is None or not n else {**line.finds, **finds})


def _signing(line: Line) -> list[Cell]:
    source = {source: {"source": source.label} for source in PlanSource}
    return [
        Cell(line.label),
        _count(line.graduates, line),
        _count(line.signed, line, **source[PlanSource.SIGNING]),
        *(_count(line.of_kind(kind), line, kind=kind.label) for kind in SigningKind),
        _count(line.otherwise, line, **source[PlanSource.OTHER]),
        _count(line.not_yet, line, status=NOT_YET),
        *(Cell(line.rate(formula)) for formula in FORMULAS),
    ]


def _groups(line: Line) -> list[Cell]:
    return [_count(n, line, **{"status" if name == NOT_YET else "group": name}) for name, n in line.groups.items()]


def _code(code: str, n: int, total: Line) -> list[Cell]:
    names = destination_codes.name_of(code), destination_codes.counts_as(code)
    return _plain(code, *names, _count(n, total, code=code), total)


def _without(total: Line) -> list[tuple[str, Cell]]:
    """Those without a code: of a signing, by another way, and whoever has not submitted yet."""
    of = Counter[PlanSource]()
    for one, n in total.standings.items():
        if not one.code:
            of[one.source] += n
    signed = _count(of[PlanSource.SIGNING], total, code=UNASSIGNED, source=PlanSource.SIGNING.label)
    otherwise = _count(of[PlanSource.OTHER], total, group=UNASSIGNED, source=PlanSource.OTHER.label)
    found = [(UNASSIGNED, signed), (WITHOUT_CODE, otherwise)]
    not_yet = _count(total.not_yet, total, status=NOT_YET)
    return [*(pair for pair in found if pair[1].value), (NOT_YET, not_yet)]


def _plain(code: str, name: str, group: str, count: Cell, total: Line) -> list[Cell]:
    assert isinstance(count.value, int)
    return [Cell(code), Cell(name), Cell(group), count, Cell(Share(count.value, total.graduates))]


def _part(formula: Formula, label: str, n: int, graduates: int) -> list[Cell]:
    return [Cell(f"{formula.since}年"), Cell(label), Cell(n), Cell(Share(n, graduates))]
