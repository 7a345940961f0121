"""电子签约, cell by cell: every stored state, every trigger, every role, as the specification's table says."""

from datetime import timedelta

import pytest

from signing_core.actors import Actor, Role
from signing_core.errors import MoveRefused, NotAllowed
from signing_core.lifecycles.machine import Act
from signing_core.lifecycles.online import ONLINE, OnlineFacts
from signing_core.models import Signing
from signing_core.states import FINAL, SigningState
from tests.makers import NOON

S = SigningState
STUDENT, EMPLOYER, COLLEGE, SCHOOL, SYSTEM = Role.STUDENT, Role.EMPLOYER, Role.COLLEGE, Role.SCHOOL, Role.SYSTEM

# Typed from the specification, never derived from the lifecycle: else the test would copy its mistakes.
LABELS = {
    "revise": "修改邀约",
    "withdraw_invitation": "撤回邀约",
    "accept": "同意签约，待管理员审核",
    "decline": "拒绝签约",
    "expire": "邀约过期",
    "propose_change": "修改协议书",
    "withdraw_proposal": "撤回修改",
    "agree_change": "同意修改",
    "refuse_change": "拒绝修改",
    "lapse_proposal": "修改逾期未答复",
    "college_pass": "院系初审通过",
    "approve": "签约审核通过",
    "reject": "签约审核不通过",
    "return": "退回修改",
    "revoke_review": "撤回审核",
    "ask_rescission": "发起解约申请",
    "rescind": "签约解除",
    "force_rescission": "学校强制解约",
}
ALLOWED = {
    (S.INVITED, "revise", EMPLOYER): S.INVITED,
    (S.INVITED, "withdraw_invitation", EMPLOYER): S.WITHDRAWN,
    (S.INVITED, "accept", STUDENT): S.AWAITING_REVIEW,
    (S.INVITED, "decline", STUDENT): S.DECLINED,
    (S.INVITED, "expire", SYSTEM): S.EXPIRED,
    (S.AWAITING_REVIEW, "propose_change", EMPLOYER): S.AWAITING_REVIEW,
    (S.RETURNED, "propose_change", EMPLOYER): S.RETURNED,
    (S.AWAITING_REVIEW, "withdraw_proposal", EMPLOYER): S.AWAITING_REVIEW,
    (S.RETURNED, "withdraw_proposal", EMPLOYER): S.RETURNED,
    (S.AWAITING_REVIEW, "agree_change", STUDENT): S.AWAITING_REVIEW,
    (S.RETURNED, "agree_change", STUDENT): S.AWAITING_REVIEW,
    (S.AWAITING_REVIEW, "refuse_change", STUDENT): S.AWAITING_REVIEW,
    (S.RETURNED, "refuse_change", STUDENT): S.RETURNED,
    (S.AWAITING_REVIEW, "lapse_proposal", SYSTEM): S.AWAITING_REVIEW,
    (S.RETURNED, "lapse_proposal", SYSTEM): S.RETURNED,
    (S.AWAITING_REVIEW, "approve", COLLEGE): S.APPROVED,
    (S.AWAITING_REVIEW, "approve", SCHOOL): S.APPROVED,
    (S.AWAITING_REVIEW, "reject", COLLEGE): S.REJECTED,
    (S.AWAITING_REVIEW, "reject", SCHOOL): S.REJECTED,
    (S.RETURNED, "reject", COLLEGE): S.REJECTED,
    (S.RETURNED, "reject", SCHOOL): S.REJECTED,
    (S.AWAITING_REVIEW, "return", COLLEGE): S.RETURNED,
    (S.AWAITING_REVIEW, "return", SCHOOL): S.RETURNED,
    (S.RETURNED, "revoke_review", COLLEGE): S.AWAITING_REVIEW,
    (S.RETURNED, "revoke_review", SCHOOL): S.AWAITING_REVIEW,
    (S.APPROVED, "revoke_review", COLLEGE): S.AWAITING_REVIEW,
    (S.APPROVED, "revoke_review", SCHOOL): S.AWAITING_REVIEW,
    (S.REJECTED, "revoke_review", COLLEGE): S.AWAITING_REVIEW,
    (S.REJECTED, "revoke_review", SCHOOL): S.AWAITING_REVIEW,
    (S.APPROVED, "ask_rescission", STUDENT): S.APPROVED,
    (S.APPROVED, "ask_rescission", EMPLOYER): S.APPROVED,
    (S.APPROVED, "rescind", COLLEGE): S.RESCINDED,
    (S.APPROVED, "rescind", SCHOOL): S.RESCINDED,
    (S.APPROVED, "force_rescission", SCHOOL): S.RESCINDED,
}
NEEDS_A_PROPOSAL = {"withdraw_proposal", "agree_change", "refuse_change", "lapse_proposal"}
AT_THE_END_OF_TIME = {"expire", "lapse_proposal"}
CELLS = [(state, trigger, role) for state in S for trigger in LABELS for role in Role]
REFUSED = [cell for cell in CELLS if cell not in ALLOWED]


