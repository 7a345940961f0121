"""其他去向: the student's list, the two choices, the form with its proof, one registration, 撤回 and 申请解除."""

from collections.abc import Sequence
from functools import cache

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from portals import look
from portals.forms import filled, form_of, mark, sections, typed, want
from portals.web import asked_by_script, only, reading, seen, working
from signing_core.actors import Role
from signing_core.catalogues import destinations as catalogue
from signing_core.errors import MoveRefused, Problems, StalePage
from signing_core.fields import Field
from signing_core.models import ImagePurpose
from signing_core.queries import entering, student_papers
from signing_core.queries import student_destinations as pages
from signing_core.states import SigningKind
from signing_core.use_cases import destinations, images, rescind

from .uploading import upload_all
from .views import bp

CHANGED_ELSEWHERE = "这份登记刚在另一个页面保存过。下面是您在本页填写的内容，尚未保存；再次保存会以本页为准。"


@bp.get("/destinations")
@only(Role.STUDENT)
def destinations_list() -> ResponseReturnValue:
    with reading() as work:
        rows = entering.listed(work, SigningKind.DESTINATION, number=look.page_number())
        entrance = entering.entrance(work, SigningKind.DESTINATION)
    return render_template("student/destinations.html", rows=rows.rows, page=look.pager(rows), entrance=entrance)


@bp.get("/destinations/new")
@only(Role.STUDENT)
def destination_new() -> ResponseReturnValue:
    """录入其他去向: first the category, then its detail."""
    with reading() as work:
        entrance = entering.entrance(work, SigningKind.DESTINATION)
    if entrance.in_entry or entrance.because:
        return redirect(url_for(".destinations_list"), 303)
    return _choices(url_for(".destination_new"), url_for(".destination_begin"))


@bp.post("/destinations")
@only(Role.STUDENT)
def destination_begin() -> ResponseReturnValue:
    with working(then=url_for(".destinations_list")) as work:
        signing = destinations.begin(work, request.form.get("detail", ""))
    return redirect(url_for(".destination_entry", public_id=signing.public_id), 303)


@bp.get("/destination/<public_id>/choose")
@only(Role.STUDENT)
def destination_choose(public_id: str) -> ResponseReturnValue:
    """返回重新选择毕业去向."""
    here = {"public_id": public_id}
    return _choices(url_for(".destination_choose", **here), url_for(".destination_chosen", **here), _entry(public_id))


@bp.post("/destination/<public_id>/choose")
@only(Role.STUDENT)
def destination_chosen(public_id: str) -> ResponseReturnValue:
    then = url_for(".destination_entry", public_id=public_id)
    with working(then=then) as work:
        destinations.choose(work, public_id, seen=seen(), detail=request.form.get("detail", ""), typed={})
    return redirect(then, 303)


@bp.get("/destination/<public_id>/entry")
@only(Role.STUDENT)
def destination_entry(public_id: str) -> ResponseReturnValue:
    entry = _entry(public_id)
    if entry.retired:
        return _choose_anew(public_id)
    return _page(filled(_form(entry.detail), _asked(entry.detail), entry.typed), entry)


@bp.post("/destination/<public_id>/entry")
@only(Role.STUDENT)
def destination_save(public_id: str) -> ResponseReturnValue:
    """暂存, 上传图片, 返回重新选择毕业去向 keep what was typed; 保存并送审 hands it in."""
    entry = _entry(public_id)
    if entry.retired:
        return _choose_anew(public_id)
    form = _form(entry.detail)()
    given = typed(form, _asked(entry.detail))
    try:
        return ACTS.get(request.form.get("act", ""), _save)(public_id, given)
    except Problems as problems:
        missing = problems.by_field.pop("images", "")
        mark(form, problems)
        return _page(form, _entry(public_id), missing), problems.status
    except (StalePage, MoveRefused) as refusal:
        if asked_by_script():
            return {"message": refusal.message}, refusal.status
        flash(CHANGED_ELSEWHERE if isinstance(refusal, StalePage) else refusal.message, "error")
        return _page(form, _entry(public_id)), refusal.status


@bp.get("/destination/<public_id>")
@only(Role.STUDENT)
def destination(public_id: str) -> ResponseReturnValue:
    with reading() as work:
        detail = pages.detail(work, public_id)
    facts = pages.standing(detail.signing.destination, detail.signing.cohort)
    return render_template("student/destination.html", detail=detail, signing=detail.signing, standing=facts)


@bp.post("/destination/<public_id>/withdraw")
@only(Role.STUDENT)
def destination_withdraw(public_id: str) -> ResponseReturnValue:
    then = url_for(".destinations_list")
    with working(then=then) as work:
        destinations.withdraw(work, public_id, seen=seen())
    flash("已撤回，您可以修改后重新提交，也可以另行签约。", "success")
    return redirect(then, 303)


