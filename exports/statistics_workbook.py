"""去向统计 as a workbook: one sheet for each table, counts as numbers and rates as percentages."""

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from signing_core.clock import as_minute
from signing_core.figures_sheet import Figures, Share, Table, Value

BOLD, SHADE = Font(bold=True), PatternFill("solid", fgColor="E9EEF6")
WRAPPED = Alignment(wrap_text=True, vertical="center")
FIRST_WIDTH, WIDTH, WIDEST = 24, 13, 60
COUNT, PERCENT = "#,##0", "0.00%"


def write_figures(figures: Figures) -> bytes:
    """The .xlsx; a text stays a text, whatever it begins with."""
    book = Workbook()
    _about(book.active, figures)
    for table in figures.tables:
        _sheet(book.create_sheet(table.title), table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _about(sheet: Any, figures: Figures) -> None:
    sheet.title = "说明"
    lines = [("范围", figures.about), ("分组", f"按{figures.by}"), ("统计时间", as_minute(figures.made_at))]
    lines += [("说明", note) for note in figures.notes]
    for number, (label, text) in enumerate(lines, 1):
        _fill(sheet.cell(number, 1), label).font = BOLD
        _fill(sheet.cell(number, 2), text).alignment = WRAPPED
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 32, 90


def _sheet(sheet: Any, table: Table) -> None:
    sheet.freeze_panes = "B2"
    for column, heading in enumerate(table.headings, 1):
        cell = _fill(sheet.cell(1, column), heading)
        cell.font, cell.fill, cell.alignment = BOLD, SHADE, WRAPPED
        texts = [len(str(row[column - 1].value)) for row in table.rows if isinstance(row[column - 1].value, str)]
        width = min(WIDEST, max(FIRST_WIDTH, 2 * max(texts) + 2)) if any(texts) else WIDTH
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(table.rows, 2):
        for column, cell in enumerate(row, 1):
            _fill(sheet.cell(number, column), cell.value)
    for number in table.sums:
        for cell in sheet[number + 2]:
            cell.font = BOLD


def _fill(cell: Any, value: Value) -> Any:
    match value:
        case Share():
            cell.value, cell.number_format = value.value, PERCENT
            if value.value is None:
                return _fill(cell, str(value))
        case int():
            cell.value, cell.number_format = value, COUNT
        case _:
            cell.value = value
            cell.data_type = "s"
    return cell
