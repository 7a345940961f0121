"""生源信息: the list of students, one record, and how checked rows of an import differ from what is stored."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.orm import Session, joinedload

from signing_core.catalogues import codes
from signing_core.crypto import keyring
from signing_core.models import College, Student, TrailEntry
from signing_core.work import UnitOfWork

from . import keyset, narrowing
from .narrowing import EVERY, Question

UNREVIEWED, REVIEWED = "unreviewed", "reviewed"
QUEUES = {UNREVIEWED: "未审核", REVIEWED: "已审核", EVERY: "全部"}
ORDER = (Student.student_number,)  # unique in a school and cohort
COLUMNS = (
    Student.public_id,
    Student.version,
    Student.student_number,
    Student.name,
    College.name.label("college"),
    Student.major,
    Student.class_name,
    Student.education,
    Student.training,
    Student.source_reviewed,
)
Asked = TypeVar("Asked", bound=Select[*tuple[Any, ...]])
BATCH = 500
MANY = 5_000  # to read a roster whole takes less time than to ask for so many of it by their numbers


def _number_or_name(typed: str) -> ColumnElement[bool]:
    if typed.isascii():
        return narrowing.begins(Student.student_number)(typed)
    return Student.name.contains(typed, autoescape=True)


SEARCH = narrowing.Filter(name="search", label="学号或姓名", where=_number_or_name, check=narrowing.text)
FILTERS = (
    SEARCH,
    narrowing.by_college(Student.college_id),
    narrowing.by_trait("major", "专业", Student.major, Student.major),
    narrowing.by_choice("training", "培养方式", codes.names("培养方式"), lambda label: Student.training == label),
)


def page(session: Session, question: Question, *, at: keyset.Seek | None, size: int) -> keyset.Page:
    """One page of the list by student number, in the scope of the session."""
    listed = _narrowed(question, question.queue, *COLUMNS).join(Student.college)
    return keyset.page(session, listed, ORDER, at=at, size=size)


def counts(session: Session, question: Question) -> dict[str, str]:
    """By queue how many students the same question has there, counted to a bound, in one statement."""
    return keyset.counts(session, {queue: _narrowed(question, queue, Student.id) for queue in QUEUES})


def place_of(row: Row[Any]) -> str:
    """A row's place in the order, as an address carries it."""
    return str(row.student_number)


def seek(place: str, *, before: bool) -> keyset.Seek | None:
    """What ``place_of`` gave, read back."""
    return keyset.Seek((place,), before=before) if place else None


def trail_of(work: UnitOfWork, student: Student) -> list[TrailEntry]:
    """What was done to the student's record, newest first."""
    entries = select(TrailEntry).where(TrailEntry.student_id == student.id).order_by(TrailEntry.position.desc())
    return list(work.session.scalars(entries.limit(200)))


def stored(work: UnitOfWork, *, school_id: int, cohort: int, numbers: Iterable[str]) -> dict[str, Student]:
    """The students of these numbers, and maybe others, by number, with their colleges."""
    found: dict[str, Student] = {}
    for ours in _asking_for(_of(school_id, cohort), Student.student_number, set(numbers)):
        found |= {student.student_number: student for student in work.session.scalars(ours)}
    return found


def owners(work: UnitOfWork, *, school_id: int, cohort: int, id_numbers: Iterable[str]) -> dict[str, str]:
    """Of these ID numbers those that are in the roster, with the student number of their owner."""
    ours = select(Student.id_number_index, Student.student_number).where(
        Student.school_id == school_id, Student.cohort == cohort
    )
    if not work.session.scalar(select(ours.exists())):
        return {}  # the first roster of a cohort: nothing to look up, and an index costs more than a check
    by_index = {keyring().index(id_number): id_number for id_number in id_numbers}
    found: dict[str, str] = {}
    for some in _asking_for(ours, Student.id_number_index, by_index):
        theirs = work.session.execute(some)
        found |= {by_index[index]: number for index, number in theirs if index in by_index}
    return found


def new_colleges(work: UnitOfWork, *, school_id: int, named: set[str]) -> list[str]:
    """Those of the names that are no college of the school yet, in order."""
    known = set(work.session.scalars(select(College.name).where(College.school_id == school_id)))
    return sorted(named - known)


def _of(school_id: int, cohort: int) -> Select[Student]:
    ours = select(Student).where(Student.school_id == school_id, Student.cohort == cohort)
    return ours.options(joinedload(Student.college))


def _asking_for(rows: Asked, column: Any, wanted: Collection[str]) -> Iterator[Asked]:
    """The statements that find the wanted rows, and others beside them where so many are wanted."""
    if len(wanted) > MANY:
        yield rows
        return
    values = list(wanted)
    for start in range(0, len(values), BATCH):
        yield rows.where(column.in_(values[start : start + BATCH]))


def _narrowed(question: Question, queue: str, *columns: Any) -> Select[Any]:
    rows = select(*columns).select_from(Student).where(Student.cohort == question.cohort)
    if queue != EVERY:
        rows = rows.where(Student.source_reviewed.is_(queue == REVIEWED))
    return narrowing.narrowed(rows, FILTERS, question.wanted)
