"""管理员, 院系 and 学校 in the console: a link is shown once, a disabled account stops at its next click."""

import re

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM, Role
from signing_core.models import Account, College
from signing_core.use_cases import sessions, staff
from tests import makers
from tests.web.client import PASSWORD
from tests.web.console import cells, link

LINK = r'value="([^"]+/set-password/[^"]+)"'


def create(site, client, login: str = "zhang", **facts):
    given = {"login": login, "name": "张老师", "place": site.world.college.name, "deputy_of": ""} | facts
    return client.post("/admin/staff/new", **given)


def test_a_new_accounts_link_is_shown_once_and_opens_the_account(site):
    office = site.school()
    shown = create(site, office)
    assert shown.status_code == 303
    page = office.get(shown.location).text
    link = re.search(LINK, page)[1]
    assert "/set-password/" not in office.get(shown.location).text
    newcomer = site.anonymous()
    path = link.removeprefix(site.world.services.settings.base_url)
    assert newcomer.post(path, new=PASSWORD, again=PASSWORD).location.endswith("/admin/")
    assert newcomer.get("/admin/").status_code == 200
    assert "该链接已使用或已失效" in site.anonymous().get(path).text


def test_a_form_sent_twice_makes_one_account_and_shows_no_second_link(site):
    office = site.school()
    first, second = (create(site, office, operation_id="0123456789abcdef0123") for _ in range(2))
    assert second.location == first.location or second.location in first.location
    with site.world.reading() as work:
        assert len(work.session.scalars(select(Account).where(Account.login == "zhang")).all()) == 1


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"login": ""}, "请填写此项"),
        ({"place": ""}, "请填写此项"),
        ({"email": "no address"}, "邮箱格式不对"),
        ({"last_day": "2020-12-31"}, "请选择代替哪个账号办理"),
        ({"deputy_of": "x"}, "代理须填写最后一天"),
    ],
)
def test_what_is_wrong_with_a_new_account_is_told_beside_its_field(site, facts, said):
    answer = create(site, site.school(), **facts)
    assert answer.status_code == 422
    assert said in answer.text


def test_a_login_that_is_taken_is_told_beside_its_field(site):
    site.world.saved(makers.an_account(Role.EMPLOYER, login="zhang", employer_id=site.world.employer.id))
    answer = create(site, site.school())
    assert answer.status_code == 422
    assert "登录名 zhang 已被使用" in answer.text


def test_a_disabled_account_stops_at_its_next_click_with_a_sentence(site):
    office, clerk = site.school(), site.college()
    assert clerk.get("/admin/").status_code == 200
    answer = office.post(f"/admin/staff/{clerk.account.public_id}/disable")
    assert "随即失效" in office.get(answer.location).text
    refused = clerk.get("/admin/signing/")
    assert "/login/staff" in refused.location
    assert "登录已失效：" in clerk.get(refused.location).text
    assert "登录已失效" not in clerk.get("/login/staff").text


def test_who_is_disabled_while_a_request_is_under_way_does_nothing_more(site, monkeypatch):
    clerk, signing = site.college(), site.world.accepted()
    recognise, csrf, disabled = sessions.who_is, clerk.csrf_token(), []

    def then_disabled(services, token, **asking):
        actor = recognise(services, token, **asking)
        with services.working(makers.as_school(site.world.school)) as work:
            disabled.append(staff.disable(work, clerk.account.public_id))
        return actor

    monkeypatch.setattr(sessions, "who_is", then_disabled)
    sent = {"csrf_token": csrf, "operation_id": "0123456789abcdef", "seen": signing.version}
    answer = clerk.http.post(f"/admin/signing/{signing.public_id}/approve", data=sent)
    monkeypatch.undo()
    assert len(disabled) == 1
    assert "/login/staff" in answer.location
    assert "请重新登录后再操作" in clerk.get(answer.location).text
    assert site.world.fresh(signing).state == "AWAITING_REVIEW"


def test_a_deputy_whose_last_day_passed_stops_at_its_next_click(site):
    deputy = site.college()
    site.world.clock.forward(minutes=1)
    with site.world.working(SYSTEM) as work:
        work.session.get_one(Account, deputy.account.id).ends_at = site.world.clock()
    assert "/login/staff" in deputy.get("/admin/").location


