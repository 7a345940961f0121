"""签约管理: the review list, its queues and their counts, in one order everywhere: the newest act first."""

from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, select
from sqlalchemy.orm import Session

from signing_core.errors import NotFound
from signing_core.models import Signing
from signing_core.states import IN_CONSOLE, OPEN_RESCISSION_STATUSES, RescissionState, SigningState
from signing_core.work import UnitOfWork

from . import keyset, levels, narrowing
from .among import among
from .narrowing import EVERY, Question
from .review_located import located
from .review_search import FILTERS
from .signings import signing_of
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
    Signing.college_passed_at,
)
COLUMNS = (Signing.public_id, Signing.version, *SHOWN)


def page(session: Session, question: Question, *, at: keyset.Seek | None, size: int) -> keyset.Page:
    """One page of the list, in the scope of the session."""
    return keyset.page(session, found(question, *COLUMNS), ORDER, at=at, size=size, newest_first=True)


def counts(session: Session, question: Question) -> dict[str, str]:
    """By queue how many rows the same question has there, counted to a bound, in one statement."""
    if question.among is not None:
        return keyset.shares(session, _asked(question), {queue: _waits(question, queue) for queue in QUEUES})
    return keyset.counts(session, {queue: _narrowed(question, queue, Signing.id) for queue in QUEUES})


def one(work: UnitOfWork, public_id: str) -> Signing:
    """A signing that the console shows; raises NotFound for any other."""
    signing = signing_of(work, public_id)
    if signing.state not in IN_CONSOLE:
        raise NotFound
    return signing


def neighbours(session: Session, question: Question, signing: Signing) -> tuple[str | None, str | None]:
    """上一条 and 下一条: the public ids of the signings beside this one, whether or not it is in the queue itself."""
    question, here = located(session, question), (signing.last_act_at, signing.id)
    return _beside(session, question, keyset.Seek(here, before=True)), _beside(session, question, keyset.Seek(here))


def found(question: Question, *columns: Any) -> Select[Any]:
    """The rows that the question asks for, unordered."""
    return _narrowed(question, question.queue, *columns)


def place_of(row: Row[Any]) -> str:
    """A row's place in the order, as an address carries it."""
    return keyset.place_in_time(row.last_act_at, row.public_id)


def seek_to(signing: Signing) -> keyset.Seek:
    """The place of a page that begins with this signing, if it is in the queue."""
    return keyset.Seek((signing.last_act_at, signing.id + 1))


def seek(place: str, *, before: bool) -> keyset.Seek | None:
    """What ``place_of`` gave, read back; None for anything else."""
    return keyset.seek_in_time(place, Signing, before=before)


def _narrowed(question: Question, queue: str, *columns: Any) -> Select[Any]:
    return _asked(question, *columns).where(_waits(question, queue))


def _asked(question: Question, *columns: Any) -> Select[Any]:
    """Whatever queue the rows are in."""
    rows = select(*columns).select_from(Signing).where(Signing.cohort == question.cohort)
    if question.among is not None:
        rows = rows.where(among(Signing.id, question.among))
    return narrowing.narrowed(rows, FILTERS, question.wanted)


def _waits(question: Question, queue: str) -> ColumnElement[bool]:
    return levels.mine(question.role, question.cohort) if queue == MINE else CONDITIONS[queue]


def _beside(session: Session, question: Question, at: keyset.Seek) -> str | None:
    nearest = found(question, Signing.public_id).where(keyset.beside(ORDER, at, newest_first=True))
    ordered = nearest.order_by(*(column.asc() if at.before else column.desc() for column in ORDER))
    public_id: str | None = session.scalar(ordered.limit(1))
    return public_id
