"""Doors, sign-in and out, passwords, a student's first sign-in."""

import re

import pytest
from sqlalchemy import select

from exports import qr
from signing_core.actors import SYSTEM, Role
from signing_core.models import Account, Contact, Message
from signing_core.use_cases import passwords
from tests import makers
from tests.web.client import PASSWORD, Client
from tests.world import FAST_HASH

NEW_PASSWORD = "another-long-password"


def signed_in(client, door="staff", login="office", password=PASSWORD, **more):
    return client.post(f"/login/{door}", login=login, password=password, **more)


def student_account(site, student, password=PASSWORD):
    facts = {"student_id": student.id, "password_hash": FAST_HASH.hash(password)}
    return site.world.saved(makers.an_account(Role.STUDENT, login=None, **facts))


def test_the_front_page_shows_the_three_doors(site):
    page = site.anonymous().get("/").text
    for door in ("毕业生登录", "用人单位登录", "院校管理员登录"):
        assert door in page


def test_two_doors_have_a_code_that_opens_the_same_page_on_a_phone(site):
    page = site.anonymous().get("/").text
    drawn = re.findall(r'aria-label="(.{2,10})二维码"><path d="([Mhvz0-9 -]+)"/>', page)
    assert [label for label, _ in drawn] == ["毕业生登录", "用人单位登录"]
    address = site.world.services.settings.base_url
    assert [path for _, path in drawn] == [
        qr.drawing(f"{address}/login/{door}").path for door in ("student", "employer")
    ]


def test_the_right_password_opens_the_console_and_leads_back_to_the_page_asked_for(site, staff):
    client = site.anonymous()
    door = client.get("/admin/signing/").headers["Location"]
    assert door == "/login/staff?next=/admin/signing/"
    assert client.post(door, login="office", password=PASSWORD).headers["Location"] == "/admin/signing/"
    assert client.get("/admin/signing/").status_code == 200


