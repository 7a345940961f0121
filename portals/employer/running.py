"""数据管理: what was sent and what became of it, one signing, and its revision or withdrawal."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portals import look
from portals.forms import typed
from portals.web import only, reading, working
from signing_core.actors import Role
from signing_core.catalogues.invitation import INVITATION
from signing_core.errors import Problems
from signing_core.queries import employer_pages
from signing_core.queries.agreement_facts import STEP_OF, STEPS
from signing_core.queries.employer_pages import TABS, Detail
from signing_core.use_cases import invitations

from .forms import TermsForm
from .terms_pages import confirm_page, content_of, form_page, terms_form
from .views import bp


@bp.get("/data")
@only(Role.EMPLOYER)
def data() -> ResponseReturnValue:
    tab = request.args.get("tab", "")
    tab = tab if tab in TABS else next(iter(TABS))
    school, name = look.searched("school"), look.searched("name")
    with reading() as work:
        rows = employer_pages.data(work, tab=tab, school=school, name=name, number=look.page_number())
        counts = employer_pages.counts(work)
    tabs = [(label, url_for(".data", tab=key), counts[key], key == tab) for key, (label, _) in TABS.items()]
    return render_template(
        "employer/data.html", rows=rows.rows, page=look.pager(rows), tabs=tabs, tab=tab, school=school, name=name
    )


@bp.get("/signings/<public_id>")
@only(Role.EMPLOYER)
def data_signing(public_id: str) -> ResponseReturnValue:
    detail = _detail(public_id)
    return render_template("employer/signing.html", detail=detail, steps=STEPS, step=STEP_OF[detail.signing.state])


@bp.get("/signings/<public_id>/revise")
@only(Role.EMPLOYER)
def data_revise(public_id: str) -> ResponseReturnValue:
    detail = _detail(public_id)
    if "revise" not in detail.moves:
        flash("这份邀请现在不能修改。", "warning")
        return redirect(url_for(".data_signing", public_id=public_id))
    return form_page(terms_form(detail.terms), **_about(detail, detail.signing.version))


@bp.post("/signings/<public_id>/revise")
@only(Role.EMPLOYER)
def data_check(public_id: str) -> ResponseReturnValue:
    """As for a new invitation: 发送 asks to confirm, 返回修改 comes back."""
    form, about = TermsForm(), _about(_detail(public_id), _seen())
    if request.form.get("act") == "edit":
        return form_page(form, **about)
    content = content_of(form)
    if content is None:
        return form_page(form, **about), Problems.status
    return confirm_page(content, **about, send_url=url_for(".data_send", public_id=public_id))


@bp.post("/signings/<public_id>/revise/send")
@only(Role.EMPLOYER)
def data_send(public_id: str) -> ResponseReturnValue:
    form, answer = TermsForm(), url_for(".data_signing", public_id=public_id)
    if content_of(form) is None:
        return form_page(form, **_about(_detail(public_id), _seen())), Problems.status
    with working(then=answer) as work:
        invitations.revise(work, public_id, seen=_seen(), terms=typed(form, INVITATION))
    flash("邀约已修改，应约期限重新计算，学生会收到通知。", "success")
    return redirect(answer, 303)


@bp.post("/signings/<public_id>/withdraw")
@only(Role.EMPLOYER)
def data_withdraw(public_id: str) -> ResponseReturnValue:
    answer = url_for(".data_signing", public_id=public_id)
    with working(then=answer) as work:
        invitations.withdraw(work, public_id, seen=_seen())
    flash("邀约已撤回，学生会收到通知。", "success")
    return redirect(answer, 303)


def _detail(public_id: str) -> Detail:
    with reading() as work:
        return employer_pages.detail(work, public_id)


def _seen() -> int:
    return request.form.get("seen", 0, type=int)


def _about(detail: Detail, seen: int) -> dict[str, object]:
    signing = detail.signing
    return {
        "employer_name": signing.employer_name,
        "to": [(signing.student_name, signing.student.school.name)],
        "kept": [("seen", seen)],
        "check_url": url_for(".data_check", public_id=signing.public_id),
        "back_url": url_for(".data_signing", public_id=signing.public_id),
        "revising": True,
    }
