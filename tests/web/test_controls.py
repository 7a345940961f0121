"""Every kind of declared field has its control, which hands the core what was typed."""

import re
from datetime import date

import pytest
from flask import render_template_string
from werkzeug.datastructures import MultiDict

from portals.forms import form_of, typed
from signing_core.catalogues import countries
from signing_core.fields import Field, Kind

CONTROL = '{% from "macros/catalogue.html" import control with context %}{{ control(form, declared) }}'
INPUTS = {
    Kind.LONG_TEXT: "textarea",
    Kind.CHOICE: "select",
    Kind.DATE: 'type="date"',
    Kind.DAY: 'type="date"',
    Kind.MONEY: 'inputmode="numeric"',
    Kind.DAYS: 'inputmode="numeric"',
    Kind.PERCENT: 'inputmode="numeric"',
    Kind.POSTCODE: 'inputmode="numeric"',
}


def form(field, sent=""):
    return form_of([field])(MultiDict({field.name: sent}), meta={"csrf": False})


@pytest.fixture(autouse=True)
def _in_the_app(site):
    with site.app.test_request_context():
        yield


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_is_drawn_as_what_it_is_typed_with(kind):
    assert INPUTS.get(kind, 'type="text"') in str(form(Field("x", "甲", kind, "组", options=("是",)))["x"]())


@pytest.mark.parametrize("kind", [Kind.DATE, Kind.DAY])
def test_a_day_that_was_chosen_reaches_the_core_as_it_is_stored(kind):
    field = Field("x", "甲", kind, "组")
    sent = typed(form(field, "2020-07-01"), [field])
    assert sent == {"x": "2020-07-01"}
    assert field.check(sent["x"], date(2020, 1, 1)) == "2020-07-01"


def test_a_country_is_offered_by_the_browser_itself_where_no_script_runs():
    field = Field("x", "甲", Kind.COUNTRY, "组")
    drawn = render_template_string(CONTROL, form=form(field, "英国"), declared=field)
    assert 'list="x-names"' in drawn
    assert 'value="英国"' in drawn.split("<datalist")[0]
    assert re.findall('<option value="(.+?)">', drawn) == list(countries.names())
