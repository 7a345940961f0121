"""电子签约: what stands in the way of a move, to the instant and to the word."""

from datetime import timedelta

import pytest

from signing_core.actors import Actor, Role
from signing_core.errors import MoveRefused
from signing_core.lifecycles.machine import Act
from signing_core.lifecycles.online import ONLINE, OnlineFacts
from signing_core.models import Signing
from signing_core.states import SigningState
from tests.makers import NOON
from tests.rules import SIGNED, STUDENT_SIGNED

S = SigningState
STUDENT, EMPLOYER, COLLEGE, SCHOOL, SYSTEM = Role.STUDENT, Role.EMPLOYER, Role.COLLEGE, Role.SCHOOL, Role.SYSTEM
INSTANT = timedelta(microseconds=1)
TOO_LATE = "邀请已过应约截止时间，不能再答复。"
CLOSED, BARRED = "学校尚未开放电子签约。", "该单位已被暂停签约。"
ELSEWHERE = "该学生的就业方案已通过其他方式提交，不能审核通过。"
ENDING = "该签约有正在办理的解约申请，不能撤回审核。"
ASKED = "该签约已有正在办理的解约申请。"
USED_UP = "本届申请解约的次数已用完，如确需解约，请联系学校就业办。"
PROPOSED = "单位提出的修改正在等待学生答复，现在不能办理。"
NOT_PROPOSED = "没有等待答复的修改，或已过答复期限。"
OPEN_STATUSES = ["待对方处理", "等待解约审核"]
CLOSED_STATUSES = ["", "对方不同意", "解约审核不通过"]

MAKER = {"accept": STUDENT, "decline": STUDENT, "revise": EMPLOYER, "withdraw_invitation": EMPLOYER, "expire": SYSTEM}


def a_signing(state: SigningState, **facts) -> Signing:
    usual = {"deadline": NOON, "terms_version": 1, "agreed_version": 1, "decided_by": SCHOOL, "last_act_at": NOON}
    return Signing(state=state, rescission_by=STUDENT, **usual | facts)


def a_proposal(state: SigningState) -> Signing:
    """One whose third version waits for the student's answer until noon."""
    return a_signing(state, proposed_version=3, proposal_deadline=NOON)


def an_act(by: Role, at=NOON - INSTANT, **facts) -> Act:
    return Act(actor=Actor(role=by, name="某人"), at=at, facts=OnlineFacts(**facts))


def assert_refused(signing: Signing, trigger: str, act: Act, sentence: str) -> None:
    before = signing.state
    with pytest.raises(MoveRefused) as caught:
        ONLINE.fire(signing, trigger, act)
    assert caught.value.message == sentence
    assert signing.state is before
    assert ONLINE.offered(signing, act).get(trigger, [sentence])[0] == sentence


@pytest.mark.parametrize("trigger", ["accept", "decline", "revise"])
@pytest.mark.parametrize("after", [timedelta(0), INSTANT, timedelta(days=400)])
def test_i9_nobody_answers_or_revises_at_or_after_the_deadline(trigger, after):
    assert_refused(a_signing(S.INVITED), trigger, an_act(MAKER[trigger], at=NOON + after), TOO_LATE)


@pytest.mark.parametrize("trigger", ["accept", "decline", "revise"])
def test_i9_the_last_instant_before_the_deadline_is_in_time(trigger):
    ONLINE.fire(a_signing(S.INVITED), trigger, an_act(MAKER[trigger], at=NOON - INSTANT))


def test_the_clock_expires_at_the_deadline_and_not_an_instant_before():
    assert_refused(a_signing(S.INVITED), "expire", an_act(SYSTEM, at=NOON - INSTANT), "邀请尚在应约有效期内。")
    signing = a_signing(S.INVITED)
    ONLINE.fire(signing, "expire", an_act(SYSTEM, at=NOON))
    assert signing.state is S.EXPIRED


def test_an_invitation_can_be_withdrawn_after_its_deadline_too():
    ONLINE.fire(a_signing(S.INVITED), "withdraw_invitation", an_act(EMPLOYER, at=NOON + INSTANT))


@pytest.mark.parametrize("trigger", ["accept", "decline"])
def test_i1_a_signed_student_answers_no_other_invitation(trigger):
    assert_refused(a_signing(S.INVITED), trigger, an_act(STUDENT, other_active=True), SIGNED)


@pytest.mark.parametrize(("fact", "sentence"), [("closed_because", CLOSED), ("employer_barred_because", BARRED)])
def test_accepting_needs_an_open_student_and_an_employer_in_good_standing(fact, sentence):
    assert_refused(a_signing(S.INVITED), "accept", an_act(STUDENT, **{fact: sentence}), sentence)


