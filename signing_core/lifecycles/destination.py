"""其他去向: the student registers a destination with its proof, the office reviews it."""

from dataclasses import dataclass
from typing import Any

from signing_core.actors import OFFICE, Role
from signing_core.states import ReviewLevels, SigningState

from .guards import (
    APPROVAL,
    PASS,
    a_rescission_is_left,
    decided_by_ones_own_level,
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
class DestinationFacts:
    """What guards need beside the signing; ``closed_because`` is empty where registering is open."""

    closed_because: str = ""
    other_active: bool = False
    plan_elsewhere: bool = False
    rescissions_left: int | None = None
    levels: ReviewLevels = ReviewLevels.EITHER


@guard("{act.facts.closed_because}")
def open_for_other_destinations(signing: Any, act: Act) -> bool:
    return not act.facts.closed_because


MOVES: list[dict[str, Any]] = [
    {
        "trigger": "save",
        "source": [S.DRAFT, S.REJECTED],
        "dest": S.DRAFT,
        "by": {Role.STUDENT},
        "conditions": [no_other_active_signing],
        "label": "暂存",
    },
    {
        "trigger": "save",
        "source": S.RETURNED,
        "dest": None,
        "by": {Role.STUDENT},
        "conditions": [no_other_active_signing],
        "label": "暂存",
    },
    {
        "trigger": "submit",
        "source": [S.DRAFT, S.REJECTED],
        "dest": S.AWAITING_REVIEW,
        "by": {Role.STUDENT},
        "conditions": [no_other_active_signing, open_for_other_destinations],
        "before": [note_that_nobody_decided],
        "label": "提交审核",
    },
    {
        "trigger": "submit",
        "source": S.RETURNED,
        "dest": S.AWAITING_REVIEW,
        "by": {Role.STUDENT},
        "conditions": [no_other_active_signing],
        "before": [note_that_nobody_decided],
        "label": "提交审核",
    },
    {
        "trigger": "withdraw",
        "source": [S.AWAITING_REVIEW, S.RETURNED],
        "dest": S.DRAFT,
        "by": {Role.STUDENT},
        "before": [note_that_nobody_decided],
        "label": "撤回",
    },
    {
        "trigger": "college_pass",
        "source": S.AWAITING_REVIEW,
        "dest": None,
        "by": {Role.COLLEGE},
        "conditions": [*PASS],
        "before": [note_the_pass],
        "label": "院系初审通过",
    },
    {
        "trigger": "approve",
        "source": S.AWAITING_REVIEW,
        "dest": S.APPROVED,
        "by": OFFICE,
        "conditions": [*APPROVAL, plan_not_submitted_elsewhere],
        "before": [note_who_decided],
        "label": "签约审核通过",
    },
    {
        "trigger": "reject",
        "source": [S.AWAITING_REVIEW, S.RETURNED],
        "dest": S.REJECTED,
        "by": OFFICE,
        "conditions": [reviewed_by_ones_own_level],
        "before": [note_who_decided],
        "label": "签约审核不通过",
    },
    {
        "trigger": "return",
        "source": S.AWAITING_REVIEW,
        "dest": S.RETURNED,
        "by": OFFICE,
        "conditions": [reviewed_by_ones_own_level],
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
        "by": {Role.STUDENT},
        "conditions": [no_rescission_asked_for_yet, a_rescission_is_left],
        "label": "申请解除",
    },
    {
        "trigger": "release",
        "source": S.APPROVED,
        "dest": S.RELEASED,
        "by": OFFICE,
        "conditions": [the_rescission_was_approved],
        "label": "解除",
    },
    {
        "trigger": "force_rescission",
        "source": S.APPROVED,
        "dest": S.RELEASED,
        "by": {Role.SCHOOL},
        "label": "学校强制解除",
    },
]

DESTINATION = Lifecycle("destination", SigningState, MOVES)
