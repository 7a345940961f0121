"""其他去向, cell by cell: every stored state, every trigger, every role, as the specification's table says."""

from datetime import timedelta

import pytest

from signing_core.actors import Actor, Role
from signing_core.errors import MoveRefused, NotAllowed
from signing_core.lifecycles.destination import DESTINATION, DestinationFacts
from signing_core.lifecycles.machine import Act
from signing_core.models import Signing
from signing_core.states import SigningKind, SigningState
from tests.makers import NOON

S = SigningState
STUDENT, COLLEGE, SCHOOL = Role.STUDENT, Role.COLLEGE, Role.SCHOOL

# Typed from the specification, never derived from the lifecycle: else the test would copy its mistakes.
LABELS = {
    "save": "暂存",
    "submit": "提交审核",
    "withdraw": "撤回",
    "college_pass": "院系初审通过",
    "approve": "签约审核通过",
    "reject": "签约审核不通过",
    "return": "退回修改",
    "revoke_review": "撤回审核",
    "ask_rescission": "申请解除",
    "release": "解除",
    "force_rescission": "学校强制解除",
}
ALLOWED = {
    (S.DRAFT, "save", STUDENT): S.DRAFT,
    (S.REJECTED, "save", STUDENT): S.DRAFT,
    (S.RETURNED, "save", STUDENT): S.RETURNED,
    (S.DRAFT, "submit", STUDENT): S.AWAITING_REVIEW,
    (S.REJECTED, "submit", STUDENT): S.AWAITING_REVIEW,
    (S.RETURNED, "submit", STUDENT): S.AWAITING_REVIEW,
    (S.AWAITING_REVIEW, "withdraw", STUDENT): S.DRAFT,
    (S.RETURNED, "withdraw", STUDENT): S.DRAFT,
    (S.AWAITING_REVIEW, "approve", COLLEGE): S.APPROVED,
    (S.AWAITING_REVIEW, "approve", SCHOOL): S.APPROVED,
    (S.AWAITING_REVIEW, "reject", COLLEGE): S.REJECTED,
    (S.AWAITING_REVIEW, "reject", SCHOOL): S.REJECTED,
    (S.RETURNED, "reject", COLLEGE): S.REJECTED,
    (S.RETURNED, "reject", SCHOOL): S.REJECTED,
    (S.AWAITING_REVIEW, "return", COLLEGE): S.RETURNED,
    (S.AWAITING_REVIEW, "return", SCHOOL): S.RETURNED,
    (S.APPROVED, "revoke_review", COLLEGE): S.AWAITING_REVIEW,
    (S.APPROVED, "revoke_review", SCHOOL): S.AWAITING_REVIEW,
    (S.REJECTED, "revoke_review", COLLEGE): S.AWAITING_REVIEW,
    (S.REJECTED, "revoke_review", SCHOOL): S.AWAITING_REVIEW,
    (S.RETURNED, "revoke_review", COLLEGE): S.AWAITING_REVIEW,
    (S.RETURNED, "revoke_review", SCHOOL): S.AWAITING_REVIEW,
    (S.APPROVED, "ask_rescission", STUDENT): S.APPROVED,
    (S.APPROVED, "release", COLLEGE): S.RELEASED,
    (S.APPROVED, "release", SCHOOL): S.RELEASED,
    (S.APPROVED, "force_rescission", SCHOOL): S.RELEASED,
}
CELLS = [(state, trigger, role) for state in S for trigger in LABELS for role in Role]
REFUSED = [cell for cell in CELLS if cell not in ALLOWED]
DECISIONS = {"return", "approve", "reject"}
NOBODYS = {"submit", "withdraw", "revoke_review"}


def a_signing(state: SigningState, trigger: str = "") -> Signing:
    """A signing that no guard of the trigger has anything against."""
    status = "解约审核通过" if trigger == "release" else ""
    facts = {"terms_version": 2, "agreed_version": 2, "decided_by": COLLEGE, "rescission_status": status}
    return Signing(kind=SigningKind.DESTINATION, state=state, last_act_at=NOON - timedelta(days=1), **facts)


def an_act(role: Role) -> Act:
    return Act(actor=Actor(role=role, name="某人"), at=NOON, facts=DestinationFacts())


def facts_of(signing: Signing) -> dict[str, object]:
    return {key: value for key, value in vars(signing).items() if key != "_sa_instance_state"}


