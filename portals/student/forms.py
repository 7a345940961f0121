"""The forms of the student portal."""

from flask_wtf import FlaskForm
from wtforms import IntegerField, TextAreaField


class AnswerForm(FlaskForm):
    """``seen`` is the version of the terms that the page showed."""

    seen = IntegerField(default=0)
    reason = TextAreaField(default="")
