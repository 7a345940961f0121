"""What may be in an honest file, and how it is read."""

import pytest

from importers.bad_workbook import BadWorkbook
from importers.workbook import Row, Table, read_table
from tests.importers.hostile import (
    MAIN,
    Raw,
    a_formula,
    a_package,
    a_small_old_workbook,
    a_workbook,
    an_old_workbook,
    sheet_xml,
    workbook_parts,
)

COLUMNS = ["学号", "姓名"]
HEADER = ["学号", "姓名"]
CSV = "学号,姓名\n001,王芳\n"


def the_table(data: bytes, columns: list[str] = COLUMNS) -> Table:
    return read_table(data, "名单.xlsx", columns)


def the_cells(value: object) -> tuple[str, dict[str, str]]:
    row = the_table(a_workbook([HEADER, [value, "王芳"]])).rows[0]
    return row.cells["学号"], row.problems


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("000120", "000120"),
        ("NA", "NA"),
        ("null", "null"),
        ("１２３", "１２３"),
        (20260001, "20260001"),
        (13800000000, "13800000000"),
        (-3, "-3"),
        (5.5, "5.5"),
        (True, "TRUE"),
        (Raw.of("<v>2026-06-30T00:00:00</v>", "d"), "2026-06-30"),
        (Raw.of("<v>2026-06-30T08:05:00</v>", "d"), "2026-06-30 08:05:00"),
        (202600000001, "202600000001"),
        ("a+b=c", "a+b=c"),
        ("<b>&amp;", "<b>&amp;"),
        ("𠮷田", "𠮷田"),
    ],
)
def test_every_cell_becomes_the_text_that_was_meant(value, text):
    assert the_cells(value) == (text, {})


@pytest.mark.parametrize(
    ("value", "text", "reason"),
    [
        (110101199001011234, "1.10101E+17", "末几位可能已被 Excel 改动"),
        (1e300, "1.00000E+300", "末几位可能已被 Excel 改动"),
        (Raw.of("<v>1e999</v>"), "inf", "末几位可能已被 Excel 改动"),
        ("1.10101E+17", "1.10101E+17", "末几位可能已被 Excel 改动"),
        (a_formula("A1&B1", "001"), "001", "公式"),
        (a_formula("A1&B1"), "", "公式"),
        (Raw.of('<f t="shared" si="0"/><v>7</v>'), "7", "公式"),
        ("=1+1", "=1+1", "公式"),
        ("王" * 2001, "王" * 2000, "过长"),
    ],
)
def test_a_cell_that_cannot_be_trusted_is_a_problem_of_its_row(value, text, reason):
    cell, problems = the_cells(value)
    assert cell == text
    assert list(problems) == ["学号"]
    assert reason in problems["学号"]


def test_a_row_that_has_only_a_formula_without_a_value_is_not_taken_for_blank():
    row = the_table(a_workbook([HEADER, [a_formula("A1")]])).rows[0]
    assert row.number == 2
    assert "公式" in row.problems["学号"]


def test_an_array_formula_marks_every_cell_that_it_fills():
    first = Raw.of('<f t="array" ref="A2:A3">C2:C3</f><v>1</v>')
    table = the_table(a_workbook([HEADER, [first, "王芳"], [2, "李明"], [3, "赵静"]]))
    assert [sorted(row.problems) for row in table.rows] == [["学号"], ["学号"], []]


def test_a_formula_in_a_column_that_nobody_asked_for_is_no_problem():
    table = the_table(a_workbook([["序号", *HEADER], [a_formula("ROW()-1", "1"), "001", "王芳"]]))
    assert table.rows == [Row(2, {"序号": "1", "学号": "001", "姓名": "王芳"})]


def test_blank_rows_are_skipped_and_numbers_stay_those_of_excel():
    table = the_table(a_workbook([[], HEADER, [], ["001", "王芳"], ["  ", "\u3000"], ["002", "李明"]]))
    assert [row.number for row in table.rows] == [4, 6]


def test_rows_filled_only_in_other_columns_count_as_blank():
    table = the_table(a_workbook([["序号", *HEADER], [1, "001", "王芳"], [2, "", ""]]))
    assert [row.number for row in table.rows] == [2]


def test_the_header_may_have_stars_blanks_another_order_and_further_columns():
    table = the_table(a_workbook([["姓 名 ", "备注", "学号*", "", "备注"], ["王芳", "x", "001", "y", "z"]]))
    assert table.columns == ["姓名", "备注", "学号"]
    assert table.rows == [Row(2, {"姓名": "王芳", "备注": "x", "学号": "001"})]


def test_a_merged_title_may_stand_above_the_header():
    merged = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    table = the_table(a_workbook([["2026 届名单"], HEADER, ["001", "王芳"]], after=merged))
    assert table.rows == [Row(3, {"学号": "001", "姓名": "王芳"})]


def test_a_header_merged_over_two_columns_belongs_to_the_first():
    merged = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    table = the_table(a_workbook([["学号", "", "姓名"], ["001", "?", "王芳"]], after=merged))
    assert table.rows == [Row(2, {"学号": "001", "姓名": "王芳"})]


def test_a_table_that_begins_further_right_is_read_with_its_formulas_in_place():
    table = the_table(a_workbook([[], ["", "", *HEADER], ["", "", "001", a_formula("1", "王芳")]]))
    assert table.rows[0].number == 3
    assert list(table.rows[0].problems) == ["姓名"]


