"""签约开放列表: all that the filter finds restricted or opened by the worker, in one transaction."""

from dataclasses import asdict
from typing import Any

from flask import redirect
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField, TextAreaField

from portals.forms import checked, required
from portals.web import reading, services, working
from signing_core import values
from signing_core.queries import restriction_list
from signing_core.queries.restriction_list import RESTRICTED
from signing_core.use_cases import jobs, restrictions
from signing_core.use_cases.jobs import JobKind
from signing_core.use_cases.restrictions import MOST_AT_ONCE, Wish


class EveryForm(FlaskForm):
    act = SelectField("操作", choices=[SelectChoice("restrict", "限制签约"), SelectChoice("open", "开放签约")])
    reason = TextAreaField("原因", [required(), checked(values.reason)], render_kw={"maxlength": 200, "rows": 4})


def page(view: Any, form: EveryForm | None = None) -> str:
    """How many there are, and what is to become of them."""
    question = view.question()
    with reading() as work:
        found = len(restriction_list.numbers(work, question, most=MOST_AT_ONCE))
    return str(
        view.render(
            "admin/restriction_all.html",
            form=form or EveryForm(formdata=None, act="open" if question.queue == RESTRICTED else "restrict"),
            scope=restriction_list.described(question),
            found=found,
            most=MOST_AT_ONCE,
            return_url=view.list_url(**view.filter()),
        )
    )


def answer(view: Any) -> ResponseReturnValue:
    """The page of the job that does it."""
    form, question = EveryForm(), view.question()
    if not form.validate():
        return page(view, form), 422
    wish = Wish(form.act.data == "restrict", values.reason(form.reason.data or ""))
    job_id = services().new_id()
    then = view.get_url("admin_jobs.show", public_id=job_id)
    with working(then=then) as work:
        restrictions.refuse_too_many(len(restriction_list.numbers(work, question, most=MOST_AT_ONCE)))
        asked = {"question": asdict(question), "wish": wish._asdict()}
        jobs.order(work, JobKind.RESTRICTION_CHANGE, asked, public_id=job_id)
    return redirect(then, 303)
