"""签约管理 as a workbook."""

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from signing_core.sheets import EXPORT_COLUMNS, REVIEW_COLUMNS

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
    "class_name": 18,
    "education": 14,
    "uscc": 22,
    "id_number": 22,
    "phone": 15,
}
KINDS = {"last_act_at": Kind.MOMENT}
COLUMNS = {name: Column(heading, WIDTHS[name], KINDS.get(name, Kind.TEXT)) for name, heading in EXPORT_COLUMNS.items()}


def write_reviews(rows: Iterable[Sequence[Any]], target: BinaryIO, columns: Iterable[str] = REVIEW_COLUMNS) -> int:
    """Write an .xlsx of the rows, which have just these columns, in their order; returns how many there were."""
    return write_rows(rows, [COLUMNS[name] for name in columns], target, sheet="签约管理")
