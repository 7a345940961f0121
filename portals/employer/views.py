"""Home, and the data that an employer confirms."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from portals import look, notices
from portals.forms import mark, typed
from portals.web import only, reading, seen, working
from signing_core.actors import Role
from signing_core.catalogues.employer_data import CONFIRMED
from signing_core.errors import Problems
from signing_core.models import Signing
from signing_core.queries import employer_pages
from signing_core.turns import ANSWER_RESCISSION, CORRECT, task_of
from signing_core.use_cases import employers

from .forms import DATA_SECTIONS, DataForm

# what the employer has to do, and the button that does it
BUTTONS = {
    CORRECT: ("修改邀约", ".data_change"),
    ANSWER_RESCISSION[Role.STUDENT]: ("查看解约申请", ".rescissions_asked"),
}

bp = Blueprint("employer", __name__, url_prefix="/employer")
look.teach(bp)
notices.serve(bp, Role.EMPLOYER, centre="单位中心")


@bp.get("/")
@only(Role.EMPLOYER)
def home() -> ResponseReturnValue:
    """An employer that has not confirmed its data is led to do that first."""
    with reading() as work:
        shown = employer_pages.home(work)
    if shown.employer.confirmed_at is None:
        return redirect(url_for(".confirm"))
    tasks = [
        (signing.student_name, signing, *button) for signing in shown.tasks.first if (button := button_of(signing))
    ]
    return render_template("employer/home.html", home=shown, tasks=tasks)


@bp.get("/confirm")
@only(Role.EMPLOYER)
def confirm() -> ResponseReturnValue:
    with reading() as work:
        shown = employer_pages.home(work)
    form = DataForm(data=employer_pages.confirmed_data(shown.employer))
    return _confirm_page(form, shown, shown.employer.version)


@bp.post("/confirm")
@only(Role.EMPLOYER)
def save_data() -> ResponseReturnValue:
    form, answer = DataForm(), url_for(".home")
    try:
        with working(then=answer) as work:
            employers.confirm_data(work, seen=seen(), data=typed(form, CONFIRMED))
    except Problems as problems:
        mark(form, problems)
        with reading() as work:
            shown = employer_pages.home(work)
        return _confirm_page(form, shown, seen()), problems.status
    flash("签约信息已确认。", "success")
    return redirect(answer, 303)


def button_of(signing: Signing) -> tuple[str, str] | None:
    """Label and address of the one button by which the employer does what the signing waits for; None if nothing."""
    button = BUTTONS.get(task_of(signing))
    return (button[0], url_for(button[1], public_id=signing.public_id)) if button else None


def _confirm_page(form: FlaskForm, shown: employer_pages.Home, version: int) -> str:
    return render_template("employer/confirm.html", form=form, home=shown, seen=version, sections=DATA_SECTIONS)
