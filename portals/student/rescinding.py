"""解约办理: agreements that are or were approved, asking to end one, and answering the employer that asks."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portals import look
from portals import rescission as form
from portals.web import only, reading, seen, working
from signing_core.actors import Role
from signing_core.errors import BadValue, Problems
from signing_core.queries import student_rescissions
from signing_core.use_cases import rescind

from .views import bp


@bp.get("/rescissions")
@only(Role.STUDENT)
def rescissions() -> ResponseReturnValue:
    asked = {name: look.searched(name) for name in ("status", "employer")}
    with reading() as work:
        left = student_rescissions.rescissions_left(work)
        rows = student_rescissions.endings(work, left=left, number=look.page_number(), **asked)
    statuses = [(label, label) for label in student_rescissions.STATUSES]
    return render_template(
        "student/rescissions.html", rows=rows.rows, page=look.pager(rows), asked=asked, statuses=statuses, left=left
    )


@bp.get("/rescissions/<public_id>")
@only(Role.STUDENT)
def rescission(public_id: str) -> ResponseReturnValue:
    return _page("student/rescission.html", public_id)


@bp.get("/rescissions/<public_id>/ask")
@only(Role.STUDENT)
def rescission_form(public_id: str) -> ResponseReturnValue:
    """学生解除协议申请; 解约须知 may have been ticked on the way here."""
    return _page("student/rescission_ask.html", public_id, ticked=request.args.get("ticked") == "1")


@bp.post("/rescissions/<public_id>/ask")
@only(Role.STUDENT)
def rescission_ask(public_id: str) -> ResponseReturnValue:
    answer, typed = url_for(".rescission", public_id=public_id), form.typed()
    if problems := form.problems_of(typed):
        return _page("student/rescission_ask.html", public_id, problems, **typed), Problems.status
    with working(then=answer) as work:
        rescind.ask(work, public_id, seen=seen(), **typed)
    flash("解约申请已发出，等待用人单位答复；单位同意后由学校审核。", "success")
    return redirect(answer, 303)


@bp.post("/rescissions/<public_id>/agree")
@only(Role.STUDENT)
def rescission_agree(public_id: str) -> ResponseReturnValue:
    answer = url_for(".rescission", public_id=public_id)
    with working(then=answer) as work:
        rescind.agree(work, public_id, seen=seen(), ticked=form.typed()["ticked"])
    flash("您已同意解约，现在由学校进行解约审核；审核通过之前签约仍然有效。", "success")
    return redirect(answer, 303)


@bp.post("/rescissions/<public_id>/disagree")
@only(Role.STUDENT)
def rescission_disagree(public_id: str) -> ResponseReturnValue:
    answer, typed = url_for(".rescission", public_id=public_id), form.typed()
    try:
        with working(then=answer) as work:
            rescind.disagree(work, public_id, seen=seen(), reason=typed["reason"])
    except BadValue as problem:
        return _page("student/rescission.html", public_id, {"reason": problem.message}, **typed), problem.status
    flash("您没有同意解约，签约继续有效，用人单位会收到通知。", "success")
    return redirect(answer, 303)


def _page(template: str, public_id: str, problems: dict[str, str] | None = None, **typed: Any) -> str:
    with reading() as work:
        shown = student_rescissions.requests(work, public_id)
    return render_template(template, shown=shown, signing=shown.signing, typed=typed, problems=problems or {})
