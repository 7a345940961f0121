"""纸质签约, cell by cell: every stored state, every trigger, every role, as the specification's table says."""

from datetime import timedelta

import pytest

from signing_core.actors import Actor, Role
from signing_core.errors import MoveRefused, NotAllowed
from signing_core.lifecycles.machine import Act
from signing_core.lifecycles.paper import PAPER, PaperFacts
from signing_core.models import Signing
from signing_core.states import SigningKind, SigningState
from tests.makers import NOON

S = SigningState
STUDENT, COLLEGE, SCHOOL = Role.STUDENT, Role.COLLEGE, Role.SCHOOL

# Typed from the specification, never derived from the lifecycle: else the test would copy its mistakes.
LABELS = {
    "save": "暂存",
    "discard": "删除",
    "generate": "生成协议书",
    "approve_form": "协议书审核通过，待反馈",
    "reject_form": "协议书审核不通过",
    "return": "退回修改",
    "submit_scan": "反馈签约资料",
    "college_pass": "院系初审通过",
    "approve": "签约审核通过",
    "reject": "签约审核不通过",
    "revoke_review": "撤回审核",
    "ask_rescission": "发起解约申请",
    "rescind": "签约解除",
    "force_rescission": "学校强制解约",
}
ALLOWED = {
    (S.DRAFT, "save", STUDENT): S.DRAFT,
    (S.FORM_REJECTED, "save", STUDENT): S.DRAFT,
    (S.FORM_RETURNED, "save", STUDENT): S.FORM_RETURNED,
    (S.DRAFT, "discard", STUDENT): S.DRAFT,
    (S.FORM_REJECTED, "discard", STUDENT): S.FORM_REJECTED,
    (S.DRAFT, "generate", STUDENT): S.FORM_REVIEW,
    (S.FORM_REJECTED, "generate", STUDENT): S.FORM_REVIEW,
    (S.FORM_RETURNED, "generate", STUDENT): S.FORM_REVIEW,
    (S.FORM_REVIEW, "approve_form", COLLEGE): S.AWAITING_FEEDBACK,
    (S.FORM_REVIEW, "approve_form", SCHOOL): S.AWAITING_FEEDBACK,
    (S.FORM_REVIEW, "reject_form", COLLEGE): S.FORM_REJECTED,
    (S.FORM_REVIEW, "reject_form", SCHOOL): S.FORM_REJECTED,
    (S.FORM_RETURNED, "reject_form", COLLEGE): S.FORM_REJECTED,
    (S.FORM_RETURNED, "reject_form", SCHOOL): S.FORM_REJECTED,
    (S.FORM_REVIEW, "return", COLLEGE): S.FORM_RETURNED,
    (S.FORM_REVIEW, "return", SCHOOL): S.FORM_RETURNED,
    (S.AWAITING_FEEDBACK, "submit_scan", STUDENT): S.AWAITING_REVIEW,
    (S.REJECTED, "submit_scan", STUDENT): S.AWAITING_REVIEW,
    (S.AWAITING_REVIEW, "approve", COLLEGE): S.APPROVED,
    (S.AWAITING_REVIEW, "approve", SCHOOL): S.APPROVED,
    (S.AWAITING_REVIEW, "reject", COLLEGE): S.REJECTED,
    (S.AWAITING_REVIEW, "reject", SCHOOL): S.REJECTED,
    (S.APPROVED, "revoke_review", COLLEGE): S.AWAITING_REVIEW,
    (S.APPROVED, "revoke_review", SCHOOL): S.AWAITING_REVIEW,
    (S.REJECTED, "revoke_review", COLLEGE): S.AWAITING_REVIEW,
    (S.REJECTED, "revoke_review", SCHOOL): S.AWAITING_REVIEW,
    (S.FORM_RETURNED, "revoke_review", COLLEGE): S.FORM_REVIEW,
    (S.FORM_RETURNED, "revoke_review", SCHOOL): S.FORM_REVIEW,
    (S.APPROVED, "ask_rescission", STUDENT): S.APPROVED,
    (S.APPROVED, "rescind", COLLEGE): S.RESCINDED,
    (S.APPROVED, "rescind", SCHOOL): S.RESCINDED,
    (S.AWAITING_FEEDBACK, "force_rescission", SCHOOL): S.RESCINDED,
    (S.AWAITING_REVIEW, "force_rescission", SCHOOL): S.RESCINDED,
    (S.REJECTED, "force_rescission", SCHOOL): S.RESCINDED,
    (S.APPROVED, "force_rescission", SCHOOL): S.RESCINDED,
}
CELLS = [(state, trigger, role) for state in S for trigger in LABELS for role in Role]
REFUSED = [cell for cell in CELLS if cell not in ALLOWED]
DECISIONS = {"approve_form", "reject_form", "return", "approve", "reject"}
NOBODYS = {"submit_scan", "revoke_review"}


