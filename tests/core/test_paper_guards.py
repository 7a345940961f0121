"""纸质签约: what stands in the way of a move, to the word; and what a state is called wherever it is shown."""

import pytest

from signing_core.actors import Actor, Role
from signing_core.errors import MoveRefused
from signing_core.lifecycles.machine import Act
from signing_core.lifecycles.paper import PAPER, PaperFacts
from signing_core.models import Signing
from signing_core.states import ACTIVE, SigningKind, SigningState, agreement_status, entry_status, review_status
from signing_core.turns import Turn, task_of
from tests.makers import NOON
from tests.rules import SIGNED

S = SigningState
STUDENT, COLLEGE, SCHOOL = Role.STUDENT, Role.COLLEGE, Role.SCHOOL
CLOSED = "学校尚未开放纸质签约。"
NOT_PREVIEWED = "请先预览协议书，确认内容无误后再生成；预览之后改动过内容的，请重新预览。"
NO_IMAGE = "请先上传签约资料图片。"
ELSEWHERE = "该学生的就业方案已通过其他方式提交，不能审核通过。"
ENDING = "该签约有正在办理的解约申请，不能撤回审核。"
ASKED = "该签约已有正在办理的解约申请。"
USED_UP = "本届申请解约的次数已用完，如确需解约，请联系学校就业办。"
NOT_YOURS = "该审核由学校就业办作出，请由学校就业办撤回。"
OPEN_STATUSES = ["待对方处理", "等待解约审核"]
ENTRY = [S.DRAFT, S.FORM_REJECTED, S.FORM_RETURNED]

# 签约审核状态, 协议书状态, that on the own list of the student, active, whose turn. Typed from the specification.
SHOWN = {
    S.DRAFT: ("", "未生效", "暂存", False, Turn.STUDENT),
    S.FORM_REVIEW: ("协议书待审核", "未生效", "协议书已生成", True, Turn.OFFICE),
    S.FORM_RETURNED: ("退回修改", "未生效", "协议书已生成", True, Turn.STUDENT),
    S.FORM_REJECTED: ("协议书审核不通过", "未生效", "协议书已生成", False, Turn.NOBODY),
    S.AWAITING_FEEDBACK: ("待反馈", "已生效", "协议书已生成", True, Turn.STUDENT),
    S.AWAITING_REVIEW: ("等待签约审核", "已生效", "协议书已生成", True, Turn.OFFICE),
    S.REJECTED: ("签约审核不通过", "已生效", "协议书已生成", True, Turn.STUDENT),
    S.APPROVED: ("签约审核通过", "已生效", "已生效", True, Turn.NOBODY),
    S.RESCINDED: ("签约审核通过", "未生效", "未生效", False, Turn.NOBODY),
}


def a_signing(state: SigningState, **facts) -> Signing:
    usual = {"terms_version": 1, "agreed_version": 1, "decided_by": SCHOOL, "last_act_at": NOON}
    return Signing(kind=SigningKind.PAPER, state=state, rescission_by=STUDENT, **usual | facts)


def an_act(by: Role, **facts) -> Act:
    return Act(actor=Actor(role=by, name="某人"), at=NOON, facts=PaperFacts(**{"previewed": True, "images": 1} | facts))


def assert_refused(signing: Signing, trigger: str, act: Act, sentence: str) -> None:
    before = signing.state
    with pytest.raises(MoveRefused) as caught:
        PAPER.fire(signing, trigger, act)
    assert caught.value.message == sentence
    assert signing.state is before
    assert PAPER.offered(signing, act)[trigger][0] == sentence


@pytest.mark.parametrize("trigger", ["save", "generate"])
@pytest.mark.parametrize("state", ENTRY)
def test_i1_a_student_who_signed_otherwise_enters_nothing(trigger, state):
    assert_refused(a_signing(state), trigger, an_act(STUDENT, other_active=True), SIGNED)


@pytest.mark.parametrize("state", [S.DRAFT, S.FORM_REJECTED])
def test_who_signed_otherwise_or_may_not_sign_still_discards(state):
    PAPER.fire(a_signing(state), "discard", an_act(STUDENT, other_active=True, closed_because=CLOSED))


@pytest.mark.parametrize("state", [S.DRAFT, S.FORM_REJECTED])
def test_generating_asks_whether_signing_on_paper_is_open(state):
    assert_refused(a_signing(state), "generate", an_act(STUDENT, closed_because=CLOSED), CLOSED)


