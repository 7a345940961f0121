"""忘记密码: a code to the address that is known of the account, and a new password."""

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from portals.addresses import visitor
from portals.forms import unfinished
from portals.web import home, public, services, start_session
from signing_core.actors import SYSTEM
from signing_core.errors import BadValue, Refusal
from signing_core.models import Channel
from signing_core.queries import schools
from signing_core.use_cases import entry, reset

from .forms import CodeForm, ForgottenForm
from .views import DOOR_LABELS, bp, kept_out


@bp.route("/forgotten", methods=["GET", "POST"])
@public
def forgotten() -> ResponseReturnValue:
    """Whoever asks goes on to the code, whether or not there is somebody of that name."""
    door = request.args.get("door", "student")
    if door not in DOOR_LABELS:
        abort(404)
    form = ForgottenForm(by=Channel.SMS if door == "student" else Channel.MAIL)
    status = unfinished(form)
    if door in reset.DOORS and form.validate_on_submit():
        facts = {"login": form.login.data, "school": form.school.data or "", "by": Channel(form.by.data)}
        try:
            handle = reset.begin(services(), door=door, **facts, address=visitor())
        except BadValue as problem:
            form.school.errors = [problem.message]
            status = problem.status
        except Refusal as refusal:
            flash(refusal.message, "error")
            status = refusal.status
        else:
            session["forgotten"] = {"handle": handle, "door": door}
            return redirect(url_for(".forgotten_code"), 303)
    with services().reading(SYSTEM) as work:
        names = schools.names(work) if door == "student" else []
    return render_template("entry/forgotten.html", form=form, door=door, doors=DOOR_LABELS, schools=names), status


@bp.route("/forgotten/code", methods=["GET", "POST"])
@public
def forgotten_code() -> ResponseReturnValue:
    begun = session.get("forgotten")
    if begun is None:
        return redirect(url_for(".forgotten"))
    form = CodeForm()
    status = unfinished(form)
    if form.validate_on_submit():
        given = {"handle": begun["handle"], "code": form.code.data, "password": form.new.data}
        try:
            token = reset.finish(services(), **given, address=visitor())
        except entry.MayNotEnter as refusal:
            return kept_out(refusal)
        except Refusal as problem:
            form.code.errors = [problem.message]
            status = problem.status
        else:
            start_session(token)
            flash("密码已修改，其他设备上的登录已退出。", "success")
            return redirect(home(), 303)
    return render_template("entry/forgotten_code.html", form=form, door=begun["door"]), status
