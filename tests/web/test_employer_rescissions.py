"""解约办理 of the employer: both tabs, filters and export, asking with 解约须知 and a reason, answering the student."""

from io import BytesIO

import openpyxl
import pytest

from signing_core.queries.signings import rescissions_of
from signing_core.states import RescissionState, SigningState
from signing_core.use_cases import rescind
from signing_core.use_cases.rescind import NOTICE_NOT_TICKED
from tests import makers, parties

LIST = "/employer/rescissions"
NOT_ONE = "请勾选一名学生，一次只能办理一名。"


def at(signing, *rest):
    return "/".join([f"/employer/signings/{signing.public_id}/rescission", *rest])


def asking(world, signing, **typed):
    """What the form of the present page sends."""
    return {"seen": world.fresh(signing).version, "ticked": "1", "reason": "岗位撤销"} | typed


def latest(world, signing):
    with world.reading() as work:
        return rescissions_of(work, signing)[0]


def another_approved(world, name="李浩然", **facts):
    """Of another school and cohort, major and day."""
    far = world.saved_school(name="远方大学")
    student = world.saved_student(
        world.saved(makers.a_college(far)), name=name, cohort=2021, major="工商管理", education="硕士生毕业"
    )
    return world.saved(
        makers.an_online_signing(student, world.employer, state=SigningState.APPROVED, **facts | {"turn": "NOBODY"})
    )


def names_in(page, *names):
    return [name for name in names if name in page]


def test_a_request_of_the_student_waits_in_the_first_tab_and_is_none_of_the_second(site, world):
    signing = parties.asked_by_student(world)
    other = another_approved(world)
    employer = site.employer()
    first, second = employer.get(LIST).text, employer.get(LIST, tab="signed").text
    assert names_in(first, signing.student_name, other.student_name) == [signing.student_name]
    assert names_in(second, signing.student_name, other.student_name) == [other.student_name]
    assert '学生提出解约待办列表<span class="tab-count">1</span>' in first
    assert '已签约成功学生列表<span class="tab-count">1</span>' in first
    for column in ("院校名称", "姓名", "身份证号", "学历", "专业", "邀请日期", "应约状态", "鉴证状态"):
        assert f">{column}</th>" in first
    assert "查看解约申请</button>" in first
    assert "申请解约</button>" in second


def test_an_own_request_moves_to_what_is_being_rescinded(site, world):
    signing = parties.asked_by_employer(world)
    employer = site.employer()
    assert "暂无数据" in employer.get(LIST).text
    assert "暂无数据" in employer.get(LIST, tab="signed").text
    waiting = employer.get("/employer/data", tab="ending").text
    assert signing.student_name in waiting
    assert "单位解约，待对方处理" in waiting
    assert signing.student_name not in employer.get("/employer/data", tab="answered").text


def test_the_id_number_is_masked_and_found_by_its_end_alone(site, world):
    signing, other = world.approved(), another_approved(world)
    number = world.student.id_number
    employer = site.employer()
    assert f"{number[:6]}*****{number[-4:]}" in employer.get(LIST, tab="signed").text
    for typed in (number, number[-4:], "0" * 14 + number[-4:]):
        found = employer.get(LIST, tab="signed", id_number=typed).text
        assert names_in(found, signing.student_name, other.student_name) == [signing.student_name]
    assert "没有符合条件的记录" in employer.get(LIST, tab="signed", id_number=number[:14] + "XXXX").text


@pytest.mark.parametrize(
    "asked",
    [
        {"school": "远方"},
        {"cohort": "2021"},
        {"name": "浩然"},
        {"major": "工商"},
        {"since": "2020-03-05"},
        {"until": "2020-03-05", "name": "李"},
        {"status": "双方已签约", "school": "远方"},
    ],
)
def test_each_filter_narrows_the_list_and_its_export(site, world, asked):
    day = {"until": makers.datetime(2020, 3, 5, 15, 59, tzinfo=makers.UTC)}.get(next(iter(asked)))
    ours = world.approved()
    other = another_approved(world, invited_at=day or makers.datetime(2020, 3, 4, 16, tzinfo=makers.UTC))
    employer = site.employer()
    page = employer.get(LIST, tab="signed", **asked).text
    assert names_in(page, ours.student_name, other.student_name) == [other.student_name]
    with employer.get(f"{LIST}/export", tab="signed", **asked) as answer:
        rows = list(openpyxl.load_workbook(BytesIO(answer.data)).active.iter_rows(values_only=True))
    assert [row[1] for row in rows] == ["姓名", other.student_name]