def test_openness_is_not_asked_again_of_what_was_returned():
    signing = a_signing(S.FORM_RETURNED)
    PAPER.fire(signing, "generate", an_act(STUDENT, closed_because=CLOSED))
    assert (signing.state, signing.decided_by) == (S.FORM_REVIEW, None)


@pytest.mark.parametrize("state", ENTRY)
def test_only_what_was_previewed_is_generated(state):
    assert_refused(a_signing(state), "generate", an_act(STUDENT, previewed=False), NOT_PREVIEWED)


def test_the_other_signing_is_the_first_reason_and_openness_the_next():
    act = an_act(STUDENT, other_active=True, closed_because=CLOSED, previewed=False)
    assert_refused(a_signing(S.DRAFT), "generate", act, SIGNED)
    assert_refused(a_signing(S.DRAFT), "generate", an_act(STUDENT, closed_because=CLOSED, previewed=False), CLOSED)


@pytest.mark.parametrize("state", [S.AWAITING_FEEDBACK, S.REJECTED])
def test_nothing_is_handed_in_without_an_image_and_openness_is_not_asked(state):
    assert_refused(a_signing(state), "submit_scan", an_act(STUDENT, images=0), NO_IMAGE)
    PAPER.fire(a_signing(state), "submit_scan", an_act(STUDENT, closed_because=CLOSED))


@pytest.mark.parametrize("reviewer", [COLLEGE, SCHOOL])
def test_a_plan_that_was_submitted_by_another_way_is_not_approved_but_can_be_rejected(reviewer):
    act = an_act(reviewer, plan_elsewhere=True)
    assert_refused(a_signing(S.AWAITING_REVIEW), "approve", act, ELSEWHERE)
    PAPER.fire(a_signing(S.AWAITING_REVIEW), "reject", act)


@pytest.mark.parametrize("state", [S.APPROVED, S.REJECTED])
@pytest.mark.parametrize("status", OPEN_STATUSES)
def test_i6_a_review_is_not_revoked_while_a_rescission_is_open(state, status):
    assert_refused(a_signing(state, rescission_status=status), "revoke_review", an_act(SCHOOL), ENDING)


@pytest.mark.parametrize("state", [S.APPROVED, S.REJECTED, S.FORM_RETURNED])
@pytest.mark.parametrize("decided_by", [SCHOOL, None])
def test_a_college_revokes_only_what_a_college_decided(state, decided_by):
    assert_refused(a_signing(state, decided_by=decided_by), "revoke_review", an_act(COLLEGE), NOT_YOURS)
    PAPER.fire(a_signing(state, decided_by=decided_by), "revoke_review", an_act(SCHOOL))
    PAPER.fire(a_signing(state, decided_by=COLLEGE), "revoke_review", an_act(COLLEGE))


@pytest.mark.parametrize("status", OPEN_STATUSES)
def test_i6_nobody_asks_while_a_request_is_open(status):
    assert_refused(a_signing(S.APPROVED, rescission_status=status), "ask_rescission", an_act(STUDENT), ASKED)


def test_the_cap_of_rescissions_holds_on_paper_too():
    assert_refused(a_signing(S.APPROVED), "ask_rescission", an_act(STUDENT, rescissions_left=0), USED_UP)
    PAPER.fire(a_signing(S.APPROVED), "ask_rescission", an_act(STUDENT, rescissions_left=1))
    PAPER.fire(a_signing(S.APPROVED), "ask_rescission", an_act(STUDENT, rescissions_left=None))


@pytest.mark.parametrize("status", ["", *OPEN_STATUSES, "解约审核不通过", "已由学校强制解约"])
def test_an_agreement_is_rescinded_by_an_approved_request_only(status):
    signing = a_signing(S.APPROVED, rescission_status=status)
    assert_refused(signing, "rescind", an_act(SCHOOL), "解约申请尚未审核通过。")


@pytest.mark.parametrize("state", SHOWN)
def test_i4_each_state_is_shown_as_the_specification_says(state):
    signing = a_signing(state, rescission_status="")
    active = state in ACTIVE[SigningKind.PAPER]
    shown = review_status(state), agreement_status(SigningKind.PAPER, state), entry_status(state)
    assert (*shown, active, task_of(signing).turn) == SHOWN[state]


def test_i1_no_other_state_of_paper_is_active():
    assert {state for state, facts in SHOWN.items() if facts[3]} == set(ACTIVE[SigningKind.PAPER])
