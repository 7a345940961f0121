"""解约办理: the employer asks to end an agreement, and answers a student who asks."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portals.rescission import Typed, problems_of, typed
from portals.web import back, only, reading, seen, working
from signing_core.actors import Role
from signing_core.errors import BadValue, MoveRefused, Problems
from signing_core.queries import employer_signing
from signing_core.queries.employer_signings import RESCISSION_TABS
from signing_core.use_cases import rescind

from . import listing
from .views import bp

ACTS = {
    "ask": ".rescissions_ask",
    "asked": ".rescissions_asked",
    "detail": ".data_signing",
    "document": ".data_document",
}
EMPTY: Mapping[str, str] = MappingProxyType({})


@bp.get("/rescissions")
@only(Role.EMPLOYER)
def rescissions() -> ResponseReturnValue:
    return render_template("employer/rescissions.html", **listing.page(RESCISSION_TABS, ".rescissions"))


@bp.get("/rescissions/export")
@only(Role.EMPLOYER)
def rescissions_export() -> ResponseReturnValue:
    return listing.export(RESCISSION_TABS, "解约办理")


@bp.get("/rescissions/ticked")
@only(Role.EMPLOYER)
def rescissions_ticked() -> ResponseReturnValue:
    """The buttons above the list lead to the page of the one row that is ticked."""
    ids, endpoint = request.args.getlist("rowid"), ACTS.get(request.args.get("act", ""))
    if len(ids) != 1 or endpoint is None:
        flash("请勾选一名学生，一次只能办理一名。", "warning")
        return back()
    more = {"ticked": 1} if "ticked" in request.args else {}
    return redirect(url_for(endpoint, public_id=ids[0], **more), 303)


@bp.get("/signings/<public_id>/rescission/ask")
@only(Role.EMPLOYER)
def rescissions_ask(public_id: str) -> ResponseReturnValue:
    """申请解约: 解约须知, ticked here or in the dialog before, and the reason."""
    return _ask_page(public_id, {"reason": "", "ticked": "ticked" in request.args})


@bp.post("/signings/<public_id>/rescission/ask")
@only(Role.EMPLOYER)
def rescissions_send(public_id: str) -> ResponseReturnValue:
    given, answer = typed(), url_for(".data_signing", public_id=public_id)
    if problems := problems_of(given):
        return _ask_page(public_id, given, problems, shown=seen())
    with working(then=answer) as work:
        rescind.ask(work, public_id, seen=seen(), **given)
    flash("解约申请已发出，等待学生答复；学生同意后由学校审核。", "success")
    return redirect(answer, 303)


@bp.get("/signings/<public_id>/rescission")
@only(Role.EMPLOYER)
def rescissions_asked(public_id: str) -> ResponseReturnValue:
    """查看解约申请, with the answers that the employer has."""
    return _asked_page(public_id)


@bp.post("/signings/<public_id>/rescission/agree")
@only(Role.EMPLOYER)
def rescissions_agree(public_id: str) -> ResponseReturnValue:
    answer = url_for(".data_signing", public_id=public_id)
    with working(then=answer) as work:
        rescind.agree(work, public_id, seen=seen(), ticked=typed()["ticked"])
    flash("您已同意解约，现在由学校审核，审核通过后签约解除。", "success")
    return redirect(answer, 303)


@bp.post("/signings/<public_id>/rescission/disagree")
@only(Role.EMPLOYER)
def rescissions_disagree(public_id: str) -> ResponseReturnValue:
    given, answer = typed()["reason"], url_for(".data_signing", public_id=public_id)
    try:
        with working(then=answer) as work:
            rescind.disagree(work, public_id, seen=seen(), reason=given)
    except BadValue as problem:
        page = _asked_page(public_id, typed=given, problem=problem.message, shown=seen())
        return page, problem.status
    flash("您没有同意解约，签约继续有效，学生会收到通知。", "success")
    return redirect(answer, 303)


def _ask_page(
    public_id: str, given: Typed, problems: Mapping[str, str] = EMPTY, *, shown: int | None = None
) -> ResponseReturnValue:
    """``shown`` is the version that the refused form carried."""
    with reading() as work:
        detail = employer_signing.detail(work, public_id)
    if "ask_rescission" not in detail.moves:
        flash(detail.refused.get("ask_rescission", "这份签约现在不能申请解约。"), "warning")
        return redirect(url_for(".data_signing", public_id=public_id), 303)
    version = detail.signing.version if shown is None else shown
    page = render_template("employer/rescission_ask.html", detail=detail, typed=given, problems=problems, seen=version)
    return page, Problems.status if problems else 200


def _asked_page(public_id: str, *, shown: int | None = None, **refused: Any) -> ResponseReturnValue:
    """``refused`` is what was typed and what is wrong with it."""
    try:
        with reading() as work:
            asked = employer_signing.asked(work, public_id)
    except MoveRefused as refusal:
        flash(refusal.message, "warning")
        return redirect(url_for(".data_signing", public_id=public_id), 303)
    version = asked.signing.version if shown is None else shown
    return render_template("employer/rescission_asked.html", asked=asked, seen=version, **refused)
