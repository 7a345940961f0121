"""网签开放设置 per cohort: from which day to which signing is open, the cap of rescissions, the minimum wage."""

from typing import Any

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField
from wtforms.validators import Optional

from portals.forms import checked, mark, required
from portals.furniture import cohort, cohorts
from portals.web import present_actor, reading, services, working
from signing_core.actors import Role
from signing_core.clock import today
from signing_core.errors import Problems
from signing_core.queries import console_home
from signing_core.use_cases import opening

from .base import ConsolePage


class OpeningForm(FlaskForm):
    cohort = SelectField("毕业届", coerce=int)
    first = DateField("开始日期", [required()], description="从这一天 0 时起，学生可以应约。")
    last = DateField("截止日期", [Optional()], description="含当天；不填则一直开放。")
    paper_first = DateField(
        "纸质签约开始日期", [Optional()], description="从这一天 0 时起，学生可以录入协议书；不填则不开放。"
    )
    paper_last = DateField("纸质签约截止日期", [Optional()], description="含当天；不填则一直开放。")
    other_first = DateField(
        "其他去向登记开始日期", [Optional()], description="从这一天 0 时起，学生可以登记其他去向；不填则不开放。"
    )
    other_last = DateField("其他去向登记截止日期", [Optional()], description="含当天；不填则一直开放。")
    cap = StringField(
        "学生申请解约次数上限",
        [checked(opening.rescission_cap)],
        description="本届每名学生主动申请并已审核通过的解约，最多允许几次，填 0 至 9；不填则不限。",
        render_kw={"inputmode": "numeric", "maxlength": 1, "autocomplete": "off"},
    )
    minimum_wage = StringField(
        "当地最低工资(元/月)",
        [checked(opening.minimum_wage)],
        description="审核页面的预审用它对照月薪，填 500 至 20,000；不填则不对照。",
        render_kw={"inputmode": "numeric", "maxlength": 6, "autocomplete": "off"},
    )


class OpeningView(ConsolePage):
    """Only the school's own office opens and closes signing."""

    who = frozenset({Role.SCHOOL})

    @expose("/", methods=("GET", "POST"))
    def index(self) -> ResponseReturnValue:
        with reading() as work:
            present = console_home.opening(work, cohort=cohort())
        form = OpeningForm(data=_filled(present) | {"minimum_wage": present.minimum_wage})
        form.cohort.choices = [(year, f"{year}届") for year in years()]
        status = 200
        if form.is_submitted():
            status = 422
            if form.validate():
                try:
                    return self.save(form)
                except Problems as problems:
                    mark(form, problems)
        return self.render("admin/opening.html", form=form, present=present, present_cohort=cohort()), status

    def save(self, form: OpeningForm) -> ResponseReturnValue:
        then = self.get_url(".index")
        of = {"school_id": present_actor().school_id, "cohort": form.cohort.data}
        with working(then=then) as work:
            with Problems.beside("last"):
                opening.set_online(work, **of, first=form.first.data, last=form.last.data)
            with Problems.beside("paper_last" if form.paper_first.data else "paper_first"):
                opening.set_paper(work, **of, first=form.paper_first.data, last=form.paper_last.data)
            with Problems.beside("other_last" if form.other_first.data else "other_first"):
                opening.set_other(work, **of, first=form.other_first.data, last=form.other_last.data)
            opening.set_rescission_cap(work, **of, cap=opening.rescission_cap(form.cap.data or ""))
            opening.set_minimum_wage(work, **of, wage=opening.minimum_wage(form.minimum_wage.data or ""))
        flash(f"已保存{form.cohort.data}届的网签开放设置。", "success")
        return redirect(then, 303)


def _filled(present: console_home.Opening) -> dict[str, Any]:
    online, paper = present.online, present.paper
    other = present.other
    days = {"paper_first": paper.first, "paper_last": paper.last, "other_first": other.first, "other_last": other.last}
    return {"cohort": cohort(), "first": online.first, "last": online.last, "cap": present.cap} | days


def years() -> list[int]:
    """The cohorts that there are, and the present and next year, so that a new one can begin."""
    this_year = today(services().clock()).year
    return sorted({*cohorts(), this_year, this_year + 1}, reverse=True)
