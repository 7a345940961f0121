"""就业方案 as it is reported upward: the submitted plans of a cohort in the national layout, and the last export."""

import json
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import joinedload

from signing_core import plan_sheet
from signing_core.catalogues import destination_codes
from signing_core.clock import today
from signing_core.models import College, ExportedPlan, Plan, School, Signing, Student, Terms
from signing_core.plan_sheet import Cells, Reported
from signing_core.states import PlanSource, PlanStatus, SigningKind, SigningState
from signing_core.work import UnitOfWork

from . import unit_data

AT_A_TIME = 500


class Line(NamedTuple):
    """One student's row now, how its code is marked, and the row that was exported last."""

    student_id: int
    version: int
    cells: Cells
    mark: str
    before: Cells | None


class Standing(NamedTuple):
    """How far a cohort is: what an export would hold, what it would leave out, when the last one was."""

    submitted: int
    missing: int
    to_correct: int
    exported_at: datetime | None


def standing(work: UnitOfWork, cohort: int) -> Standing:
    """In the scope of the actor, in one statement."""
    submitted = Plan.status == PlanStatus.AWAITING_COLLEGE
    counted = select(
        func.count(case((submitted, 1))),
        func.count(case((~submitted, 1))),
        func.count(case((Plan.needs_correction, 1))),
        func.max(Plan.exported_at),
    ).where(Plan.cohort == cohort)
    return Standing(*work.session.execute(counted).one())


def lines(work: UnitOfWork, cohort: int) -> Iterator[Line]:
    """Every submitted plan in the order of the list, read in one statement some hundred at a time."""
    schools: dict[int, School] = {}
    read = work.session.execute(_submitted(cohort), execution_options={"yield_per": AT_A_TIME})
    for part in read.partitions():
        for row in part:
            school_id = row.Plan.school_id
            school = schools.get(school_id) or schools.setdefault(school_id, work.session.get_one(School, school_id))
            yield _line(row, school)


def gone(work: UnitOfWork, cohort: int, reported: Collection[int]) -> Iterator[Cells]:
    """The rows of the last export whose students are not among the reported any more."""
    kept = select(ExportedPlan).where(ExportedPlan.cohort == cohort).order_by(ExportedPlan.student_id)
    for part in work.session.scalars(kept, execution_options={"yield_per": AT_A_TIME}).partitions():
        yield from (json.loads(one.row) for one in part if one.student_id not in reported)


def file_name(work: UnitOfWork, cohort: int, *, check: bool = False) -> str:
    """What the workbook is called."""
    return f"就业方案{'检查' if check else ''}_{cohort}届_{today(work.at)}.xlsx"


def _submitted(cohort: int) -> Select[*tuple[Any, ...]]:
    current = and_(Terms.signing_id == Signing.id, Terms.version == Signing.terms_version)
    approved = and_(
        Signing.student_id == Plan.student_id,
        Signing.state == SigningState.APPROVED,
        Plan.source == PlanSource.SIGNING,
    )
    return (
        select(Plan, Student, College.name.label("college"), Signing, Terms, ExportedPlan)
        .select_from(Plan)
        .join(Student, Student.id == Plan.student_id)
        .join(College, College.id == Plan.college_id)
        .outerjoin(Signing, approved)
        .outerjoin(Terms, current)
        .outerjoin(ExportedPlan, ExportedPlan.student_id == Plan.student_id)
        .where(Plan.cohort == cohort, Plan.status == PlanStatus.AWAITING_COLLEGE)
        .order_by(Plan.student_number)
        .options(joinedload(Signing.employer))
    )


def _line(row: Any, school: School) -> Line:
    plan, signing = row.Plan, row.Signing
    content = row.Terms.content if row.Terms else {}
    online = signing is not None and signing.kind is SigningKind.ONLINE
    reported = Reported(
        student=row.Student,
        school_code=school.code,
        school_name=school.name,
        college=row.college,
        code=plan.destination_code,
        content=content,
        unit=unit_data.current(signing, content) if signing else {},
        employer=signing.employer if online else None,
        uscc=signing.uscc if signing else "",
        unit_name=signing.employer_name if online else "",
    )
    mark = destination_codes.mark_of(plan.destination, plan.assigned_code, plan.destination_code, plan.cohort)
    before = json.loads(row.ExportedPlan.row) if row.ExportedPlan else None
    return Line(plan.student_id, plan.version, plan_sheet.cells_of(reported), mark, before)
