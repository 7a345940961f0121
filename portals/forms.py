"""WTForms that ask the core's own checks, so that a form says what a workbook and a command would say."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from itertools import groupby
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, Field, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from signing_core import fields
from signing_core.errors import BadValue, Problems
from signing_core.fields import Kind

NUMBERS = frozenset({Kind.MONEY, Kind.DAYS, Kind.PERCENT, Kind.POSTCODE})
DAYS = frozenset({Kind.DATE, Kind.DAY})
MISSING = "请填写此项。"
TEL = {"inputmode": "tel", "autocomplete": "tel"}
Part = tuple[tuple[str, list[str]] | None, list[fields.Field]]


def required() -> InputRequired:
    return InputRequired(MISSING)


def one_time_code() -> StringField:
    """The field for the six digits of a letter."""
    return StringField(
        "验证码",
        [required(), Length(min=6, max=6, message="验证码为 6 位数字。")],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 6},
    )


def unfinished(form: FlaskForm) -> int:
    """The status of a page that shows the form: to be filled in, or sent and to be mended."""
    return 422 if form.is_submitted() else 200


def checked(check: Callable[[str], object]) -> Callable[[Any, Any], None]:
    """A validator that asks a check of signing_core.values."""

    def validate(_form: Any, field: Any) -> None:
        try:
            check(field.data or "")
        except BadValue as problem:
            raise ValidationError(problem.message) from problem

    return validate


def mark(form: FlaskForm, problems: Problems) -> None:
    """Put each sentence beside its field, and what belongs to no field of the form above them all."""
    for name, sentence in problems.by_field.items():
        if name in form:
            form[name].errors = [sentence]
        else:
            form.form_errors.append(sentence)


def want(form: FlaskForm, names: Iterable[str]) -> None:
    """Say beside each field that the office wants it corrected; what the form has no longer is passed over."""
    for name in names:
        if name in form:
            form[name].description = f"学校要求修改此项。{form[name].description}"
            form[name].render_kw = (form[name].render_kw or {}) | {"data-wanted": "true"}


def filled(form: type[FlaskForm], catalogue: Iterable[fields.Field], kept: Mapping[str, str]) -> FlaskForm:
    """The form with what was typed before, right or wrong; a day that is none is left out."""
    return form(data={field.name: _shown(field, kept.get(field.name, "") or field.default) for field in catalogue})


def form_of(catalogue: Iterable[fields.Field]) -> type[FlaskForm]:
    """A form class with one control per declared field; the core's ``clean`` does the checking."""
    controls = {field.name: _control(field) for field in catalogue}
    return type("CatalogueForm", (FlaskForm,), controls)


def typed(form: FlaskForm, catalogue: Iterable[fields.Field]) -> dict[str, str]:
    """What the user typed, by field name, as ``clean`` takes it."""
    return {field.name: str(form[field.name].data or "") for field in catalogue}


def sections(catalogue: Iterable[fields.Field]) -> list[tuple[str, list[Part]]]:
    """The fields as a page sets them: by group, and within it those together that open with the same choice."""
    return [
        (title, [(_opened_by(when), list(part)) for when, part in groupby(group, key=lambda field: field.when)])
        for title, group in groupby(catalogue, key=lambda field: field.group)
    ]


def _shown(field: fields.Field, text: str) -> Any:
    if field.kind not in DAYS:
        return text
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None


def _opened_by(when: tuple[str, frozenset[str]] | None) -> tuple[str, list[str]] | None:
    return (when[0], sorted(when[1])) if when else None


def _control(field: fields.Field) -> Field:
    look: dict[str, Any] = {"description": field.hint, "default": field.default}
    if field.required:
        look["validators"] = [_MustStand()]
    if field.kind is Kind.CHOICE:
        return SelectField(field.label, choices=_choices(field.options), **look)
    if field.kind is Kind.LONG_TEXT:
        return TextAreaField(field.label, render_kw={"maxlength": field.limit, "rows": 3}, **look)
    if field.kind in DAYS:
        return DateField(field.label, **(look | {"default": None}))
    numeric = {"inputmode": "numeric"} if field.kind in NUMBERS else {}
    return StringField(field.label, render_kw=numeric, **look)


def _choices(options: Iterable[str]) -> list[SelectChoice]:
    return [SelectChoice("", "请选择"), *map(SelectChoice, options)]


class _MustStand:
    """Marks a field as required for the page; whether it stands is the core's question."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms' own name

    def __call__(self, _form: Any, _field: Any) -> None:
        return None
