"""导出 of 签约管理: the chosen columns of the filtered list; full numbers for the school's office, and on record."""

from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import select

from portals.operator import tasks
from signing_core.models import Job, JobState, LogEntry
from signing_core.sheets import EXPORT_COLUMNS, REVIEW_COLUMNS
from signing_core.states import SigningState as S
from signing_core.use_cases import jobs
from tests import makers
from tests.web.test_console_signings import LIST, a_signing, numbers

EXPORT = f"{LIST}export"
PERSONAL = ["student_name", "id_number", "phone"]


def rows_of(answer) -> list[tuple]:
    with answer:
        assert "attachment" in answer.headers["Content-Disposition"]
        return list(openpyxl.load_workbook(BytesIO(answer.data)).active.iter_rows(values_only=True))


def logged(site) -> list[str]:
    with site.world.reading() as work:
        return [f"{entry.who} {entry.act} {entry.detail}" for entry in work.session.scalars(select(LogEntry))]


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr("admin_views.exporting.ROWS_AT_ONCE", 2)


def test_the_page_offers_the_columns_of_the_list_ticked_and_five_more(site):
    page = site.school().get(EXPORT).text
    assert all(f">{label}</label>" in page for label in EXPORT_COLUMNS.values())
    assert page.count(" checked") == len(REVIEW_COLUMNS)


def test_the_export_is_the_list_as_it_is_filtered_in_its_order(site):
    for at in range(3):
        a_signing(site, at=at)
    a_signing(site, state=S.APPROVED, number="1202019097200002")
    school = site.school()
    listed = numbers(school.get(LIST, queue="waiting").text)
    head, *rows = rows_of(school.post(f"{EXPORT}?queue=waiting", column=list(REVIEW_COLUMNS)))
    assert head == tuple(REVIEW_COLUMNS.values())
    assert [row[2] for row in rows] == listed


def test_chosen_columns_stand_in_the_order_of_the_list_and_numbers_are_masked(site):
    student = site.world.saved_student(name="黄河水", phone="13344445660", id_number=makers.an_id_number(839))
    signing = a_signing(site, student=student)
    head, row = rows_of(site.college().post(EXPORT, column=[*reversed(PERSONAL), "uscc", "education", "class_name"]))
    assert head == ("姓名", "班级", "学历", "统一社会信用代码", "身份证号", "手机号")
    masked = student.id_number[:6] + "*****" + student.id_number[-4:]
    assert row == ("黄河水", "软件3班", "本科生毕业", signing.uscc, masked, "133****5660")


def test_full_numbers_keep_their_digits_and_stand_in_the_log(site):
    student = a_signing(site).student
    school = site.school()
    _, row = rows_of(school.post(f"{EXPORT}?queue=waiting", column=PERSONAL, full="1"))
    assert row == (student.name, student.id_number, student.phone)
    [entry] = logged(site)
    assert entry == f"{school.account.name} 导出完整身份证号和手机号 共 1 行；范围：2020届，等待签约审核"


def test_a_phone_that_is_missing_is_an_empty_cell(site):
    student = a_signing(site, student=site.world.saved_student(phone="")).student
    for asked in ({}, {"full": "1"}):
        _, row = rows_of(site.school().post(EXPORT, column=["student_name", "phone"], **asked))
        assert row == (student.name, None)


def test_only_the_schools_office_exports_full_numbers(site):
    a_signing(site)
    college = site.college()
    assert "导出完整" not in college.get(EXPORT).text
    assert college.post(EXPORT, column=PERSONAL, full="1").status_code == 403
    assert logged(site) == []


def test_an_export_without_columns_is_refused(site):
    answer = site.school().post(EXPORT)
    assert answer.status_code == 422
    assert "请至少选择一列" in answer.text


def test_a_cell_that_begins_like_a_formula_stays_a_text(site):
    a_signing(site, student=site.world.saved_student(name="=1+1"))
    with site.school().post(EXPORT, column=["student_name"]) as answer:
        cell = openpyxl.load_workbook(BytesIO(answer.data)).active["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_long_list_is_exported_by_the_worker_with_the_same_rows(site, few):
    for at in range(3):
        a_signing(site, at=at)
    a_signing(site, state=S.APPROVED)
    school = site.school()
    listed = numbers(school.get(LIST, queue="waiting").text)
    answer = school.post(f"{EXPORT}?queue=waiting", column=["student_number", "id_number"], full="1")
    assert answer.status_code == 303
    assert "排队等待处理" in school.get(answer.location).text
    assert logged(site) == []
    jobs.run_due(site.world.services, tasks.RUNNERS)
    page = school.get(answer.location).text
    assert "导出完成" in page
    assert "2020届，等待签约审核" in page
    head, *rows = rows_of(school.get(f"{answer.location}/file"))
    assert head == ("学号", "身份证号")
    assert [row[0] for row in rows] == listed
    assert not any("*" in row[1] for row in rows)
    assert len(logged(site)) == 1


def test_a_list_longer_than_a_sheet_is_refused_before_it_is_written(site, few, monkeypatch):
    monkeypatch.setattr("exports.rows_workbook.MOST_ROWS", 2)
    for at in range(3):
        a_signing(site, at=at)
    school = site.school()
    answer = school.post(EXPORT, column=["student_number"])
    jobs.run_due(site.world.services, tasks.RUNNERS)
    assert "一个工作表最多容纳 2 行，请缩小范围后分次导出。" in school.get(answer.location).text


def test_a_form_sent_twice_orders_one_export(site, few):
    for at in range(3):
        a_signing(site, at=at)
    school = site.school()
    answers = [school.post(EXPORT, operation_id="two clicks on export", column=["student_number"]) for _ in range(2)]
    assert answers[0].location == answers[1].location
    with site.world.reading() as work:
        assert [job.state for job in work.session.scalars(select(Job))] == [JobState.WAITING]
