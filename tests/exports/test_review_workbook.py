"""The review list as a workbook: what a spreadsheet finds in it."""

from datetime import datetime
from io import BytesIO

import openpyxl
from python_calamine import CalamineWorkbook

from exports.review_workbook import write_reviews
from signing_core.clock import SHANGHAI
from signing_core.sheets import REVIEW_COLUMNS, ReviewRow


def a_row(**facts) -> ReviewRow:
    return ReviewRow(
        **{
            "number": "1202019097200002",
            "agreement_status": "已生效",
            "student_number": "00191009",
            "student_name": "黄河水",
            "college": "计算机科学与技术学院",
            "major": "计算机应用技术",
            "kind": "电子签约",
            "employer": "星光集团",
            "last_act_at": datetime(2019, 12, 13, 8, 57, tzinfo=SHANGHAI),
            "review_status": "签约审核通过",
            "rescission_status": "",
        }
        | facts
    )


def written(*rows: ReviewRow) -> BytesIO:
    target = BytesIO()
    assert write_reviews(iter(rows), target) == len(rows)
    target.seek(0)
    return target


def sheet_of(*rows: ReviewRow):
    return openpyxl.load_workbook(written(*rows)).active


def test_the_columns_are_those_of_the_list_in_its_order():
    sheet = sheet_of(a_row())
    assert [cell.value for cell in sheet[1]] == list(REVIEW_COLUMNS.values())
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width >= 16


def test_numbers_keep_every_digit_and_moments_are_dates():
    number, _, student_number, *_ = sheet_of(a_row())[2]
    assert (number.value, number.data_type, number.number_format) == ("1202019097200002", "s", "@")
    assert student_number.value == "00191009"
    moment = sheet_of(a_row())["I2"]
    assert moment.is_date
    assert moment.value == datetime(2019, 12, 13, 8, 57)  # noqa: DTZ001 - a workbook knows no zone


def test_what_looks_like_a_formula_or_a_link_is_text():
    row = a_row(employer="=HYPERLINK(1)", student_name="@SUM(A1)", college="https://example.com", major="+1")
    cells = sheet_of(row)[2]
    assert [cells[at].value for at in (7, 3, 4, 5)] == ["=HYPERLINK(1)", "@SUM(A1)", "https://example.com", "+1"]
    assert {cells[at].data_type for at in (7, 3, 4, 5)} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)


def test_another_reader_finds_the_same():
    read = (
        CalamineWorkbook.from_filelike(written(a_row(), a_row(student_name="王五"))).get_sheet_by_index(0).to_python()
    )
    assert [row[3] for row in read] == ["姓名", "黄河水", "王五"]
    assert read[1][8] == datetime(2019, 12, 13, 8, 57)  # noqa: DTZ001
    assert read[1][10] == ""