def a_signing(state: SigningState, trigger: str = "") -> Signing:
    """A signing that no guard of the trigger has anything against."""
    status = "解约审核通过" if trigger == "rescind" else ""
    facts = {"terms_version": 2, "agreed_version": 2, "decided_by": COLLEGE, "rescission_status": status}
    return Signing(kind=SigningKind.PAPER, state=state, last_act_at=NOON - timedelta(days=1), **facts)


def an_act(role: Role) -> Act:
    return Act(actor=Actor(role=role, name="某人"), at=NOON, facts=PaperFacts(previewed=True, images=1))


def facts_of(signing: Signing) -> dict[str, object]:
    return {key: value for key, value in vars(signing).items() if key != "_sa_instance_state"}


def test_the_table_names_every_trigger_of_the_lifecycle():
    assert set(PAPER.events) == set(LABELS)
    assert PAPER.labels == LABELS


def test_the_table_has_every_cell():
    assert len(CELLS) == len(S) * len(PAPER.events) * len(Role)
    assert len(ALLOWED) + len(REFUSED) == len(CELLS)


@pytest.mark.parametrize(("state", "trigger", "role"), ALLOWED)
def test_a_move_of_the_table_is_made_and_told(state, trigger, role):
    signing, act = a_signing(state, trigger), an_act(role)
    move = PAPER.fire(signing, trigger, act)
    after = ALLOWED[state, trigger, role]
    assert signing.state is after
    assert (move.trigger, move.label, move.before, move.after) == (trigger, LABELS[trigger], state, after)
    assert signing.last_act_at == act.at


@pytest.mark.parametrize(("state", "trigger", "role"), ALLOWED)
def test_who_decided_is_kept_until_it_waits_again(state, trigger, role):
    signing = a_signing(state, trigger)
    PAPER.fire(signing, trigger, an_act(role))
    again = trigger in NOBODYS or (trigger == "generate" and state is S.FORM_RETURNED)
    assert signing.decided_by is (role if trigger in DECISIONS else None if again else COLLEGE)


@pytest.mark.parametrize(("state", "trigger", "role"), REFUSED)
def test_a_move_that_is_not_in_the_table_is_refused_and_changes_nothing(state, trigger, role):
    signing = a_signing(state, trigger)
    before = facts_of(signing)
    with pytest.raises((MoveRefused, NotAllowed)):
        PAPER.fire(signing, trigger, an_act(role))
    assert facts_of(signing) == before


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("role", Role)
def test_the_buttons_are_just_the_moves_that_would_not_be_refused(state, role):
    allowed = {t for s, t, r in ALLOWED if s is state and r is role and t != "rescind"}
    offered = PAPER.offered(a_signing(state), an_act(role)).items()
    assert {trigger for trigger, refusals in offered if not refusals} == allowed


def test_i11_nothing_leaves_a_rescinded_agreement_and_everything_else_of_paper_goes_on():
    assert not PAPER.get_triggers(S.RESCINDED)
    of_paper = {state for state, _, _ in ALLOWED} | set(ALLOWED.values())
    assert {state for state in of_paper if not PAPER.get_triggers(state)} == {S.RESCINDED}


def test_rows_are_never_registered_with_the_machine():
    PAPER.fire(a_signing(S.DRAFT), "generate", an_act(STUDENT))
    assert PAPER.models == []
