"""电子签约: the employer invites, the student answers, the office reviews."""

from dataclasses import dataclass
from typing import Any

from signing_core.actors import OFFICE, Role
from signing_core.states import ReviewLevels, SigningState

from .guards import (
    APPROVAL,
    PASS,
    a_rescission_is_left,
    decided_by_ones_own_level,
    forget_the_pass,
    no_open_rescission,
    no_other_active_signing,
    no_rescission_asked_for_yet,
    note_that_nobody_decided,
    note_the_pass,
    note_who_decided,
    plan_not_submitted_elsewhere,
    reviewed_by_ones_own_level,
    the_rescission_was_approved,
)
from .machine import Act, Lifecycle, guard

S = SigningState


@dataclass(frozen=True, kw_only=True)
class OnlineFacts:
    """What guards need beside the signing; each sentence is empty where nothing stands in the way.

    ``rescissions_left`` counts what the school still allows the student to ask for; None is no cap.
    """

    closed_because: str = ""
    employer_barred_because: str = ""
    other_active: bool = False
    plan_elsewhere: bool = False
    rescissions_left: int | None = None
    levels: ReviewLevels = ReviewLevels.EITHER


@guard("邀请已过应约截止时间，不能再答复。")
def before_the_deadline(signing: Any, act: Act) -> bool:
    return bool(act.at < signing.deadline)


@guard("邀请尚在应约有效期内。")
def past_the_deadline(signing: Any, act: Act) -> bool:
    return bool(act.at >= signing.deadline)


@guard("{act.facts.closed_because}")
def open_for_online_signing(signing: Any, act: Act) -> bool:
    return not act.facts.closed_because


@guard("{act.facts.employer_barred_because}")
def employer_in_good_standing(signing: Any, act: Act) -> bool:
    return not act.facts.employer_barred_because


@guard("单位提出的修改正在等待学生答复，现在不能办理。")
def no_open_proposal(signing: Any, act: Act) -> bool:
    return not _has_open_proposal(signing, act)


@guard("没有等待答复的修改，或已过答复期限。")
def an_open_proposal(signing: Any, act: Act) -> bool:
    return _has_open_proposal(signing, act)


@guard("修改尚在答复期限内。")
def an_unanswered_proposal_past_its_deadline(signing: Any, act: Act) -> bool:
    return signing.proposed_version is not None and bool(act.at >= signing.proposal_deadline)


@guard("学生同意的不是当前版本的签约内容，不能审核通过。")
def the_current_terms_were_agreed(signing: Any, act: Act) -> bool:
    return bool(signing.agreed_version == signing.terms_version)


def agree_to_the_current_terms(signing: Any, act: Act) -> None:
    signing.agreed_version = signing.terms_version


def agree_to_the_proposed_terms(signing: Any, act: Act) -> None:
    signing.terms_version = signing.agreed_version = signing.proposed_version


def close_the_proposal(signing: Any, act: Act) -> None:
    signing.proposed_version = signing.proposal_deadline = None


def _has_open_proposal(signing: Any, act: Act) -> bool:
    return signing.proposed_version is not None and bool(act.at < signing.proposal_deadline)