def _save(public_id: str, given: dict[str, str]) -> ResponseReturnValue:
    then = url_for(".destinations_list")
    with working(then=then) as work:
        saved = destinations.save(work, public_id, seen=seen(), typed=given)
    if asked_by_script():
        return {"seen": saved.version}
    flash("已暂存，尚未提交。", "success")
    return redirect(then, 303)


def _upload(public_id: str, given: dict[str, str]) -> ResponseReturnValue:
    """The page's script sends a file and nothing else; without it all that was typed comes along, and is kept first."""
    then = url_for(".destination_entry", public_id=public_id, _anchor="proof")
    if not asked_by_script():
        with working(then=then) as work:
            destinations.save(work, public_id, seen=seen(), typed=given)
    return upload_all(public_id, ImagePurpose.DESTINATION).answer(then)


def _choose(public_id: str, given: dict[str, str]) -> ResponseReturnValue:
    then = url_for(".destination_choose", public_id=public_id)
    with working(then=then) as work:
        destinations.save(work, public_id, seen=seen(), typed=given)
    return redirect(then, 303)


def _submit(public_id: str, given: dict[str, str]) -> ResponseReturnValue:
    uploaded = upload_all(public_id, ImagePurpose.DESTINATION)
    if uploaded.refused:
        return uploaded.answer(url_for(".destination_entry", public_id=public_id, _anchor="proof"))
    then = url_for(".destination", public_id=public_id)
    with working(then=then) as work:
        destinations.submit(work, public_id, seen=seen(), typed=given)
    flash("已提交，等待学校审核。", "success")
    return redirect(then, 303)


ACTS = {"save": _save, "upload": _upload, "choose": _choose, "submit": _submit}


@cache
def _form(detail: str) -> type[FlaskForm]:
    return form_of(_asked(detail))


def _asked(detail: str) -> Sequence[Field]:
    """What the form asks; the detail itself was chosen before."""
    return catalogue.fields_of(detail)[1:]


def _choose_anew(public_id: str) -> ResponseReturnValue:
    flash("原来选择的毕业去向已经停用，请重新选择；已填写的内容仍然保留。", "warning")
    return redirect(url_for(".destination_choose", public_id=public_id), 303)


def _entry(public_id: str) -> pages.Entry:
    with reading() as work:
        return pages.entry(work, public_id)


def _page(form: FlaskForm, entry: pages.Entry, missing: str = "") -> str:
    if entry.returned:
        want(form, entry.returned.names)
    return render_template(
        "student/destination_entry.html",
        form=form,
        entry=entry,
        signing=entry.signing,
        category=catalogue.category_of(entry.detail),
        standing=pages.standing(entry.detail, entry.signing.cohort),
        sections=sections(_asked(entry.detail)),
        missing=missing,
        most=images.MOST,
    )


def _choices(here: str, post: str, entry: pages.Entry | None = None) -> ResponseReturnValue:
    chosen = request.args.get("category", 0, type=int)
    if request.args and not 1 <= chosen <= len(catalogue.CATEGORIES):
        flash("请选择一项毕业去向。", "error")
    category = catalogue.CATEGORIES[chosen - 1] if 1 <= chosen <= len(catalogue.CATEGORIES) else None
    return render_template(
        "student/destination_choose.html",
        categories=catalogue.CATEGORIES,
        category=category,
        here=here,
        post=post,
        entry=entry,
    )


@bp.get("/destination/<public_id>/release")
@only(Role.STUDENT)
def destination_release(public_id: str) -> ResponseReturnValue:
    """申请解除: the reason, and a proof if there is one; what was typed comes along in the address."""
    return _release_page(public_id, request.args.get("reason", "")[:200])


@bp.post("/destination/<public_id>/release")
@only(Role.STUDENT)
def destination_release_ask(public_id: str) -> ResponseReturnValue:
    """上传图片 keeps what was typed; 提交 asks, with what was chosen and not uploaded yet."""
    reason = request.form.get("reason", "")
    uploaded = upload_all(public_id, ImagePurpose.RESCISSION)
    if request.form.get("act") == "upload" or uploaded.refused:
        return uploaded.answer(url_for(".destination_release", public_id=public_id, reason=reason[:200]))
    then = url_for(".destination", public_id=public_id)
    try:
        with working(then=then) as work:
            rescind.ask_release(work, public_id, seen=seen(), reason=reason)
    except Problems as problems:
        return _release_page(public_id, reason, problems.by_field), problems.status
    flash("解除申请已提交，等待学校审核；审核通过之前登记仍然有效。", "success")
    return redirect(then, 303)


def _release_page(public_id: str, reason: str, problems: dict[str, str] | None = None) -> ResponseReturnValue:
    with reading() as work:
        scans = student_papers.waiting(work, public_id, ImagePurpose.RESCISSION)
    if scans.because:
        flash(scans.because, "warning")
        return redirect(url_for(".destination", public_id=public_id), 303)
    facts = {"scans": scans, "signing": scans.signing, "typed": reason, "problems": problems or {}, "most": images.MOST}
    return render_template("student/destination_release.html", **facts)
