"""账号安全 and the second step of a sign-in, as their pages."""

import re

import pyotp
import pytest

from signing_core.actors import SYSTEM, Role
from signing_core.use_cases import passwords, totp
from tests.phones import PASSWORD, Phone
from tests.web.test_entry import signed_in

PAGE = "/admin/security/"


@pytest.fixture
def phone(site) -> Phone:
    return Phone(site.world, login="office")


def test_it_is_turned_on_by_a_code_and_the_recovery_codes_are_shown_once(site, phone):
    client = site.as_existing(phone.account)
    assert "未开启" in client.get(PAGE).text
    assert client.post(f"{PAGE}begin").location == PAGE
    page = client.get(PAGE).text
    secret = re.search(r"<code>([A-Z2-7 ]{39})</code>", page)[1].replace(" ", "")
    assert 'aria-label="两步验证二维码"' in page
    code = pyotp.TOTP(secret).at(site.world.clock())
    assert client.post(f"{PAGE}confirm", code=code).location == PAGE
    shown = client.get(PAGE).text
    recovery = re.findall(r"<code>([a-z2-7]{4}(?:-[a-z2-7]{4}){3})</code>", shown)
    assert len(set(recovery)) == totp.RECOVERY_CODES
    again = client.get(PAGE).text
    assert "已开启" in again
    assert recovery[0] not in again
    assert secret[:4] not in again


def test_the_cookie_that_carries_the_recovery_codes_does_not_show_them(site, phone):
    phone.begin()
    client = site.as_existing(phone.account)
    client.post(f"{PAGE}confirm", code=phone.shows())
    with client.http.session_transaction() as session:
        kept = dict(session)
    shown = client.get(PAGE).text
    for code in re.findall(r"<code>([a-z2-7-]{19})</code>", shown):
        assert code not in repr(kept)


def test_a_wrong_code_does_not_turn_it_on(site, phone):
    phone.begin()
    client = site.as_existing(phone.account)
    client.post(f"{PAGE}confirm", code="000000")
    assert totp.CODE_WRONG in client.get(PAGE).text


def test_sign_in_asks_for_the_code_and_leads_to_the_page_that_was_wanted(site, phone):
    phone.enable()
    client = site.anonymous()
    door = client.get("/admin/signing/").location
    assert client.post(door, login="office", password=PASSWORD).location == "/second-step"
    assert client.get("/admin/").status_code == 302  # no session yet
    assert client.post("/second-step", code="000000").status_code == 400
    assert client.post("/second-step", code=phone.shows()).location == "/admin/signing/"
    assert client.get("/admin/signing/").status_code == 200


def test_a_code_that_was_seen_over_a_shoulder_opens_no_second_session(site, phone):
    phone.enable()
    first, second = site.anonymous(), site.anonymous()
    for client in (first, second):
        signed_in(client, password=PASSWORD)
    code = phone.shows()
    assert first.post("/second-step", code=code).location == "/admin/"
    assert second.post("/second-step", code=code).status_code == 400
    assert second.post("/second-step", code=phone.recovery[0]).location == "/admin/"


def test_the_sixth_wrong_code_says_when_to_try_again(site, phone):
    phone.enable()
    client = site.anonymous()
    signed_in(client, password=PASSWORD)
    for _ in range(5):
        client.post("/second-step", code="000000")
    answer = client.post("/second-step", code=phone.shows())
    assert answer.status_code == 429
    assert "15 分钟后再试" in answer.text


def test_who_waits_ten_minutes_starts_again_with_a_sentence(site, phone):
    phone.enable()
    client = site.anonymous()
    signed_in(client, password=PASSWORD)
    site.world.clock.forward(minutes=10)
    assert client.post("/second-step", code=phone.shows()).location == "/login/staff"
    assert totp.TOO_LATE in client.get("/login/staff").text


def test_without_a_password_the_page_of_the_second_step_leads_to_the_doors(site):
    assert site.anonymous().get("/second-step").location == "/"
    assert site.anonymous().post("/second-step", code="000000").location == "/"


def test_a_one_time_link_sets_the_password_and_asks_for_the_code(site, phone):
    phone.enable()
    with site.world.working(SYSTEM) as work:
        link = passwords.new_link(work, phone.account)
    client = site.anonymous()
    new = {"new": "another-long-password", "again": "another-long-password"}
    assert client.post(f"/set-password/{link}", **new).location == "/second-step"
    assert client.post("/second-step", code=phone.shows()).location == "/admin/"


def test_it_is_turned_off_by_password_and_code(site, phone):
    phone.enable()
    client = site.as_existing(phone.account)
    client.post(f"{PAGE}disable", password="wrong-password", code=phone.shows())
    assert "密码不正确" in client.get(PAGE).text
    client.post(f"{PAGE}disable", password=PASSWORD, code=phone.shows())
    assert "两步验证已关闭" in client.get(PAGE).text
    assert signed_in(site.anonymous(), password=PASSWORD).location == "/admin/"


def test_the_menu_of_staff_leads_to_it_and_that_of_others_does_not(site):
    assert PAGE in site.as_account(Role.PROVINCE).get("/admin/").text
    assert PAGE not in site.student().get("/student/").text
