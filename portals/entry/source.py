"""核对生源信息 before its review: the record as the school has it, confirmed or objected to."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from portals.devices import device_of
from portals.web import public, seen, services
from signing_core.errors import BadValue, Refusal
from signing_core.use_cases import reports, source_check

from .views import bp


@bp.get("/source")
@public
def source() -> ResponseReturnValue:
    return _page()


@bp.post("/source/confirm")
@public
def source_confirm() -> ResponseReturnValue:
    return _said("已确认生源信息无误，学校会据此审核。", reports.confirm_source)


@bp.post("/source/object")
@public
def source_object() -> ResponseReturnValue:
    text = request.form.get("reason", "")
    try:
        return _said("已提交，学校核对后会答复您。", reports.object_to_source, text=text)
    except BadValue as problem:
        return _page(text, problem.message), problem.status


def _said(done: str, act: Callable[..., Any], **more: str) -> ResponseReturnValue:
    try:
        with source_check.working(services(), _handle(), device_of(request.user_agent.string)) as work:
            act(work, seen=seen(), **more)
    except BadValue:
        raise
    except Refusal as refusal:
        flash(refusal.message, "error")
    else:
        flash(done, "success")
    return redirect(url_for(".source"), 303)


def _page(typed: str = "", problem: str = "") -> ResponseReturnValue:
    try:
        shown = source_check.shown(services(), _handle())
    except Refusal as refusal:
        flash(refusal.message, "warning")
        return redirect(url_for(".doors"))
    return render_template("entry/source.html", shown=shown, student=shown.student, typed=typed, problem=problem)


def _handle() -> str:
    return str(session.get("source", ""))
