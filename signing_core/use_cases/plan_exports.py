"""上报: what an export of 就业方案 leaves behind, so that the next one can say what has changed."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, select, update

from signing_core.actors import Role
from signing_core.bulk import insert_many
from signing_core.crypto import keyring, place_of
from signing_core.errors import NotAllowed
from signing_core.models import ExportedPlan, Plan
from signing_core.queries.plan_export import Line
from signing_core.work import UnitOfWork

Kept = dict[str, Any]
UNSYNCHRONISED = {"synchronize_session": False}


def refuse_others(work: UnitOfWork) -> None:
    """An export holds ID numbers and phones in full: it is for the school's own office."""
    if work.actor.role is not Role.SCHOOL:
        raise NotAllowed("只有学校就业办可以导出就业方案。")


def sealed(line: Line, public_id: str) -> Kept:
    """A row as it is kept until the next export; made before the unit, it shortens how long others wait for that."""
    text = json.dumps(line.cells, ensure_ascii=False, separators=(",", ":"))
    row = keyring().seal(text, place_of(ExportedPlan.__tablename__, "row", public_id))
    return {
        "public_id": public_id,
        "student_id": line.student_id,
        "plan_version": line.version,
        "row_sealed": row,
    }


def keep(work: UnitOfWork, *, cohort: int, rows: Iterable[Kept]) -> None:
    """These rows are what was exported last: 需更正 stays only where a plan has changed since they were read."""
    refuse_others(work)
    school_id = work.actor.school_id
    last = (ExportedPlan.school_id == school_id, ExportedPlan.cohort == cohort)
    work.session.execute(delete(ExportedPlan).where(*last), execution_options=UNSYNCHRONISED)
    work.point("plan_exports.keep")
    insert_many(work.session.connection(), ExportedPlan, rows, school_id=school_id, cohort=cohort)
    ours = (Plan.school_id == school_id, Plan.cohort == cohort)
    read = select(ExportedPlan.plan_version).where(ExportedPlan.student_id == Plan.student_id).scalar_subquery()
    reported = Plan.student_id.in_(select(ExportedPlan.student_id).where(*last))
    _mark(work, *ours, reported, exported_at=work.at, needs_correction=Plan.version != read)
    _mark(work, *ours, ~reported, Plan.exported_at.is_not(None), exported_at=None, needs_correction=False)


def _mark(work: UnitOfWork, *which: Any, **marks: Any) -> None:
    """What is said of plans without a change of what they say."""
    work.session.execute(update(Plan).where(*which).values(marks), execution_options=UNSYNCHRONISED)
