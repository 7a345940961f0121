"""纸质签约: the student enters an agreement, the office reviews its form, it is printed, stamped and scanned back."""

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
class PaperFacts:
    """What guards need beside the signing; ``images`` counts those that wait to be submitted."""

    closed_because: str = ""
    other_active: bool = False
    plan_elsewhere: bool = False
    rescissions_left: int | None = None
    levels: ReviewLevels = ReviewLevels.EITHER
    previewed: bool = False
    images: int = 0


@guard("{act.facts.closed_because}")
def open_for_paper_signing(signing: Any, act: Act) -> bool:
    return not act.facts.closed_because


@guard("请先预览协议书，确认内容无误后再生成；预览之后改动过内容的，请重新预览。")
def exactly_this_content_was_previewed(signing: Any, act: Act) -> bool:
    return bool(act.facts.previewed)


@guard("请先上传签约资料图片。")
def at_least_one_image(signing: Any, act: Act) -> bool:
    return bool(act.facts.images)


MOVES: list[dict[str, Any]] = [
    {
        "trigger": "save",
        "source": [S.DRAFT, S.FORM_REJECTED],
        "dest": S.DRAFT,
        "by": {Role.STUDENT},
        "conditions": [no_other_active_signing],
        "label": "暂存",
    },
    {
        "trigger": "save",
        "source": S.FORM_RETURNED,
        "dest": None,
        "by": {Role.STUDENT},
        "conditions": [no_other_active_signing],
        "label": "暂存",
    },
    {
        "trigger": "discard",
        "source": [S.DRAFT, S.FORM_REJECTED],
        "dest": None,
        "by": {Role.STUDENT},
        "label": "删除",
    },
    {
        "trigger": "generate",
        "source": [S.DRAFT, S.FORM_REJECTED],
        "dest": S.FORM_REVIEW,
        "by": {Role.STUDENT},
        "conditions": [no_other_active_signing, open_for_paper_signing, exactly_this_content_was_previewed],
        "label": "生成协议书",
    },
    {
        "trigger": "generate",
        "source": S.FORM_RETURNED,
        "dest": S.FORM_REVIEW,
        "by": {Role.STUDENT},
        "conditions": [no_other_active_signing, exactly_this_content_was_previewed],
        "before": [note_that_nobody_decided],
        "label": "生成协议书",
    },
    {
        "trigger": "college_pass",
        "source": S.FORM_REVIEW,
        "dest": None,
        "by": {Role.COLLEGE},
        "conditions": [*PASS],
        "before": [note_the_pass],
        "label": "院系初审通过",
    },
    {
        "trigger": "approve_form",
        "source": S.FORM_REVIEW,
        "dest": S.AWAITING_FEEDBACK,
        "by": OFFICE,
        "conditions": [*APPROVAL],
        "before": [note_who_decided],
        "label": "协议书审核通过，待反馈",
    },
    {
        "trigger": "reject_form",
        "source": [S.FORM_REVIEW, S.FORM_RETURNED],
        "dest": S.FORM_REJECTED,
        "by": OFFICE,
        "conditions": [reviewed_by_ones_own_level],
        "before": [note_who_decided],
        "label": "协议书审核不通过",
    },
    {
        "trigger": "return",
        "source": S.FORM_REVIEW,
        "dest": S.FORM_RETURNED,
        "by": OFFICE,
        "conditions": [reviewed_by_ones_own_level],
        "before": [note_who_decided],
        "label": "退回修改",
    },
    {
        "trigger": "submit_scan",
        "source": [S.AWAITING_FEEDBACK, S.REJECTED],
        "dest": S.AWAITING_REVIEW,
        "by": {Role.STUDENT},
        "conditions": [at_least_one_image],
        "before": [note_that_nobody_decided],
        "label": "反馈签约资料",
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
        "source": S.AWAITING_REVIEW,
        "dest": S.REJECTED,
        "by": OFFICE,
        "conditions": [reviewed_by_ones_own_level],
        "before": [note_who_decided],
        "label": "签约审核不通过",
    },
    {
        "trigger": "revoke_review",
        "source": [S.APPROVED, S.REJECTED],
        "dest": S.AWAITING_REVIEW,
        "by": OFFICE,
        "conditions": [decided_by_ones_own_level, no_open_rescission],
        "before": [note_that_nobody_decided],
        "label": "撤回审核",
    },
    {
        "trigger": "revoke_review",
        "source": S.FORM_RETURNED,
        "dest": S.FORM_REVIEW,
        "by": OFFICE,
        "conditions": [decided_by_ones_own_level],
        "before": [note_that_nobody_decided],
        "label": "撤回审核",
    },
    {
        "trigger": "ask_rescission",
        "source": S.APPROVED,
        "dest": None,
        "by": {Role.STUDENT},
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
        "source": [S.AWAITING_FEEDBACK, S.AWAITING_REVIEW, S.REJECTED, S.APPROVED],
        "dest": S.RESCINDED,
        "by": {Role.SCHOOL},
        "label": "学校强制解约",
    },
]

PAPER = Lifecycle("paper", SigningState, MOVES)
