"""修改邀约 after the student's agreement and before the school's review: other terms proposed, or taken back."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portals.forms import typed
from portals.web import only, reading, seen, working
from signing_core.actors import Role
from signing_core.catalogues.invitation import INVITATION
from signing_core.errors import Problems
from signing_core.fields import compared
from signing_core.queries import employer_signing
from signing_core.queries.employer_signing import Detail
from signing_core.use_cases import changes

from .forms import TermsForm
from .terms_pages import confirm_page, content_of, form_page, terms_form
from .views import bp

NOT_NOW = "这份签约现在不能修改；学校审核之后须先解约，再重新签约。"
UNCHANGED = "签约内容没有改动，请修改后再发送。"


@bp.get("/signings/<public_id>/change")
@only(Role.EMPLOYER)
def data_change(public_id: str) -> ResponseReturnValue:
    detail = _detail(public_id)
    if "propose_change" not in detail.moves:
        flash(detail.refused.get("propose_change", NOT_NOW), "warning")
        return redirect(url_for(".data_signing", public_id=public_id), 303)
    return form_page(terms_form(detail.terms), **_about(detail, detail.signing.version))


@bp.post("/signings/<public_id>/change")
@only(Role.EMPLOYER)
def data_change_check(public_id: str) -> ResponseReturnValue:
    """发送 sets old and new terms side by side and asks to confirm; 返回修改 comes back."""
    form, detail = TermsForm(), _detail(public_id)
    about = _about(detail, seen())
    if request.form.get("act") == "edit":
        return form_page(form, **about)
    content = content_of(form)
    if content is None:
        return form_page(form, **about), Problems.status
    if content == detail.terms:
        flash(UNCHANGED, "error")
        return form_page(form, **about), Problems.status
    versus = compared(INVITATION, detail.terms, content)
    send_url = url_for(".data_change_send", public_id=public_id)
    return confirm_page(content, **about, versus=versus, send_url=send_url)


@bp.post("/signings/<public_id>/change/send")
@only(Role.EMPLOYER)
def data_change_send(public_id: str) -> ResponseReturnValue:
    form, answer = TermsForm(), url_for(".data_signing", public_id=public_id)
    if content_of(form) is None:
        return form_page(form, **_about(_detail(public_id), seen())), Problems.status
    with working(then=answer) as work:
        changes.propose(work, public_id, seen=seen(), terms=typed(form, INVITATION))
    flash("修改已发给学生，学生同意后按新的内容审核；在此之前原内容不变。", "success")
    return redirect(answer, 303)


@bp.post("/signings/<public_id>/change/withdraw")
@only(Role.EMPLOYER)
def data_change_withdraw(public_id: str) -> ResponseReturnValue:
    answer = url_for(".data_signing", public_id=public_id)
    with working(then=answer) as work:
        changes.withdraw(work, public_id, seen=seen())
    flash("修改已撤回，原来的签约内容不变，学生会收到通知。", "success")
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
        "check_url": url_for(".data_change_check", public_id=signing.public_id),
        "back_url": url_for(".data_signing", public_id=signing.public_id),
        "changing": True,
        "returned": detail.returned,
    }