def test_the_list_says_who_stands_in_for_whom_and_until_when(site):
    office, world = site.school(), site.world
    place = {"school_id": world.school.id, "college_id": world.college.id}
    absent = world.saved(makers.an_account(Role.COLLEGE, name="陈老师", **place))
    answer = create(site, office, deputy_of=absent.public_id, last_day="2030-06-30")
    assert "陈老师 至 2030-06-30" in office.get(answer.location).text
    page = office.get("/admin/staff/", queue="deputies").text
    assert cells(page, "代理") == ["代理 陈老师，至 2030-06-30"]
    assert cells(page, "状态") == ["未设置密码"]


def test_a_school_sees_its_own_staff_and_the_province_the_schools_without_their_colleges(site):
    office, clerk, other = site.school(), site.college(), site.school(site.world.saved_school())
    province = site.province()
    seen = set(cells(office.get("/admin/staff/").text, "登录名"))
    assert seen == {office.account.login, clerk.account.login}
    seen = set(cells(province.get("/admin/staff/").text, "登录名"))
    assert seen == {office.account.login, other.account.login, province.account.login}


def test_accounts_are_found_by_name_and_by_place(site):
    office = site.school()
    for login in ("anna", "berta"):
        create(site, office, login=login)
    assert cells(office.get("/admin/staff/", search="ann").text, "登录名") == ["anna"]
    assert len(cells(office.get("/admin/staff/", search=site.world.college.name).text, "登录名")) == 2
    assert cells(office.get("/admin/staff/", search="没有这个学院").text, "登录名") == []


def test_a_long_list_of_accounts_is_read_page_by_page(site):
    office, world = site.school(), site.world
    place = {"school_id": world.school.id, "college_id": world.college.id}
    for number in range(60):
        world.saved(makers.an_account(Role.COLLEGE, login=f"clerk{number:02}", **place))
    first = office.get("/admin/staff/").text
    following = office.get(link(first, "下一页")).text
    logins = cells(first, "登录名") + cells(following, "登录名")
    assert len(logins) == 61
    assert len(set(logins)) == 61
    assert cells(office.get(link(following, "上一页")).text, "登录名") == cells(first, "登录名")


def test_a_college_is_added_named_anew_given_a_contact_and_deleted(site):
    office = site.school()
    assert office.post("/admin/colleges/add", name="新学院").status_code == 303
    assert office.post("/admin/colleges/add", name="新学院").status_code == 422
    answer = office.post("/admin/colleges/rename?name=新学院", name="未来学院")
    page = office.get(answer.location)
    assert "未来学院" in page.text
    told = {"office": "办公室", "person": "王老师", "phone": "027-87650000", "hours": ""}
    assert office.post("/admin/colleges/contact?name=未来学院", **told).status_code == 303
    assert "办公室，王老师，027-87650000" in office.get("/admin/colleges/").text
    assert office.post("/admin/colleges/contact?name=未来学院", **told | {"phone": "1"}).status_code == 422
    assert office.post("/admin/colleges/delete?name=未来学院").status_code == 303
    with site.world.reading() as work:
        assert work.session.scalars(select(College.name).where(College.name == "未来学院")).all() == []


def test_a_college_with_students_is_not_deleted_and_says_why(site):
    office, name = site.school(), site.world.college.name
    answer = office.post(f"/admin/colleges/delete?name={name}")
    assert "1 名学生，不能删除" in office.get(answer.location).text


def test_the_province_makes_a_school_with_the_first_account_of_its_office(site):
    province = site.province()
    answer = province.post("/admin/schools/new", code="19055", name="新建大学", login="office19055")
    assert re.search(LINK, province.get(answer.location).text)
    assert "新建大学" in province.get("/admin/schools/", search="19055").text
    again = province.post("/admin/schools/new", code="19055", name="新建大学", login="other19055")
    assert again.status_code == 422
    assert "院校标识码 19055 已存在" in again.text
    taken = province.post("/admin/schools/new", code="19056", name="又一大学", login="office19055")
    assert "登录名 office19055 已被使用" in taken.text
    assert "又一大学" not in province.get("/admin/schools/").text
