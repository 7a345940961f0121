"""解约: one party asks, the other answers, the office reviews; or the school ends it by force."""

from typing import Any

from signing_core.actors import OFFICE, Role
from signing_core.states import OPEN_RESCISSION, RescissionState

from .guards import APPROVAL, PASS, note_the_pass, reviewed_by_ones_own_level
from .machine import Act, Lifecycle, guard

R = RescissionState


@guard("解约申请由您一方提出，请等待对方答复。")
def asked_by_the_other_party(rescission: Any, act: Act) -> bool:
    return act.actor.role is not rescission.asked_by


def keep_the_answer(rescission: Any, act: Act) -> None:
    rescission.answer_reason, rescission.answered_at = act.reason, act.at


def keep_the_decision(rescission: Any, act: Act) -> None:
    rescission.decided_by, rescission.decision_reason, rescission.decided_at = act.actor.role, act.reason, act.at


MOVES: list[dict[str, Any]] = [
    {
        "trigger": "agree",
        "source": R.AWAITING_COUNTERPART,
        "dest": R.AWAITING_REVIEW,
        "by": {Role.STUDENT, Role.EMPLOYER},
        "conditions": [asked_by_the_other_party],
        "before": [keep_the_answer],
        "label": "同意解约",
    },
    {
        "trigger": "disagree",
        "source": R.AWAITING_COUNTERPART,
        "dest": R.DECLINED,
        "by": {Role.STUDENT, Role.EMPLOYER},
        "conditions": [asked_by_the_other_party],
        "before": [keep_the_answer],
        "label": "不同意解约",
    },
    {
        "trigger": "college_pass",
        "source": R.AWAITING_REVIEW,
        "dest": None,
        "by": {Role.COLLEGE},
        "conditions": [*PASS],
        "before": [note_the_pass],
        "label": "院系初审通过",
    },
    {
        "trigger": "approve",
        "source": R.AWAITING_REVIEW,
        "dest": R.APPROVED,
        "by": OFFICE,
        "conditions": [*APPROVAL],
        "before": [keep_the_decision],
        "label": "解约审核通过",
    },
    {
        "trigger": "reject",
        "source": list(OPEN_RESCISSION),
        "dest": R.REJECTED,
        "by": OFFICE,
        "conditions": [reviewed_by_ones_own_level],
        "before": [keep_the_decision],
        "label": "解约审核不通过",
    },
    {
        "trigger": "supersede",
        "source": list(OPEN_RESCISSION),
        "dest": R.SUPERSEDED,
        "by": {Role.SCHOOL},
        "before": [keep_the_decision],
        "label": "解约申请终止",
    },
]

RESCISSION = Lifecycle("rescission", RescissionState, MOVES)
