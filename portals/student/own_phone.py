"""更换手机号: the new phone and the password, then the code that was sent there."""

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField

from portals.forms import TEL, checked, mark, one_time_code, required, unfinished
from portals.web import only, present_actor, services, working
from signing_core import masking, values
from signing_core.actors import Role
from signing_core.errors import BadValue, Problems
from signing_core.use_cases import own_phone

from .views import bp


class PhoneForm(FlaskForm):
    phone = StringField("新手机号", [required(), checked(values.mobile)], render_kw=TEL)
    password = PasswordField("登录密码", [required()], render_kw={"autocomplete": "current-password"})


class CodeForm(FlaskForm):
    code = one_time_code()


@bp.route("/phone", methods=["GET", "POST"])
@only(Role.STUDENT)
def phone() -> ResponseReturnValue:
    form = PhoneForm()
    status = unfinished(form)
    if form.validate_on_submit():
        asked = {"phone": form.phone.data, "password": form.password.data}
        try:
            handle = own_phone.begin(services(), present_actor(), **asked)
        except Problems as problems:
            mark(form, problems)
            status = problems.status
        else:
            session["new_phone"] = {"handle": handle, "phone": values.mobile(asked["phone"])}
            return redirect(url_for(".phone_code"), 303)
    return render_template("student/phone.html", form=form), status


@bp.route("/phone/code", methods=["GET", "POST"])
@only(Role.STUDENT)
def phone_code() -> ResponseReturnValue:
    begun = session.get("new_phone")
    if begun is None:
        return redirect(url_for(".phone"), 303)
    form, answer = CodeForm(), url_for(".profile")
    status = unfinished(form)
    if form.validate_on_submit():
        try:
            own_phone.tried(services(), present_actor(), code=form.code.data or "", **begun)
            with working(then=answer) as work:
                own_phone.finish(work, **begun)
        except BadValue as problem:
            form.code.errors = [problem.message]
            status = problem.status
        else:
            session.pop("new_phone")
            flash("手机号已更换，以后的验证码和短信会发到新号码。", "success")
            return redirect(answer, 303)
    return render_template("student/phone_code.html", form=form, phone=masking.phone(begun["phone"])), status