@pytest.mark.parametrize("mark", ["示例", "示例：2026001", " 示例行"])
def test_the_example_row_of_the_template_is_ignored(mark):
    table = the_table(a_workbook([HEADER, [mark, "张三"], ["001", "王芳"]]))
    assert [row.number for row in table.rows] == [3]


def test_the_example_row_is_known_when_a_column_was_put_before_it():
    table = the_table(a_workbook([["序号", *HEADER], [1, "示例：2026001", "张三"], [2, "001", "示例"]]))
    assert [row.number for row in table.rows] == [3]


def test_hidden_sheets_and_sheets_without_the_header_are_passed_over():
    good = sheet_xml([HEADER, ["001", "王芳"]])
    secret = sheet_xml([HEADER, ["999", "勿读"]])
    sheets = {"藏": secret, "封面": sheet_xml([["说明"]]), "空": sheet_xml([]), "名单": good}
    data = a_package(workbook_parts(sheets, hidden=("藏",)))
    assert the_table(data).rows == [Row(2, {"学号": "001", "姓名": "王芳"})]


def test_prefixed_tags_and_cells_without_positions_are_understood():
    text = '<x:c t="inlineStr"><x:is><x:t>{}</x:t></x:is></x:c>'
    first = "".join(text.format(name) for name in HEADER)
    second = f"<x:c><x:f>1+1</x:f><x:v>2</x:v></x:c>{text.format('王芳')}"
    rows = f"<x:sheetData><x:row>{first}</x:row><x:row>{second}</x:row></x:sheetData>"
    sheet = f'<x:worksheet xmlns:x="{MAIN}">{rows}</x:worksheet>'
    row = the_table(a_package(workbook_parts({"S": sheet}))).rows[0]
    assert row.cells == {"学号": "2", "姓名": "王芳"}
    assert "公式" in row.problems["学号"]


@pytest.mark.parametrize(
    "data",
    [
        CSV.encode(),
        CSV.encode("utf-8-sig"),
        CSV.encode("gb18030"),
        CSV.replace("\n", "\r\n").encode(),
        CSV.replace("\n", "\r").encode(),
        CSV.replace(",", "\t").encode("gb18030"),
        CSV.replace(",", ";").encode(),
        CSV.replace("001", '="001"').replace('="001"', '"=""001"""').encode(),
        CSV.replace("001", '="001"').encode(),
    ],
)
def test_a_csv_is_read_in_any_usual_writing(data):
    assert the_table(data).rows == [Row(2, {"学号": "001", "姓名": "王芳"})]


def test_rows_come_whole_and_in_order_however_many_there_are():
    table = the_table("\n".join(["学号,姓名", *(f"{serial:04},王芳{serial}" for serial in range(1000))]).encode())
    assert [row.number for row in table.rows] == list(range(2, 1002))
    assert [row.cells["姓名"] for row in table.rows] == [f"王芳{serial}" for serial in range(1000)]


@pytest.mark.parametrize("columns", [2, 40, 199])
def test_the_longest_cells_of_many_columns_are_read(columns):
    names, cells = [f"列{place}" for place in range(columns)], ["长" * 2_000] * columns
    text = "\n".join([",".join(["学号", *names]), *(",".join([f"{serial}", *cells]) for serial in range(12))])
    rows = the_table(text.encode(), ["学号"]).rows
    assert [list(row.cells.values()) for row in rows] == [[f"{serial}", *cells] for serial in range(12)]


def test_a_csv_counts_records_as_excel_does_and_not_lines():
    table = the_table('学号,姓名\n\n001,"王\n芳"\n002\n'.encode())
    assert [(row.number, row.cells["姓名"]) for row in table.rows] == [(3, "王\n芳"), (4, "")]


def test_a_formula_and_a_rounded_number_in_a_csv_are_problems():
    table = the_table("学号,姓名\n1.10101E+17,=1+1\n".encode())
    assert sorted(table.rows[0].problems) == ["姓名", "学号"]


@pytest.mark.parametrize("make", [an_old_workbook, a_small_old_workbook])
def test_an_old_workbook_is_read_and_its_formulas_are_found(make):
    table = the_table(make([HEADER, ["001", "王芳"], [Raw("7"), "李明"], [5, "赵静"]]))
    assert [row.cells["学号"] for row in table.rows] == ["001", "7", "5"]
    assert [sorted(row.problems) for row in table.rows] == [[], ["学号"], []]


@pytest.mark.parametrize("name", ["名单.csv", "名单.xls", "名单", "名单.png"])
def test_the_content_decides_and_not_the_name(name):
    data = a_workbook([HEADER, ["001", "王芳"]])
    assert len(read_table(data, name, COLUMNS).rows) == 1


def test_a_refusal_names_the_file_but_not_its_folder():
    with pytest.raises(BadWorkbook, match=r"^文件“名单\.xlsx”是空文件。$"):
        read_table(b"", "/home/someone/名单\n.xlsx", COLUMNS)


def test_missing_columns_are_named():
    with pytest.raises(BadWorkbook, match="表头缺少：学号。"):
        the_table(a_workbook([["姓名", "班级"], ["王芳", "一班"]]))
