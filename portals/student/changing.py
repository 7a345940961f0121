"""查看修改: old and new terms side by side, and the student's answer to exactly what was shown."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portals.web import only, reading, seen, working
from signing_core.actors import Role
from signing_core.errors import BadValue
from signing_core.queries import student_changes
from signing_core.use_cases import changes

from .views import bp


@bp.get("/online/<public_id>/change")
@only(Role.STUDENT)
def online_change(public_id: str) -> ResponseReturnValue:
    return _page(public_id)


@bp.post("/online/<public_id>/change/agree")
@only(Role.STUDENT)
def online_change_agree(public_id: str) -> ResponseReturnValue:
    answer = url_for(".online_detail", public_id=public_id)
    with working(then=answer) as work:
        changes.answer(work, public_id, seen_terms=seen("seen_terms"), agree=True)
    flash("您已同意修改，现在由学校按修改后的内容审核。", "success")
    return redirect(answer, 303)


@bp.post("/online/<public_id>/change/refuse")
@only(Role.STUDENT)
def online_change_refuse(public_id: str) -> ResponseReturnValue:
    answer, reason = url_for(".online_detail", public_id=public_id), request.form.get("reason", "")
    try:
        with working(then=answer) as work:
            changes.answer(work, public_id, seen_terms=seen("seen_terms"), agree=False, reason=reason)
    except BadValue as problem:
        return _page(public_id, reason, problem.message), problem.status
    flash("您已拒绝修改，原来的签约内容不变，用人单位会收到通知。", "success")
    return redirect(answer, 303)


def _page(public_id: str, reason: str = "", problem: str = "") -> str:
    with reading() as work:
        change = student_changes.change(work, public_id)
    return render_template("student/change.html", change=change, signing=change.signing, reason=reason, problem=problem)
