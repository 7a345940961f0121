"""单位注册, cell by cell: every state of an employer, every trigger, every role."""

from datetime import timedelta

import pytest

from signing_core.actors import Actor, Role
from signing_core.errors import MoveRefused, NotAllowed
from signing_core.lifecycles.employer import EMPLOYER, EmployerFacts
from signing_core.lifecycles.machine import Act
from signing_core.models import Employer
from signing_core.states import EmployerState
from tests.makers import NOON

E = EmployerState
REASON = "执照与所填名称不一致。"

# Typed from the specification, never derived from the lifecycle: else the test would copy its mistakes.
LABELS = {
    "submit": "重新提交",
    "approve": "审核通过",
    "reject": "审核不通过",
    "suspend": "暂停签约",
    "resume": "恢复签约",
}
ALLOWED = {
    (E.PENDING, "submit", Role.EMPLOYER): E.PENDING,
    (E.REJECTED, "submit", Role.EMPLOYER): E.PENDING,
    (E.PENDING, "approve", Role.SCHOOL): E.APPROVED,
    (E.PENDING, "approve", Role.PROVINCE): E.APPROVED,
    (E.PENDING, "reject", Role.SCHOOL): E.REJECTED,
    (E.PENDING, "reject", Role.PROVINCE): E.REJECTED,
    (E.APPROVED, "suspend", Role.PROVINCE): E.SUSPENDED,
    (E.SUSPENDED, "resume", Role.PROVINCE): E.APPROVED,
}
CELLS = [(state, trigger, role) for state in E for trigger in LABELS for role in Role]
REFUSED = [cell for cell in CELLS if cell not in ALLOWED]


def an_employer(state: EmployerState) -> Employer:
    return Employer(state=state, said_because="从前", last_act_at=NOON - timedelta(days=1))


def an_act(role: Role, *, registered_elsewhere: bool = False) -> Act:
    facts = EmployerFacts(registered_elsewhere=registered_elsewhere)
    return Act(actor=Actor(role=role, name="某人"), at=NOON, reason=REASON, facts=facts)


def test_the_table_names_every_trigger_and_has_every_cell():
    assert EMPLOYER.labels == LABELS
    assert len(CELLS) == len(E) * len(EMPLOYER.events) * len(Role) == len(ALLOWED) + len(REFUSED)


@pytest.mark.parametrize(("state", "trigger", "role"), ALLOWED)
def test_a_move_of_the_table_is_made_and_keeps_its_reason(state, trigger, role):
    employer = an_employer(state)
    move = EMPLOYER.fire(employer, trigger, an_act(role))
    assert (move.label, move.before, move.after) == (LABELS[trigger], state, ALLOWED[state, trigger, role])
    assert (employer.state, employer.said_because, employer.last_act_at) == (move.after, REASON, NOON)


@pytest.mark.parametrize(("state", "trigger", "role"), REFUSED)
def test_a_move_that_is_not_in_the_table_is_refused_and_changes_nothing(state, trigger, role):
    employer = an_employer(state)
    with pytest.raises((MoveRefused, NotAllowed)):
        EMPLOYER.fire(employer, trigger, an_act(role))
    assert (employer.state, employer.said_because) == (state, "从前")
    assert employer.last_act_at < NOON


@pytest.mark.parametrize("role", [Role.SCHOOL, Role.PROVINCE])
def test_a_code_that_somebody_was_approved_with_is_not_approved_again(role):
    employer = an_employer(E.PENDING)
    with pytest.raises(MoveRefused, match="该统一社会信用代码已有审核通过的单位"):
        EMPLOYER.fire(employer, "approve", an_act(role, registered_elsewhere=True))
    assert employer.state is E.PENDING


def test_a_second_of_the_same_code_can_still_be_refused():
    employer = an_employer(E.PENDING)
    EMPLOYER.fire(employer, "reject", an_act(Role.SCHOOL, registered_elsewhere=True))
    assert employer.state is E.REJECTED
