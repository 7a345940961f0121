"""网签开放设置 per cohort: channels, review, reply days, cap, wage; what a change does is shown before it is saved."""

from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_wtf import FlaskForm
from wtforms import DateField, SelectChoice, SelectField, StringField
from wtforms.validators import Optional

from portals.forms import checked, mark
from portals.furniture import cohort, cohorts
from portals.web import present_actor, reading, seen, services, working
from signing_core.actors import Role
from signing_core.catalogues.invitation import FEWEST_REPLY_DAYS, MOST_REPLY_DAYS
from signing_core.clock import as_minute, today
from signing_core.errors import NotFound, Problems, StalePage
from signing_core.opening_sheet import CHANNELS, OpeningSheet, Stretch
from signing_core.queries import openings
from signing_core.states import REVIEW_LEVELS, ReviewLevels
from signing_core.use_cases import opening

from .addresses import PLACE
from .base import ConsolePage

WHOLE = {"inputmode": "numeric", "autocomplete": "off"}
OPENS, CLOSES = "从这一天 0 时起；不填则不开放。", "含当天；不填则一直开放。"


class OpeningForm(FlaskForm):
    online_first = DateField("开始日期", [Optional()], description=OPENS)
    online_last = DateField("截止日期", [Optional()], description=CLOSES)
    paper_first = DateField("开始日期", [Optional()], description=OPENS)
    paper_last = DateField("截止日期", [Optional()], description=CLOSES)
    other_first = DateField("开始日期", [Optional()], description=OPENS)
    other_last = DateField("截止日期", [Optional()], description=CLOSES)
    review_levels = SelectField(
        "审核级别", choices=[SelectChoice(level.value, label) for level, label in REVIEW_LEVELS.items()]
    )
    reply_days = StringField(
        "反馈有效期默认天数",
        [checked(opening.reply_days)],
        description=f"单位首次邀请本校学生时预填的反馈有效期，填 {FEWEST_REPLY_DAYS} 至 {MOST_REPLY_DAYS}；"
        "单位可以修改。一次邀请多所学校的学生时，取其中最长的。",
        render_kw=WHOLE | {"maxlength": 2},
    )
    rescission_cap = StringField(
        "学生申请解约次数上限",
        [checked(opening.rescission_cap)],
        description="本届每名学生主动申请并已审核通过的解约，最多允许几次，填 0 至 9；不填则不限。",
        render_kw=WHOLE | {"maxlength": 1},
    )
    minimum_wage = StringField(
        "当地最低工资(元/月)",
        [checked(opening.minimum_wage)],
        description="审核页面的预审用它对照月薪，填 500 至 20,000；不填则不对照。",
        render_kw=WHOLE | {"maxlength": 6},
    )

    @property
    def sheet(self) -> OpeningSheet:
        """The settings that were typed; raises Problems beside the day that cannot be."""
        given = {name: Stretch(self[f"{name}_first"].data, self[f"{name}_last"].data) for name in CHANNELS.values()}
        sheet = OpeningSheet(
            **given,
            review_levels=ReviewLevels(self.review_levels.data),
            reply_days=opening.reply_days(self.reply_days.data or ""),
            rescission_cap=opening.rescission_cap(self.rescission_cap.data or ""),
            minimum_wage=opening.minimum_wage(self.minimum_wage.data or ""),
        )
        try:
            opening.check(sheet)
        except Problems as problems:
            sides = {name: "last" if given[name].first else "first" for name in problems.by_field}
            raise Problems({f"{name}_{side}": problems.by_field[name] for name, side in sides.items()}) from None
        return sheet


