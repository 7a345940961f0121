"""Any list as a workbook: what spreadsheet programs find in what we write ourselves."""

import zipfile
from datetime import date, datetime, time
from io import BytesIO
from itertools import repeat
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from exports.rows_workbook import BATCH, MOST_ROWS, Column, Kind, write_rows
from signing_core.clock import SHANGHAI
from signing_core.errors import Refusal

COLUMNS = [Column("编号", 20), Column("时间", 18, Kind.MOMENT), Column("日期", 12, Kind.DAY), Column("说明", 40)]
AT, DAY = datetime(2019, 12, 13, 23, 59, 58, tzinfo=SHANGHAI), date(2020, 2, 29)
SHOWN = AT.replace(tzinfo=None)
ODD = [
    "<b>&amp;</b> \"'",
    "  两端有空格  ",
    "第一行\n第二行",
    "_x0041_",
    "\x07响铃\x00",
    "回车\r换行",
    "_x000D_",
    "𠮷𬎆",
    "👩\u200d🎓毕业🎉",
    "a>b > c",
    "尾巴 >",
    "0",
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
    cell = by_openpyxl([("1", AT, DAY, text)])["D2"]
    assert (unescape(cell.value), cell.data_type, cell.number_format) == (text, "s", "@")  # it leaves that to us
    assert by_calamine([("1", AT, DAY, text)])[1][3] == text


@pytest.mark.parametrize("text", ["\ufffe", "\uffff", "半个\ud83d"])
def test_what_no_xml_can_hold_does_not_spoil_the_workbook(text):
    rows = by_calamine([("1", AT, DAY, text), ("2", AT, DAY, "完好")])
    assert rows[1][3] == f"{text[:-1]}_x{ord(text[-1]):04X}_"
    assert rows[2][3] == "完好"


@pytest.mark.parametrize(("text", "kept"), [("长" * 40_000, 32_767), ("🎉" * 20_000, 16_383), ("长" * 32_767, 32_767)])
def test_a_text_is_cut_where_a_cell_ends(text, kept):
    assert by_openpyxl([("1", AT, DAY, text)])["D2"].value == text[:kept]


def test_long_columns_of_short_texts_are_written_whole():
    rows = [("1", AT, DAY, f"{n}" + "长" * 100) for n in range(2 * BATCH)]
    assert [row[3] for row in by_calamine(rows)[1:]] == [row[3] for row in rows]


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
    sheet = by_openpyxl([(12, AT, DAY, ""), (0, AT, DAY, "")])
    assert [sheet[place].value for place in ("A2", "A3")] == ["12", "0"]


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


def test_a_sheet_is_filled_to_its_last_row_and_one_more_is_refused():
    column = [Column("编号")]
    assert write_rows(repeat(("1",), MOST_ROWS), column, BytesIO(), sheet="清单") == MOST_ROWS == 1_048_575
    with pytest.raises(Refusal, match="最多容纳 1,048,575 行"):
        write_rows(repeat(("1",), MOST_ROWS + 1), column, BytesIO(), sheet="清单")
