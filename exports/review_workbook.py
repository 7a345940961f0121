"""签约管理 as a workbook."""

from collections.abc import Iterable
from typing import BinaryIO

from signing_core.sheets import REVIEW_COLUMNS, ReviewRow

from .rows_workbook import Column, Kind, write_rows

WIDTHS = {
    "number": 20,
    "agreement_status": 11,
    "student_number": 16,
    "student_name": 12,
    "college": 24,
    "major": 24,
    "kind": 11,
    "employer": 34,
    "last_act_at": 17,
    "review_status": 17,
    "rescission_status": 18,
}
KINDS = {"last_act_at": Kind.MOMENT}
COLUMNS = [Column(heading, WIDTHS[name], KINDS.get(name, Kind.TEXT)) for name, heading in REVIEW_COLUMNS.items()]


def write_reviews(rows: Iterable[ReviewRow], target: BinaryIO) -> int:
    """Write an .xlsx of the rows in their order; returns how many there were."""
    return write_rows(rows, COLUMNS, target, sheet="签约管理")
