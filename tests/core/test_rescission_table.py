"""解约, cell by cell: every state of a request, every trigger, every role, whoever of the parties asked."""

from datetime import timedelta

import pytest

from signing_core.actors import Actor, Role
from signing_core.errors import MoveRefused, NotAllowed
from signing_core.lifecycles.machine import Act
from signing_core.lifecycles.online import OnlineFacts
from signing_core.lifecycles.rescission import RESCISSION
from signing_core.models import Rescission
from signing_core.states import OPEN_RESCISSION, RescissionState
from tests.makers import NOON

R = RescissionState
STUDENT, EMPLOYER, COLLEGE, SCHOOL = Role.STUDENT, Role.EMPLOYER, Role.COLLEGE, Role.SCHOOL

# Typed from the specification, never derived from the lifecycle: else the test would copy its mistakes.
LABELS = {
    "agree": "同意解约",
    "disagree": "不同意解约",
    "college_pass": "院系初审通过",
    "approve": "解约审核通过",
    "reject": "解约审核不通过",
    "supersede": "解约申请终止",
}
BY_THE_OTHER_PARTY = {
    (R.AWAITING_COUNTERPART, "agree"): R.AWAITING_REVIEW,
    (R.AWAITING_COUNTERPART, "disagree"): R.DECLINED,
}
BY_THE_OFFICE = {
    (R.AWAITING_REVIEW, "approve", COLLEGE): R.APPROVED,
    (R.AWAITING_REVIEW, "approve", SCHOOL): R.APPROVED,
    (R.AWAITING_COUNTERPART, "reject", COLLEGE): R.REJECTED,
    (R.AWAITING_COUNTERPART, "reject", SCHOOL): R.REJECTED,
    (R.AWAITING_REVIEW, "reject", COLLEGE): R.REJECTED,
    (R.AWAITING_REVIEW, "reject", SCHOOL): R.REJECTED,
    (R.AWAITING_COUNTERPART, "supersede", SCHOOL): R.SUPERSEDED,
    (R.AWAITING_REVIEW, "supersede", SCHOOL): R.SUPERSEDED,
}
OTHER = {STUDENT: EMPLOYER, EMPLOYER: STUDENT}
ALLOWED = {
    (asked_by, *cell, other): after for asked_by, other in OTHER.items() for cell, after in BY_THE_OTHER_PARTY.items()
} | {(asked_by, *cell): after for asked_by in OTHER for cell, after in BY_THE_OFFICE.items()}
CELLS = [(asked_by, state, trigger, role) for asked_by in OTHER for state in R for trigger in LABELS for role in Role]
REFUSED = [cell for cell in CELLS if cell not in ALLOWED]


def a_request(asked_by: Role, state: RescissionState) -> Rescission:
    return Rescission(state=state, asked_by=asked_by, last_act_at=NOON - timedelta(days=1))


def an_act(role: Role) -> Act:
    return Act(actor=Actor(role=role, name="某人"), at=NOON, reason="双方另有约定。", facts=OnlineFacts())


def facts_of(request: Rescission) -> dict[str, object]:
    return {key: value for key, value in vars(request).items() if key != "_sa_instance_state"}


def test_the_table_names_every_trigger_and_has_every_cell():
    assert RESCISSION.labels == LABELS
    assert len(CELLS) == 2 * len(R) * len(RESCISSION.events) * len(Role) == len(ALLOWED) + len(REFUSED)


@pytest.mark.parametrize(("asked_by", "state", "trigger", "role"), ALLOWED)
def test_a_move_of_the_table_is_made_and_told(asked_by, state, trigger, role):
    request, act = a_request(asked_by, state), an_act(role)
    move = RESCISSION.fire(request, trigger, act)
    after = ALLOWED[asked_by, state, trigger, role]
    assert request.state is after
    assert (move.label, move.before, move.after) == (LABELS[trigger], state, after)
    assert request.last_act_at == NOON


@pytest.mark.parametrize(("asked_by", "state", "trigger", "role"), REFUSED)
def test_a_move_that_is_not_in_the_table_is_refused_and_changes_nothing(asked_by, state, trigger, role):
    request = a_request(asked_by, state)
    before = facts_of(request)
    with pytest.raises((MoveRefused, NotAllowed)):
        RESCISSION.fire(request, trigger, an_act(role))
    assert facts_of(request) == before


@pytest.mark.parametrize("asked_by", OTHER)
@pytest.mark.parametrize("trigger", ["agree", "disagree"])
def test_nobody_answers_their_own_request(asked_by, trigger):
    with pytest.raises(MoveRefused, match="解约申请由您一方提出，请等待对方答复。"):
        RESCISSION.fire(a_request(asked_by, R.AWAITING_COUNTERPART), trigger, an_act(asked_by))


@pytest.mark.parametrize("state", [R.DECLINED, R.REJECTED, R.APPROVED, R.SUPERSEDED])
def test_nothing_leaves_a_request_that_is_over(state):
    assert state not in OPEN_RESCISSION
    assert not RESCISSION.get_triggers(state)


def test_an_answer_and_a_decision_stand_on_the_request_with_their_reasons():
    request = a_request(STUDENT, R.AWAITING_COUNTERPART)
    RESCISSION.fire(request, "agree", an_act(EMPLOYER))
    assert (request.answer_reason, request.answered_at) == ("双方另有约定。", NOON)
    RESCISSION.fire(request, "reject", an_act(COLLEGE))
    assert (request.decided_by, request.decision_reason, request.decided_at) == (COLLEGE, "双方另有约定。", NOON)
