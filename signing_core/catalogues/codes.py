"""Coded sets (学历, 单位性质, 去向 …): each row says its scheme, how sure it is and when it is in force.

The rows stand in ``tables/*.csv``. An empty code is a value of the product's own; the scheme "unstated" marks
codes whose source names no scheme. Validity is in years; an empty ``valid_to`` means that no end is known.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLES = Path(__file__).parent / "tables"


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a coded set; ``counts_as`` is the statistical group of a 去向, else empty."""

    scheme: str
    code: str
    name: str
    confidence: str
    valid_from: str
    valid_to: str
    counts_as: str = ""

    @classmethod
    def of(cls, row: dict[str, str]) -> "Code":
        """The entry that stands in one row of a table."""
        return cls(
            scheme=row["scheme"],
            code=row["code"],
            name=row["name"],
            confidence=row["confidence"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            counts_as=row.get("counts_as", ""),
        )


@cache
def _sets() -> dict[str, tuple[Code, ...]]:
    gathered: dict[str, list[Code]] = {}
    for path in sorted(TABLES.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                gathered.setdefault(row["set"], []).append(Code.of(row))
    return {name: tuple(rows) for name, rows in gathered.items()}


def entries(set_name: str) -> tuple[Code, ...]:
    """Every row of the set in its official order, ended ones too; KeyError for a set that does not exist."""
    return _sets()[set_name]


@cache
def names(set_name: str) -> tuple[str, ...]:
    """The names that a form may offer: those not ended, in order and without repeats."""
    return tuple(dict.fromkeys(entry.name for entry in entries(set_name) if not entry.valid_to))


@cache
def code_of(set_name: str, name: str) -> str:
    """The code in force for a name, empty for the product's own values; KeyError outside the set."""
    for entry in entries(set_name):
        if entry.name == name and not entry.valid_to:
            return entry.code
    raise KeyError(f"{set_name}: {name}")
