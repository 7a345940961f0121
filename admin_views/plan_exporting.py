"""检查与导出 of 就业方案: what would be reported, what stays empty, and the orders for the worker."""

from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue

from portals.web import present_actor, reading, services, working
from signing_core.actors import Role
from signing_core.catalogues.national import COLUMNS, UNKNOWN
from signing_core.clock import as_minute
from signing_core.queries import plan_export
from signing_core.use_cases import jobs
from signing_core.use_cases.jobs import JobKind

NOT_CONFIRMED = "请先勾选，确认导出完整身份证号和手机号。"


def page(view: Any, problem: str = "") -> str:
    """How far the cohort is, and the two buttons."""
    with reading() as work:
        standing = plan_export.standing(work, view.cohort())
    return str(
        view.render(
            "admin/plan_export.html",
            standing=standing,
            exported=as_minute(standing.exported_at) if standing.exported_at else "",
            columns=len(COLUMNS),
            unknown=UNKNOWN,
            problem=problem,
            may_export=present_actor().role is Role.SCHOOL,
            return_url=view.list_url(),
        )
    )


def ordered(view: Any, kind: JobKind) -> ResponseReturnValue:
    """The page of the job that does it."""
    if kind is JobKind.PLAN_EXPORT and "full" not in request.form:
        return page(view, NOT_CONFIRMED), 422
    job_id = services().new_id()
    then = view.get_url("admin_jobs.show", public_id=job_id)
    with working(then=then) as work:
        jobs.order(work, kind, {"cohort": view.cohort()}, public_id=job_id)
    return redirect(then, 303)
