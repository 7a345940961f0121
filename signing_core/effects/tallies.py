"""去向统计 kept in step: what changes a plan or the roster adds what it takes from one sort and brings to another.

Who changes either holds the student's plan before reading the other's side, so that no change is counted at a place
where the student is no more.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Insert, Select, String, func, insert, literal_column, select, type_coerce

from signing_core.bulk import insert_many
from signing_core.models import Plan, Student, Tally
from signing_core.models.tallies import OF_PLAN, OF_STUDENT
from signing_core.states import PlanSource, PlanStatus
from signing_core.work import UnitOfWork

BATCH = 1000
KEY = (*OF_STUDENT, *OF_PLAN)
NAMES = [column.key for column in KEY]
FACTS = ("major", "education", "gender")  # of a sort, after school, cohort and college
SORT = [getattr(Student, column.key) for column in OF_STUDENT]
KIND = func.coalesce(type_coerce(Plan.kind, String), literal_column("''"))
FILED = (Plan.status, Plan.source, KIND, Plan.destination_code)


class Filed(NamedTuple):
    """What is counted of a plan."""

    status: PlanStatus
    source: PlanSource
    kind: str
    code: str


Sort = tuple[Any, ...]  # what is counted of a student, in the order of SORT
NOTHING_YET = Filed(PlanStatus.NOT_SUBMITTED, PlanSource.NONE, "", "")


def filed(plan: Plan) -> Filed:
    """How a plan stands now."""
    return Filed(plan.status, plan.source, plan.kind or "", plan.destination_code)


def sort_of(student: Any) -> Sort:
    """What the student is now."""
    return tuple(getattr(student, column.key) for column in SORT)


def moved(work: UnitOfWork, student_id: int, before: Filed, after: Filed) -> None:
    """The student's plan, which this unit has changed and flushed, stood otherwise before."""
    if before != after:
        sort = _now(work, student_id)
        add(work, {(*sort, *before): -1, (*sort, *after): 1})


def entered(work: UnitOfWork, sorts: Iterable[Sort]) -> None:
    """New students of these sorts, whose plans are empty."""
    add(work, Counter((*sort, *NOTHING_YET) for sort in sorts))


def regrouped(work: UnitOfWork, before: Mapping[int, Sort]) -> None:
    """Students, by id, who were of these sorts; what they are now is flushed."""
    changes = Counter[tuple[Any, ...]]()
    ids = sorted(before)
    for start in range(0, len(ids), BATCH):
        for student_id, *now in work.session.execute(_held(ids[start : start + BATCH])):
            sort, plan = now[: len(SORT)], now[len(SORT) :]
            changes[(*sort, *plan)] += 1
            changes[(*before[student_id], *plan)] -= 1
    add(work, changes)


def add(work: UnitOfWork, changes: Mapping[tuple[Any, ...], int]) -> None:
    """So many more of each sort, in one statement; what comes to nothing is left out."""
    work.point("tallies.add")
    rows = [{**dict(zip(NAMES, map(_plain, key), strict=True)), "count": n} for key, n in changes.items() if n]
    insert_many(work.session.connection(), Tally, rows)


def counted_anew() -> Insert:
    """The statement that counts everybody into the empty table."""
    everybody = select(*SORT, *FILED, func.count()).join(Plan, Plan.student_id == Student.id).group_by(*SORT, *FILED)
    return insert(Tally).from_select([*NAMES, "count"], everybody)


def _now(work: UnitOfWork, student_id: int) -> Sort:
    """From the database, and not as this unit read it before it held the plan."""
    asked = select(*SORT).where(Student.id == student_id).execution_options(as_system=True)
    return tuple(work.session.execute(asked).one())


def _held(student_ids: Iterable[int]) -> Select[Any]:
    ours = select(Student.id, *SORT, *FILED).join(Plan, Plan.student_id == Student.id)
    held = ours.where(Student.id.in_(student_ids)).order_by(Student.id).with_for_update(of=Plan)
    return held.execution_options(as_system=True)


def _plain(value: Any) -> Any:
    """COPY takes the words of an enum as plain texts."""
    return str(value) if isinstance(value, str) else value
