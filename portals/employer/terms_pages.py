"""The form of an 邀请函 and its confirm page, for a new invitation and for a revised one."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from flask import render_template
from flask_wtf import FlaskForm

from portals.forms import mark, typed, want
from portals.web import services
from signing_core import clock
from signing_core.catalogues.invitation import INVITATION, second_looks
from signing_core.errors import Problems
from signing_core.fields import Content, clean, shown
from signing_core.queries.agreement_facts import last_day

from .forms import INVITATION_SECTIONS, TermsForm


def terms_form(terms: Mapping[str, Any]) -> FlaskForm:
    """The form filled with earlier terms; a day that is past is left out, so that it is chosen anew."""
    filled = dict(terms)
    filled["report_by"] = _day_to_come(str(terms.get("report_by", "")))
    return TermsForm(data=filled)


def content_of(form: FlaskForm) -> Content | None:
    """The clean content of what was typed; None where something is wrong, with each sentence beside its field."""
    try:
        return clean(INVITATION, typed(form, INVITATION), today=clock.today(services().clock()))
    except Problems as problems:
        mark(form, problems)
        return None


def form_page(form: FlaskForm, **about: Any) -> str:
    """``about`` has employer_name, to, kept (hidden fields), check_url and back_url, and what the office marked."""
    if returned := about.get("returned"):
        want(form, returned.names)
    return render_template("employer/terms.html", form=form, sections=INVITATION_SECTIONS, **about)


def confirm_page(content: Content, **about: Any) -> str:
    """Everything that will be sent, with what asks for a second look; ``about`` has send_url as well."""
    until = clock.deadline(services().clock(), int(content["reply_days"]))
    return render_template(
        "employer/terms_confirm.html",
        groups=shown(INVITATION, content),
        content=content,
        warnings=second_looks(content),
        until=last_day(until),
        **about,
    )


def _day_to_come(text: str) -> date | None:
    with suppress(ValueError):
        day = date.fromisoformat(text)
        return day if day >= clock.today(services().clock()) else None
    return None
