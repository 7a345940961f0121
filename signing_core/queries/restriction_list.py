"""签约开放列表: whether each student may sign, why not, and who decided that last."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import Session

from signing_core.clock import as_minute, today
from signing_core.models import UNDIRECTED, College, Plan, Student, TrailEntry
from signing_core.states import PlanSource
from signing_core.work import UnitOfWork

from . import eligibility, keyset, narrowing, roster
from .narrowing import EVERY, Question
from .roster import place_of, seek

OPEN, RESTRICTED, OUT = "open", "restricted", "out"
QUEUES = {EVERY: "全部", OPEN: "开放", RESTRICTED: "限制签约", OUT: "不参加"}
AT_A_TIME = 1000
DECIDED = {True: "限制签约", False: "开放签约"}  # in the trail of a student
COLUMNS = (
    Student.id,
    Student.public_id,
    Student.version,
    Student.student_number,
    Student.name,
    College.name.label("college"),
    Student.major,
    Student.class_name,
    Student.training,
    Student.source_reviewed,
    Student.restricted,
    Student.restriction_reason,
    Plan.source,
)
FILTERS = (
    roster.SEARCH,
    narrowing.by_college(Student.college_id),
    narrowing.by_trait("major", "专业", Student.major, Student.major),
    narrowing.by_trait("class_name", "班级", Student.class_name, Student.class_name),
)
_OTHERWISE = (
    select(Plan.student_id)
    .where(Plan.student_id == Student.id, Plan.source == PlanSource.OTHER)
    .correlate(Student)  # the page joins the plans too
    .exists()
)
_INELIGIBLE = or_(Student.training != UNDIRECTED, ~Student.source_reviewed, _OTHERWISE)
CONDITIONS: dict[str, tuple[ColumnElement[bool], ...]] = {
    EVERY: (),
    OPEN: (~Student.restricted, ~_INELIGIBLE),
    RESTRICTED: (Student.restricted.is_(True),),  # the office's own decision, whatever else keeps the student away
    OUT: (~Student.restricted, _INELIGIBLE),
}
__all__ = ["CONDITIONS", "place_of", "seek"]


class Standing(NamedTuple):
    """Whether a student may sign when a channel is open, and everything that keeps it from it."""

    status: str
    reasons: str


class Decided(NamedTuple):
    """Who restricted or opened a student last, and when."""

    who: str
    at: str


def page(session: Session, question: Question, *, at: keyset.Seek | None, size: int) -> keyset.Page:
    """One page of the list by student number, in the scope of the session."""
    return keyset.page(session, found(question), roster.ORDER, at=at, size=size)


def found(question: Question) -> Select[Any]:
    """The rows that the question asks for, unordered."""
    listed = _narrowed(question, question.queue, *COLUMNS)
    return listed.join(College, College.id == Student.college_id).join(Plan, Plan.student_id == Student.id)


def cells(row: Row[Any], decided: Mapping[int, Decided]) -> tuple[str, ...]:
    """The texts of a row in the order of the columns, given who decided about it."""
    shown = (row.student_number, row.name, row.college, row.major, row.class_name, row.training)
    return (*shown, *standing(row, row.source), *decided.get(row.id, ("", "")))


def counts(session: Session, question: Question) -> dict[str, str]:
    """By status how many students the same question has there, counted to a bound, in one statement."""
    return keyset.counts(session, {queue: _narrowed(question, queue, Student.id) for queue in QUEUES})


def decided(session: Session, student_ids: Sequence[int]) -> dict[int, Decided]:
    """Of these students those about whom somebody has decided, in one statement."""
    theirs = (TrailEntry.student_id.in_(student_ids), TrailEntry.label.in_(DECIDED.values()))
    last = select(func.max(TrailEntry.id)).where(*theirs).group_by(TrailEntry.student_id)
    found = select(TrailEntry.student_id, TrailEntry.who, TrailEntry.at).where(TrailEntry.id.in_(last))
    return {id: Decided(who, as_minute(at)) for id, who, at in session.execute(found) if id}


def rows(work: UnitOfWork, question: Question) -> Iterator[tuple[str, ...]]:
    """All that the question finds, by student number, a thousand at a time."""
    read = work.session.execute(found(question).order_by(*roster.ORDER), execution_options={"yield_per": AT_A_TIME})
    for part in read.partitions():
        whose = decided(work.session, [row.id for row in part])
        yield from (cells(row, whose) for row in part)


def count(work: UnitOfWork, question: Question) -> int:
    """How many rows there are."""
    asked = _narrowed(question, question.queue, Student.id)
    return work.session.scalar(select(func.count()).select_from(asked.subquery())) or 0


def file_name(work: UnitOfWork, question: Question) -> str:
    """What the workbook is called, without its ending."""
    return f"签约开放列表_{question.cohort}届_{today(work.at)}"


def numbers(work: UnitOfWork, question: Question, *, most: int) -> list[str]:
    """The student numbers of all that the question finds, to the most and one more."""
    found = _narrowed(question, question.queue, Student.student_number).order_by(Student.student_number)
    return list(work.session.scalars(found.limit(most + 1)))


def described(question: Question) -> str:
    """The filter in words."""
    labels = {one.name: one.label for one in FILTERS}
    told = [f"{labels[name]}“{value}”" for name, value in question.wanted.items()]
    return "，".join([f"{question.cohort}届", QUEUES[question.queue], *told])


def standing(student: Any, source: PlanSource) -> Standing:
    """Of a student or a row of the list; the restriction is named first, then what else there is."""
    reasons = [one.to_office for one in eligibility.ineligible(student, source)]
    if student.restricted:
        return Standing(QUEUES[RESTRICTED], _joined([student.restriction_reason, *reasons]))
    return Standing(QUEUES[OUT] if reasons else QUEUES[OPEN], _joined(reasons))


def standing_of(work: UnitOfWork, student: Student) -> Standing:
    """The same of one record."""
    source = work.session.scalars(select(Plan.source).where(Plan.student_id == student.id)).one()
    return standing(student, source)


def _joined(reasons: Iterable[str]) -> str:
    return "；".join(reason for reason in reasons if reason)


def _narrowed(question: Question, queue: str, *columns: Any) -> Select[Any]:
    rows = select(*columns).select_from(Student).where(Student.cohort == question.cohort, *CONDITIONS[queue])
    return narrowing.narrowed(rows, FILTERS, question.wanted)
