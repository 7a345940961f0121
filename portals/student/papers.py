"""纸质签约: the student's list, one agreement with its documents and images, and the entry of a new one."""

from contextlib import suppress
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from portals import documents, look, pictures
from portals.forms import form_of, mark, sections, typed
from portals.web import only, present_actor, reading, seen, services, working
from signing_core.actors import Role
from signing_core.catalogues.invitation import second_looks
from signing_core.catalogues.paper import PAPER
from signing_core.errors import MoveRefused, Problems, StalePage
from signing_core.queries import student_papers
from signing_core.queries.agreement_facts import steps_of
from signing_core.queries.student_papers import Entry
from signing_core.use_cases import papers, uploads

from .views import bp

PaperForm = form_of(PAPER)
SECTIONS = sections(PAPER)


@bp.get("/papers")
@only(Role.STUDENT)
def papers_list() -> ResponseReturnValue:
    with reading() as work:
        rows = student_papers.listed(work, number=look.page_number())
        entrance = student_papers.entrance(work)
    return render_template("student/papers.html", rows=rows.rows, page=look.pager(rows), entrance=entrance)


@bp.post("/papers")
@only(Role.STUDENT)
def papers_begin() -> ResponseReturnValue:
    with working(then=url_for(".papers_list")) as work:
        signing = papers.begin(work)
    return redirect(url_for(".paper_entry", public_id=signing.public_id), 303)


@bp.get("/paper/<public_id>")
@only(Role.STUDENT)
def paper(public_id: str) -> ResponseReturnValue:
    with reading() as work:
        detail = student_papers.detail(work, public_id)
    steps, step = steps_of(detail.signing)
    return render_template("student/paper.html", detail=detail, signing=detail.signing, steps=steps, step=step)


@bp.get("/paper/<public_id>/document")
@only(Role.STUDENT)
def paper_document(public_id: str) -> ResponseReturnValue:
    return documents.answer(public_id, back_url=url_for(".papers_list"))


@bp.get("/paper/<public_id>/certificate")
@only(Role.STUDENT)
def paper_certificate(public_id: str) -> ResponseReturnValue:
    return documents.certificate(public_id, back_url=url_for(".paper", public_id=public_id))


@bp.get("/images/<public_id>")
@only(Role.STUDENT)
def image(public_id: str) -> ResponseReturnValue:
    return pictures.answer(public_id)


@bp.get("/paper/<public_id>/entry")
@only(Role.STUDENT)
def paper_entry(public_id: str) -> ResponseReturnValue:
    """The working copy as it was typed; what is wrong in it is said once it is previewed."""
    entry = _entry(public_id)
    return _page(_filled(entry.typed), entry)


@bp.post("/paper/<public_id>/entry")
@only(Role.STUDENT)
def paper_save(public_id: str) -> ResponseReturnValue:
    """保存，暂不提交; 预览协议书; 保存并生成协议书. What was typed is kept first, whatever comes of the rest."""
    form = PaperForm()
    given, act = typed(form, PAPER), request.form.get("act", "save")
    if act == "generate":
        return _generate(public_id, form, given)
    here = url_for(".paper_entry", public_id=public_id)
    with working(then=here) as work:
        saved = papers.save(work, public_id, seen=seen(), typed=given)
    if act != "preview":
        flash("已保存，尚未提交。", "success")
        return redirect(url_for(".papers_list"), 303)
    try:
        with services().working(present_actor()) as work:
            papers.preview(work, public_id, seen=saved.version, typed=given)
    except Problems as problems:
        mark(form, problems)
        return _page(form, _entry(public_id)), problems.status
    flash("预览已生成，请打开查看；确认无误后，点“保存并生成协议书”。", "success")
    return redirect(here, 303)


@bp.post("/paper/<public_id>/discard")
@only(Role.STUDENT)
def paper_discard(public_id: str) -> ResponseReturnValue:
    then = url_for(".papers_list")
    with working(then=then) as work:
        keys = papers.discard(work, public_id, seen=seen())
    uploads.clear(services(), keys)
    flash("已删除。", "success")
    return redirect(then, 303)


def _generate(public_id: str, form: FlaskForm, given: dict[str, str]) -> ResponseReturnValue:
    """A refusal shows the form again as it was sent."""
    then = url_for(".paper", public_id=public_id)
    try:
        with working(then=then) as work:
            papers.generate(work, public_id, seen=seen(), typed=given, ticked=request.form.get("ticked") == "1")
    except Problems as problems:
        mark(form, problems)
        return _page(form, _entry(public_id)), problems.status
    except (MoveRefused, StalePage) as refusal:
        flash(refusal.message, "error")
        return _page(form, _entry(public_id)), refusal.status
    flash("协议书已生成，等待学校审核。", "success")
    return redirect(then, 303)


def _entry(public_id: str) -> Entry:
    with reading() as work:
        return student_papers.entry(work, public_id)


def _filled(kept: dict[str, str]) -> FlaskForm:
    data: dict[str, Any] = dict(kept)
    data["report_by"] = None
    with suppress(ValueError):
        data["report_by"] = date.fromisoformat(kept.get("report_by", ""))
    return PaperForm(data=data)


def _page(form: FlaskForm, entry: Entry) -> str:
    for name in entry.returned.names if entry.returned else []:
        form[name].description = f"学校要求修改此项。{form[name].description}"
        form[name].render_kw = (form[name].render_kw or {}) | {"data-wanted": "true"}
    steps, step = steps_of(entry.signing)
    warnings = second_looks({name: int(value) for name, value in entry.typed.items() if value.isdecimal()})
    facts = {"steps": steps, "step": step, "sections": SECTIONS, "warnings": warnings}
    return render_template("student/paper_entry.html", form=form, entry=entry, signing=entry.signing, **facts)
