"""基本信息管理 and 我的记录: the student's own data, all that was done in its name, and what it reports."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import StringField

from portals import look
from portals.forms import mark, required
from portals.web import only, reading, seen, working
from signing_core.actors import Role
from signing_core.errors import BadValue, Problems
from signing_core.queries import own_record
from signing_core.use_cases import records, reports

from .views import bp

TABS = {"acts": "办理记录", "sign_ins": "登录记录", "reports": "我的反映"}


class ContactForm(FlaskForm):
    email = StringField("邮箱", [required()], render_kw={"inputmode": "email", "autocomplete": "email"})
    address = StringField("通讯地址", render_kw={"autocomplete": "street-address"})


@bp.get("/profile")
@only(Role.STUDENT)
def profile() -> ResponseReturnValue:
    return _profile()


@bp.post("/profile")
@only(Role.STUDENT)
def profile_save() -> ResponseReturnValue:
    form, answer = ContactForm(), url_for(".profile")
    said = {"email": form.email.data or "", "address": form.address.data or ""}
    try:
        with working(then=answer) as work:
            records.save_contact(work, seen=seen(), **said)
    except Problems as problems:
        mark(form, problems)
        return _profile(form), problems.status
    flash("联系方式已保存。", "success")
    return redirect(answer, 303)


@bp.post("/profile/report")
@only(Role.STUDENT)
def profile_report() -> ResponseReturnValue:
    """信息有误, for what the office alone can change."""
    answer, text = url_for(".record", tab="reports"), request.form.get("reason", "")
    try:
        with working(then=answer) as work:
            reports.report_datum(work, text=text)
    except BadValue as problem:
        return _profile(typed=text, problem=problem.message), problem.status
    flash("已提交，学校就业办核对后会在这里答复您。", "success")
    return redirect(answer, 303)


@bp.get("/record")
@only(Role.STUDENT)
def record() -> ResponseReturnValue:
    return _record()


@bp.post("/record/<mark>")
@only(Role.STUDENT)
def record_report(mark: str) -> ResponseReturnValue:
    """不是本人操作."""
    answer, text = url_for(".record", tab="reports"), request.form.get("reason", "")
    try:
        with working(then=answer) as work:
            reports.report_act(work, mark, text=text)
    except BadValue as problem:
        return _record(failed=mark, typed=text, problem=problem.message), problem.status
    flash("已提交，学校就业办核实后会在这里答复您。为安全起见，建议您同时修改密码。", "success")
    return redirect(answer, 303)


def _profile(form: ContactForm | None = None, **failed: str) -> str:
    with reading() as work:
        shown = own_record.profile(work)
    if form is None:
        form = ContactForm(formdata=None, data={"email": shown.student.email, "address": shown.student.address or ""})
    return render_template("student/profile.html", shown=shown, form=form, failed=failed)


def _record(**failed: object) -> str:
    tab = request.args.get("tab", "")
    tab = tab if tab in TABS else "acts"
    with reading() as work:
        rows = getattr(own_record, tab)(work, number=look.page_number())
    tabs = [(label, url_for(".record", tab=name), None, name == tab) for name, label in TABS.items()]
    return render_template(
        "student/record.html", rows=rows.rows, page=look.pager(rows), tab=tab, tabs=tabs, failed=failed
    )
