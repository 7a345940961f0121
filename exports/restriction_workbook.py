"""签约开放列表 as a workbook."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from signing_core.sheets import RESTRICTION_COLUMNS

from .rows_workbook import Column, write_rows

WIDTHS = {
    "student_number": 16,
    "name": 12,
    "college": 24,
    "major": 24,
    "class_name": 18,
    "training": 11,
    "status": 11,
    "reasons": 50,
    "who": 20,
    "at": 17,
}
COLUMNS = [Column(heading, WIDTHS[name]) for name, heading in RESTRICTION_COLUMNS.items()]


def write_restrictions(rows: Iterable[Sequence[str]], target: BinaryIO) -> int:
    """Write an .xlsx of the rows as the list shows them; returns how many there were."""
    return write_rows(rows, COLUMNS, target, sheet="签约开放列表")
