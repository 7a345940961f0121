"""单位注册: an employer that has no account yet says who it is, and waits for any school's approval."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileRequired
from wtforms import BooleanField, StringField

from portals import licences
from portals.addresses import visitor
from portals.entry.forms import NewPasswordForm
from portals.forms import checked, form_of, mark, required, sections, typed
from portals.web import public, services, start_session
from signing_core.actors import SYSTEM
from signing_core.catalogues.registration import REGISTRATION
from signing_core.errors import Problems, Refusal
from signing_core.queries import eligibility
from signing_core.use_cases import registration

from .views import bp

NOT_TICKED = "请阅读并勾选注册须知。"


class RegisterForm(form_of(REGISTRATION), NewPasswordForm):
    """What the employer says of itself, its licence, and how its contact will sign in."""

    licence = licences.field(FileRequired(licences.MISSING))
    login = StringField(
        "登录名",
        [required(), checked(registration.chosen_login)],
        description="4 至 40 位字母、数字或 . _ @ -，以后用它登录。",
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    ticked = BooleanField("我已阅读注册须知，保证所填信息真实，并有权代表本单位办理")


@bp.route("/register/employer", methods=["GET", "POST"])
@public
def register_employer() -> ResponseReturnValue:
    """Everything that is wrong is said at once; a picture cannot be kept, and is chosen again."""
    form = RegisterForm()
    if not form.is_submitted():
        return _page(form)
    try:
        token = _registered(form)
    except Problems as problems:
        mark(form, problems)
        return _page(form), problems.status
    except Refusal as refusal:
        flash(refusal.message, "error")
        return _page(form), refusal.status
    start_session(token)
    flash("注册已提交，现等待审核。审核结果会发到单位邮箱。", "success")
    return redirect(url_for("employer.registration"), 303)


def _registered(form: RegisterForm) -> str:
    """The token of a session of the new account; raises Problems, or another Refusal of the whole."""
    wrong = {} if form.validate() else {name: said[0] for name, said in form.errors.items() if said and name}
    if not form.ticked.data:
        wrong["ticked"] = NOT_TICKED
    data, login = typed(form, REGISTRATION), form.login.data or ""
    if wrong:
        raise Problems(registration.wrong_with(services(), data) | wrong)
    content = registration.admit(services(), data=data, login=login, address=visitor())
    picture = licences.given(form.licence.data)
    password_hash = services().passwords.hash(form.new.data)
    with licences.stored(picture) as kept:
        facts = {"licence": kept, "pixel_sha256": picture.pixel_hash}
        return registration.register(services(), content, login=login, password_hash=password_hash, **facts)


def _page(form: RegisterForm) -> str:
    with services().reading(SYSTEM) as work:
        contact = eligibility.contact_of(work, school_id=0, college_id=None)
    return render_template("public/register.html", form=form, sections=sections(REGISTRATION), contact=contact)
