"""其他去向 at the office: in the same queues, proof beside data, returned, refused, corrected, ended."""

import re

import pytest

from signing_core.states import SigningState as S
from tests import destinations, papers
from tests.parties import by
from tests.web.console import cells
from tests.web.opening import checked, saved
from tests.web.test_console_papers import LIST, REASON, decide, page_of, pictures
from tests.web.test_console_proofs import rounds
from tests.web.test_console_unit import fact


def test_it_stands_in_the_queue_without_an_agreement_to_open(site, world):
    signing = destinations.submitted(world)
    page = site.school().get(LIST, queue="waiting").text
    assert cells(page, "签约类型") == ["其他去向"]
    assert cells(page, "单位名称") == ["武汉大学"]
    assert cells(page, "协议书编号") == [""]
    assert cells(page, "协议书状态") == [""]
    assert cells(page, "签约审核状态") == ["等待签约审核"]
    assert f"{LIST}{signing.public_id}/document" not in page


def test_a_draft_and_one_taken_back_are_the_students_own(site, world):
    signing = destinations.submitted(world)
    school = site.school()
    [address] = pictures(page_of(school, signing))
    by(world, papers.of(world), destinations.destinations.withdraw, signing)
    assert school.get(f"{LIST}{signing.public_id}").status_code == 404
    assert school.get(address).status_code == 404
    assert cells(school.get(LIST).text, "姓名") == []


def test_the_page_shows_the_category_the_content_and_the_proof(site, world):
    page = page_of(site.college(), destinations.submitted(world))
    assert fact(page, "签约类型") == "其他去向"
    assert fact(page, "就业类别") == "升学（包含全日制升学和非全日制升学、不含出国出境）"
    assert fact(page, "毕业去向") == "升学（全日制）"
    assert fact(page, "录取院校名称") == "武汉大学"
    assert rounds(page) == ["就业证明材料第 1 次"]
    assert "查看协议书</a>" not in page


@pytest.mark.parametrize(
    ("decision", "given", "state"),
    [
        ("approve", {}, S.APPROVED),
        ("return_destination", {"reason": REASON, "field": ["school_name"]}, S.RETURNED),
        ("reject_destination", {"reason": REASON}, S.REJECTED),
    ],
)
def test_each_decision_is_carried_out_by_college_and_school(site, world, decision, given, state):
    signing = destinations.submitted(world)
    assert decide(site.college(), world, signing, decision, **given).status_code == 303
    assert world.fresh(signing).state is state
    assert (REASON in site.student().get(f"/student/destination/{signing.public_id}").text) is bool(given)


def test_what_is_to_be_corrected_is_chosen_among_the_fields_of_its_detail(site, world):
    page = page_of(site.school(), destinations.submitted(world))
    marks = re.findall(r'name="field" value="([^"]+)"', page)
    assert {"destination", "school_name", "dispatch_place", "household_address"} <= set(marks)
    assert not {"uscc", "country", "term_from"} & set(marks)


def test_a_review_is_taken_back_with_the_password_only(site, world):
    signing = destinations.approved(world)
    answer = decide(site.school(), world, signing, "revoke_destination", reason=REASON, password="wrong")
    assert answer.status_code == 422
    assert world.fresh(signing).state is S.APPROVED
    decide(site.school(), world, signing, "revoke_destination", reason=REASON, password="Demo-2020-signing")
    assert world.fresh(signing).state is S.AWAITING_REVIEW


@pytest.mark.parametrize(
    ("decision", "given", "state", "status"),
    [
        ("approve_release", {}, S.RELEASED, "解约审核通过"),
        ("reject_release", {"reason": REASON}, S.APPROVED, "解约审核不通过"),
    ],
)
def test_a_release_is_reviewed_like_a_rescission(site, world, decision, given, state, status):
    signing = destinations.ending(world)
    assert cells(site.school().get(LIST, queue="ending").text, "姓名") == [signing.student_name]
    assert "放弃入学" in page_of(site.school(), signing)
    assert decide(site.school(), world, signing, decision, **given).status_code == 303
    after = world.fresh(signing)
    assert (after.state, after.rescission_status) == (state, status)


def test_the_school_ends_one_by_force_and_a_college_does_not(site, world):
    signing = destinations.approved(world)
    given = {"reason": REASON, "password": "Demo-2020-signing"}
    assert "强制解约" not in page_of(site.college(), signing).split("办理")[-1]
    assert decide(site.college(), world, signing, "force_rescission", **given).status_code in {403, 409, 303}
    assert world.fresh(signing).state is S.APPROVED
    decide(site.school(), world, signing, "force_rescission", **given)
    assert world.fresh(signing).state is S.RELEASED


def test_decisions_of_agreements_are_not_those_of_destinations(site, world):
    page = page_of(site.school(), destinations.submitted(world))
    for decision in ("return", "reject", "approve_form", "approve_rescission"):
        assert f'/{decision}"' not in page
    assert "/reject_destination" in page


def test_the_unit_of_a_destination_is_corrected_in_what_its_detail_asks_for(site, world):
    signing = destinations.submitted(world)
    school, path = site.school(), f"{LIST}{signing.public_id}"
    page = page_of(school, signing)
    form = page.split('class="correction"')[1].split("</details>")[0]
    assert re.findall(r'name="(unit_\w+)"', form) == ["unit_nature", "unit_place"]
    wrong = school.post(f"{path}/unit", seen=signing.version, unit_nature="国有企业", unit_place="湖北省武汉市")
    assert wrong.status_code == 422
    school.post(f"{path}/unit", seen=signing.version, unit_nature="升学", unit_place="湖北省武汉市")
    assert fact(page_of(school, signing), "单位性质") == "升学|学生填写为：高等教育单位|"


def test_destinations_are_found_by_their_category(site, world):
    signing = destinations.submitted(world)
    found = {"category": "升学（包含全日制升学和非全日制升学、不含出国出境）"}
    assert cells(site.school().get(LIST, **found).text, "姓名") == [signing.student_name]
    found = {"category": "出国、出境（包含出国出境工作和出国出境学习深造）"}
    assert cells(site.school().get(LIST, **found).text, "姓名") == []


def test_registering_is_opened_and_closed_in_the_settings(site, world):
    school = site.school()
    form = {"other_first": "2020-03-01", "other_last": "2020-07-31"}
    assert saved(school, **form).status_code == 303
    assert "2020-03-01 至 2020-07-31" in school.get("/admin/opening/").text
    assert "录入其他去向</a>" in site.student().get("/student/destinations").text
    wrong = checked(school, **form | {"other_last": "2020-02-01"})
    assert wrong.status_code == 422
    assert 'id="other_last-error"' in wrong.text
