"""签约开放名单: what a row may say, whom it must name, and that a list read twice changes nothing twice."""

import pytest

from importers import restrictions as lists
from importers.bad_workbook import BadWorkbook
from importers.report import returned_workbook
from importers.templates import template
from importers.workbook import TooManyRows, read_table
from signing_core.models import Student
from tests import makers
from tests.importers.test_hostile_workbooks import REFUSED

WHY = "学籍信息正在核实"


def a_list(*rows: tuple[str, ...]) -> bytes:
    return "\n".join(",".join(row) for row in [("学号", "姓名", "操作", "原因"), *rows]).encode()


def a_row(student: Student, act: str = "限制", reason: str = WHY, **facts: str) -> tuple[str, ...]:
    return facts.get("number", student.student_number), facts.get("name", student.name), act, reason


def prepared(world, *rows: tuple[str, ...], data: bytes = b""):
    with world.reading(makers.as_school(world.school)) as work:
        place = {"school_id": world.school.id, "cohort": makers.COHORT}
        return lists.prepare(work, data or a_list(*rows), "名单.csv", **place)


def applied(world, report) -> int:
    with world.working(makers.as_school(world.school, 1)) as work:
        return lists.apply(work, report, cohort=makers.COHORT)


def wrong(report) -> dict[int, list[tuple[str, str]]]:
    return {n: [(one.column, one.message) for one in problems] for n, problems in report.wrong_rows().items()}


def test_right_rows_restrict_and_open_and_a_repetition_changes_nobody(world):
    restricted = world.saved_student(restricted=True, restriction_reason="欠费")
    rows = a_row(world.student), a_row(restricted, "开放", "已缴清")
    report = prepared(world, *rows)
    assert (report.changed, report.unchanged, report.all_right) == (2, 0, True)
    assert applied(world, report) == 2
    assert [world.fresh(one).restriction_reason for one in (world.student, restricted)] == [WHY, ""]
    again = prepared(world, *rows)
    assert (again.changed, again.unchanged) == (0, 2)
    assert applied(world, again) == 0


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        ({"act": "停止"}, "操作", "只能填写：限制、开放。"),
        ({"act": ""}, "操作", "请填写此项。"),
        ({"reason": ""}, "原因", "请填写此项。"),
        ({"reason": "长" * 201}, "原因", "最多 200 个字"),
        ({"number": "学号"}, "学号", ""),
        ({"number": "99999999"}, "学号", "本届生源中没有此学号。"),
        ({"name": "别人"}, "姓名", "与生源信息中的姓名不一致。"),
    ],
)
def test_a_wrong_row_is_told_by_its_column_and_changes_nobody(world, row, column, sentence):
    report = prepared(world, a_row(world.student, **row))
    [(told, message)] = wrong(report)[2]
    assert (told, sentence in message) == (column, True)
    assert applied(world, report) == 0


def test_a_number_that_stands_twice_is_wrong_both_times(world):
    report = prepared(world, a_row(world.student), a_row(world.student, "开放"))
    assert set(wrong(report)) == {2, 3}
    assert report.good == []


def test_students_of_others_and_of_other_cohorts_are_not_there(world):
    foreign = world.saved_student(world.saved(makers.a_college(world.saved_school())))
    later = world.saved_student(cohort=2021)
    report = prepared(world, a_row(foreign), a_row(later))
    assert [said for problems in wrong(report).values() for _, said in problems] == ["本届生源中没有此学号。"] * 2


def test_the_returned_list_can_be_corrected_and_sent_again(world):
    report = prepared(world, a_row(world.student, name="别人"))
    returned = read_table(returned_workbook(report), "待更正.xlsx", ["学号", "姓名", "操作", "原因"])
    assert [row.cells["学号"] for row in returned.rows] == [world.student.student_number]


def test_the_template_is_read_without_its_example(world):
    blank = template(lists.RESTRICTION_COLUMNS, lists.TITLE, lists.notes(2020))
    with pytest.raises(BadWorkbook, match="只有表头"):
        prepared(world, data=blank)


def test_a_list_is_bounded(world, monkeypatch):
    monkeypatch.setattr(lists, "MOST_AT_ONCE", 1)
    with pytest.raises(TooManyRows):
        prepared(world, a_row(world.student), a_row(world.student))


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_in_a_plain_sentence(name):
    data, _sentence = REFUSED[name]
    with pytest.raises(BadWorkbook):
        lists.prepare(None, data, "名单.xlsx", school_id=1, cohort=2020)
