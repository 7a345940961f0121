"""签约开放列表: who may sign and why not; one, the ticked and all that is found restricted and opened with a reason."""

import re
from io import BytesIO

import openpyxl
import pytest

from portals.operator import tasks
from signing_core.models import Job
from signing_core.states import SigningState
from signing_core.use_cases import jobs, plans
from tests import makers
from tests.web.console import cells, statements, tab

LIST, JOBS = "/admin/restriction/", "/admin/jobs/"
WHY = "学籍信息正在核实"


def row_of(student) -> str:
    return f"{student.public_id}:{student.version}"


def restrict(client, student, reason=WHY, act="restrict", seen=None):
    return client.post(f"{LIST}{student.public_id}/{act}", seen=seen or student.version, reason=reason)


def done(site) -> None:
    jobs.run_due(site.world.services, tasks.RUNNERS)


def a_list(*rows: tuple[str, ...]) -> tuple[BytesIO, str]:
    text = "\n".join(",".join(row) for row in [("学号", "姓名", "操作", "原因"), *rows])
    return BytesIO(text.encode()), "名单.csv"


@pytest.fixture
def peers(site):
    """One of every kind, in the order of their numbers."""
    world = site.world
    directed = world.saved_student(training="定向")
    unreviewed = world.saved_student(source_reviewed=False)
    elsewhere = world.saved_student()
    with world.working(makers.as_school(world.school, 1)) as work:
        plans.set_other(work, elsewhere.public_id, seen=1, reason="集体上报")
    restricted = world.saved_student(restricted=True, restriction_reason=WHY, training="定向")
    return directed, unreviewed, elsewhere, restricted


def test_the_list_says_who_may_sign_and_why_not(site, peers):
    page = site.school().get(LIST).text
    assert cells(page, "姓名") == [site.world.student.name, *(one.name for one in peers)]
    assert cells(page, "状态") == ["开放", "不参加", "不参加", "不参加", "限制签约"]
    assert cells(page, "原因") == [
        "",
        "培养方式为“定向”，不参加网上签约",
        "生源信息未审核，暂不能签约",
        "就业方案已通过其他方式提交",
        f"{WHY}；培养方式为“定向”，不参加网上签约",
    ]
    assert [tab(page, label) for label in ("全部", "开放", "限制签约", "不参加")] == ["5", "1", "1", "3"]


@pytest.mark.parametrize(("queue", "count"), [("open", 1), ("restricted", 1), ("out", 3), ("all", 5)])
def test_each_tab_has_just_what_it_counts(site, peers, queue, count):
    assert len(cells(site.school().get(LIST, queue=queue).text, "姓名")) == count


def test_students_are_found_by_number_name_major_and_class(site):
    world, school = site.world, site.school()
    other = world.saved_student(name="江月", major="会计学", class_name="会计1班")
    for asked in ({"search": other.student_number}, {"search": "江月"}, {"major": "会计"}, {"class_name": "会计1"}):
        assert cells(school.get(LIST, **asked).text, "姓名") == ["江月"]


def test_one_is_restricted_with_a_reason_that_everybody_reads(site):
    world, school = site.world, site.school()
    answer = restrict(school, world.student)
    page = school.get(answer.location).text
    assert "已限制签约，立即生效。" in page
    assert "<dt>状态</dt><dd>限制签约</dd></div>" in page
    listed = school.get(LIST).text
    assert cells(listed, "操作人") == [world.school.name]
    assert cells(listed, "操作时间") == ["2020-03-02 12:00"]
    record = school.get(f"/admin/student/{world.student.public_id}").text
    assert cells(record, "操作") == ["限制签约"]
    assert cells(record, "备注") == [WHY]
    assert f"<dd>{WHY}</dd>" in record
    restrict(school, world.fresh(world.student), "已核实", "open")
    assert cells(school.get(LIST).text, "状态") == ["开放"]


def test_without_a_reason_the_dialog_comes_back_with_what_was_typed(site):
    world, school = site.world, site.school()
    answer = restrict(school, world.student, "长" * 201)
    assert answer.status_code == 422
    assert "data-open" in answer.text
    assert "长" * 201 in answer.text
    assert not world.fresh(world.student).restricted


def test_a_page_of_yesterday_restricts_nobody(site):
    world, school = site.world, site.school()
    answer = restrict(school, world.student, seen=world.student.version + 1)
    assert answer.status_code == 409
    assert not world.fresh(world.student).restricted


def test_the_ticked_are_restricted_each_for_itself_with_one_summary(site, peers):
    world, school = site.world, site.school()
    foreign = world.saved_student(world.saved(makers.a_college(world.saved_school())))
    ticked = [row_of(one) for one in (world.student, peers[0], peers[3], foreign)]
    school.post(f"{LIST}ticked/restrict", rowid=ticked, reason="欠费")
    page = school.get(LIST).text
    assert "限制签约 3 条。" in page
    assert "1 条未能办理" in page
    assert tab(page, "限制签约") == "3"
    assert foreign.name not in page
    assert not world.fresh(foreign).restricted


