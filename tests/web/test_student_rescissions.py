"""解约办理 of the student: the list, asking with 解约须知 and a reason, answering the employer, and why not."""

import pytest
from sqlalchemy import update

from signing_core.actors import SYSTEM
from signing_core.models import SchoolSettings
from signing_core.queries.signings import rescissions_of
from signing_core.states import RescissionState, SigningState
from signing_core.use_cases import rescind
from tests import makers, parties

LIST = "/student/rescissions"


def address(signing, *rest):
    return "/".join([LIST, signing.public_id, *rest])


def asking(world, signing, **typed):
    """What the form of the present page sends."""
    return {"seen": world.fresh(signing).version, "ticked": "1", "reason": "考取研究生"} | typed


def requests(world, signing):
    with world.reading() as work:
        return rescissions_of(work, signing)


def cap(world, most):
    with world.working(SYSTEM) as work:
        work.session.execute(update(SchoolSettings).values(rescission_cap=most))


def test_the_list_has_the_columns_the_filters_and_the_buttons_of_an_approved_agreement(site, world):
    signing = world.approved()
    page = site.student().get(LIST).text
    for column in ("单位名称", "协议书编号", "签约类型", "应约状态", "审核状态", "解约发起人", "操作"):
        assert f">{column}</th>" in page
    assert signing.number in page
    assert "解约申请</button>" in page
    assert "申请解约</button>" in page
    assert "查看详情" in page
    assert "当前共1条记录 共1/1页" in page


@pytest.mark.parametrize("reached", ["invited", "accepted"])
def test_what_was_never_approved_does_not_stand_there(site, world, reached):
    signing = getattr(world, reached)()
    student = site.student()
    assert "暂无数据" in student.get(LIST).text
    assert student.get(address(signing)).status_code == 404


def test_a_rescinded_agreement_offers_only_its_details(site, world):
    signing = world.rescinded()
    page = site.student().get(LIST).text
    assert "学校强制解约" in page
    assert "已由学校强制解约" in page
    assert "解约申请</button>" not in page
    assert "查看解约" not in page
    assert f"/student/online/{signing.public_id}/detail" in page


def test_the_filters_narrow_the_list_and_stay_in_it(site, world):
    world.rescinded()
    employer = world.saved(makers.an_employer(name="长江航运"))
    world.approved(employer=employer)
    student = site.student()
    found = student.get(LIST, status="已解约").text
    assert world.employer.name in found
    assert employer.name not in found
    assert '<option value="已解约" selected>' in found
    found = student.get(LIST, employer="航运").text
    assert employer.name in found
    assert 'value="航运"' in found
    assert "当前共1条记录" in found
    assert "没有符合条件的签约" in student.get(LIST, employer="%").text


def test_the_notice_speaks_of_a_number_only_where_the_school_sets_one(site, world):
    signing = world.approved()
    student = site.student()
    assert "还可以申请解约" not in student.get(LIST).text
    cap(world, 2)
    for page in (LIST, address(signing), address(signing, "ask")):
        assert "还可以申请解约 2 次" in student.get(page).text


def test_asking_sends_the_request_to_the_employer_and_says_whose_turn_it_is(site, world):
    signing = world.approved()
    student = site.student()
    answer = student.post(address(signing, "ask"), **asking(world, signing))
    assert (answer.status_code, answer.location) == (303, address(signing))
    (request,) = requests(world, signing)
    assert (request.state, request.reason) == (RescissionState.AWAITING_COUNTERPART, "考取研究生")
    for page in (student.get(answer.location).text, student.get(LIST).text):
        assert f"等待单位 {world.employer.name} 答复学生的解约申请" in page
        assert "解约申请</button>" not in page
    assert "学生解约" in student.get(LIST).text


def test_the_tick_before_the_form_is_kept_in_it(site, world):
    signing = world.approved()
    student = site.student()
    assert " checked" in student.get(address(signing, "ask"), ticked="1").text
    assert " checked" not in student.get(address(signing, "ask")).text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": ""}, "请填写此项"),
        ({"reason": "  \u3000 "}, "请填写此项"),
        ({"reason": "很" * 201}, "最多 200 个字，现有 201 个"),
        ({"ticked": ""}, "请先阅读解约须知，并勾选同意"),
    ],
)
def test_a_refused_request_keeps_what_was_typed_and_changes_nothing(site, world, typed, sentence):
    signing = world.approved()
    sent = asking(world, signing, **typed)
    answer = site.student().post(address(signing, "ask"), **sent)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f">{sent['reason']}</textarea>" in answer.text
    assert (" checked" in answer.text) == bool(sent["ticked"])
    assert requests(world, signing) == []


def test_everything_wrong_is_said_at_once(site, world):
    signing = world.approved()
    text = site.student().post(address(signing, "ask"), **asking(world, signing, reason="", ticked="")).text
    assert "请填写此项" in text
    assert "请先阅读解约须知" in text


