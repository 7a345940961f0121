"""导出 of 签约管理: which columns, whether numbers stand in full; a short list at once, a long one by the worker."""

import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue

from exports.review_workbook import write_reviews
from portals.downloads import workbook
from portals.web import present_actor, reading, services, working
from signing_core.actors import Role
from signing_core.queries import review_export
from signing_core.queries.narrowing import Question
from signing_core.sheets import MORE_COLUMNS, REVIEW_COLUMNS
from signing_core.use_cases import disclosure, jobs
from signing_core.use_cases.jobs import JobKind

ROWS_AT_ONCE = 2000


def page(view: Any, chosen: Sequence[str] = tuple(REVIEW_COLUMNS), problem: str = "") -> str:
    """What will be exported, and the columns to choose from."""
    question = view.question()
    with reading() as work:
        rows = review_export.count(work, question, most=ROWS_AT_ONCE + 1)
    return str(
        view.render(
            "admin/export.html",
            scope=review_export.described(question),
            rows=rows,
            most=ROWS_AT_ONCE,
            columns=REVIEW_COLUMNS,
            more=MORE_COLUMNS,
            chosen=chosen,
            problem=problem,
            may_see_full=present_actor().role is Role.SCHOOL,
            return_url=view.list_url(**view.filter()),
        )
    )


def answer(view: Any) -> ResponseReturnValue:
    """The workbook, or the page of the job that makes it."""
    question, columns = view.question(), review_export.columns_of(request.form.getlist("column"))
    full = "full" in request.form and not review_export.PERSONAL.keys().isdisjoint(columns)
    if not columns:
        return page(view, [], "请至少选择一列。"), 422
    with reading() as work:
        review_export.refuse_full(work, full)
        rows = review_export.count(work, question, most=ROWS_AT_ONCE + 1)
    return (ordered if rows > ROWS_AT_ONCE else at_once)(view, question, columns, full)


def at_once(view: Any, question: Question, columns: Sequence[str], full: bool) -> ResponseReturnValue:
    """The list as it is filtered, in its order; what stands in full is in the log before it leaves."""
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    with reading() as work:
        written = write_reviews(review_export.rows(work, question, columns=columns, full=full), target, columns)
        name = review_export.file_name(work, question)
    if full:
        with services().working(present_actor()) as work:
            disclosure.exported(work, question, rows=written)
    return workbook(target, name)


def ordered(view: Any, question: Question, columns: Sequence[str], full: bool) -> ResponseReturnValue:
    """The same by the worker; the answer stands on the job's page."""
    job_id = services().new_id()
    then = view.get_url("admin_jobs.show", public_id=job_id)
    asked = {"question": asdict(question), "columns": list(columns), "full": full}
    with working(then=then) as work:
        jobs.order(work, JobKind.REVIEW_EXPORT, asked, public_id=job_id)
    return redirect(then, 303)
