"""The report of rows, and the workbook that gives the wrong ones back."""

import io

import openpyxl

from importers.report import Report, duplicates, returned_workbook
from importers.workbook import read_table
from tests.importers.hostile import a_formula, a_workbook

COLUMNS = ["学号", "姓名"]


def a_report(**facts) -> Report:
    return Report("名单", **{"columns": ["学号", "备注", "姓名"], **facts})


def the_sheet(report: Report):
    return openpyxl.load_workbook(io.BytesIO(returned_workbook(report))).active


def test_the_returned_workbook_has_the_wrong_rows_with_number_and_all_reasons():
    report = a_report()
    report.refuse(7, {"学号": "002", "备注": "x", "姓名": ""}, {"姓名": "请填写此项。", "": "该学生已毕业。"})
    report.refuse(3, {"学号": "001", "备注": "", "姓名": "王"}, {"学号": "与第 9 行重复。"})
    rows = [list(row) for row in the_sheet(report).iter_rows(values_only=True)]
    assert rows == [
        ["学号", "备注", "姓名", "行号", "原因"],
        ["001", None, "王", "3", "学号：与第 9 行重复"],
        ["002", "x", None, "7", "姓名：请填写此项；该学生已毕业"],
    ]


def test_nothing_in_the_returned_workbook_is_a_formula_a_number_or_a_link():
    report = a_report()
    hostile = {"学号": "=1+1", "备注": "http://example.com", "姓名": '=HYPERLINK("x")'}
    report.refuse(2, hostile, {"学号": "x"})
    report.refuse(3, {"学号": "000123", "备注": "+1", "姓名": "{=A1}"}, {"学号": "x"})
    cells = [cell for row in the_sheet(report).iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert not any(cell.hyperlink for cell in cells)


def test_texts_that_xml_cannot_hold_do_not_spoil_the_returned_workbook():
    report = a_report()
    report.refuse(2, {"学号": "a\x01\x0b\ufffe", "备注": "王" * 40_000, "姓名": "𠮷"}, {"学号": "x"})
    row = read_table(returned_workbook(report), "a.xlsx", COLUMNS).rows[0]
    assert row.cells["姓名"] == "𠮷"
    assert row.cells["备注"] == "王" * 2000


def test_the_returned_workbook_can_be_corrected_and_sent_again_and_returned_again():
    data = a_workbook([COLUMNS, [a_formula("1", "001"), "王芳"]])
    table = read_table(data, "a.xlsx", COLUMNS)
    report = a_report(columns=table.columns)
    report.refuse(2, table.rows[0].cells, table.rows[0].problems)
    again = read_table(returned_workbook(report), "a.xlsx", COLUMNS)
    assert again.rows[0].problems == {}
    assert again.rows[0].cells["学号"] == "001"
    second = a_report(columns=again.columns)
    second.refuse(2, again.rows[0].cells, {"姓名": "x"})
    header = next(the_sheet(second).iter_rows(values_only=True))
    assert header == ("学号", "姓名", "行号", "原因")


def test_a_report_without_wrong_rows_still_gives_a_workbook():
    assert a_report().all_right
    assert the_sheet(a_report()).max_row == 1


def test_rows_that_share_a_key_are_all_found_each_with_another():
    keys = [(2, "a"), (3, "b"), (4, "a"), (9, "a"), (10, "c")]
    assert duplicates(keys) == {2: 4, 4: 2, 9: 2}
