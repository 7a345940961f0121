"""单位审核 and 单位列表 in the console: the queue, the page beside the licence, the decisions, the list."""

import io

import pytest
from openpyxl import load_workbook

from signing_core.actors import SYSTEM
from signing_core.states import EmployerState as E
from tests import makers
from tests.web import console

REVIEWS, LIST = "/admin/employer_review/", "/admin/employer/"


@pytest.fixture
def waiting(site):
    return site.world.saved(makers.an_employer(state=E.PENDING, name="等待审核的公司", contact_phone="027-87651234"))


def test_the_queue_shows_who_waits_longest_first_and_counts(site, waiting):
    later = makers.NOON.replace(hour=6)
    site.world.saved(makers.an_employer(state=E.PENDING, name="后来的公司", last_act_at=later))
    site.world.saved(makers.an_employer(state=E.REJECTED, name="退回的公司"))
    page = site.school().get(REVIEWS).text
    assert console.cells(page, "单位名称") == ["等待审核的公司", "后来的公司"]
    assert (console.tab(page, "待审核"), console.tab(page, "审核不通过"), console.tab(page, "全部")) == ("2", "1", "4")


def test_a_registration_stands_beside_its_licence_with_what_was_compared(site, waiting):
    licence = site.world.saved(makers.a_licence(site.world.services, waiting))
    other = makers.an_employer(name=waiting.name, contact_phone=waiting.contact_phone, email=waiting.email)
    site.world.saved(other)
    client = site.school()
    page = client.get(f"{REVIEWS}{waiting.public_id}").text
    assert f"/admin/employer_review/licences/{licence.public_id}" in page
    assert waiting.contact_phone in page
    assert page.count("与其他单位相同：等待审核的公司（审核通过）") == 3
    assert "校验码正确" in page
    picture = client.get(f"/admin/employer_review/licences/{licence.public_id}")
    assert picture.data.startswith(b"\xff\xd8\xff")


def test_a_code_that_is_registered_leaves_only_the_refusal(site, waiting):
    site.world.saved(makers.an_employer(uscc=waiting.uscc, name="已登记公司"))
    page = site.school().get(f"{REVIEWS}{waiting.public_id}").text
    assert "该代码已有审核通过的单位：已登记公司（审核通过）" in page
    assert f"{waiting.public_id}/approve" not in page
    assert f"{waiting.public_id}/reject" in page


def test_after_a_decision_the_next_of_the_queue_comes(site, waiting):
    following = site.world.saved(makers.an_employer(state=E.PENDING, last_act_at=makers.NOON.replace(hour=7)))
    client = site.school()
    answer = client.post(f"{REVIEWS}{waiting.public_id}/approve", seen="1")
    assert answer.location == f"{REVIEWS}{following.public_id}"
    assert site.world.fresh(waiting).state is E.APPROVED
    last = client.post(f"{REVIEWS}{following.public_id}/reject", seen="1", reason="执照看不清")
    assert last.location == REVIEWS
    assert site.world.fresh(following).said_because == "执照看不清"


def test_a_refusal_without_a_reason_comes_back_with_its_dialog(site, waiting):
    answer = site.school().post(f"{REVIEWS}{waiting.public_id}/reject", seen="1", reason=" ")
    assert answer.status_code == 422
    assert "data-open" in answer.text


def test_a_decision_on_what_was_corrected_meanwhile_is_a_changed_page(site, waiting):
    assert site.province().post(f"{REVIEWS}{waiting.public_id}/approve", seen="7").status_code == 409


def test_colleges_have_no_say_in_employers(site, waiting):
    for path in (REVIEWS, LIST, f"{REVIEWS}{waiting.public_id}", f"{LIST}{waiting.public_id}"):
        assert site.college().get(path).status_code == 403
    assert "单位审核" not in site.college().get("/admin/signing/").text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"search": "甲公"}, {"甲公司"}),
        ({"nature": "国有企业"}, {"甲公司"}),
        ({"industry": "采矿业"}, {"甲公司"}),
        ({"place": "上海市"}, {"甲公司"}),
        ({"queue": "suspended"}, {"乙公司"}),
        ({"queue": "blocked"}, {"丙公司"}),
    ],
)
def test_the_list_is_narrowed_by_each_field_and_tab(site, asked, found):
    world = site.world
    facts = {"nature": "国有企业", "industry": "采矿业", "place": "上海市黄浦区"}
    world.saved(makers.an_employer(name="甲公司", **facts))
    world.saved(makers.an_employer(name="乙公司", state=E.SUSPENDED))
    third = world.saved(makers.an_employer(name="丙公司"))
    client = site.school()
    client.post(f"{LIST}{third.public_id}/block", seen="1", reason="招聘信息不实")
    assert set(console.cells(client.get(LIST, **asked).text, "单位名称")) == found


def test_the_list_goes_on_page_by_page_by_name(site):
    with site.world.working(SYSTEM) as work:
        work.session.add_all(makers.an_employer(name=f"公司{serial:03}") for serial in range(60))
    client, seen = site.school(), []
    path = LIST
    while path:
        page = client.get(path).text
        seen += console.cells(page, "单位名称")
        path = console.link(page, "下一页")
    assert len(seen) == 61
    assert [name for name in seen if name.startswith("公司")] == [f"公司{serial:03}" for serial in range(60)]


def test_a_school_sees_its_own_signings_with_an_employer_and_the_province_none(site):
    site.world.approved()
    path = f"{LIST}{site.world.employer.public_id}"
    assert "与本校学生的签约" in site.school().get(path).text
    elsewhere = site.school(site.world.saved_school()).get(path).text
    assert ">1<" not in elsewhere.split("与本校学生的签约")[1].split("营业执照")[0]
    assert "与本校学生的签约" not in site.province().get(path).text


def test_the_school_stops_an_employer_and_the_province_suspends_it(site):
    employer = site.world.employer
    path = f"{LIST}{employer.public_id}"
    school, province = site.school(), site.province()
    assert school.post(f"{path}/block", seen="1", reason="招聘信息不实").location == path
    assert "已停止该单位在本校签约，原因：招聘信息不实" in school.get(path).text
    assert f"{site.world.school.name}已停止该单位在该校签约" in province.get(path).text
    assert province.post(f"{path}/suspend", seen="1", reason="投诉核实中").location == path
    assert "投诉核实中" in school.get(path).text
    assert school.post(f"{path}/unblock", seen="2").location == path
    assert province.post(f"{path}/resume", seen="2").location == path
    assert site.world.fresh(employer).state is E.APPROVED


def test_the_export_has_the_list_as_it_is_narrowed_and_no_contact(site):
    site.world.saved(makers.an_employer(name="=甲公司", nature="国有企业"))
    with site.school().get(f"{LIST}export", nature="国有企业") as answer:
        rows = list(load_workbook(io.BytesIO(answer.data)).active.values)
    assert [row[0] for row in rows] == ["单位名称", "=甲公司"]
    assert not any("021-" in str(cell) for row in rows for cell in row)
