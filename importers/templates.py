"""The workbooks that users download, fill in and send back."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from .sheets import MOST_ROWS
from .workbook import EXAMPLE_MARK

NOTES_SHEET = "填写说明"
OPTIONS_SHEET = "选项"
LONGEST_LIST = 255  # characters that a drop-down may hold itself; a longer one points to a sheet
AS_TEXT = "@"

BOLD = Font(bold=True)
FAINT = Font(italic=True, color="808080")
SHADE = PatternFill("solid", fgColor="E9EEF6")
WRAP = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True)
class Column:
    """One column of an import: its exact name, what the template offers and says about it."""

    name: str
    required: bool = True
    options: tuple[str, ...] = ()
    example: str = ""
    width: int = 16
    note: str = ""

    @property
    def heading(self) -> str:
        return f"{self.name}*" if self.required else self.name


def names(columns: Iterable[Column]) -> list[str]:
    """The names that ``read_table`` is to look for."""
    return [column.name for column in columns]


def template(columns: Sequence[Column], title: str, notes: Sequence[str]) -> bytes:
    """An .xlsx to fill in: header, example row and drop-downs, all columns as text, and a sheet of notes."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = title
    sheet.freeze_panes = "A2"
    choices = workbook.create_sheet(OPTIONS_SHEET)
    choices.sheet_state = "hidden"
    for place, column in enumerate(columns, 1):
        _add_column(sheet, place, column)
        if column.options:
            sheet.add_data_validation(_drop_down(choices, place, column))
    _add_notes(workbook.create_sheet(NOTES_SHEET, 1), columns, notes)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _add_column(sheet: Worksheet, place: int, column: Column) -> None:
    whole = sheet.column_dimensions[get_column_letter(place)]
    whole.width = column.width
    whole.number_format = AS_TEXT
    heading = _put(sheet, 1, place, column.heading)
    heading.font, heading.fill = BOLD, SHADE
    mark = EXAMPLE_MARK if place == 1 else ""
    _put(sheet, 2, place, mark + column.example).font = FAINT


def _put(sheet: Worksheet, row: int, place: int, text: str):
    """A text stays a text, even one that begins with an equals sign."""
    cell = sheet.cell(row, place)
    cell.value = text
    cell.data_type = "s"
    cell.number_format = AS_TEXT
    return cell


def _drop_down(choices: Worksheet, place: int, column: Column) -> DataValidation:
    joined = ",".join(column.options)
    source = f'"{joined}"'
    if len(joined) > LONGEST_LIST or any(mark in option for option in column.options for mark in ',"'):
        source = _listed(choices, place, column.options)
    letter = get_column_letter(place)
    return DataValidation(
        type="list",
        formula1=source,
        sqref=f"{letter}2:{letter}{MOST_ROWS + 2}",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=column.name,
        error="请从下拉列表中选择。",
    )


def _listed(choices: Worksheet, place: int, options: Sequence[str]) -> str:
    for row, option in enumerate(options, 1):
        _put(choices, row, place, option)
    letter = get_column_letter(place)
    return f"{quote_sheetname(choices.title)}!${letter}$1:${letter}${len(options)}"


def _add_notes(sheet: Worksheet, columns: Sequence[Column], notes: Sequence[str]) -> None:
    general = (
        "请勿改动表头的列名；带 * 的列必须填写。",
        f"以“{EXAMPLE_MARK}”开头的一行只作示范，导入时会略过。",
        "各列已设为文本格式；从别处复制时请选择性粘贴为数值，不要带公式。",
    )
    for row, note in enumerate((*general, *notes), 1):
        _put(sheet, row, 1, f"{row}. {note}")
    start = len(general) + len(notes) + 2
    lines = [("列名", "是否必填", "可填内容", "说明"), *map(_described, columns)]
    for row, line in enumerate(lines, start):
        for place, text in enumerate(line, 1):
            cell = _put(sheet, row, place, text)
            cell.alignment = WRAP
            if row == start:
                cell.font, cell.fill = BOLD, SHADE
    for letter, width in zip("ABCD", (20, 10, 50, 60), strict=True):
        sheet.column_dimensions[letter].width = width


def _described(column: Column) -> tuple[str, str, str, str]:
    return column.name, "必填" if column.required else "可空", "、".join(column.options), column.note
