"""The check of a roster: what is cleaned, what is refused, and with which sentence."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum.cn import ric

from importers.students import STUDENT_COLUMNS, check_rows, clean_row, examine
from importers.templates import names
from importers.workbook import Row, Table
from signing_core.catalogues.roster import CHECKS
from signing_core.errors import BadValue, Problems


def an_id_number(serial: int) -> str:
    body = f"11010120040101{serial:03d}"
    return body + ric.calc_check_digit(body + "0")


def a_row(number: int = 2, problems: dict[str, str] | None = None, **cells: str) -> Row:
    plain = {
        "学号": f"2026{number:04d}",
        "姓名": "王芳",
        "性别": "女",
        "身份证号": an_id_number(number),
        "手机号": "13800000000",
        "邮箱": "wang@example.com",
        "学院": "计算机学院",
        "专业": "软件工程",
        "班级": "软件 2201",
        "学历": "本科生毕业",
        "毕业年度": "2026",
        "培养方式": "非定向",
        "生源地": "湖北省武汉市洪山区",
    }
    return Row(number, plain | cells, problems or {})


def the_report(*rows: Row, cohort: int | None = None):
    return check_rows(Table(names(STUDENT_COLUMNS), list(rows)), cohort=cohort)


def problems_of(row: Row, cohort: int | None = None) -> dict[str, str]:
    with pytest.raises(Problems) as caught:
        clean_row(row, cohort)
    return caught.value.by_field


def test_a_right_row_comes_out_clean():
    clean = clean_row(a_row(学号=" ２０２６０００７ ", 身份证号=an_id_number(7).lower()), 2026)
    assert clean["学号"] == "20260007"
    assert clean["身份证号"] == an_id_number(7)
    assert clean["毕业年度"] == 2026


@pytest.mark.parametrize("column", names(STUDENT_COLUMNS))
def test_only_the_four_optional_columns_may_be_empty(column):
    report = the_report(a_row(**{column: " "}))
    assert report.all_right == (column in {"手机号", "邮箱", "班级", "生源地"})


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("学号", "2026/1"),
        ("姓名", "王" * 51),
        ("性别", "其他"),
        ("身份证号", "110101200401010000"),
        ("手机号", "12800000000"),
        ("邮箱", "nomail"),
        ("学院", "院" * 61),
        ("学历", "不详"),
        ("毕业年度", "明年"),
        ("培养方式", "?"),
        ("生源地", "火星"),
    ],
)
def test_a_wrong_value_is_named_by_its_column(column, value):
    assert list(problems_of(a_row(**{column: value}))) == [column]


def test_every_problem_of_a_row_is_told_at_once():
    assert sorted(problems_of(a_row(姓名="", 性别="x", 手机号="1"))) == ["姓名", "性别", "手机号"]


@settings(suppress_health_check=[HealthCheck.too_slow])  # the alphabet of all text is made once, slowly
@given(st.dictionaries(st.sampled_from(names(STUDENT_COLUMNS)), st.text(max_size=20) | st.just(" ")))
def test_a_wrong_value_leaves_the_others_as_their_own_checks_say(typed):
    row = a_row(**typed)
    clean, problems = examine(row, None)
    assert sorted([*clean, *problems]) == sorted(CHECKS)
    for column, check in CHECKS.items():
        if column in clean:
            assert clean[column] == check(row.cells[column])
        else:
            with pytest.raises(BadValue, match=re.escape(problems[column])):
                check(row.cells[column])


def test_a_row_of_another_year_is_refused_when_the_cohort_is_given():
    assert problems_of(a_row(毕业年度="2025"), cohort=2026) == {"毕业年度": "应为 2026。"}
    assert clean_row(a_row(毕业年度="2025"), None)["毕业年度"] == 2025


def test_what_reading_found_wrong_stays_wrong():
    assert problems_of(a_row(problems={"学号": "单元格里是公式。"})) == {"学号": "单元格里是公式。"}


def test_rows_that_share_a_number_are_all_wrong_even_when_written_differently():
    same = an_id_number(5)
    report = the_report(
        a_row(2, 身份证号=same), a_row(3), a_row(4, 身份证号=f" {same.lower()} ", 姓名=""), a_row(5, 学号="20260003")
    )
    found = {(problem.number, problem.column): problem.message for problem in report.problems}
    assert found == {
        (2, "身份证号"): "与第 4 行重复。",
        (3, "学号"): "与第 5 行重复。",
        (4, "身份证号"): "与第 2 行重复。",
        (4, "姓名"): "请填写此项。",
        (5, "学号"): "与第 3 行重复。",
        (5, "身份证号"): "与第 2 行重复。",
    }


def test_right_rows_are_given_with_their_numbers():
    report = the_report(a_row(2), a_row(8), a_row(9, 姓名=""))
    assert [number for number, _ in report.good] == [2, 8]
    assert report.columns == names(STUDENT_COLUMNS)