@pytest.mark.parametrize("foreign", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"])
def test_nobody_is_led_to_a_foreign_address(site, staff, foreign):
    answer = site.anonymous().post(f"/login/staff?next={foreign}", login="office", password=PASSWORD)
    assert answer.headers["Location"] == "/admin/"


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(site, staff):
    client = site.anonymous()
    pages = [signed_in(client, login=login, password="wrong-password") for login in ("office", "nobody")]
    assert [page.status_code for page in pages] == [400, 400]
    assert len({without_tokens(page.text).replace("nobody", "office") for page in pages}) == 1
    assert "登录名或密码不正确" in pages[0].text


def without_tokens(page):
    return re.sub(r'(value|nonce)="[^"]{20,}"', "", page)


def test_a_door_lets_in_only_its_own_audience(site, staff):
    assert signed_in(site.anonymous(), door="employer").status_code == 400


def test_the_sixth_wrong_password_closes_the_door_even_to_the_right_one(site, staff):
    for _ in range(5):
        signed_in(site.anonymous(), password="wrong-password")
    assert signed_in(site.anonymous()).status_code == 429
    site.world.clock.forward(minutes=16)
    assert signed_in(site.anonymous()).status_code == 303


def test_signing_out_ends_the_session_in_the_database(site):
    client = site.school()
    with client.http.session_transaction() as session:
        token = session["_user_id"]
    client.post("/logout")
    with client.http.session_transaction() as session:
        session["_user_id"] = token
    assert client.get("/admin/").status_code == 302


def test_signing_in_again_ends_the_session_that_this_browser_had(site, staff):
    client = site.as_existing(staff)
    with client.http.session_transaction() as session:
        copied = session["_user_id"]
    assert signed_in(client).status_code == 303
    assert client.get("/admin/").status_code == 200
    client.post("/logout")
    assert Client(site.app, copied).get("/admin/").status_code == 302


def test_a_link_of_a_disabled_account_is_a_dead_one(site, staff):
    with site.world.working(SYSTEM) as work:
        account = work.session.get_one(Account, staff.id)
        handle = passwords.new_link(work, account)
        account.disabled_at = site.world.clock()
    client = site.anonymous()
    page = client.get(f"/set-password/{handle}")
    assert page.status_code == 400
    assert passwords.LINK_WRONG in page.text
    sent = client.post(f"/set-password/{handle}", new=NEW_PASSWORD, again=NEW_PASSWORD)
    assert sent.location == "/"  # to the doors, where the sentence stands
    assert passwords.LINK_WRONG in client.get("/").text


def test_a_new_password_ends_the_sessions_of_other_browsers(site, staff):
    here, elsewhere = site.as_existing(staff), site.as_existing(staff)
    answer = here.post("/password", old=PASSWORD, new=NEW_PASSWORD, again=NEW_PASSWORD)
    assert answer.status_code == 303
    assert here.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302
    assert signed_in(site.anonymous(), password=NEW_PASSWORD).status_code == 303


def test_a_wrong_old_password_is_said_beside_its_field(site, staff):
    answer = site.as_existing(staff).post("/password", old="wrong-password", new=NEW_PASSWORD, again=NEW_PASSWORD)
    assert answer.status_code == 400
    assert "密码不正确" in answer.text


@pytest.mark.parametrize("path", ["/login/staff", "/first"])
def test_a_form_with_a_field_left_empty_comes_back_as_one_to_mend(site, path):
    client = site.anonymous()
    assert client.get(path).status_code == 200
    answer = client.post(path)
    assert answer.status_code == 422
    assert "请填写此项" in answer.text


def test_a_student_signs_in_by_number_id_number_or_phone(site):
    student = site.world.student
    student_account(site, student)
    for login in (student.student_number, student.id_number.lower(), student.phone):
        assert signed_in(site.anonymous(), "student", login).headers["Location"] == "/student/"


def test_where_a_number_exists_at_two_schools_the_page_asks_which(site):
    world = site.world
    elsewhere = world.saved_school()
    namesake = world.saved_student(
        world.saved(makers.a_college(elsewhere)), student_number=world.student.student_number
    )
    student_account(site, world.student)
    student_account(site, namesake, "the-password-of-the-other")
    asked = signed_in(site.anonymous(), "student", world.student.student_number)
    assert "请选择您的学校" in asked.text
    assert elsewhere.name in asked.text
    chosen = signed_in(site.anonymous(), "student", world.student.student_number, school=world.school.code)
    assert chosen.headers["Location"] == "/student/"


def test_a_student_who_may_not_sign_reads_the_reason_and_whom_to_turn_to(site):
    student = site.world.saved_student(training="定向")
    student_account(site, student)
    page = signed_in(site.anonymous(), "student", student.student_number)
    assert page.status_code == 403
    assert "定向" in page.text


def test_the_first_sign_in_goes_over_the_roster_s_facts_and_a_code_by_sms(site):
    world = site.world
    student = world.saved_student()
    world.saved(makers.an_account(Role.STUDENT, login=None, student_id=student.id))
    client = site.anonymous()
    facts = {"student_number": student.student_number, "name": student.name, "id_number": student.id_number}
    assert client.post("/first", phone=student.phone, **facts).headers["Location"] == "/first/code"
    code = sent_code(world)
    wrong = client.post("/first/code", code=f"{(int(code) + 1) % 10**6:06}", new=NEW_PASSWORD, again=NEW_PASSWORD)
    assert wrong.status_code == 400
    right = client.post("/first/code", code=code, new=NEW_PASSWORD, again=NEW_PASSWORD)
    assert right.headers["Location"] == "/student/"
    again = site.anonymous().post("/first", phone=student.phone, **facts)
    assert "已完成首次登录" in again.text


def test_another_code_is_sent_to_the_same_phone_and_the_roster_s_address_is_shown_masked(site):
    world = site.world
    student = world.saved_student()
    world.saved(makers.an_account(Role.STUDENT, login=None, student_id=student.id))
    client = site.anonymous()
    client.post("/first", **{name: getattr(student, name) for name in ("student_number", "name", "id_number", "phone")})
    assert f"{student.email[:2]}***@example.com" in client.get("/first/code").text
    assert client.post("/first/again").location == "/first/code"
    page = client.get("/first/code").text
    assert "新的验证码已发送" in page
    assert student.email not in page
    site.world.clock.forward(minutes=10)
    assert client.post("/first/again").location == "/first"
    assert "信息验证已超时" in client.get("/first").text
    assert client.post("/first/again").location == "/first"


def test_a_student_without_a_phone_in_the_roster_reads_whom_to_turn_to(site):
    world = site.world
    student = world.saved_student(phone="")
    world.saved(makers.an_account(Role.STUDENT, login=None, student_id=student.id))
    world.saved(Contact(school_id=world.school.id, office="就业指导中心", phone="027-87654321"))
    facts = {"student_number": student.student_number, "name": student.name, "id_number": student.id_number}
    page = site.anonymous().post("/first", phone="13900000001", **facts)
    assert page.status_code == 403
    assert "没有您的手机号" in page.text
    assert "就业指导中心，027-87654321" in page.text


def test_the_cookie_between_the_steps_holds_no_phone(site):
    world = site.world
    student = world.saved_student()
    world.saved(makers.an_account(Role.STUDENT, login=None, student_id=student.id))
    client = site.anonymous()
    facts = {name: getattr(student, name) for name in ("student_number", "name", "id_number", "phone")}
    client.post("/first", **facts)
    with client.http.session_transaction() as session:
        assert student.phone not in repr(dict(session))
    assert f"{student.phone[:3]}****{student.phone[-4:]}" in client.get("/first/code").text


def sent_code(world):
    with world.reading() as work:
        return re.search(r"\d{6}", work.session.scalars(select(Message)).one().body)[0]


def test_facts_that_do_not_match_the_roster_are_refused_with_one_sentence(site):
    student = site.world.student
    site.world.saved(makers.an_account(Role.STUDENT, login=None, student_id=student.id))
    facts = {
        "student_number": student.student_number,
        "name": student.name,
        "id_number": student.id_number,
        "phone": student.phone,
    }
    for name, other in (("name", "别的人"), ("id_number", makers.an_id_number(9999)), ("phone", "13900000000")):
        page = site.anonymous().post("/first", **facts | {name: other})
        assert page.status_code == 400
        assert "与学校登记的不一致" in page.text
        assert other in page.text  # nothing typed is lost


def test_a_form_without_its_token_is_refused(site, staff):
    answer = site.anonymous().http.post("/login/staff", data={"login": "office", "password": PASSWORD})
    assert answer.status_code == 400


def test_a_form_from_a_foreign_page_is_refused(site):
    client = site.school()
    answer = client.http.post(
        "/cohort", data={"csrf_token": client.csrf_token()}, headers={"Origin": "https://example.org"}
    )
    assert answer.status_code == 403


def test_every_answer_carries_the_policy_and_no_inline_exception(site):
    policy = site.anonymous().get("/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
