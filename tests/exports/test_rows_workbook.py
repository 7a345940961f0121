"""Any list as a workbook: what spreadsheet programs find in what we write ourselves."""

import zipfile
from datetime import date, datetime, time
from io import BytesIO
from xml.etree import ElementTree

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from exports.rows_workbook import BATCH, Column, Kind, write_rows
from signing_core.clock import SHANGHAI

COLUMNS = [Column("编号", 20), Column("时间", 18, Kind.MOMENT), Column("日期", 12, Kind.DAY), Column("说明", 40)]
AT, DAY = datetime(2019, 12, 13, 23, 59, 58, tzinfo=SHANGHAI), date(2020, 2, 29)
SHOWN = AT.replace(tzinfo=None)
ODD = [
    "<b>&amp;</b> \"'",
    "  两端有空格  ",
    "第一行\n第二行",
    "_x0041_",
    "\x07响铃\x00",
    "𠮷𬎆",
    "=1+1",
    "http://example.com",
    "0012",
    "1e5",
    "全角\u3000空格",
]


def written(rows, columns=COLUMNS) -> BytesIO:
    target = BytesIO()
    assert write_rows(iter(rows), columns, target, sheet="清单&<1>") == len(rows)
    target.seek(0)
    return target


def by_openpyxl(rows):
    return openpyxl.load_workbook(written(rows)).active


def by_calamine(rows):
    return CalamineWorkbook.from_filelike(written(rows)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("text", ODD)
def test_any_text_is_read_back_as_it_was(text):
    shown = text.replace("\x07", "_x0007_").replace("\x00", "_x0000_")
    cell = by_openpyxl([("1", AT, DAY, text)])["D2"]
    assert cell.data_type == "s"
    assert openpyxl.utils.escape.unescape(cell.value) == text if "_x" in cell.value else cell.value == shown
    assert CalamineWorkbook.from_filelike(written([("1", AT, DAY, text)])).get_sheet_by_index(0).to_python()[1][3]


def test_one_odd_text_leaves_the_others_of_its_column_as_they_are():
    rows = [(f"{n}", AT, DAY, "<" if n == 3 else f"第{n}行") for n in range(6)]
    assert [row[3] for row in by_calamine(rows)[1:]] == ["第0行", "第1行", "第2行", "<", "第4行", "第5行"]


def test_moments_and_days_are_dates_of_their_own_format():
    sheet = by_openpyxl([("1", AT, DAY, "")])
    assert (sheet["B2"].value, sheet["B2"].number_format) == (SHOWN, "yyyy-mm-dd hh:mm")
    assert (sheet["C2"].value, sheet["C2"].number_format) == (datetime.combine(DAY, time()), "yyyy.mm.dd")
    assert by_calamine([("1", AT, DAY, "")])[1][1:3] == [SHOWN, date(2020, 2, 29)]


def test_what_is_missing_is_an_empty_cell():
    rows = [("", None, None, None), (None, AT, None, "x"), ("1", AT, DAY, "")]
    assert [[cell.value for cell in row] for row in by_openpyxl(rows).iter_rows(min_row=2, max_row=2)] == [[None] * 4]
    assert by_calamine(rows)[2] == ["", SHOWN, "", "x"]


def test_numbers_are_written_as_texts():
    assert by_openpyxl([(12, AT, DAY, "")])["A2"].value == "12"


def test_headings_stay_in_sight_and_widths_are_kept():
    sheet = by_openpyxl([])
    assert sheet.title == "清单&<1>"
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]] == ["编号", "时间", "日期", "说明"]
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["D"].width == 40


@pytest.mark.parametrize("rows", [0, 1, BATCH - 1, BATCH, BATCH + 1, 3 * BATCH])
def test_no_row_is_lost_between_two_batches(rows):
    read = by_calamine([(f"{n:05}", AT, DAY, "") for n in range(rows)])
    assert [row[0] for row in read[1:]] == [f"{n:05}" for n in range(rows)]


def test_every_part_is_well_formed():
    with zipfile.ZipFile(written([("1", AT, DAY, text) for text in ODD])) as package:
        assert package.testzip() is None
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))


def test_a_row_of_another_length_is_a_mistake():
    with pytest.raises(ValueError, match="zip"):
        written([("1", AT, DAY)])
