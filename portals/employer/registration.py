"""单位注册, seen by the employer itself: where it stands, why, and everything to correct until it is approved."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from portals import licences
from portals.forms import filled, form_of, mark, sections, typed
from portals.web import only, reading, seen, working
from signing_core.actors import Role
from signing_core.catalogues.registration import REGISTRATION
from signing_core.errors import Problems
from signing_core.queries import employer_pages
from signing_core.use_cases import registration as acts

from .views import bp

OPEN_BEFORE = {"employer.registration", "employer.resubmit", "employer.licence"}


class CorrectionForm(form_of(REGISTRATION)):
    """Everything that was said at the registration; a picture only where there is a better one."""

    licence = licences.field()


@bp.before_request
def lead_to_registration() -> ResponseReturnValue | None:
    """Until somebody has approved the employer, nothing but its registration is open to it."""
    if request.endpoint in OPEN_BEFORE:
        return None
    with reading() as work:
        state = acts.own(work).state
    if state not in acts.UNDER_REVIEW:
        return None
    if request.method == "POST":
        flash("单位注册还没有审核通过，暂时不能办理。", "warning")
    return redirect(url_for("employer.registration"), 303)


@bp.get("/registration")
@only(Role.EMPLOYER)
def registration() -> ResponseReturnValue:
    with reading() as work:
        own = acts.own(work)
    return _page(filled(CorrectionForm, REGISTRATION, {one.name: getattr(own, one.name) for one in REGISTRATION}))


@bp.post("/registration")
@only(Role.EMPLOYER)
def resubmit() -> ResponseReturnValue:
    """更正并重新提交."""
    form, answer = CorrectionForm(), url_for(".registration")
    try:
        picture = licences.given(form.licence.data)
        with licences.stored(picture) as kept, working(then=answer) as work:
            pixels = picture.pixel_hash if picture else ""
            acts.resubmit(work, seen=seen(), data=typed(form, REGISTRATION), licence=kept, pixel_sha256=pixels)
    except Problems as problems:
        mark(form, problems)
        return _page(form, seen()), problems.status
    flash("资料已重新提交，现等待审核。", "success")
    return redirect(answer, 303)


@bp.get("/licence/<public_id>")
@only(Role.EMPLOYER)
def licence(public_id: str) -> ResponseReturnValue:
    return licences.answer(public_id)


def _page(form: FlaskForm, version: int = 0) -> str:
    with reading() as work:
        standing = employer_pages.standing(work)
    shown = {"standing": standing, "seen": version or standing.employer.version}
    return render_template("employer/registration.html", form=form, sections=sections(REGISTRATION), **shown)
