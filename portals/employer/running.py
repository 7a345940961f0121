"""数据管理: what was sent and what became of it, one signing, and its revision or withdrawal."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portals import documents
from portals.forms import typed
from portals.web import only, reading, seen, working
from signing_core.actors import Role
from signing_core.catalogues.invitation import INVITATION
from signing_core.errors import Problems
from signing_core.queries import employer_signing
from signing_core.queries.agreement_facts import STEP_OF, STEPS
from signing_core.queries.employer_signing import Detail
from signing_core.queries.employer_signings import DATA_TABS
from signing_core.use_cases import invitations

from . import listing
from .forms import TermsForm
from .terms_pages import confirm_page, content_of, form_page, terms_form
from .views import bp, button_of


@bp.get("/data")
@only(Role.EMPLOYER)
def data() -> ResponseReturnValue:
    return render_template("employer/data.html", **listing.page(DATA_TABS, ".data"))


@bp.get("/data/export")
@only(Role.EMPLOYER)
def data_export() -> ResponseReturnValue:
    return listing.export(DATA_TABS, "数据管理")


@bp.get("/signings/<public_id>")
@only(Role.EMPLOYER)
def data_signing(public_id: str) -> ResponseReturnValue:
    detail = _detail(public_id)
    step = STEP_OF[detail.signing.state]
    return render_template(
        "employer/signing.html", detail=detail, steps=STEPS, step=step, to_do=button_of(detail.signing)
    )


@bp.get("/signings/<public_id>/document")
@only(Role.EMPLOYER)
def data_document(public_id: str) -> ResponseReturnValue:
    return documents.answer(public_id, back_url=url_for(".data_signing", public_id=public_id))


@bp.get("/signings/<public_id>/certificate")
@only(Role.EMPLOYER)
def data_certificate(public_id: str) -> ResponseReturnValue:
    return documents.certificate(public_id, back_url=url_for(".data_signing", public_id=public_id))


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
    form, about = TermsForm(), _about(_detail(public_id), seen())
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
        return form_page(form, **_about(_detail(public_id), seen())), Problems.status
    with working(then=answer) as work:
        invitations.revise(work, public_id, seen=seen(), terms=typed(form, INVITATION))
    flash("邀约已修改，应约期限重新计算，学生会收到通知。", "success")
    return redirect(answer, 303)


@bp.post("/signings/<public_id>/withdraw")
@only(Role.EMPLOYER)
def data_withdraw(public_id: str) -> ResponseReturnValue:
    answer = url_for(".data_signing", public_id=public_id)
    with working(then=answer) as work:
        invitations.withdraw(work, public_id, seen=seen())
    flash("邀约已撤回，学生会收到通知。", "success")
    return redirect(answer, 303)


def _detail(public_id: str) -> Detail:
    with reading() as work:
        return employer_signing.detail(work, public_id)


def _about(detail: Detail, shown: int) -> dict[str, object]:
    signing = detail.signing
    return {
        "employer_name": signing.employer_name,
        "to": [(signing.student_name, signing.student.school.name)],
        "kept": [("seen", shown)],
        "check_url": url_for(".data_check", public_id=signing.public_id),
        "back_url": url_for(".data_signing", public_id=signing.public_id),
        "revising": True,
    }