MOVES: list[dict[str, Any]] = [
    {
        "trigger": "revise",
        "source": S.INVITED,
        "dest": None,
        "by": {Role.EMPLOYER},
        "conditions": [before_the_deadline, employer_in_good_standing],
        "label": "修改邀约",
    },
    {
        "trigger": "withdraw_invitation",
        "source": S.INVITED,
        "dest": S.WITHDRAWN,
        "by": {Role.EMPLOYER},
        "label": "撤回邀约",
    },
    {
        "trigger": "accept",
        "source": S.INVITED,
        "dest": S.AWAITING_REVIEW,
        "by": {Role.STUDENT},
        "conditions": [
            before_the_deadline,
            no_other_active_signing,
            open_for_online_signing,
            employer_in_good_standing,
        ],
        "before": [agree_to_the_current_terms],
        "label": "同意签约，待管理员审核",
    },
    {
        "trigger": "decline",
        "source": S.INVITED,
        "dest": S.DECLINED,
        "by": {Role.STUDENT},
        "conditions": [before_the_deadline, no_other_active_signing],
        "label": "拒绝签约",
    },
    {
        "trigger": "expire",
        "source": S.INVITED,
        "dest": S.EXPIRED,
        "by": {Role.SYSTEM},
        "conditions": [past_the_deadline],
        "label": "邀约过期",
    },
    {
        "trigger": "propose_change",
        "source": [S.AWAITING_REVIEW, S.RETURNED],
        "dest": None,
        "by": {Role.EMPLOYER},
        "conditions": [no_open_proposal],
        "before": [forget_the_pass],
        "label": "修改协议书",
    },
    {
        "trigger": "withdraw_proposal",
        "source": [S.AWAITING_REVIEW, S.RETURNED],
        "dest": None,
        "by": {Role.EMPLOYER},
        "conditions": [an_open_proposal],
        "before": [close_the_proposal],
        "label": "撤回修改",
    },
    {
        "trigger": "agree_change",
        "source": [S.AWAITING_REVIEW, S.RETURNED],
        "dest": S.AWAITING_REVIEW,
        "by": {Role.STUDENT},
        "conditions": [an_open_proposal],
        "before": [agree_to_the_proposed_terms, close_the_proposal, note_that_nobody_decided],
        "label": "同意修改",
    },
    {
        "trigger": "refuse_change",
        "source": [S.AWAITING_REVIEW, S.RETURNED],
        "dest": None,
        "by": {Role.STUDENT},
        "conditions": [an_open_proposal],
        "before": [close_the_proposal],
        "label": "拒绝修改",
    },
    {
        "trigger": "lapse_proposal",
        "source": [S.AWAITING_REVIEW, S.RETURNED],
        "dest": None,
        "by": {Role.SYSTEM},
        "conditions": [an_unanswered_proposal_past_its_deadline],
        "before": [close_the_proposal],
        "label": "修改逾期未答复",
    },
    {
        "trigger": "college_pass",
        "source": S.AWAITING_REVIEW,
        "dest": None,
        "by": {Role.COLLEGE},
        "conditions": [*PASS, no_open_proposal],
        "before": [note_the_pass],
        "label": "院系初审通过",
    },
    {
        "trigger": "approve",
        "source": S.AWAITING_REVIEW,
        "dest": S.APPROVED,
        "by": OFFICE,
        "conditions": [*APPROVAL, no_open_proposal, plan_not_submitted_elsewhere, the_current_terms_were_agreed],
        "before": [note_who_decided],
        "label": "签约审核通过",
    },
    {
        "trigger": "reject",
        "source": [S.AWAITING_REVIEW, S.RETURNED],
        "dest": S.REJECTED,
        "by": OFFICE,
        "conditions": [reviewed_by_ones_own_level],
        "before": [note_who_decided, close_the_proposal],
        "label": "签约审核不通过",
    },
    {
        "trigger": "return",
        "source": S.AWAITING_REVIEW,
        "dest": S.RETURNED,
        "by": OFFICE,
        "conditions": [reviewed_by_ones_own_level, no_open_proposal],
        "before": [note_who_decided],
        "label": "退回修改",
    },
    {
        "trigger": "revoke_review",
        "source": S.RETURNED,
        "dest": S.AWAITING_REVIEW,
        "by": OFFICE,
        "conditions": [decided_by_ones_own_level],
        "before": [note_that_nobody_decided],
        "label": "撤回审核",
    },
    {
        "trigger": "revoke_review",
        "source": S.APPROVED,
        "dest": S.AWAITING_REVIEW,
        "by": OFFICE,
        "conditions": [decided_by_ones_own_level, no_open_rescission],
        "before": [note_that_nobody_decided],
        "label": "撤回审核",
    },
    {
        "trigger": "revoke_review",
        "source": S.REJECTED,
        "dest": S.AWAITING_REVIEW,
        "by": OFFICE,
        "conditions": [decided_by_ones_own_level, no_open_rescission, no_other_active_signing],
        "before": [note_that_nobody_decided],
        "label": "撤回审核",
    },
    {
        "trigger": "ask_rescission",
        "source": S.APPROVED,
        "dest": None,
        "by": {Role.STUDENT, Role.EMPLOYER},
        "conditions": [no_rescission_asked_for_yet, a_rescission_is_left],
        "label": "发起解约申请",
    },
    {
        "trigger": "rescind",
        "source": S.APPROVED,
        "dest": S.RESCINDED,
        "by": OFFICE,
        "conditions": [the_rescission_was_approved],
        "label": "签约解除",
    },
    {
        "trigger": "force_rescission",
        "source": S.APPROVED,
        "dest": S.RESCINDED,
        "by": {Role.SCHOOL},
        "label": "学校强制解约",
    },
]

ONLINE = Lifecycle("online", SigningState, MOVES)
