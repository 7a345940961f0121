"""The queues of 签约管理, and what waits in each."""

from sqlalchemy import ColumnElement, and_

from signing_core.models import Signing
from signing_core.states import IN_CONSOLE, OPEN_RESCISSION_STATUSES, RescissionState, SigningState

from . import levels
from .narrowing import EVERY, Question
from .written import one_of

MINE, WAITING, FORMS, ENDING = "mine", "waiting", "forms", "ending"
QUEUES = {MINE: "待我审核", WAITING: "等待签约审核", FORMS: "协议书待审核", ENDING: "等待解约审核", EVERY: "全部"}


CONDITIONS = {
    WAITING: one_of(Signing.state, SigningState.AWAITING_REVIEW),
    FORMS: one_of(Signing.state, SigningState.FORM_REVIEW),
    ENDING: and_(
        one_of(Signing.rescission_status, *OPEN_RESCISSION_STATUSES),
        one_of(Signing.rescission_status, RescissionState.AWAITING_REVIEW.label),
    ),
    EVERY: one_of(Signing.state, *IN_CONSOLE),
}


def waits(queue: str, question: Question) -> ColumnElement[bool]:
    """What is in the queue for the one who asks."""
    return levels.mine(question.role, question.cohort) if queue == MINE else CONDITIONS[queue]
