"""录入协议书: what the student types is kept whatever becomes of it, previewed as it would print, and then frozen."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from portals.forms import filled, form_of, mark, sections, typed, want
from portals.web import asked_by_script, only, present_actor, reading, seen, services, working
from signing_core.actors import Role
from signing_core.catalogues.invitation import second_looks
from signing_core.catalogues.paper import PAPER
from signing_core.errors import BadValue, MoveRefused, NotFound, Problems, StalePage, TooMany
from signing_core.queries import student_papers
from signing_core.queries.agreement_facts import steps_of
from signing_core.queries.student_papers import Entry
from signing_core.use_cases import employers, papers, uploads

from .views import bp

PaperForm = form_of(PAPER)
SECTIONS = sections(PAPER)
CHANGED_ELSEWHERE = "这份协议书刚在另一个页面保存过。下面是您在本页填写的内容，尚未保存；再次保存会以本页为准。"


@bp.get("/paper/<public_id>/entry")
@only(Role.STUDENT)
def paper_entry(public_id: str) -> ResponseReturnValue:
    """The working copy as it was typed; what is wrong in it is said once it is previewed."""
    entry = _entry(public_id)
    return _page(filled(PaperForm, PAPER, entry.typed), entry)


@bp.post("/paper/<public_id>/entry")
@only(Role.STUDENT)
def paper_save(public_id: str) -> ResponseReturnValue:
    """保存，暂不提交; 预览协议书; 保存并生成协议书. A refusal shows the form again as it was sent."""
    form = PaperForm()
    act = ACTS.get(request.form.get("act", ""), _save)
    try:
        return act(public_id, typed(form, PAPER))
    except Problems as problems:
        mark(form, problems)
        return _page(form, _entry(public_id)), problems.status
    except (StalePage, MoveRefused) as refusal:
        if asked_by_script():
            return {"message": refusal.message}, refusal.status
        sentence = CHANGED_ELSEWHERE if isinstance(refusal, StalePage) else refusal.message
        entry = _entry(public_id)
        flash(sentence, "error")
        return _page(form, entry), refusal.status


@bp.post("/paper/<public_id>/discard")
@only(Role.STUDENT)
def paper_discard(public_id: str) -> ResponseReturnValue:
    then = url_for(".papers_list")
    with working(then=then) as work:
        keys = papers.discard(work, public_id, seen=seen())
    uploads.clear(services(), keys)
    flash("已删除。", "success")
    return redirect(then, 303)


@bp.post("/paper/employer")
@only(Role.STUDENT)
def paper_employer() -> ResponseReturnValue:
    """The registered employer with the code that was typed, to be offered for filling in: data for the page's script.

    A POST, since each look-up spends of a limit. A code that is not known, or is none, is an answer like another.
    """
    try:
        return employers.known_by_code(services(), present_actor(), request.form.get("uscc", ""))
    except (BadValue, NotFound) as refusal:
        return {"message": refusal.message}
    except TooMany as refusal:
        return {"message": refusal.message}, refusal.status


def _save(public_id: str, given: dict[str, str]) -> ResponseReturnValue:
    then = url_for(".papers_list")
    with working(then=then) as work:
        saved = papers.save(work, public_id, seen=seen(), typed=given)
    if asked_by_script():
        return {"seen": saved.version}
    flash("已保存，尚未提交。", "success")
    return redirect(then, 303)


def _preview(public_id: str, given: dict[str, str]) -> ResponseReturnValue:
    """Kept first, in a unit of its own: what is wrong in it must not cost what was typed."""
    here = url_for(".paper_entry", public_id=public_id, _anchor="preview")
    with working(then=here) as work:
        saved = papers.save(work, public_id, seen=seen(), typed=given)
    with services().working(present_actor()) as work:
        papers.preview(work, public_id, seen=saved.version, typed=given)
    flash("内容已保存，预览已生成。请打开预览核对，确认无误后再生成协议书。", "success")
    return redirect(here, 303)


def _generate(public_id: str, given: dict[str, str]) -> ResponseReturnValue:
    then = url_for(".paper", public_id=public_id)
    with working(then=then) as work:
        papers.generate(work, public_id, seen=seen(), typed=given, ticked=request.form.get("ticked") == "1")
    flash("协议书已生成，等待学校审核；审核通过后即可打印。", "success")
    return redirect(then, 303)


ACTS = {"save": _save, "preview": _preview, "generate": _generate}


def _entry(public_id: str) -> Entry:
    with reading() as work:
        return student_papers.entry(work, public_id)


def _page(form: FlaskForm, entry: Entry) -> str:
    if entry.returned:
        want(form, entry.returned.names)
    steps, step = steps_of(entry.signing)
    warnings = second_looks({name: int(value) for name, value in entry.typed.items() if value.isdecimal()})
    facts = {"steps": steps, "step": step, "sections": SECTIONS, "warnings": warnings}
    return render_template("student/paper_entry.html", form=form, entry=entry, signing=entry.signing, **facts)
