"""Addresses of lists made by hand: what has a catalogue takes only its values, and nothing else breaks a page."""

import pytest

from signing_core.catalogues import codes
from signing_core.queries import plan_list, reports, restriction_list, review_list, roster
from signing_core.queries.review_search import ASKED_BY, CATEGORIES, RESCISSION_STATUSES, REVIEW_STATUSES
from tests.web.console import statements

LISTS = {
    "signing": review_list,
    "student": roster,
    "plan": plan_list,
    "restriction": restriction_list,
    "report": reports,
}
ANSWERED = {200, 400, 422}
FIELDS = [(place, one) for place, queries in LISTS.items() for one in queries.FILTERS]
CHOICES = [(place, one) for place, one in FIELDS if one.options]
STRANGE = ["' OR 1=1 --", "%", "\x00", "\U0001f600", "{{7*7}}", "<script>", "a" * 5000, "，" * 90, "\u202e", "0x1e9"]
NAMES = [f"{place}-{one.name}" for place, one in FIELDS]


@pytest.mark.parametrize(("place", "one"), CHOICES, ids=[f"{place}-{one.name}" for place, one in CHOICES])
def test_what_has_a_catalogue_takes_its_values_and_refuses_every_other_in_words(site, place, one):
    school, address = site.school(), f"/admin/{place}/"
    for value in one.options:
        assert school.get(address, **{one.name: value}).status_code == 200, value
    for value in ("没有的", one.options[0] + "的", one.options[0] * 50):
        with statements(site.world.services.database) as sent:
            answer = school.get(address, **{one.name: value})
        assert answer.status_code == 422
        assert "已不在可选范围内。" in answer.text
        assert not any("FROM signings" in statement or "FROM students" in statement for statement in sent)


def test_the_catalogues_are_those_of_the_terms():
    """The enumerations that a reviewer narrows by, each with just what its source has."""
    options = {one.name: set(one.options) for one in review_list.FILTERS if one.options}
    assert options == {
        "education": set(codes.names("学历")),
        "category": set(CATEGORIES),
        "agreement": {"已生效", "未生效"},
        "kind": {"电子签约", "纸质签约", "其他去向"},
        "review": set(REVIEW_STATUSES),
        "rescission": set(RESCISSION_STATUSES),
        "asked_by": set(ASKED_BY),
    }


@pytest.mark.parametrize(("place", "one"), FIELDS, ids=NAMES)
def test_no_value_of_a_field_breaks_its_page(site, place, one):
    school = site.school()
    for value in STRANGE:
        assert school.get(f"/admin/{place}/", **{one.name: value}).status_code in ANSWERED, value


@pytest.mark.parametrize("place", LISTS)
def test_no_queue_or_place_of_an_address_breaks_a_page(site, place):
    school = site.school()
    for value in STRANGE:
        for name in ("queue", "after", "before", "page", "advanced"):
            assert school.get(f"/admin/{place}/", **{name: value}).status_code in ANSWERED, (name, value)
