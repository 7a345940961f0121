"""去向统计 kept in step: what changes a plan or the roster adds what it takes from one sort and brings to another.

Who changes either holds the student's plan before reading the other's side, so that nobody is counted where they were
a moment ago.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Insert,
    String,
    bindparam,
    func,
    insert,
    join,
    literal_column,
    select,
    type_coerce,
)

from signing_core.bulk import insert_many
from signing_core.models import Plan, Student, Tally
from signing_core.models.tallies import OF_PLAN, OF_STUDENT
from signing_core.states import PlanSource, PlanStatus
from signing_core.work import UnitOfWork

BATCH = 1000
KEY = (*OF_STUDENT, *OF_PLAN)
NAMES = [column.key for column in KEY]
FACTS = ("major", "education", "gender")  # of a sort of students, after school, cohort and college
SORT = [getattr(Student, column.key) for column in OF_STUDENT]
KIND = func.coalesce(type_coerce(Plan.kind, String), literal_column("''"))
FILED = {"status": Plan.status, "source": Plan.source, "kind": KIND, "destination_code": Plan.destination_code}
NOTHING_YET = (PlanStatus.NOT_SUBMITTED, PlanSource.NONE, "", "")
EVERYBODY = join(Student, Plan, Plan.student_id == Student.id)
STANDING = (
    select(Student.id, *SORT, *FILED.values())
    .select_from(EVERYBODY)
    .where(Student.id.in_(bindparam("ids", expanding=True)))
    .execution_options(as_system=True)
)

Sort = tuple[Any, ...]  # what is counted of a student, in the order of SORT
Changes = Mapping[tuple[Any, ...], int]


def sort_of(student: Student) -> Sort:
    """What the student is now."""
    return tuple(getattr(student, column.key) for column in SORT)


def moving(work: UnitOfWork, *which: ColumnElement[bool], **said: Any) -> None:
    """These plans are about to be given these values; nobody else changes them until this unit ends."""
    told = {name: said[name] or "" for name in FILED if name in said}
    changes = Counter[tuple[Any, ...]]()
    for _, sort, before in _held(work, *which) if told else ():
        changes[(*sort, *before)] -= 1
        changes[(*sort, *(told.get(name, value) for name, value in zip(FILED, before, strict=True)))] += 1
    add(work, changes)


def entered(work: UnitOfWork, sorts: Iterable[Sort]) -> None:
    """New students of these sorts, whose plans are empty."""
    add(work, Counter((*sort, *NOTHING_YET) for sort in sorts))


def regrouped(work: UnitOfWork, before: Mapping[int, Sort]) -> None:
    """Students, by id, were of these sorts; what they are now is flushed."""
    ids, changes = sorted(before), Counter[tuple[Any, ...]]()
    for start in range(0, len(ids), BATCH):
        for id, sort, plan in _held(work, Plan.student_id.in_(ids[start : start + BATCH])):
            changes[(*before[id], *plan)] -= 1
            changes[(*sort, *plan)] += 1
    add(work, changes)


def add(work: UnitOfWork, changes: Changes) -> None:
    """So many more of each sort, in one statement; what comes to nothing is left out."""
    work.point("tallies.add")
    rows = [{**dict(zip(NAMES, map(_plain, key), strict=True)), "count": n} for key, n in changes.items() if n]
    insert_many(work.session.connection(), Tally, rows)


def counted_anew() -> Insert:
    """The statement that counts everybody into the empty table."""
    counted = select(*SORT, *FILED.values(), func.count()).select_from(EVERYBODY)
    return insert(Tally).from_select([*NAMES, "count"], counted.group_by(*SORT, *FILED.values()))


def _held(work: UnitOfWork, *which: ColumnElement[bool]) -> Iterator[tuple[int, Sort, tuple[Any, ...]]]:
    """Students with how their plans stand: read after the lock, since what is read with it may be older than it."""
    lock = select(Plan.student_id).where(*which).order_by(Plan.student_id).with_for_update()
    ids = work.session.scalars(lock).all()
    for start in range(0, len(ids), BATCH):
        for id, *read in work.session.execute(STANDING, {"ids": ids[start : start + BATCH]}):
            yield id, tuple(read[: len(SORT)]), tuple(read[len(SORT) :])


def _plain(value: Any) -> Any:
    """COPY takes the words of an enum as plain texts."""
    return str(value) if isinstance(value, str) else value
