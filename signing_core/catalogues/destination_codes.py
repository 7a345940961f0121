"""去向代码: which of the ministry's codes stands for a destination, by scheme and cohort, and how sure that is.

``assigned_codes.csv`` says for each destination its code in each scheme, with the least of two confidences: that of
the code, and that of its being the right one. An empty code is not assigned yet. A row may hold for one answer only.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from . import codes

TABLE = Path(__file__).parent / "assigned_codes.csv"
BY_AGREEMENT = "签就业协议形式就业"  # of an agreement, whichever way it was signed
SURE = "high"
UNASSIGNED, OWN, DOUBTED = "待指定", "自定代码", "待核定"
SCHEMES = (("moe-2021", 2021), ("moe-2017", 0))  # the newest first, with the first cohort of each


@dataclass(frozen=True, slots=True)
class Assigned:
    """The code of a destination; where ``field`` is named, only if the content answers it with ``answer``."""

    destination: str
    scheme: str
    field: str
    answer: str
    code: str
    confidence: str

    @property
    def sure(self) -> bool:
        """Whether the code may be shown as the ministry's; otherwise the school may set its own."""
        return bool(self.code) and self.confidence == SURE


@cache
def _rows() -> tuple[Assigned, ...]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(Assigned(**row) for row in csv.DictReader(lines))


@cache
def assigned(destination: str, cohort: int) -> tuple[Assigned, ...]:
    """The rows that hold for the cohort, those of the newest scheme first; empty for what is no destination."""
    in_force = [scheme for scheme, first in SCHEMES if cohort >= first]
    rows = [row for row in _rows() if row.destination == destination and row.scheme in in_force]
    return tuple(sorted(rows, key=lambda row: (in_force.index(row.scheme), not row.field)))


def reached(destination: str, cohort: int) -> tuple[Assigned, ...]:
    """Those of the rows that some content leads to: none after the first that asks for no answer."""
    rows = assigned(destination, cohort)
    plain = next(place for place, row in enumerate(rows) if not row.field)
    return rows[: plain + 1]


def of(destination: str, content: Mapping[str, str | int], cohort: int) -> Assigned:
    """The one row for what was filled in; KeyError for what is no destination."""
    for row in assigned(destination, cohort):
        if not row.field or content.get(row.field) == row.answer:
            return row
    raise KeyError(destination)


@cache
def mark_of(destination: str, by_table: str, code: str, cohort: int) -> str:
    """How a code that is not surely the ministry's is marked wherever it stands; empty for one that is.

    ``by_table`` is the code that the table has for what was filled in, ``code`` the one that counts.
    """
    if not destination or any(row.sure and row.code == by_table for row in assigned(destination, cohort)):
        return ""
    if not code:
        return UNASSIGNED
    return DOUBTED if code == by_table else OWN


@cache
def name_of(code: str) -> str:
    """What the ministry calls a code; 待指定 for one that is not assigned, KeyError for one that is none."""
    return {entry.code: entry.name for entry in codes.entries("去向")}[code] if code else UNASSIGNED


@cache
def counts_as(code: str) -> str:
    """The statistical group of a code; empty for one that is not assigned."""
    return {entry.code: entry.counts_as for entry in codes.entries("去向")}[code] if code else ""


@cache
def in_group(group: str) -> tuple[str, ...]:
    """The codes of a statistical group."""
    return tuple(entry.code for entry in codes.entries("去向") if entry.counts_as == group)


def choices(cohort: int) -> tuple[codes.Code, ...]:
    """The codes that may be set for a cohort, in the table's order."""
    first = dict(SCHEMES)
    return tuple(entry for entry in codes.entries("去向") if cohort >= first[entry.scheme])