def test_a_page_that_is_out_of_date_asks_for_nothing(site, world):
    signing = world.approved()
    sent = asking(world, signing)
    parties.asked_by_employer(world, signing)
    answer = site.student().post(address(signing, "ask"), **sent)
    assert answer.status_code == 409
    assert len(requests(world, signing)) == 1


def test_a_second_send_asks_once(site, world):
    signing = world.approved()
    student, sent = site.student(), asking(world, signing, operation_id="one-and-the-same-form")
    first, second = (student.post(address(signing, "ask"), **sent) for _ in range(2))
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert len(requests(world, signing)) == 1


def test_a_used_up_cap_takes_the_button_and_a_line_says_so(site, world):
    cap(world, 0)
    signing = world.approved()
    student = site.student()
    for page in (LIST, address(signing), address(signing, "ask")):
        text = student.get(page).text
        assert "申请解约的次数已用完" in text
        assert "申请解约</button>" not in text
        assert 'name="reason"' not in text
    answer = student.post(address(signing, "ask"), **asking(world, signing))
    assert answer.status_code == 303
    assert requests(world, signing) == []


def test_where_the_employer_asked_its_reason_is_read_and_agreed_to(site, world):
    signing = parties.asked_by_employer(world, reason="岗位撤销")
    student = site.student()
    row = student.get(LIST).text
    assert "查看解约" in row
    assert "单位解约" in row
    assert "解约申请</button>" not in row
    page = student.get(address(signing)).text
    assert "岗位撤销" in page
    assert "同意解约</button>" in page
    answer = student.post(address(signing, "agree"), seen=world.fresh(signing).version, ticked="1")
    assert answer.location == address(signing)
    assert world.fresh(signing).rescission_status == RescissionState.AWAITING_REVIEW.label
    after = student.get(answer.location).text
    assert "解约审核" in after
    assert "同意解约</button>" not in after


def test_agreeing_needs_the_tick(site, world):
    signing = parties.asked_by_employer(world)
    student = site.student()
    student.post(address(signing, "agree"), seen=world.fresh(signing).version)
    assert world.fresh(signing).rescission_status == RescissionState.AWAITING_COUNTERPART.label
    assert "请先阅读解约须知" in student.get(address(signing)).text


def test_disagreeing_takes_an_optional_reason_and_either_may_ask_again(site, world):
    signing = parties.asked_by_employer(world)
    student = site.student()
    seen = world.fresh(signing).version
    assert student.post(address(signing, "disagree"), seen=seen, reason="希望继续履行").status_code == 303
    assert world.fresh(signing).state is SigningState.APPROVED
    page = student.get(address(signing)).text
    assert "对方不同意" in page
    assert "希望继续履行" in page
    assert "解约申请</button>" in page


def test_a_refused_reason_of_a_disagreement_comes_back_in_its_open_dialog(site, world):
    signing = parties.asked_by_employer(world)
    reason = "很" * 201
    answer = site.student().post(address(signing, "disagree"), seen=world.fresh(signing).version, reason=reason)
    assert answer.status_code == 400
    assert 'id="disagree" aria-labelledby="disagree-title" data-open' in answer.text
    assert f">{reason}</textarea>" in answer.text
    assert "最多 200 个字" in answer.text
    assert world.fresh(signing).rescission_status == RescissionState.AWAITING_COUNTERPART.label


def test_who_asked_cannot_answer(site, world):
    signing = parties.asked_by_student(world)
    answer = site.student().post(address(signing, "agree"), seen=world.fresh(signing).version, ticked="1")
    assert answer.status_code == 303
    assert world.fresh(signing).rescission_status == RescissionState.AWAITING_COUNTERPART.label


def test_nobody_elses_agreement_is_found_or_ended(site, world):
    signing = parties.asked_by_employer(world)
    stranger = site.student(world.saved_student())
    seen = world.fresh(signing).version
    assert stranger.get(address(signing)).status_code == 404
    assert stranger.get(address(signing, "ask")).status_code == 404
    for act in ("ask", "agree", "disagree"):
        sent = {"seen": seen, "ticked": "1", "reason": "考取研究生"}
        assert stranger.post(address(signing, act), **sent).status_code == 404


def test_after_the_office_passed_it_the_student_is_free_and_has_a_certificate(site, world):
    signing = parties.asked_by_employer(world)
    parties.by(world, makers.as_student(world.student), rescind.agree, signing, ticked=True)
    parties.by(world, makers.as_school(world.school), rescind.approve, signing)
    student = site.student()
    detail = student.get(f"/student/online/{signing.public_id}/detail").text
    assert "下载解约证明" in detail
    assert "签约已解除，学生可以另行签约" in detail
    answer = student.get(f"/student/online/{signing.public_id}/certificate")
    assert answer.status_code == 202
    assert "解约证明生成中" in answer.text
    assert "尚未签约" in student.get("/student/").text