def test_what_looks_odd_in_the_address_is_no_error(site, world):
    world.approved()
    for asked in ({"since": "2020-99-01"}, {"until": "\x01"}, {"id_number": "%"}, {"tab": "?"}, {"cohort": "x"}):
        assert site.employer().get(LIST, **asked).status_code == 200


@pytest.mark.parametrize(
    ("act", "path"),
    [
        ("ask", "/rescission/ask?ticked=1"),
        ("asked", "/rescission?ticked=1"),
        ("detail", "?ticked=1"),
        ("document", "/document?ticked=1"),
    ],
)
def test_a_button_above_the_list_leads_to_the_one_ticked_row(site, act, path):
    answer = site.employer().get(f"{LIST}/ticked", rowid="somebody", act=act, ticked="1")
    assert answer.location == f"/employer/signings/somebody{path}"


def test_no_tick_or_several_are_answered_with_a_sentence(site):
    employer = site.employer()
    for rows in ([], ["one", "two"]):
        employer.get(f"{LIST}/ticked", rowid=rows, act="ask")
        assert NOT_ONE in employer.get(LIST).text


def test_asking_takes_the_tick_and_a_reason_and_then_waits_for_the_student(site, world):
    signing = world.approved()
    employer = site.employer()
    page = employer.get(at(signing, "ask")).text
    assert "解约须知" in page
    assert "解约原因" in page
    assert "还可以申请" not in page
    answer = employer.post(at(signing, "ask"), **asking(world, signing))
    assert answer.location == f"/employer/signings/{signing.public_id}"
    assert world.fresh(signing).rescission_status == RescissionState.AWAITING_COUNTERPART.label
    detail = employer.get(answer.location).text
    assert "岗位撤销" in detail
    assert "答复单位的解约申请" in detail
    assert at(signing, "ask") not in detail


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"reason": ""}, "请填写"),
        ({"reason": "   "}, "请填写"),
        ({"reason": "很" * 201}, "200"),
        ({"ticked": None}, NOTICE_NOT_TICKED),
    ],
)
def test_a_refused_request_keeps_what_was_typed_and_changes_nothing(site, world, wrong, sentence):
    signing = world.approved()
    form = {name: value for name, value in asking(world, signing, **wrong).items() if value is not None}
    answer = site.employer().post(at(signing, "ask"), **form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f">{form['reason']}</textarea>" in answer.text
    assert ('value="1" id="ticked" required aria-required="true" checked' in answer.text) == ("ticked" in form)
    assert f'name="seen" value="{form["seen"]}"' in answer.text
    assert world.fresh(signing).rescission_status == ""


def test_the_tick_of_the_dialog_arrives_with_the_page_of_the_reason(site, world):
    page = site.employer().get(at(world.approved(), "ask"), ticked="1").text
    assert 'id="ticked" required aria-required="true" checked' in page


def test_what_cannot_be_asked_now_says_why(site, world):
    signing = parties.asked_by_student(world)
    employer = site.employer()
    assert employer.get(at(signing, "ask")).status_code == 303
    assert "该签约已有正在办理的解约申请。" in employer.get(LIST).text
    other = world.accepted(world.saved_student(), world.employer)
    employer.get(at(other, "ask"))
    assert "这份签约现在不能申请解约。" in employer.get(LIST).text


def test_a_second_send_of_a_request_is_led_to_the_first_answer(site, world):
    signing = world.approved()
    employer, form = site.employer(), asking(world, signing)
    first = employer.post(at(signing, "ask"), operation_id="the-same", **form)
    again = employer.post(at(signing, "ask"), operation_id="the-same", **form | {"seen": 0})
    assert (again.status_code, again.location) == (303, first.location)


def test_the_students_request_is_read_with_its_reason_and_agreed_to(site, world):
    signing = parties.asked_by_student(world, reason="考取<研究生>")
    employer = site.employer()
    page = employer.get(at(signing)).text
    assert "考取&lt;研究生&gt;" in page
    assert "同意解约</button>" in page
    answer = employer.post(at(signing, "agree"), seen=world.fresh(signing).version, ticked="1")
    assert answer.location == f"/employer/signings/{signing.public_id}"
    assert world.fresh(signing).rescission_status == RescissionState.AWAITING_REVIEW.label
    assert "等待解约审核" in employer.get("/employer/data", tab="ending").text


def test_agreeing_takes_the_tick(site, world):
    signing = parties.asked_by_student(world)
    employer = site.employer()
    employer.post(at(signing, "agree"), seen=world.fresh(signing).version)
    assert NOTICE_NOT_TICKED in employer.get(at(signing)).text
    assert latest(world, signing).state is RescissionState.AWAITING_COUNTERPART


def test_disagreeing_may_say_why_and_the_agreement_goes_on(site, world):
    signing = parties.asked_by_student(world)
    employer = site.employer()
    employer.post(at(signing, "disagree"), seen=world.fresh(signing).version, reason="项目未结束")
    assert (latest(world, signing).state, latest(world, signing).answer_reason) == (
        RescissionState.DECLINED,
        "项目未结束",
    )
    assert "对方不同意" in employer.get(f"/employer/signings/{signing.public_id}").text
    assert signing.student_name in employer.get(LIST, tab="signed").text


def test_a_reason_that_is_too_long_opens_the_dialog_again_as_it_was_typed(site, world):
    signing = parties.asked_by_student(world)
    answer = site.employer().post(at(signing, "disagree"), seen=world.fresh(signing).version, reason="长" * 201)
    assert answer.status_code == 400
    assert "data-open" in answer.text
    assert f">{'长' * 201}</textarea>" in answer.text
    assert latest(world, signing).state is RescissionState.AWAITING_COUNTERPART


def test_an_answer_to_another_version_than_the_one_shown_is_refused(site, world):
    signing = parties.asked_by_student(world)
    for act in ("agree", "disagree"):
        answer = site.employer().post(at(signing, act), seen=world.fresh(signing).version - 1, ticked="1")
        assert answer.status_code == 409
        assert "已变更" in answer.text


def test_there_is_nothing_to_answer_where_the_employer_asked_or_nobody_did(site, world):
    employer = site.employer()
    for signing in (parties.asked_by_employer(world), world.approved(world.saved_student())):
        assert employer.get(at(signing)).location == f"/employer/signings/{signing.public_id}"
        assert "没有等待贵单位答复的解约申请" in employer.get(LIST).text


def test_both_counts_and_the_own_task_stand_on_the_first_page(site, world):
    signing = parties.asked_by_student(world)
    theirs = world.approved(world.saved_student())
    parties.asked_by_employer(world, theirs)
    page = site.employer().get("/employer/").text
    assert "解约待办" in page
    assert "1 件等待贵单位答复" in page
    assert '<span class="tally-count">2</span>' in page
    assert at(signing) in page
    assert at(theirs) not in page
    assert "答复学生的解约申请" in page


def test_a_rescinded_signing_has_its_certificate_and_nothing_to_do(site, world):
    signing = world.rescinded()
    employer = site.employer()
    detail = employer.get(f"/employer/signings/{signing.public_id}").text
    assert "下载解约证明" in detail
    assert "已由学校强制解约" in detail
    assert "申请解约" not in detail
    assert employer.get(f"/employer/signings/{signing.public_id}/certificate").status_code == 202
    assert (
        employer.get(f"/employer/signings/{world.approved(world.saved_student()).public_id}/certificate").status_code
        == 404
    )


def test_every_request_to_end_a_signing_stays_readable(site, world):
    signing = parties.asked_by_student(world, reason="第一次申请")
    parties.by(world, makers.as_employer(world.employer), rescind.disagree, signing, reason="项目未结束")
    parties.asked_by_employer(world, signing, reason="第二次申请")
    parties.by(world, makers.as_school(world.school), rescind.reject, signing, reason="材料不足")
    page = site.employer().get(f"/employer/signings/{signing.public_id}").text
    for said in ("第一次申请", "项目未结束", "第二次申请", "材料不足", "解约审核不通过"):
        assert said in page
