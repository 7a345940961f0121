"""The levels of review, cell by cell: who passes, approves and refuses what under each setting, for every lifecycle."""

from datetime import timedelta
from itertools import product

import pytest

from signing_core.actors import Actor, Role
from signing_core.errors import MoveRefused, NotAllowed
from signing_core.lifecycles.destination import DESTINATION, DestinationFacts
from signing_core.lifecycles.machine import Act
from signing_core.lifecycles.online import ONLINE, OnlineFacts
from signing_core.lifecycles.paper import PAPER, PaperFacts
from signing_core.lifecycles.rescission import RESCISSION
from signing_core.models import Rescission, Signing
from signing_core.states import RescissionState, ReviewLevels, SigningKind, SigningState
from tests.makers import NOON

S, R, L = SigningState, RescissionState, ReviewLevels
COLLEGE, SCHOOL = Role.COLLEGE, Role.SCHOOL
OFFICE = (COLLEGE, SCHOOL)
KIND = {ONLINE: SigningKind.ONLINE, PAPER: SigningKind.PAPER, DESTINATION: SigningKind.DESTINATION}

# Typed from the specification: the setting, whether the college passed it, the kind of decision, and who may make it.
WHO = {
    (L.EITHER, False, "pass"): set(),
    (L.EITHER, False, "approve"): {COLLEGE, SCHOOL},
    (L.EITHER, False, "refuse"): {COLLEGE, SCHOOL},
    (L.EITHER, True, "pass"): set(),
    (L.EITHER, True, "approve"): {COLLEGE, SCHOOL},
    (L.EITHER, True, "refuse"): {COLLEGE, SCHOOL},
    (L.SCHOOL, False, "pass"): set(),
    (L.SCHOOL, False, "approve"): {SCHOOL},
    (L.SCHOOL, False, "refuse"): {SCHOOL},
    (L.SCHOOL, True, "pass"): set(),
    (L.SCHOOL, True, "approve"): {SCHOOL},
    (L.SCHOOL, True, "refuse"): {SCHOOL},
    (L.COLLEGE_THEN_SCHOOL, False, "pass"): {COLLEGE},
    (L.COLLEGE_THEN_SCHOOL, False, "approve"): set(),
    (L.COLLEGE_THEN_SCHOOL, False, "refuse"): {COLLEGE, SCHOOL},
    (L.COLLEGE_THEN_SCHOOL, True, "pass"): set(),
    (L.COLLEGE_THEN_SCHOOL, True, "approve"): {SCHOOL},
    (L.COLLEGE_THEN_SCHOOL, True, "refuse"): {COLLEGE, SCHOOL},
}
MAY_REVOKE = {L.EITHER: {COLLEGE, SCHOOL}, L.SCHOOL: {SCHOOL}, L.COLLEGE_THEN_SCHOOL: {SCHOOL}}
UNDER_REVIEW = {  # of each lifecycle the state, and its decisions by kind
    "online": (ONLINE, S.AWAITING_REVIEW, {"college_pass": "pass", "approve": "approve"}, {"reject", "return"}),
    "scan": (PAPER, S.AWAITING_REVIEW, {"college_pass": "pass", "approve": "approve"}, {"reject"}),
    "form": (PAPER, S.FORM_REVIEW, {"college_pass": "pass", "approve_form": "approve"}, {"reject_form", "return"}),
    "destination": (
        DESTINATION,
        S.AWAITING_REVIEW,
        {"college_pass": "pass", "approve": "approve"},
        {"reject", "return"},
    ),
    "rescission": (RESCISSION, R.AWAITING_REVIEW, {"college_pass": "pass", "approve": "approve"}, {"reject"}),
}
TRIGGERS = {
    name: passing | dict.fromkeys(sorted(refusing), "refuse")
    for name, (_, _, passing, refusing) in UNDER_REVIEW.items()
}
CELLS = [
    (name, levels, passed, trigger, role)
    for name, decisions in TRIGGERS.items()
    for levels, passed, trigger, role in product(L, (False, True), decisions, OFFICE)
]
CLEARED_BY = {  # a new version, a return, a refusal, a revocation, an approval; who makes it, and from which state
    (ONLINE, S.AWAITING_REVIEW): {
        "propose_change": Role.EMPLOYER,
        "reject": COLLEGE,
        "return": SCHOOL,
        "approve": SCHOOL,
    },
    (PAPER, S.FORM_REVIEW): {"reject_form": COLLEGE, "return": SCHOOL, "approve_form": SCHOOL},
    (PAPER, S.AWAITING_REVIEW): {"reject": COLLEGE, "approve": SCHOOL},
    (DESTINATION, S.AWAITING_REVIEW): {
        "withdraw": Role.STUDENT,
        "reject": COLLEGE,
        "return": SCHOOL,
        "approve": SCHOOL,
    },
    (ONLINE, S.APPROVED): {"revoke_review": SCHOOL},
    (PAPER, S.APPROVED): {"revoke_review": SCHOOL},
    (PAPER, S.FORM_RETURNED): {"generate": Role.STUDENT},
    (PAPER, S.REJECTED): {"submit_scan": Role.STUDENT},
    (DESTINATION, S.RETURNED): {"submit": Role.STUDENT},
}