def a_signing(state: SigningState, trigger: str = "") -> Signing:
    """A signing that no guard of the trigger has anything against."""
    proposed = {"proposed_version": 3, "proposal_deadline": NOON} if trigger in NEEDS_A_PROPOSAL else {}
    status = "解约审核通过" if trigger == "rescind" else ""
    agreed = {"terms_version": 2, "agreed_version": 2, "decided_by": COLLEGE, "rescission_status": status}
    return Signing(state=state, deadline=NOON, last_act_at=NOON - timedelta(days=1), **agreed, **proposed)


def an_act(trigger: str, role: Role) -> Act:
    at = NOON if trigger in AT_THE_END_OF_TIME else NOON - timedelta(microseconds=1)
    return Act(actor=Actor(role=role, name="某人"), at=at, facts=OnlineFacts())


def facts_of(signing: Signing) -> dict[str, object]:
    return {key: value for key, value in vars(signing).items() if key != "_sa_instance_state"}


def test_the_table_names_every_trigger_of_the_lifecycle():
    assert set(ONLINE.events) == set(LABELS)
    assert ONLINE.labels == LABELS


def test_the_table_has_every_cell():
    assert len(CELLS) == len(S) * len(ONLINE.events) * len(Role)
    assert len(ALLOWED) + len(REFUSED) == len(CELLS)


@pytest.mark.parametrize(("state", "trigger", "role"), ALLOWED)
def test_a_move_of_the_table_is_made_and_told(state, trigger, role):
    signing, act = a_signing(state, trigger), an_act(trigger, role)
    move = ONLINE.fire(signing, trigger, act)
    after = ALLOWED[state, trigger, role]
    assert signing.state is after
    assert (move.trigger, move.label, move.before, move.after) == (trigger, LABELS[trigger], state, after)
    assert signing.last_act_at == act.at


@pytest.mark.parametrize(("state", "trigger", "role"), REFUSED)
def test_a_move_that_is_not_in_the_table_is_refused_and_changes_nothing(state, trigger, role):
    signing = a_signing(state, trigger)
    before = facts_of(signing)
    with pytest.raises((MoveRefused, NotAllowed)):
        ONLINE.fire(signing, trigger, an_act(trigger, role))
    assert facts_of(signing) == before


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("role", Role)
def test_the_buttons_are_just_the_moves_that_would_not_be_refused(state, role):
    signing = a_signing(state)
    act = an_act("accept", role)
    guarded = NEEDS_A_PROPOSAL | AT_THE_END_OF_TIME | {"rescind"}
    allowed = {t for s, t, r in ALLOWED if s is state and r is role and t not in guarded}
    assert {trigger for trigger, refusals in ONLINE.offered(signing, act).items() if not refusals} == allowed


@pytest.mark.parametrize("state", [S.RESCINDED, S.DECLINED, S.EXPIRED, S.WITHDRAWN])
def test_i11_nothing_leaves_a_final_state(state):
    assert state in FINAL
    assert not ONLINE.get_triggers(state)


def test_only_the_states_named_final_are_final():
    online = {state for state, _, _ in ALLOWED} | set(ALLOWED.values())
    assert {state for state in online if not ONLINE.get_triggers(state)} == set(FINAL) - {S.RELEASED}


def test_a_wrong_role_is_told_so_and_a_wrong_state_too():
    with pytest.raises(NotAllowed, match="身份"):
        ONLINE.fire(a_signing(S.INVITED), "approve", an_act("approve", STUDENT))
    with pytest.raises(MoveRefused, match="当前状态不能进行此操作"):
        ONLINE.fire(a_signing(S.INVITED), "approve", an_act("approve", SCHOOL))


def test_rows_are_never_registered_with_the_machine():
    ONLINE.fire(a_signing(S.INVITED), "accept", an_act("accept", STUDENT))
    assert ONLINE.models == []
