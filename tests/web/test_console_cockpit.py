"""逐条审核: the queue beside its case, decisions that lead on, and what a second decider is told."""

import json
import re

from signing_core.states import ReviewLevels as L
from signing_core.states import SigningState as S
from tests.use_cases.test_levels import review_by
from tests.web.client import Client, Site
from tests.web.test_console_decisions import buttons

DESK = "/admin/signing/desk"


def a_queue(site: Site, count: int = 3) -> list:
    """Accepted signings, in the order of the queue: the newest first."""
    world, made = site.world, []
    for _ in range(count):
        made.insert(0, world.accepted(world.saved_student()))
        world.clock.forward(minutes=1)
    return made


def case(page: str) -> str:
    """Whose case a page or a part shows."""
    return re.search(r'data-case="/admin/signing/desk/([^"?]+)', page)[1]


def decide(client: Client, signing, decision: str, *, queue: str = "mine", script: bool = True, **form):
    headers = {"Accept": "application/json"} if script else {}
    form = {"csrf_token": client.csrf_token(), "operation_id": "o" * 20, "seen": signing.version} | form
    return client.http.post(f"{DESK}/{signing.public_id}/{decision}?queue={queue}", data=form, headers=headers)


def test_the_desk_shows_the_queue_and_its_first_case(site):
    first, *others = a_queue(site)
    page = site.school().get(DESK, queue="mine").text
    assert case(page) == first.public_id
    assert page.count("data-desk-row") == 1 + len(others)
    assert buttons(page)[0] == "签约审核通过"
    assert 'data-key="a"' in page
    assert 'data-key="r"' in page


def test_the_part_is_the_case_alone_with_its_neighbours(site):
    newest, middle, oldest = a_queue(site)
    part = site.school().get(f"{DESK}/{middle.public_id}/case", queue="mine").text
    assert "<html" not in part
    assert case(part) == middle.public_id
    assert re.search(rf'href="{DESK}/{newest.public_id}\?queue=mine" rel="prev"', part)
    assert re.search(rf'href="{DESK}/{oldest.public_id}\?queue=mine" rel="next"', part)


def test_the_first_and_the_last_case_lead_no_further(site):
    only = a_queue(site, 1)[0]
    part = site.school().get(f"{DESK}/{only.public_id}/case", queue="mine").text
    assert 'rel="prev"' not in part
    assert 'rel="next"' not in part


def test_a_decision_leads_to_the_next_of_the_queue_and_the_filter_stays(site):
    first, second, _ = a_queue(site)
    school = site.school()
    said = decide(school, first, "approve")
    assert site.world.fresh(first).state is S.APPROVED
    assert said.json["next"] == f"{DESK}/{second.public_id}?queue=mine"
    assert said.json["said"].startswith(f"已通过：{first.student_name}")
    assert first.public_id in said.json["case"]


def test_without_the_script_the_page_itself_leads_on(site):
    first, second, _ = a_queue(site)
    school = site.school()
    answer = decide(school, first, "approve", script=False)
    assert (answer.status_code, answer.location) == (303, f"{DESK}/{second.public_id}?queue=mine")
    page = school.get(answer.location).text
    assert case(page) == second.public_id
    assert "已通过" in page


def test_after_the_last_one_the_desk_says_that_all_is_done(site):
    only = a_queue(site, 1)[0]
    school = site.school()
    said = decide(school, only, "approve").json
    assert said["last"]
    page = school.get(said["next"]).text
    assert "都办完了" in page
    assert "已通过" in page


def test_a_queue_that_a_search_empties_is_not_called_done(site):
    a_queue(site, 1)
    assert "没有符合条件的记录" in site.school().get(DESK, queue="mine", search="3999").text


def test_who_comes_second_is_told_so_and_led_on(site):
    first, second, _ = a_queue(site)
    decide(site.college(), first, "approve")
    answer = decide(site.school(), first, "reject", reason="信息不实")
    assert answer.status_code == 409
    assert "内容已变更" in answer.json["said"]
    assert answer.json["next"] == f"{DESK}/{second.public_id}?queue=mine"
    assert site.world.fresh(first).state is S.APPROVED


def test_a_refusal_without_a_reason_comes_back_with_the_open_dialog(site):
    first, *_ = a_queue(site)
    school = site.school()
    answer = decide(school, first, "reject", reason="")
    assert answer.status_code == 422
    assert "<html" not in answer.text
    assert 'id="reject" aria-labelledby="reject-title" data-open' in answer.text
    assert "<html" in decide(school, first, "reject", reason="", script=False).text
    assert site.world.fresh(first).state is S.AWAITING_REVIEW


def test_the_same_form_sent_twice_decides_once(site):
    first, second, _ = a_queue(site)
    school = site.school()
    decide(school, first, "approve")
    twice = decide(school, first, "approve")
    assert (twice.status_code, twice.location) == (303, f"{DESK}/{second.public_id}?queue=mine")


def test_a_college_passes_its_own_with_the_same_key(site):
    review_by(site.world, L.COLLEGE_THEN_SCHOOL)
    first, *_ = a_queue(site)
    college = site.college()
    part = college.get(f"{DESK}/{first.public_id}/case", queue="mine").text
    assert re.search(r'data-key="a"[^>]*>院系初审通过', part)
    said = decide(college, first, "college_pass").json
    assert said["said"] == f"已通过：{first.student_name}（{first.student_number}），院系初审通过。"


def test_a_case_beyond_the_first_page_brings_its_own_page_of_the_queue(site):
    signings = a_queue(site, 3)
    view = site.app.view_functions["admin_signing.desk"].__self__
    view.page_size, size = 1, view.page_size
    try:
        page = site.school().get(f"{DESK}/{signings[2].public_id}", queue="mine").text
    finally:
        view.page_size = size
    assert page.count("data-desk-row") == 1
    assert 'data-desk-row aria-current="true"' in page


def test_a_wrong_field_of_the_address_leads_to_the_list_that_says_so(site):
    answer = site.school().get(DESK, advanced="1", search="*")
    assert answer.status_code == 302
    assert json.dumps(answer.location).startswith('"/admin/signing/?')