class OpeningView(ConsolePage):
    """Only the school's own office opens and closes signing."""

    who = frozenset({Role.SCHOOL})

    @expose("/")
    def index(self) -> str:
        with reading() as work:
            present = openings.present(work, cohort=year())
        return self.show(OpeningForm(formdata=None, data=_filled(present.sheet)), present)

    @expose("/", methods=["POST"])
    def check(self) -> ResponseReturnValue:
        """查看影响并保存 leads to what the change does; 返回修改 on that page comes back here."""
        form, edit = OpeningForm(), request.form.get("act") == "edit"
        try:
            sheet = OpeningSheet() if edit else _typed(form)
        except Problems as problems:
            mark(form, problems)
            return self.show_again(form), problems.status
        if edit:
            return self.show_again(form)
        with reading() as work:
            present = openings.present(work, cohort=year())
            if present.version != seen():
                return self.stale(form)
            effects = openings.effects(work, cohort=year(), old=present.sheet, new=sheet)
        if not effects:
            flash("没有改动，不需要保存。", "info")
            return redirect(self.address(), 303)
        return self.render("admin/opening_confirm.html", form=form, effects=effects, present=present, year=year())

    @expose("/save", methods=["POST"])
    def save(self) -> ResponseReturnValue:
        form, then = OpeningForm(), self.address()
        try:
            sheet = _typed(form)
            with working(then=then) as work:
                of = {"school_id": present_actor().school_id, "cohort": year()}
                changed = opening.change(work, **of, seen=seen(), **vars(sheet))
        except Problems as problems:
            mark(form, problems)
            return self.show_again(form), problems.status
        except StalePage:
            return self.stale(form)
        flash(f"已保存{year()}届的网签开放设置：修改 {len(changed)} 项，立即生效。", "success")
        return redirect(then, 303)

    def stale(self, form: OpeningForm) -> ResponseReturnValue:
        """What was typed again, beside what somebody else has saved."""
        form.form_errors.append(opening.SAVED_MEANWHILE)
        return self.show_again(form), StalePage.status

    def show_again(self, form: OpeningForm) -> str:
        with reading() as work:
            present = openings.present(work, cohort=year())
        return self.show(form, present)

    def show(self, form: OpeningForm, present: openings.Present) -> str:
        with reading() as work:
            past = openings.history(work, cohort=year(), at=_place())
        return self.render(
            "admin/opening.html",
            form=form,
            present=present,
            year=year(),
            years=[(f"{one}届", self.address(one), None, one == year()) for one in years()],
            past=[(as_minute(one.at), one.who, one.changes) for one in past.rows],
            newer_url=self.address(before=openings.place_of(past.rows[0])) if past.has_previous else None,
            older_url=self.address(after=openings.place_of(past.rows[-1])) if past.has_next else None,
        )

    def address(self, one: int | None = None, **place: str) -> str:
        return str(self.get_url(".index", cohort=one or year(), **place))


def _typed(form: OpeningForm) -> OpeningSheet:
    """Raises Problems that name every wrong field."""
    if not form.validate():
        raise Problems({name: "；".join(errors) for name, errors in form.errors.items() if name})
    return form.sheet


def _filled(sheet: OpeningSheet) -> dict[str, Any]:
    days = {name: getattr(sheet, name) for name in CHANNELS.values()}
    firsts = {f"{name}_first": stretch.first for name, stretch in days.items()}
    lasts = {f"{name}_last": stretch.last for name, stretch in days.items()}
    return vars(sheet) | {"review_levels": sheet.review_levels.value} | firsts | lasts


def _place() -> Any:
    for side in ("after", "before"):
        place = request.args.get(side, "")
        if PLACE.fullmatch(place):
            return openings.seek(place, before=side == "before")
    return None


def year() -> int:
    """The cohort that the page is about: of its address or form, else the one in the head; NotFound for no such."""
    asked = request.values.get("cohort", default=cohort(), type=int)
    if asked not in years():
        raise NotFound
    return asked


def years() -> list[int]:
    """The cohorts that there are, and the present and next year, so that a new one can begin."""
    this_year = today(services().clock()).year
    return sorted({*cohorts(), this_year, this_year + 1}, reverse=True)
