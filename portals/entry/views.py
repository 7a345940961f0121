"""Pages in front of the portals: doors, sign-in in one step or two, sign-out, change of password, one-time links."""

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from exports import qr
from portals.addresses import visitor
from portals.forms import unfinished
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
from signing_core.actors import Role
from signing_core.errors import BadValue, Refusal, TooMany
from signing_core.use_cases import entry, passwords, source_check, totp

from .forms import ChangePasswordForm, NewPasswordForm, SecondStepForm, SignInForm

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
    return render_template("entry/doors.html", pictures={door: _picture(door) for door in BY_PHONE})


def _picture(door: str) -> qr.Drawing | None:
    """What opens the same page on a phone."""
    if door not in BY_PHONE:
        return None
    return qr.drawing(services().settings.base_url + url_for(".login", door=door))


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
        except entry.SecondStep as step:
            return ask(step, then=request.args.get("next"))
        except entry.MayNotEnter as refusal:
            return kept_out(refusal)
        except Refusal as refusal:
            flash(refusal.message, "error")
            status = refusal.status
    label, picture = DOOR_LABELS[door], _picture(door)
    return render_template("entry/login.html", form=form, door=door, door_label=label, picture=picture), status


def ask(step: entry.SecondStep, then: str | None = None) -> Response:
    """On to the page of the second step; what is needed there waits in the cookie."""
    session["second"] = {"handle": step.handle, "then": own_path(then)}
    return redirect(url_for(".second_step"), 303)


@bp.route("/second-step", methods=["GET", "POST"])
@public
def second_step() -> ResponseReturnValue:
    """The code of the phone, for staff who turned 两步验证 on."""
    begun = session.get("second")
    if begun is None:
        return redirect(url_for(".doors"), 303)
    form = SecondStepForm()
    status = unfinished(form)
    if form.validate_on_submit():
        try:
            token = totp.enter(services(), handle=begun["handle"], code=form.code.data)
        except (BadValue, TooMany) as problem:
            form.code.errors = [problem.message]
            status = problem.status
        except Refusal as late:
            session.pop("second")
            flash(late.message, "warning")
            return redirect(url_for(".login", door="staff", next=begun["then"]), 303)
        else:
            start_session(token)
            return redirect(own_path(begun["then"]) or home(), 303)
    return render_template("entry/second_step.html", form=form), status


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


@bp.route("/set-password/<handle>", methods=["GET", "POST"])
@public
def set_password(handle: str) -> ResponseReturnValue:
    """A one-time link for a new account."""
    passwords.refuse_dead_link(services(), handle)
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            start_session(passwords.use_link(services(), handle=handle, password=form.new.data))
        except entry.SecondStep as step:
            return ask(step)
        flash("密码已设置。", "success")
        return redirect(home(), 303)
    return render_template("entry/set_password.html", form=form), unfinished(form)