def test_the_ticked_without_a_reason_stay_chosen(site):
    world, school = site.world, site.school()
    answer = school.post(f"{LIST}ticked/restrict", rowid=[row_of(world.student)], reason=" ")
    assert answer.status_code == 422
    assert f'name="rowid" value="{row_of(world.student)}">{world.student.name}' in answer.text


def test_all_that_the_filter_finds_are_restricted_by_the_worker_and_opened_again(site, peers):
    world, school = site.world, site.school()
    assert "共 3 人" in school.get(f"{LIST}all", queue="out").text
    for act, tabs in (("restrict", ["1", "4", "0"]), ("open", ["1", "1", "3"])):
        queue = "out" if act == "restrict" else "restricted"
        asked = f"{LIST}all?queue={queue}" + ("&search=2019" if act == "restrict" else "")
        answer = school.post(asked, act=act, reason="集体办理")
        assert answer.location.startswith(JOBS)
        done(site)
        page = school.get(answer.location).text
        assert "办理完成" in page
        if act == "restrict":
            assert "<dt>已办理</dt><dd>3 人</dd>" in page
            restrict(school, world.fresh(peers[3]), "已核实", "open")
            restrict(school, world.fresh(peers[3]), WHY)
        shown = school.get(LIST).text
        assert tab(shown, "限制签约") == ("4" if act == "restrict" else "0"), tabs


def test_more_than_can_be_changed_at_once_are_refused_before_anything_is_ordered(site, peers, monkeypatch):
    for place in ("admin_views.restriction_many", "signing_core.use_cases.restrictions"):
        monkeypatch.setattr(f"{place}.MOST_AT_ONCE", 2)
    school = site.school()
    page = school.get(f"{LIST}all").text
    assert "超过 2 人" in page
    assert "开始办理" not in page.split("<form")[-1]
    school.post(f"{LIST}all", act="restrict", reason="集体办理")
    assert "一次最多办理 2 人" in school.get(LIST).text
    with site.world.reading() as work:
        assert work.session.query(Job).count() == 0


def test_a_list_is_imported_after_it_was_checked_and_confirmed(site):
    world, school = site.world, site.school()
    number, name = world.student.student_number, world.student.name
    file = a_list((number, name, "限制", WHY), ("99999999", "无此人", "限制", WHY))
    job = school.post(f"{LIST}import", file=file).location
    done(site)
    page = school.get(job).text
    assert "<dt>将改变</dt><dd>1 人</dd>" in page
    assert cells(page, "行号") == ["3"]
    with school.get(f"{job}/file") as answer:
        sheet = openpyxl.load_workbook(BytesIO(answer.data)).active
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["99999999"]
    assert not world.fresh(world.student).restricted
    confirmed = school.post(f"{LIST}import/{job.removeprefix(JOBS)}").location
    done(site)
    page = school.get(confirmed).text
    assert "<dt>已改变</dt><dd>1 人</dd>" in page
    assert f'href="{LIST}">查看签约开放列表' in page
    assert world.fresh(world.student).restriction_reason == WHY


def test_the_template_names_the_columns(site):
    with site.school().get(f"{LIST}template") as answer:
        sheet = openpyxl.load_workbook(BytesIO(answer.data)).active
    assert [cell.value for cell in sheet[1]] == ["学号*", "姓名*", "操作*", "原因*"]


def test_a_college_reads_its_own_and_changes_nobody(site):
    world, college = site.world, site.college()
    elsewhere = world.saved_student(world.saved(makers.a_college(world.school)))
    restrict(site.school(), world.student)
    page = college.get(LIST).text
    assert cells(page, "姓名") == [world.student.name]
    assert cells(page, "原因") == [WHY]
    assert 'name="rowid"' not in page
    assert "由学校就业办限制和开放" in page
    assert college.get(f"{LIST}{elsewhere.public_id}").status_code == 404
    detail = college.get(f"{LIST}{world.student.public_id}").text
    assert "开放签约" not in detail
    assert restrict(college, world.student, act="open").status_code == 403


def test_a_page_is_three_statements_whatever_its_length(site):
    world, school = site.world, site.school()
    counts = []
    for _ in range(2):
        with statements(world.services.database) as asked:
            school.get(LIST)
        counts.append(len(asked))
        for _ in range(5):
            world.saved_student()
    assert counts[0] == counts[1]


def test_a_student_whose_page_was_open_is_refused_in_plain_words_and_the_invitation_stays(site):
    world = site.world
    signing, student = world.invited(), site.student()
    assert "同意" in student.get(f"/student/online/{signing.public_id}").text
    restrict(site.school(), world.fresh(world.student))
    answer = student.post(f"/student/online/{signing.public_id}/accept", seen_terms="1")
    assert f"学校限制了签约，原因：{WHY}" in student.get(answer.location).text
    assert world.fresh(signing).state is SigningState.INVITED


def test_the_review_list_and_the_settings_lead_here(site):
    school = site.school()
    for page in ("/admin/signing/", "/admin/opening/"):
        assert re.search(rf'href="{LIST}">签约开放列表', school.get(page).text)