def test_a_barred_employer_changes_no_invitation_but_can_take_it_back():
    act = an_act(EMPLOYER, employer_barred_because=BARRED)
    assert_refused(a_signing(S.INVITED), "revise", act, BARRED)
    ONLINE.fire(a_signing(S.INVITED), "withdraw_invitation", act)


@pytest.mark.parametrize("fact", ["closed_because", "employer_barred_because"])
def test_declining_needs_neither(fact):
    ONLINE.fire(a_signing(S.INVITED), "decline", an_act(STUDENT, **{fact: "某因"}))


def test_a_sentence_with_braces_is_shown_as_it_is():
    reason = "学校限制了签约，原因：{act.actor} {0}"
    assert_refused(a_signing(S.INVITED), "accept", an_act(STUDENT, closed_because=reason), reason)


def test_the_deadline_is_the_first_reason_given():
    act = an_act(STUDENT, at=NOON, other_active=True, closed_because=CLOSED, employer_barred_because=BARRED)
    assert_refused(a_signing(S.INVITED), "accept", act, TOO_LATE)


@pytest.mark.parametrize("reviewer", [COLLEGE, SCHOOL])
def test_a_plan_that_was_submitted_by_another_way_is_not_approved_but_can_be_rejected(reviewer):
    act = an_act(reviewer, plan_elsewhere=True)
    assert_refused(a_signing(S.AWAITING_REVIEW), "approve", act, ELSEWHERE)
    ONLINE.fire(a_signing(S.AWAITING_REVIEW), "reject", act)


@pytest.mark.parametrize("agreed", [None, 1, 3])
def test_i7_only_terms_that_the_student_agreed_to_in_exactly_that_version_are_approved(agreed):
    signing = a_signing(S.AWAITING_REVIEW, terms_version=2, agreed_version=agreed)
    assert_refused(signing, "approve", an_act(SCHOOL), "学生同意的不是当前版本的签约内容，不能审核通过。")


@pytest.mark.parametrize("state", [S.APPROVED, S.REJECTED])
@pytest.mark.parametrize("status", OPEN_STATUSES)
def test_i6_a_review_is_not_revoked_while_a_rescission_is_open(state, status):
    assert_refused(a_signing(state, rescission_status=status), "revoke_review", an_act(SCHOOL), ENDING)


@pytest.mark.parametrize("status", CLOSED_STATUSES)
def test_a_review_is_revoked_and_a_rescission_asked_for_again_once_the_last_request_came_to_nothing(status):
    ONLINE.fire(a_signing(S.APPROVED, rescission_status=status), "ask_rescission", an_act(STUDENT))
    ONLINE.fire(a_signing(S.APPROVED, rescission_status=status), "revoke_review", an_act(SCHOOL))


@pytest.mark.parametrize("party", [STUDENT, EMPLOYER])
@pytest.mark.parametrize("status", OPEN_STATUSES)
def test_i6_nobody_asks_while_a_request_is_open(party, status):
    assert_refused(a_signing(S.APPROVED, rescission_status=status), "ask_rescission", an_act(party), ASKED)


def test_the_cap_holds_for_the_student_alone_and_no_cap_is_not_a_cap_of_none():
    assert_refused(a_signing(S.APPROVED), "ask_rescission", an_act(STUDENT, rescissions_left=0), USED_UP)
    ONLINE.fire(a_signing(S.APPROVED), "ask_rescission", an_act(EMPLOYER, rescissions_left=0))
    ONLINE.fire(a_signing(S.APPROVED), "ask_rescission", an_act(STUDENT, rescissions_left=1))
    ONLINE.fire(a_signing(S.APPROVED), "ask_rescission", an_act(STUDENT, rescissions_left=None))


@pytest.mark.parametrize("status", [*OPEN_STATUSES, *CLOSED_STATUSES, "已由学校强制解约"])
def test_a_signing_is_rescinded_by_an_approved_request_only(status):
    signing = a_signing(S.APPROVED, rescission_status=status)
    assert_refused(signing, "rescind", an_act(SCHOOL), "解约申请尚未审核通过。")


@pytest.mark.parametrize("status", ["", *OPEN_STATUSES])
def test_the_school_forces_whatever_was_asked(status):
    signing = a_signing(S.APPROVED, rescission_status=status)
    ONLINE.fire(signing, "force_rescission", an_act(SCHOOL))
    assert signing.state is S.RESCINDED


@pytest.mark.parametrize(("trigger", "by"), [("approve", SCHOOL), ("return", COLLEGE), ("propose_change", EMPLOYER)])
def test_an_open_proposal_stands_in_the_way_until_the_last_instant_of_its_time(trigger, by):
    assert_refused(a_proposal(S.AWAITING_REVIEW), trigger, an_act(by), PROPOSED)
    ONLINE.fire(a_proposal(S.AWAITING_REVIEW), trigger, an_act(by, at=NOON))


