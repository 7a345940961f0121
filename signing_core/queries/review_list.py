"""签约管理: the review list and its counts, in one order everywhere: the newest act first."""

from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from signing_core.errors import NotFound
from signing_core.models import Signing
from signing_core.scope import kept
from signing_core.states import IN_CONSOLE
from signing_core.work import UnitOfWork

from . import keyset, narrowing
from .among import among, listed
from .narrowing import EVERY, Question
from .review_located import located
from .review_queues import QUEUES, waits
from .review_search import FILTERS
from .signings import signing_of

IDS = "ids"
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
    if question.among and not question.wanted and question.queue == EVERY and at is None:
        question = replace(question, among=question.among[: 2 * size])  # more than there will be: some may have gone
    if question.wanted or question.among is not None or (at and not at.said):
        return keyset.page(session, found(question, *COLUMNS), ORDER, at=at, size=size, newest_first=True)
    paging = partial(_kept_paging, question.cohort, question.role, question.queue, size)
    return keyset.turned(session, lambda at: paging(at and at.before), at=at, size=size)


@lru_cache(maxsize=256)
def _kept_paging(cohort: int, role: str, queue: str, size: int, before: bool | None) -> Select[Any]:
    """Where no field is left: making the statement anew would take longer than having it answered."""
    at = None if before is None else keyset.in_time(Signing, before=before)
    asked = found(Question(cohort=cohort, role=role, queue=queue), *COLUMNS)
    return kept(keyset.paging(asked, ORDER, at=at, size=size, newest_first=True))


def counts(session: Session, question: Question) -> dict[str, str]:
    """By queue how many rows the same question has there, counted to a bound, in one statement at most."""
    if question.counted is not None:
        return keyset.told(question.counted, QUEUES)
    located = question.among is not None
    counting = _counting(question) if question.wanted else _kept_counting(question.cohort, question.role, located)
    asked = {IDS: listed(question.among)} if question.among is not None else {}
    return keyset.told(session.execute(counting, asked).one(), QUEUES)


@lru_cache(maxsize=256)
def _kept_counting(cohort: int, role: str, located: bool) -> Select[Any]:
    """The same for the counts."""
    return kept(_counting(Question(cohort=cohort, role=role, among=() if located else None)))


def _counting(question: Question) -> Select[Any]:
    if question.among is None:
        return keyset.counting(_narrowed(question, queue, Signing.id) for queue in QUEUES)
    return keyset.sharing(_asked(question), [waits(queue, question) for queue in QUEUES])


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
    return _asked(question, *columns).where(waits(queue, question))


def _asked(question: Question, *columns: Any) -> Select[Any]:
    """Whatever queue the rows are in."""
    rows = select(*columns).select_from(Signing).where(Signing.cohort == question.cohort)
    if question.among is not None:
        rows = rows.where(among(Signing.id, question.among, named=IDS))
    return narrowing.narrowed(rows, FILTERS, question.wanted)


def _beside(session: Session, question: Question, at: keyset.Seek) -> str | None:
    nearest = found(question, Signing.public_id).where(keyset.beside(ORDER, at, newest_first=True))
    ordered = nearest.order_by(*(column.asc() if at.before else column.desc() for column in ORDER))
    public_id: str | None = session.scalar(ordered.limit(1))
    return public_id