def test_the_table_names_every_trigger_of_the_lifecycle():
    assert set(DESTINATION.events) == set(LABELS)
    assert DESTINATION.labels == LABELS


def test_the_table_has_every_cell():
    assert len(CELLS) == len(S) * len(DESTINATION.events) * len(Role)
    assert len(ALLOWED) + len(REFUSED) == len(CELLS)


@pytest.mark.parametrize(("state", "trigger", "role"), ALLOWED)
def test_a_move_of_the_table_is_made_and_told(state, trigger, role):
    signing, act = a_signing(state, trigger), an_act(role)
    move = DESTINATION.fire(signing, trigger, act)
    after = ALLOWED[state, trigger, role]
    assert signing.state is after
    assert (move.trigger, move.label, move.before, move.after) == (trigger, LABELS[trigger], state, after)
    assert signing.last_act_at == act.at


@pytest.mark.parametrize(("state", "trigger", "role"), ALLOWED)
def test_who_decided_is_kept_until_it_waits_again(state, trigger, role):
    signing = a_signing(state, trigger)
    DESTINATION.fire(signing, trigger, an_act(role))
    assert signing.decided_by is (role if trigger in DECISIONS else None if trigger in NOBODYS else COLLEGE)


@pytest.mark.parametrize(("state", "trigger", "role"), REFUSED)
def test_a_move_that_is_not_in_the_table_is_refused_and_changes_nothing(state, trigger, role):
    signing = a_signing(state, trigger)
    before = facts_of(signing)
    with pytest.raises((MoveRefused, NotAllowed)):
        DESTINATION.fire(signing, trigger, an_act(role))
    assert facts_of(signing) == before


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("role", Role)
def test_the_buttons_are_just_the_moves_that_would_not_be_refused(state, role):
    allowed = {t for s, t, r in ALLOWED if s is state and r is role and t != "release"}
    offered = DESTINATION.offered(a_signing(state), an_act(role)).items()
    assert {trigger for trigger, refusals in offered if not refusals} == allowed


def test_i11_nothing_leaves_a_released_destination_and_everything_else_goes_on():
    assert not DESTINATION.get_triggers(S.RELEASED)
    of_destinations = {state for state, _, _ in ALLOWED} | set(ALLOWED.values())
    assert {state for state in of_destinations if not DESTINATION.get_triggers(state)} == {S.RELEASED}


GUARDED = {
    ("save", "other_active", True): {S.DRAFT, S.REJECTED, S.RETURNED},
    ("submit", "other_active", True): {S.DRAFT, S.REJECTED, S.RETURNED},
    ("submit", "closed_because", "学校尚未开放其他去向登记。"): {S.DRAFT, S.REJECTED},
    ("approve", "plan_elsewhere", True): {S.AWAITING_REVIEW},
    ("revoke_review", "other_active", True): {S.REJECTED},
    ("ask_rescission", "rescissions_left", 0): {S.APPROVED},
}


@pytest.mark.parametrize(("state", "trigger", "role"), ALLOWED)
@pytest.mark.parametrize(("fact", "value"), dict.fromkeys((fact, value) for _, fact, value in GUARDED))
def test_a_fact_stands_in_the_way_of_just_the_moves_that_it_concerns(state, trigger, role, fact, value):
    act = Act(actor=Actor(role=role, name="某人"), at=NOON, facts=DestinationFacts(**{fact: value}))
    stands = state in GUARDED.get((trigger, fact, value), set())
    assert bool(DESTINATION.refusals(a_signing(state, trigger), trigger, act)) is stands


def test_what_the_schools_office_decided_is_not_taken_back_by_a_college():
    signing = a_signing(S.APPROVED)
    signing.decided_by = SCHOOL
    with pytest.raises(MoveRefused, match="请由学校就业办撤回"):
        DESTINATION.fire(signing, "revoke_review", an_act(COLLEGE))
    DESTINATION.fire(signing, "revoke_review", an_act(SCHOOL))


def test_i6_an_open_request_stands_in_the_way_of_another_and_of_taking_the_approval_back():
    for trigger, role in (("ask_rescission", STUDENT), ("revoke_review", SCHOOL)):
        signing = a_signing(S.APPROVED)
        signing.rescission_status = "等待解约审核"
        with pytest.raises(MoveRefused, match="正在办理的解约申请"):
            DESTINATION.fire(signing, trigger, an_act(role))
