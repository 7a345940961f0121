"""Pages in front of the portals: doors, sign-in and out, change of password, one-time links."""

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms import SelectChoice

from exports import qr
from portals.addresses import visitor
from portals.web import (
    HOME_OF,
    end_session,
    home,
    only,
    own_path,
    present_actor,
    public,
    services,
    start_session,
)
from signing_core import masking, values
from signing_core.actors import Role
from signing_core.errors import BadValue, Refusal
from signing_core.use_cases import entry, first_sign_in, passwords, source_check

from .forms import ChangePasswordForm, CodeForm, IdentityForm, NewPasswordForm, SignInForm, unfinished

bp = Blueprint("entry", __name__)

DOOR_LABELS = {"student": "毕业生登录", "employer": "用人单位登录", "staff": "院校管理员登录"}
BY_PHONE = ("student", "employer")
EVERYBODY = [role for role in Role if role in HOME_OF]


@bp.get("/")
@public
def doors() -> ResponseReturnValue:
    """Whoever is signed in already goes on to their own pages."""
    if current_user.is_authenticated:
        return redirect(home())
    address = services().settings.base_url
    pictures = {door: qr.drawing(address + url_for(".login", door=door)) for door in BY_PHONE}
    return render_template("entry/doors.html", pictures=pictures)


@bp.route("/login/<door>", methods=["GET", "POST"])
@public
def login(door: str) -> ResponseReturnValue:
    if door not in DOOR_LABELS:
        abort(404)
    form = SignInForm()
    form.school.choices = []
    status = unfinished(form)
    if form.validate_on_submit():
        try:
            return _enter(door, form)
        except entry.WhichSchool as question:
            form.school.choices = [SelectChoice("", "请选择"), *(SelectChoice(*school) for school in question.schools)]
            form.school.errors = [question.message]
        except entry.MayNotEnter as refusal:
            return kept_out(refusal)
        except Refusal as refusal:
            flash(refusal.message, "error")
            status = refusal.status
    return render_template("entry/login.html", form=form, door=door, door_label=DOOR_LABELS[door]), status


def _enter(door: str, form: SignInForm) -> ResponseReturnValue:
    token = entry.sign_in(
        services(),
        door=door,
        login=form.login.data,
        password=form.password.data,
        school_code=form.school.data or "",
        address=visitor(),
    )
    start_session(token)
    return redirect(own_path(request.args.get("next")) or url_for(HOME_OF[current_user.actor.role]), 303)


def kept_out(refusal: entry.MayNotEnter) -> ResponseReturnValue:
    """Why not and whom to turn to; who waits for the review of the source record may check it meanwhile."""
    if refusal.unreviewed is not None:
        session["source"] = source_check.begin(services(), refusal.unreviewed)
    return render_template("entry/may_not_enter.html", refusal=refusal), refusal.status


@bp.post("/logout")
@public
def logout() -> ResponseReturnValue:
    end_session()
    flash("已退出登录。", "success")
    return redirect(url_for(".doors"), 303)


@bp.route("/password", methods=["GET", "POST"])
@only(*EVERYBODY)
def change_password() -> ResponseReturnValue:
    form = ChangePasswordForm()
    status = unfinished(form)
    if form.validate_on_submit():
        try:
            token = passwords.change(services(), present_actor(), old=form.old.data, new=form.new.data)
        except BadValue as problem:
            form.old.errors = [problem.message]
            status = problem.status
        else:
            start_session(token)
            flash("密码已修改，其他设备上的登录已退出。", "success")
            return redirect(home(), 303)
    return render_template("entry/change_password.html", form=form), status


@bp.route("/first", methods=["GET", "POST"])
@public
def first() -> ResponseReturnValue:
    """信息验证, first step: the four facts of the roster."""
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
    """信息验证, second step: the code from the phone, and an own password."""
    begun = session.get("first")
    if begun is None:
        return redirect(url_for(".first"))
    form = CodeForm()
    status = unfinished(form)
    if form.validate_on_submit():
        try:
            given = {"handle": begun["handle"], "code": form.code.data, "password": form.new.data}
            token = first_sign_in.finish(services(), **given)
        except BadValue as problem:
            form.code.errors = [problem.message]
            status = problem.status
        else:
            start_session(token)
            flash("首次登录已完成，以后请用学号、身份证号或手机号登录。", "success")
            return redirect(home(), 303)
    return render_template("entry/first_code.html", form=form, phone=begun["phone"]), status


@bp.route("/set-password/<handle>", methods=["GET", "POST"])
@public
def set_password(handle: str) -> ResponseReturnValue:
    """A one-time link for a new account."""
    passwords.refuse_dead_link(services(), handle)
    form = NewPasswordForm()
    if form.validate_on_submit():
        start_session(passwords.use_link(services(), handle=handle, password=form.new.data))
        flash("密码已设置。", "success")
        return redirect(home(), 303)
    return render_template("entry/set_password.html", form=form), unfinished(form)
