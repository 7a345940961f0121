"""签约管理 as a workbook: written row by row, so that memory does not grow with the list."""

from collections.abc import Iterable
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from signing_core.sheets import REVIEW_COLUMNS, ReviewRow

SHEET = "签约管理"
WRITING = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
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
MOMENT = ReviewRow._fields.index("last_act_at")


def write_reviews(rows: Iterable[ReviewRow], target: BinaryIO) -> int:
    """Write an .xlsx of the rows in their order: texts as text, moments as dates; returns how many there were."""
    number = 0
    with Workbook(target, WRITING) as workbook:
        text = workbook.add_format({"num_format": "@"})
        moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        sheet = _begin(workbook)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if column == MOMENT:
                    sheet.write_datetime(number, column, row.last_act_at.replace(tzinfo=None), moment)
                elif value:
                    sheet.write_string(number, column, value, text)
    return number


def _begin(workbook: Workbook) -> Worksheet:
    bold = workbook.add_format({"bold": True, "bg_color": "#E9EEF6", "num_format": "@"})
    sheet = workbook.add_worksheet(SHEET)
    for column, (name, heading) in enumerate(REVIEW_COLUMNS.items()):
        sheet.set_column(column, column, WIDTHS[name])
        sheet.write_string(0, column, heading, bold)
    sheet.freeze_panes(1, 0)
    return sheet
