"""批量办理: rows are tried first, confirmed as they were tried, and then done one by one, each in a unit of its own.

What came of a row is kept in the unit that does it: a worker that dies and begins again does nothing twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from signing_core import values
from signing_core.actors import OFFICE
from signing_core.bulk import insert_many
from signing_core.effects import log
from signing_core.errors import Busy, MoveRefused, NotAllowed, Refusal
from signing_core.models import BulkRow, Job, JobState, Opinion
from signing_core.scope import kept
from signing_core.work import UnitOfWork

from . import jobs, opinions
from .jobs import JobKind, Running

MOST = 20_000
QUIETLY = {"synchronize_session": False}
OPEN_ONE = kept(select(BulkRow).where(BulkRow.id == bindparam("row_id"), BulkRow.done_at.is_(None)).with_for_update())
STOPPED = "已停止，没有办理。"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One row to be tried; who it is about stands for a row that is not found any more, ``said`` why it is wrong."""

    signing: str
    seen: int
    opinion: Opinion
    reason: str = ""
    student_number: str = ""
    student_name: str = ""
    employer_name: str = ""
    number: str = ""
    said: str = ""


def order_check(work: UnitOfWork, asked: dict[str, Any], *, opinion: str, reason: str, public_id: str) -> Job:
    """Have rows tried, those of a question or those that were ticked; raises BadValue for a refusal without reason."""
    if work.actor.role not in OFFICE:
        raise NotAllowed("只有学院或学校就业办可以批量办理。")
    said = values.reason(reason) if opinion == Opinion.REFUSE else ""
    wanted = {"opinion": Opinion(opinion), "reason": said}
    return jobs.order(work, JobKind.BULK_CHECK, asked | wanted, public_id=public_id)


def tried(work: UnitOfWork, wanted: Iterable[Wanted]) -> Iterable[dict[str, Any]]:
    """The rows with what would be done to each, or why not."""
    for position, one in enumerate(wanted):
        row = vars(one) | {"position": position, "act": ""}
        if not one.said:
            row |= _tried(work, one)
        if position % 500 == 499:
            work.session.expunge_all()
        yield row


def _tried(work: UnitOfWork, one: Wanted) -> dict[str, str]:
    try:
        signing, label = opinions.tried(work, one.signing, seen=one.seen, opinion=one.opinion)
    except Refusal as refusal:
        return {"said": refusal.message[:200]}
    person = {name: getattr(signing, name) for name in ("student_number", "student_name", "employer_name")}
    return person | {"act": label, "number": signing.number or ""}


def keep(work: UnitOfWork, check: str, rows: Sequence[dict[str, Any]]) -> None:
    """Keep what was tried, in place of what an earlier start of the same check kept."""
    work.session.execute(delete(BulkRow).where(BulkRow.check == check), execution_options=QUIETLY)
    work.point("bulk.keep")
    facts = {"account_id": work.actor.account_id, "check": check}
    insert_many(work.session.connection(), BulkRow, [{**row, **facts} for row in rows])


def confirm(work: UnitOfWork, check: str, *, public_id: str) -> Job:
    """Have the rows done that could be when they were tried, once; raises MoveRefused where that was asked before."""
    found = jobs.find(work, check)
    if found.kind != JobKind.BULK_CHECK or found.state is not JobState.DONE:
        raise MoveRefused("试算尚未完成，不能确认办理。")
    may = (BulkRow.check == check, BulkRow.said == "", BulkRow.run.is_(None))
    taken: Any = work.session.execute(update(BulkRow).where(*may).values(run=public_id), execution_options=QUIETLY)
    if not taken.rowcount:
        raise MoveRefused("没有可以办理的记录，或者已经确认过。")
    work.point("bulk.confirmed")
    return jobs.order(work, JobKind.BULK_RUN, {"check": check}, public_id=public_id)


def stop(work: UnitOfWork, run: str) -> int:
    """Leave the rest of a run undone; what was done stays. Returns how many rows that were."""
    jobs.find(work, run)
    left: Any = work.session.execute(
        update(BulkRow).where(BulkRow.run == run, BulkRow.done_at.is_(None)).values(said=STOPPED, done_at=work.at),
        execution_options=QUIETLY,
    )
    return int(left.rowcount)


def do_all(job: Running) -> None:
    """Every row of a run that is not over, in order; what an interrupted start did is not done again."""
    with job.reading() as work:
        total = work.session.scalar(select(func.count()).where(BulkRow.run == job.id)) or 0
        left = work.session.scalars(
            select(BulkRow.id).where(BulkRow.run == job.id, BulkRow.done_at.is_(None)).order_by(BulkRow.position)
        ).all()
    over = total - len(left)
    job.tell("正在办理", over, total)
    for number, row_id in enumerate(left, over + 1):
        do_one(job, row_id)
        job.services.point("bulk.row_done")
        job.services.database.give_way()
        if job.services.clock() - job.told_at >= jobs.TELLING:
            job.refuse_the_disabled()
            job.tell("正在办理", number, total)


def do_one(job: Running, row_id: int) -> None:
    """One row, with what came of it in the same unit; a refusal is kept instead, a lock that is not had is raised."""
    try:
        with job.working() as work:
            row = _mine(work, row_id)
            if row is not None:
                row.act = opinions.carry_out(work, row.signing, seen=row.seen, opinion=row.opinion, reason=row.reason)
    except Busy:
        raise
    except Refusal as refusal:
        with job.working() as work:
            row = _mine(work, row_id)
            if row is not None:
                row.said = refusal.message[:200]


def noted(work: UnitOfWork, run: str) -> dict[str, int]:
    """How many rows of a run were done and how many not, which the log is told of too."""
    done, refused = work.session.execute(
        select(func.count().filter(BulkRow.said == ""), func.count().filter(BulkRow.said != "")).where(
            BulkRow.run == run
        )
    ).one()
    log.note(work, "批量办理", f"办理 {done:,} 条，未能办理 {refused:,} 条")
    return {"done": done, "refused": refused}


def _mine(work: UnitOfWork, row_id: int) -> BulkRow | None:
    """The row to be done, held and marked as over; None where it is so already."""
    row = work.session.scalars(OPEN_ONE, {"row_id": row_id}).one_or_none()
    if row is not None:
        row.done_at = work.at
        work.session.flush()
    return row
