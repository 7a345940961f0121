"""What lists show of a stored state, as the specification's table of columns says."""

import pytest

from signing_core import states
from signing_core.actors import ROLE_LABELS, Role
from signing_core.states import (
    EmployerState,
    PlanSource,
    PlanStatus,
    ProposalState,
    RescissionState,
    SigningKind,
    SigningState,
)

S = SigningState
COLUMNS = {  # state: 应约状态, 签约审核状态, 协议书状态 online, shown in the console; of paper: test_paper_guards
    S.DRAFT: ("", "", "未生效", False),
    S.FORM_REVIEW: ("", "协议书待审核", "未生效", True),
    S.FORM_RETURNED: ("", "退回修改", "未生效", True),
    S.FORM_REJECTED: ("", "协议书审核不通过", "未生效", True),
    S.AWAITING_FEEDBACK: ("", "待反馈", "未生效", True),
    S.INVITED: ("待应约", "", "未生效", False),
    S.DECLINED: ("已拒绝", "", "未生效", False),
    S.EXPIRED: ("已过期", "", "未生效", False),
    S.WITHDRAWN: ("已撤回", "", "未生效", False),
    S.AWAITING_REVIEW: ("双方已签约", "等待签约审核", "未生效", True),
    S.RETURNED: ("双方已签约", "退回修改", "未生效", True),
    S.REJECTED: ("双方已签约", "签约审核不通过", "未生效", True),
    S.APPROVED: ("双方已签约", "签约审核通过", "已生效", True),
    S.RESCINDED: ("已解约", "签约审核通过", "未生效", True),
    S.RELEASED: ("", "签约审核通过", "未生效", True),
}
ENUMS = [SigningKind, SigningState, RescissionState, ProposalState, PlanStatus, PlanSource, EmployerState, Role]


def test_every_stored_state_has_its_columns():
    assert set(COLUMNS) == set(S)


@pytest.mark.parametrize("state", S)
def test_the_columns_of_a_state(state):
    shown = (
        states.reply_status(state),
        states.review_status(state),
        states.agreement_status(SigningKind.ONLINE, state),
        state in states.IN_CONSOLE,
    )
    assert shown == COLUMNS[state]


def test_i4_an_online_agreement_is_effective_iff_approved():
    assert states.EFFECTIVE[SigningKind.ONLINE] == (S.APPROVED,)


def test_i1_an_online_signing_is_active_from_acceptance_until_it_ends_or_is_rejected():
    assert set(states.ACTIVE[SigningKind.ONLINE]) == {S.AWAITING_REVIEW, S.RETURNED, S.APPROVED}


def test_i1_a_destination_is_active_from_its_submission_until_it_ends_or_is_rejected():
    assert set(states.ACTIVE[SigningKind.DESTINATION]) == {S.AWAITING_REVIEW, S.RETURNED, S.APPROVED}


def test_i4_a_destination_has_no_agreement_that_could_be_effective():
    assert {states.agreement_status(SigningKind.DESTINATION, state) for state in S} == {""}


def test_i11_the_final_states():
    assert set(states.FINAL) == {S.RESCINDED, S.RELEASED, S.DECLINED, S.EXPIRED, S.WITHDRAWN}


def test_between_the_same_two_an_unanswered_or_running_signing_stands_in_the_way():
    assert set(states.BETWEEN_THE_TWO) == {S.INVITED, S.AWAITING_REVIEW, S.RETURNED, S.APPROVED}


def test_every_kind_has_active_and_effective_states_and_a_label():
    for kind in SigningKind:
        assert set(states.EFFECTIVE[kind]) <= set(states.ACTIVE[kind])
        assert kind.label


def test_the_labels_of_a_rescission():
    assert {state.label for state in RescissionState} == {
        "待对方处理",
        "等待解约审核",
        "对方不同意",
        "解约审核不通过",
        "解约审核通过",
        "已由学校强制解约",
    }
    assert set(states.OPEN_RESCISSION) == {RescissionState.AWAITING_COUNTERPART, RescissionState.AWAITING_REVIEW}


def test_who_ended_a_signing_has_the_lists_words():
    assert states.RESCISSION_BY == {Role.STUDENT: "学生解约", Role.EMPLOYER: "单位解约", Role.SCHOOL: "学校强制解约"}


def test_what_became_of_a_proposal_is_told_in_words_of_its_own():
    assert len({state.label for state in ProposalState}) == len(ProposalState)


def test_the_plan_knows_two_statuses():
    assert [status.label for status in PlanStatus] == ["学生未提交", "院系待审核"]


def test_every_role_and_every_state_of_an_employer_has_a_label():
    assert set(ROLE_LABELS) == set(Role)
    assert all(role.label for role in Role)
    assert all(state.label for state in EmployerState)


@pytest.mark.parametrize("enum", ENUMS)
def test_name_and_value_are_the_same_word(enum):
    assert [member.name for member in enum] == [member.value for member in enum]
