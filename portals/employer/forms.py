"""The forms of the employer portal."""

from flask_wtf import FlaskForm
from wtforms import StringField

from portals.forms import form_of, required, sections
from signing_core.catalogues.employer_data import CONFIRMED
from signing_core.catalogues.invitation import INVITATION

TermsForm = form_of(INVITATION)
DataForm = form_of(CONFIRMED)


class SearchForm(FlaskForm):
    """The four facts, all of which must match."""

    school = StringField("毕业学校", [required()], render_kw={"list": "schools", "autocomplete": "off"})
    cohort = StringField(
        "毕业届", [required()], description="四位年份，如 2020", render_kw={"inputmode": "numeric", "maxlength": 5}
    )
    name = StringField("姓名", [required()], render_kw={"autocomplete": "off"})
    proof = StringField("身份证/手机号", [required()], render_kw={"autocomplete": "off"})


INVITATION_SECTIONS = sections(INVITATION)
DATA_SECTIONS = sections(CONFIRMED)
