"""签约管理: the review list, its queues and their counts, in one order everywhere: the newest act first."""

from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from signing_core.errors import NotFound
from signing_core.models import Signing
from signing_core.states import IN_CONSOLE, RescissionState, SigningState
from signing_core.turns import Turn
from signing_core.work import UnitOfWork

from . import keyset, narrowing
from .narrowing import EVERY, Question
from .review_search import FILTERS
from .signings import signing_of

MINE, WAITING, FORMS, ENDING = "mine", "waiting", "forms", "ending"
QUEUES = {MINE: "待我审核", WAITING: "等待签约审核", FORMS: "协议书待审核", ENDING: "等待解约审核", EVERY: "全部"}
CONDITIONS = {
    MINE: Signing.turn == Turn.OFFICE,
    WAITING: Signing.state == SigningState.AWAITING_REVIEW,
    FORMS: Signing.state == SigningState.FORM_REVIEW,
    ENDING: Signing.rescission_status == RescissionState.AWAITING_REVIEW.label,
    EVERY: Signing.state.in_(IN_CONSOLE),
}

ORDER = (Signing.last_act_at, Signing.id)
SHOWN = (
    Signing.kind,
    Signing.state,
    Signing.number,
    Signing.student_number,
    Signing.student_name,
    Signing.college_name,
    Signing.major,
    Signing.employer_name,
    Signing.last_act_at,
    Signing.rescission_status,
)
COLUMNS = (Signing.public_id, Signing.version, *SHOWN)


def page(session: Session, question: Question, *, at: keyset.Seek | None, size: int) -> keyset.Page:
    """One page of the list, in the scope of the session."""
    return keyset.page(session, found(question, *COLUMNS), ORDER, at=at, size=size, newest_first=True)


def counts(session: Session, question: Question) -> dict[str, str]:
    """By queue how many rows the same question has there, counted to a bound, in one statement."""
    return keyset.counts(session, {queue: _narrowed(question, queue, Signing.id) for queue in QUEUES})


def one(work: UnitOfWork, public_id: str) -> Signing:
    """A signing that the console shows; raises NotFound for any other."""
    signing = signing_of(work, public_id)
    if signing.state not in IN_CONSOLE:
        raise NotFound
    return signing


def neighbours(session: Session, question: Question, signing: Signing) -> tuple[str | None, str | None]:
    """上一条 and 下一条: the public ids of the signings beside this one, whether or not it is in the queue itself."""
    here = (signing.last_act_at, signing.id)
    return _beside(session, question, keyset.Seek(here, before=True)), _beside(session, question, keyset.Seek(here))


def found(question: Question, *columns: Any) -> Select[Any]:
    """The rows that the question asks for, unordered."""
    return _narrowed(question, question.queue, *columns)


def place_of(row: Row[Any]) -> str:
    """A row's place in the order, as an address carries it."""
    return keyset.moment_place(row.last_act_at, row.public_id)


def seek(place: str, *, before: bool) -> keyset.Seek | None:
    """What ``place_of`` gave, read back; None for anything else."""
    return keyset.moment_seek(Signing, place, before=before)


def _narrowed(question: Question, queue: str, *columns: Any) -> Select[Any]:
    rows = select(*columns).where(Signing.cohort == question.cohort, CONDITIONS[queue])
    return narrowing.narrowed(rows, FILTERS, question.wanted)


def _beside(session: Session, question: Question, at: keyset.Seek) -> str | None:
    nearest = found(question, Signing.public_id).where(keyset.beside(ORDER, at, newest_first=True))
    ordered = nearest.order_by(*(column.asc() if at.before else column.desc() for column in ORDER))
    public_id: str | None = session.scalar(ordered.limit(1))
    return public_id
