"""The templates: what they offer, and that they come back as they went out."""

import io

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from importers.bad_workbook import BadWorkbook
from importers.students import STUDENT_COLUMNS
from importers.templates import Column, names, template
from importers.workbook import read_table
from tests.importers.hostile import a_formula, a_workbook

COLUMNS = (
    Column("单位名称", example="示范公司", width=30),
    Column("性别", options=("男", "女"), example="男"),
    Column("单位行业", required=False, options=tuple(f"行业{n}" for n in range(100)), note="按主业。"),
)


def opened(columns=COLUMNS, notes=("本表由学校填写。",)) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(template(columns, "用人单位", notes)))


def filled_in(columns, *rows: dict[str, str]) -> bytes:
    """The template as a user saves it after filling in some rows."""
    workbook = openpyxl.load_workbook(io.BytesIO(template(columns, "名单", ())))
    for number, row in enumerate(rows, 3):
        for place, column in enumerate(columns, 1):
            workbook.active.cell(number, place).value = row.get(column.name)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_the_header_has_the_exact_names_with_a_star_where_required():
    sheet = opened()["用人单位"]
    assert [cell.value for cell in sheet[1]] == ["单位名称*", "性别*", "单位行业"]
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width == 30


def test_every_column_is_text_so_that_numbers_keep_their_digits():
    sheet = opened()["用人单位"]
    assert [sheet.column_dimensions[letter].number_format for letter in "ABC"] == ["@"] * 3
    assert {cell.number_format for row in sheet["A1:C2"] for cell in row} == {"@"}


def test_the_example_row_is_marked():
    assert [cell.value for cell in opened()["用人单位"][2]] == ["示例：示范公司", "男", None]


def test_short_lists_stand_in_the_drop_down_and_long_ones_on_a_hidden_sheet():
    workbook = opened()
    short, long = workbook["用人单位"].data_validations.dataValidation
    assert (short.formula1, str(short.sqref)) == ('"男,女"', "B2:B100002")
    assert (long.formula1, str(long.sqref)) == ("'选项'!$C$1:$C$100", "C2:C100002")
    assert workbook["选项"].sheet_state == "hidden"
    assert [workbook["选项"][f"C{row}"].value for row in (1, 100)] == ["行业0", "行业99"]


def test_the_notes_sheet_describes_every_column():
    workbook = opened()
    assert workbook.sheetnames[:2] == ["用人单位", "填写说明"]
    lines = list(workbook["填写说明"].iter_rows(values_only=True))
    assert ("4. 本表由学校填写。", None, None, None) in lines
    assert ("性别", "必填", "男、女", None) in lines
    assert ("单位行业", "可空", "、".join(COLUMNS[2].options), "按主业。") in lines


def test_options_and_examples_are_never_formulas():
    columns = (Column("甲", options=("=1+1", 'a"b', "c,d"), example="=1+1"),)
    workbook = openpyxl.load_workbook(io.BytesIO(template(columns, "表", ("=1+1",))))
    kinds = {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value}
    assert kinds == {"s"}


def test_an_untouched_template_has_nothing_to_import():
    with pytest.raises(BadWorkbook, match="只有表头"):
        read_table(template(COLUMNS, "表", ()), "模板.xlsx", names(COLUMNS))


def test_a_filled_template_is_read_without_its_example():
    row = {"单位名称": "武汉示范科技有限公司", "性别": "女", "单位行业": "行业7"}
    table = read_table(filled_in(COLUMNS, row), "模板.xlsx", names(COLUMNS))
    assert [(found.number, found.cells) for found in table.rows] == [(3, row)]


def test_the_template_of_the_roster_has_the_columns_of_the_form():
    form = "学号 姓名 性别 身份证号 手机号 邮箱 学院 专业 班级 学历 毕业年度 培养方式 生源地"
    assert names(STUDENT_COLUMNS) == form.split()
    optional = [column.name for column in STUDENT_COLUMNS if not column.required]
    assert optional == ["手机号", "邮箱", "班级", "生源地"]


def test_a_formula_typed_into_the_template_is_found():
    table = read_table(a_workbook([names(COLUMNS), [a_formula("A1", "x"), "男"]]), "a.xlsx", names(COLUMNS))
    assert list(table.rows[0].problems) == ["单位名称"]
