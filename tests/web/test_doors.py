"""A page that was open when the school shut a door: the click is refused in plain words, and what was typed stays."""

import pytest

from signing_core.states import SigningState as S
from tests import destinations, papers
from tests.exports.papers import a_paper
from tests.web.opening import saved
from tests.web.test_console_restrictions import WHY, restrict

PAST = {"first": "2020-01-01", "last": "2020-03-01"}
CLOSED = {f"{channel}_{side}": day for channel in ("paper", "other") for side, day in PAST.items()}


def closing(site) -> str:
    assert saved(site.school(), **CLOSED).status_code == 303
    return "已经结束。"


def restricting(site) -> str:
    assert restrict(site.school(), site.world.fresh(site.world.student)).status_code == 303
    return f"学校限制了签约，原因：{WHY}"


@pytest.mark.parametrize("door", [closing, restricting])
def test_an_agreement_that_was_about_to_be_generated_stays_a_draft(site, door):
    signing, student = papers.previewed(site.world), site.student()
    sentence = door(site)
    form = a_paper() | {"seen": str(signing.version), "ticked": "1", "act": "generate"}
    answer = student.post(f"/student/paper/{signing.public_id}/entry", **form)
    assert answer.status_code == 409
    assert sentence in answer.text
    assert a_paper()["unit_name"] in answer.text
    assert site.world.fresh(signing).state is S.DRAFT


@pytest.mark.parametrize("door", [closing, restricting])
def test_a_destination_that_was_about_to_be_submitted_stays_a_draft(site, door):
    signing, student = destinations.draft(site.world), site.student()
    destinations.uploaded(site.world, signing, destinations.PROOF)
    sentence = door(site)
    form = destinations.a_study(school_name="刚刚填写的大学") | {"seen": str(signing.version), "act": "submit"}
    answer = student.post(f"/student/destination/{signing.public_id}/entry", **form)
    assert answer.status_code == 409
    assert sentence in answer.text
    assert "刚刚填写的大学" in answer.text
    assert site.world.fresh(signing).state is S.DRAFT


@pytest.mark.parametrize("door", [closing, restricting])
@pytest.mark.parametrize("kind", ["papers", "destinations"])
def test_nothing_is_begun_from_a_list_that_was_open(site, door, kind):
    papers.opened(site.world)
    destinations.opened(site.world)
    student = site.student()
    sentence = door(site)
    answer = student.post(f"/student/{kind}", detail=destinations.STUDY)
    shown = student.get(answer.location).text if answer.status_code == 303 else answer.text
    assert sentence in shown