def a_row(lifecycle, state, passed: bool = False):
    by = {"college_passed_by": "计算机学院", "college_passed_at": NOON} if passed else {}
    if lifecycle is RESCISSION:
        return Rescission(state=state, asked_by=Role.STUDENT, last_act_at=NOON, **by)
    facts = {"terms_version": 2, "agreed_version": 2, "decided_by": COLLEGE, "rescission_status": ""}
    return Signing(kind=KIND[lifecycle], state=state, last_act_at=NOON - timedelta(days=1), **facts, **by)


def an_act(lifecycle, role: Role, levels: ReviewLevels) -> Act:
    facts = {PAPER: PaperFacts(levels=levels, previewed=True, images=1), DESTINATION: DestinationFacts(levels=levels)}
    return Act(actor=Actor(role=role, name="某人"), at=NOON, facts=facts.get(lifecycle, OnlineFacts(levels=levels)))


@pytest.mark.parametrize(("name", "levels", "passed", "trigger", "role"), CELLS)
def test_i10_a_decision_is_made_by_the_level_whose_it_is_and_by_no_other(name, levels, passed, trigger, role):
    lifecycle, state, _, _ = UNDER_REVIEW[name]
    row, act = a_row(lifecycle, state, passed), an_act(lifecycle, role, levels)
    if role in WHO[levels, passed, TRIGGERS[name][trigger]]:
        lifecycle.fire(row, trigger, act)
        return
    with pytest.raises((MoveRefused, NotAllowed)):
        lifecycle.fire(row, trigger, act)
    assert (row.state, row.college_passed_at) == (state, NOON if passed else None)


@pytest.mark.parametrize("name", UNDER_REVIEW)
def test_a_pass_leaves_the_state_and_stands_on_the_row_with_who_and_when(name):
    lifecycle, state, _, _ = UNDER_REVIEW[name]
    row = a_row(lifecycle, state)
    move = lifecycle.fire(row, "college_pass", an_act(lifecycle, COLLEGE, L.COLLEGE_THEN_SCHOOL))
    assert (row.state, move.label) == (state, "院系初审通过")
    assert (row.college_passed_by, row.college_passed_at) == ("某人", NOON)


@pytest.mark.parametrize(
    ("lifecycle", "state", "trigger", "role"),
    [(*of, trigger, role) for of, moves in CLEARED_BY.items() for trigger, role in moves.items()],
)
def test_a_pass_is_cleared_by_whatever_makes_it_old(lifecycle, state, trigger, role):
    row = a_row(lifecycle, state, passed=True)
    lifecycle.fire(row, trigger, an_act(lifecycle, role, L.COLLEGE_THEN_SCHOOL))
    assert (row.college_passed_by, row.college_passed_at) == (None, None)


def test_nothing_is_passed_while_a_proposal_waits_for_its_answer():
    row = a_row(ONLINE, S.AWAITING_REVIEW)
    row.proposed_version, row.proposal_deadline = 3, NOON + timedelta(days=1)
    with pytest.raises(MoveRefused, match="正在等待学生答复"):
        ONLINE.fire(row, "college_pass", an_act(ONLINE, COLLEGE, L.COLLEGE_THEN_SCHOOL))


@pytest.mark.parametrize("levels", L)
@pytest.mark.parametrize("role", OFFICE)
@pytest.mark.parametrize("lifecycle", [ONLINE, PAPER, DESTINATION])
def test_a_college_revokes_its_own_review_where_either_decides_and_nowhere_else(lifecycle, role, levels):
    row, act = a_row(lifecycle, S.APPROVED), an_act(lifecycle, role, levels)
    if role in MAY_REVOKE[levels]:
        lifecycle.fire(row, "revoke_review", act)
        return
    with pytest.raises(MoveRefused, match="请由学校就业办撤回"):
        lifecycle.fire(row, "revoke_review", act)


@pytest.mark.parametrize(
    ("levels", "passed", "role", "sentence"),
    [
        (L.SCHOOL, False, COLLEGE, "本校由学校就业办审核，学院可以查看。"),
        (L.COLLEGE_THEN_SCHOOL, False, COLLEGE, "本校由学院初审、学校就业办终审，请办理院系初审通过。"),
        (L.COLLEGE_THEN_SCHOOL, False, SCHOOL, "学院尚未初审通过，不能终审通过。"),
    ],
)
def test_who_may_not_approve_is_told_whose_turn_it_is(levels, passed, role, sentence):
    with pytest.raises(MoveRefused) as caught:
        ONLINE.fire(a_row(ONLINE, S.AWAITING_REVIEW, passed), "approve", an_act(ONLINE, role, levels))
    assert caught.value.message == sentence
