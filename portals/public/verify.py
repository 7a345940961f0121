"""核验: anybody who holds a document asks whether it still holds."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import Length

from portals.addresses import visitor
from portals.forms import required
from portals.web import public, services
from signing_core.errors import Refusal
from signing_core.use_cases import verification
from signing_core.use_cases.verification import ENDED, IN_FORCE

from .views import bp

TONES = {IN_FORCE: "ok", ENDED: "bad"}


class CodeForm(FlaskForm):
    """What stands beside the QR code; the code's own address fills it in."""

    code = StringField(
        "核验码",
        [required(), Length(max=30, message="核验码过长。")],
        description="印在协议书或解约证明的二维码旁，不分大小写。",
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


@bp.route("/verify/<number>", methods=["GET", "POST"])
@public
def verify(number: str) -> ResponseReturnValue:
    """A GET only asks for the code: an answer spends a limit, and a GET writes nothing."""
    form = CodeForm(code=request.args.get("code", "")[:30])
    found, status = None, 200
    if form.validate_on_submit():
        try:
            asked = {"number": number, "code": form.code.data, "address": visitor()}
            found = verification.check(services(), **asked)
        except Refusal as refusal:
            form.code.errors = [refusal.message]
            status = refusal.status
    tone = TONES.get(found.status, "off") if found else ""
    return render_template("public/verify.html", form=form, number=number, found=found, tone=tone), status
