"""What the worker does for 批量办理: rows are tried, and those that were confirmed are done."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any

from exports.rows_workbook import Column, write_rows
from importers import reviews
from signing_core.errors import Refusal
from signing_core.models import Opinion, Signing
from signing_core.queries import bulk_rows, review_list
from signing_core.queries.narrowing import Question
from signing_core.use_cases import bulk_runs, uploads
from signing_core.use_cases.bulk_runs import Wanted
from signing_core.use_cases.jobs import Running
from signing_core.work import UnitOfWork

WIDTHS = (16, 12, 34, 20, 10, 22, 60)
PERSON = (Signing.student_number, Signing.student_name, Signing.employer_name, Signing.number)


def check_bulk(job: Running) -> None:
    """What would become of each row, and why not of the others; nothing is decided."""
    job.tell("正在读取记录")
    with job.reading() as work:
        wanted, notes = _wanted(job, work)
        rows = list(job.watched(bulk_runs.tried(work, wanted), "正在试算", len(wanted)))
    job.services.point("tasks.tried")
    with job.working() as work:
        bulk_runs.keep(work, job.id, rows)
        found = {"rows": len(rows), "passing": sum(not row["said"] for row in rows)}
        told = found | bulk_rows.counted(work, bulk_rows.of_check(job.id)) | notes
        job.finish(work, told, ("批量办理试算.xlsx", _workbook(work, bulk_rows.of_check(job.id), done="（试算）")))


def run_bulk(job: Running) -> None:
    """The rows that were confirmed, one by one."""
    bulk_runs.do_all(job)
    with job.working() as work:
        told = bulk_runs.noted(work, job.id) | bulk_rows.counted(work, bulk_rows.of_run(job.id))
        job.finish(work, told, ("批量办理结果.xlsx", _workbook(work, bulk_rows.of_run(job.id), done="")))


def _wanted(job: Running, work: UnitOfWork) -> tuple[list[Wanted], dict[str, Any]]:
    if file := job.asked.get("file"):
        kept = uploads.find(work, file, purpose=uploads.Purpose.REVIEWS)
        question = Question(**job.asked["question"])
        found = reviews.read(work, uploads.content(job.services, kept), kept.name, question)
        return found.wanted, {"left_alone": found.left_alone}
    opinion = {"opinion": Opinion(job.asked["opinion"]), "reason": job.asked["reason"]}
    return [Wanted(signing=id, seen=version, **facts, **opinion) for id, version, facts in _found(job, work)], {}


def _found(job: Running, work: UnitOfWork) -> Iterator[tuple[str, int, dict[str, str]]]:
    """The rows of the question, or those that were ticked in the version that the page showed."""
    if "ticked" in job.asked:
        versions = dict(job.asked["ticked"])
        rows = work.session.execute(
            review_list.found(Question(**job.asked["question"]), Signing.public_id, *PERSON)
            .where(Signing.public_id.in_(list(versions)))
            .order_by(*(column.desc() for column in review_list.ORDER))
        )
        for public_id, *person in rows:
            yield public_id, versions[public_id], _facts(person)
        return
    question = Question(**job.asked["question"])
    ordered = review_list.found(question, Signing.public_id, Signing.version, *PERSON).order_by(
        *(column.desc() for column in review_list.ORDER)
    )
    rows = work.session.execute(ordered.limit(bulk_runs.MOST + 1)).all()
    if len(rows) > bulk_runs.MOST:
        raise Refusal(f"符合条件的记录超过 {bulk_runs.MOST:,} 条，请缩小范围后再办理。")
    for public_id, version, *person in rows:
        yield public_id, version, _facts(person)


def _facts(person: list[Any]) -> dict[str, str]:
    number, name, employer, agreement = person
    return {"student_number": number, "student_name": name, "employer_name": employer, "number": agreement or ""}


def _workbook(work: UnitOfWork, which: Any, *, done: str) -> bytes:
    columns = [Column(heading, width) for heading, width in zip(bulk_rows.COLUMNS, WIDTHS, strict=True)]
    with TemporaryFile() as target:
        write_rows(bulk_rows.cells(work, which, done=done), columns, target, sheet="批量办理")
        target.seek(0)
        return target.read()
