"""批量办理 in the console: tried, looked at, confirmed, stopped; by list, by ticked rows, by workbook."""

import io

import openpyxl
import pytest

from portals.operator import tasks
from signing_core.states import SigningState as S
from signing_core.use_cases import jobs
from tests import makers
from tests.web.console import cells

LIST, BULK = "/admin/signing/", "/admin/signing/bulk"


@pytest.fixture
def waiting(site):
    return [site.world.accepted(site.world.saved_student()) for _ in range(3)]


def work(site) -> None:
    jobs.run_due(site.world.services, tasks.RUNNERS)


def ordered(site, client, **form) -> str:
    answer = client.post(f"{BULK}?queue=mine", **{"opinion": "PASS", "reason": ""} | form)
    assert answer.status_code == 303, answer.text
    work(site)
    return answer.location


def confirmed(client, job: str) -> str:
    answer = client.post(job.replace("/jobs/", "/bulk/") + "/confirm")
    assert answer.status_code == 303
    return answer.location


def workbook(answer) -> list[tuple]:
    return list(openpyxl.load_workbook(io.BytesIO(answer.data)).active.values)


def test_everything_that_matches_is_tried_then_confirmed_then_done(site, waiting):
    client = site.school()
    assert "共 3 条" in client.get(BULK, queue="mine").text
    check = ordered(site, client)
    page = client.get(check).text
    assert "确认办理 3 条" in page
    assert site.world.fresh(waiting[0]).state is S.AWAITING_REVIEW
    run = confirmed(client, check)
    assert "停止办理" in client.get(run).text
    work(site)
    page = client.get(run).text
    assert "<dt>已办理</dt><dd>3 条</dd>" in page
    assert all(site.world.fresh(one).state is S.APPROVED for one in waiting)
    rows = workbook(client.get(f"{run}/file"))
    assert rows[0] == ("学号", "姓名", "单位名称", "协议书编号", "审核意见", "结果", "原因")
    assert {row[5] for row in rows[1:]} == {"签约审核通过"}


def test_the_filter_of_the_list_is_that_of_the_run(site, waiting):
    client = site.school()
    answer = client.post(f"{BULK}?queue=mine&search={waiting[0].student_number}", opinion="PASS", reason="")
    work(site)
    assert "确认办理 1 条" in client.get(answer.location).text


def test_a_refusal_without_a_reason_comes_back_with_the_sentence(site, waiting):
    answer = site.school().post(f"{BULK}?queue=mine", opinion="REFUSE", reason=" ")
    assert answer.status_code == 400
    assert "请填写" in answer.text


def test_rows_are_looked_at_one_by_one(site, waiting):
    world, client = site.world, site.school()
    elsewhere = world.saved(makers.a_college(world.saved_school()))
    with world.reading() as work_:
        stopped = work_.session.get_one(type(world.student), waiting[0].student_id)
    world.saved_student(elsewhere, id_number=stopped.id_number)
    check = ordered(site, client)
    rows = check.replace("/jobs/", "/bulk/")
    assert len(cells(client.get(rows).text, "单位名称")) == 3
    refused = client.get(rows, tab="refused").text
    assert "预审须更正" in cells(refused, "原因")[0]
    assert len(cells(client.get(rows, tab="done").text, "单位名称")) == 2


def test_a_stopped_run_says_how_many_were_left(site, waiting):
    client = site.school()
    run = confirmed(client, ordered(site, client))
    answer = client.post(run.replace("/jobs/", "/bulk/") + "/stop")
    assert answer.status_code == 303
    assert "已停止，3 条没有办理" in client.get(answer.location).text
    work(site)
    assert all(site.world.fresh(one).state is S.AWAITING_REVIEW for one in waiting)


def test_ticked_rows_are_tried_first(site, waiting):
    client = site.school()
    ticked = [f"{one.public_id}:{one.version}" for one in waiting[:2]]
    answer = client.post(f"{LIST}action/", action="bulk", rowid=ticked, url=LIST)
    assert answer.status_code == 303
    work(site)
    assert "确认办理 2 条" in client.get(answer.location).text


def test_rows_passed_at_once_leave_out_what_a_precheck_stops(site):
    world = site.world
    signing = world.accepted()
    world.saved_student(world.saved(makers.a_college(world.saved_school())), id_number=world.student.id_number)
    client = site.school()
    answer = client.post(f"{LIST}action/", action="approve", rowid=[f"{signing.public_id}:{signing.version}"], url=LIST)
    assert "预审须更正" in client.get(answer.location).text
    assert world.fresh(signing).state is S.AWAITING_REVIEW


def test_the_sheet_is_filled_in_and_handed_back(site, waiting):
    client = site.school()
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{BULK}/sheet", queue="mine").data))
    sheet = book["签约审核"]
    sheet["G3"], sheet["G4"], sheet["H4"] = "通过", "不通过", "材料不实。"
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    answer = client.post(f"{BULK}/sheet?queue=mine", file=(out, "审核表.xlsx"))
    work(site)
    page = client.get(answer.location).text
    assert "确认办理 2 条" in page
    assert "<dt>没有填写意见，略过</dt><dd>1 行</dd>" in page
    run = confirmed(client, answer.location)
    work(site)
    client.get(run)
    assert sorted(site.world.fresh(one).state for one in waiting) == [S.APPROVED, S.AWAITING_REVIEW, S.REJECTED]


def test_a_file_that_is_no_workbook_fails_with_its_sentence(site, waiting):
    client = site.school()
    answer = client.post(f"{BULK}/sheet?queue=mine", file=(io.BytesIO(b"nothing"), "审核表.xlsx"))
    work(site)
    assert "没有完成" in client.get(answer.location).text


def test_no_file_at_all_is_said(site):
    client = site.school()
    answer = client.post(f"{BULK}/sheet?queue=mine")
    assert answer.status_code == 303
    assert "请选择要导入的文件" in client.get(answer.location).text
