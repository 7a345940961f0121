"""邀请函 to the ticked students: form, confirm page, sending."""

from collections.abc import Sequence

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from portals.forms import typed
from portals.web import only, reading
from signing_core.actors import Role
from signing_core.catalogues.invitation import INVITATION
from signing_core.errors import Problems
from signing_core.models import Employer, Student
from signing_core.queries import employer_pages

from .finding import ticked
from .forms import TermsForm
from .sending import invite_each
from .terms_pages import confirm_page, content_of, form_page, terms_form
from .views import bp


@bp.get("/invite")
@only(Role.EMPLOYER)
def candidates_invite() -> ResponseReturnValue:
    ids = ticked(request.args.getlist("rowid"))
    with reading() as work:
        employer, students = employer_pages.own(work), employer_pages.chosen(work, ids)
        terms = employer_pages.usual_terms(work, students)
    if employer.confirmed_at is None:
        flash("请先确认签约信息，再发出邀请。", "warning")
        return redirect(url_for(".confirm"))
    return _form_page(terms_form(terms), ids, employer, students)


@bp.post("/invite")
@only(Role.EMPLOYER)
def candidates_check() -> ResponseReturnValue:
    """发送 asks to confirm everything; 返回修改 on that page comes back here."""
    form, ids = TermsForm(), ticked(request.form.getlist("rowid"))
    employer, students = _parties(ids)
    if request.form.get("act") == "edit":
        return _form_page(form, ids, employer, students)
    content = content_of(form)
    if content is None:
        return _form_page(form, ids, employer, students), Problems.status
    return confirm_page(content, **_about(ids, employer, students), send_url=url_for(".candidates_send"))


@bp.post("/invite/send")
@only(Role.EMPLOYER)
def candidates_send() -> ResponseReturnValue:
    form, ids = TermsForm(), ticked(request.form.getlist("rowid"))
    employer, students = _parties(ids)
    if content_of(form) is None:
        return _form_page(form, ids, employer, students), Problems.status
    answer = url_for(".data", tab="waiting")
    outcome = invite_each(students, typed(form, INVITATION), then=answer)
    outcome.tell()
    return redirect(answer if outcome.sent else url_for(".candidates"), 303)


def _parties(ids: list[str]) -> tuple[Employer, Sequence[Student]]:
    with reading() as work:
        return employer_pages.own(work), employer_pages.chosen(work, ids)


def _about(ids: list[str], employer: Employer, students: Sequence[Student]) -> dict[str, object]:
    return {
        "employer_name": employer.name,
        "to": [(student.name, student.school.name) for student in students],
        "kept": [("rowid", public_id) for public_id in ids],
        "check_url": url_for(".candidates_check"),
        "back_url": url_for(".candidates"),
    }


def _form_page(form: FlaskForm, ids: list[str], employer: Employer, students: Sequence[Student]) -> str:
    return form_page(form, **_about(ids, employer, students))