def test_an_open_proposal_keeps_nobody_from_rejecting_or_revoking():
    signing = a_proposal(S.RETURNED)
    ONLINE.fire(signing, "reject", an_act(SCHOOL))
    assert (signing.proposed_version, signing.proposal_deadline) == (None, None)
    ONLINE.fire(a_proposal(S.RETURNED), "revoke_review", an_act(SCHOOL))


@pytest.mark.parametrize(
    ("trigger", "by"), [("agree_change", STUDENT), ("refuse_change", STUDENT), ("withdraw_proposal", EMPLOYER)]
)
@pytest.mark.parametrize("state", [S.AWAITING_REVIEW, S.RETURNED])
def test_a_proposal_is_closed_by_its_parties_before_its_deadline_and_not_an_instant_later(trigger, by, state):
    assert_refused(a_proposal(state), trigger, an_act(by, at=NOON), NOT_PROPOSED)
    assert_refused(a_signing(state), trigger, an_act(by), NOT_PROPOSED)
    signing = a_proposal(state)
    ONLINE.fire(signing, trigger, an_act(by))
    assert (signing.proposed_version, signing.proposal_deadline) == (None, None)


@pytest.mark.parametrize("state", [S.AWAITING_REVIEW, S.RETURNED])
def test_the_clock_lapses_a_proposal_at_its_deadline_and_not_an_instant_before(state):
    assert_refused(a_proposal(state), "lapse_proposal", an_act(SYSTEM), "修改尚在答复期限内。")
    assert_refused(a_signing(state), "lapse_proposal", an_act(SYSTEM, at=NOON), "修改尚在答复期限内。")
    signing = a_proposal(state)
    ONLINE.fire(signing, "lapse_proposal", an_act(SYSTEM, at=NOON))
    assert (signing.state, signing.proposed_version, signing.agreed_version) == (state, None, 1)


@pytest.mark.parametrize("state", [S.AWAITING_REVIEW, S.RETURNED])
def test_i7_agreeing_makes_the_proposed_terms_those_of_the_agreement_and_refusing_leaves_them(state):
    signing = a_proposal(state)
    ONLINE.fire(signing, "agree_change", an_act(STUDENT))
    assert (signing.terms_version, signing.agreed_version, signing.decided_by) == (3, 3, None)
    signing = a_proposal(state)
    ONLINE.fire(signing, "refuse_change", an_act(STUDENT))
    assert (signing.terms_version, signing.agreed_version) == (1, 1)


@pytest.mark.parametrize("by", [COLLEGE, SCHOOL])
def test_a_college_takes_back_its_own_return_only(by):
    signing = a_signing(S.AWAITING_REVIEW, decided_by=None)
    ONLINE.fire(signing, "return", an_act(by))
    assert signing.decided_by is by
    if by is SCHOOL:
        sentence = "该审核由学校就业办作出，请由学校就业办撤回。"
        assert_refused(signing, "revoke_review", an_act(COLLEGE), sentence)
    ONLINE.fire(signing, "revoke_review", an_act(by))
    assert (signing.state, signing.decided_by) == (S.AWAITING_REVIEW, None)


def test_i1_a_rejection_is_not_revoked_once_the_student_signed_elsewhere():
    assert_refused(a_signing(S.REJECTED), "revoke_review", an_act(SCHOOL, other_active=True), STUDENT_SIGNED)


@pytest.mark.parametrize("state", [S.APPROVED, S.REJECTED])
@pytest.mark.parametrize("decided_by", [SCHOOL, None])
def test_a_college_revokes_only_what_a_college_decided(state, decided_by):
    sentence = "该审核由学校就业办作出，请由学校就业办撤回。"
    assert_refused(a_signing(state, decided_by=decided_by), "revoke_review", an_act(COLLEGE), sentence)
    ONLINE.fire(a_signing(state, decided_by=COLLEGE), "revoke_review", an_act(COLLEGE))


@pytest.mark.parametrize("decided_by", [COLLEGE, SCHOOL])
def test_the_school_revokes_whoever_decided(decided_by):
    ONLINE.fire(a_signing(S.APPROVED, decided_by=decided_by), "revoke_review", an_act(SCHOOL))


def test_i7_accepting_agrees_to_the_current_version():
    signing = a_signing(S.INVITED, terms_version=3, agreed_version=None)
    ONLINE.fire(signing, "accept", an_act(STUDENT))
    assert signing.agreed_version == 3


@pytest.mark.parametrize("trigger", ["approve", "reject"])
@pytest.mark.parametrize("reviewer", [COLLEGE, SCHOOL])
def test_who_decided_is_kept_until_it_is_revoked(trigger, reviewer):
    signing = a_signing(S.AWAITING_REVIEW, decided_by=None)
    ONLINE.fire(signing, trigger, an_act(reviewer))
    assert signing.decided_by is reviewer
    ONLINE.fire(signing, "revoke_review", an_act(SCHOOL))
    assert signing.decided_by is None
