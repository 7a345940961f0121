"""信息验证: a student's first sign-in, from the facts of the roster over a code to an own password."""

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from portals.addresses import visitor
from portals.forms import unfinished
from portals.web import home, public, services, start_session
from signing_core import masking, values
from signing_core.errors import BadValue, Refusal
from signing_core.use_cases import entry, first_sign_in

from .forms import FirstCodeForm, IdentityForm
from .views import bp, kept_out


@bp.route("/first", methods=["GET", "POST"])
@public
def first() -> ResponseReturnValue:
    """The first step: the four facts of the roster."""
    form = IdentityForm()
    status = unfinished(form)
    if form.validate_on_submit():
        facts = {name: form[name].data for name in ("student_number", "name", "id_number", "phone")}
        try:
            handle = first_sign_in.begin(services(), **facts, address=visitor())
        except entry.MayNotEnter as refusal:
            return kept_out(refusal)
        except Refusal as refusal:
            flash(refusal.message, "error")
            status = refusal.status
        else:
            session["first"] = {"handle": handle, "phone": masking.phone(values.mobile(form.phone.data))}
            return redirect(url_for(".first_code"), 303)
    return render_template("entry/first.html", form=form), status


@bp.route("/first/code", methods=["GET", "POST"])
@public
def first_code() -> ResponseReturnValue:
    """The second step: the code from the phone, an address for notices, and an own password."""
    begun = session.get("first")
    if begun is None:
        return redirect(url_for(".first"))
    form = FirstCodeForm()
    status = unfinished(form)
    if form.validate_on_submit():
        given = {"code": form.code.data, "password": form.new.data, "email": form.email.data or ""}
        try:
            token = first_sign_in.finish(services(), handle=begun["handle"], **given)
        except BadValue as problem:
            form.code.errors = [problem.message]
            status = problem.status
        else:
            start_session(token)
            flash("首次登录已完成，以后请用学号、身份证号或手机号登录。", "success")
            return redirect(home(), 303)
    known = first_sign_in.known_email(services(), begun["handle"])
    page = {"phone": begun["phone"], "email": masking.email(known) if known else ""}
    return render_template("entry/first_code.html", form=form, **page), status


@bp.post("/first/again")
@public
def first_again() -> ResponseReturnValue:
    """Another code to the same phone, without the facts being typed again."""
    begun = session.get("first")
    if begun is None:
        return redirect(url_for(".first"), 303)
    try:
        session["first"] = begun | {"handle": first_sign_in.send_again(services(), begun["handle"])}
    except first_sign_in.TooLate as late:
        session.pop("first")
        flash(late.message, "warning")
        return redirect(url_for(".first"), 303)
    flash("新的验证码已发送，之前的请不要再用。", "success")
    return redirect(url_for(".first_code"), 303)
