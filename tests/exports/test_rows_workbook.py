"""Any list as a workbook: columns with kinds and widths."""

from datetime import date, datetime
from io import BytesIO

import openpyxl

from exports.rows_workbook import Column, Kind, write_rows
from signing_core.clock import SHANGHAI

COLUMNS = [Column("编号", 20), Column("日期", 12, Kind.DAY), Column("时间", 17, Kind.MOMENT), Column("人数")]


def test_every_column_has_its_heading_width_and_kind():
    out = BytesIO()
    rows = [("001", date(2020, 3, 2), datetime(2020, 3, 2, 8, 5, tzinfo=SHANGHAI), 3), ("", None, None, "")]
    assert write_rows(rows, COLUMNS, out, sheet="名单") == 2
    sheet = openpyxl.load_workbook(out).active
    assert sheet.title == "名单"
    assert [cell.value for cell in sheet[1]] == ["编号", "日期", "时间", "人数"]
    assert [cell.number_format for cell in sheet[2]] == ["@", "yyyy.mm.dd", "yyyy-mm-dd hh:mm", "@"]
    assert [cell.data_type for cell in sheet[2]] == ["s", "d", "d", "s"]
    assert sheet.column_dimensions["A"].width >= 20
    assert [cell.value for cell in sheet[3] if cell.value] == []


def test_no_rows_leave_the_header_alone():
    out = BytesIO()
    assert write_rows([], COLUMNS, out, sheet="名单") == 0
    assert openpyxl.load_workbook(out).active.max_row == 1
