"""The forms of the employer portal."""

from collections.abc import Iterable
from itertools import groupby

from flask_wtf import FlaskForm
from wtforms import StringField

from portals.forms import form_of, required
from signing_core import fields
from signing_core.catalogues.employer_data import CONFIRMED
from signing_core.catalogues.invitation import INVITATION

TermsForm = form_of(INVITATION)
DataForm = form_of(CONFIRMED)

Part = tuple[tuple[str, list[str]] | None, list[fields.Field]]


class SearchForm(FlaskForm):
    """The four facts, all of which must match."""

    school = StringField("毕业学校", [required()], render_kw={"list": "schools", "autocomplete": "off"})
    cohort = StringField(
        "毕业届", [required()], description="四位年份，如 2020", render_kw={"inputmode": "numeric", "maxlength": 5}
    )
    name = StringField("姓名", [required()], render_kw={"autocomplete": "off"})
    proof = StringField("身份证/手机号", [required()], render_kw={"autocomplete": "off"})


def sections(catalogue: Iterable[fields.Field]) -> list[tuple[str, list[Part]]]:
    """The fields as a page sets them: by group, and within it those together that open with the same choice."""
    return [
        (title, [(_opened_by(when), list(part)) for when, part in groupby(group, key=lambda field: field.when)])
        for title, group in groupby(catalogue, key=lambda field: field.group)
    ]


def _opened_by(when: tuple[str, frozenset[str]] | None) -> tuple[str, list[str]] | None:
    return (when[0], sorted(when[1])) if when else None


INVITATION_SECTIONS = sections(INVITATION)
DATA_SECTIONS = sections(CONFIRMED)
