"""忘记密码 as its pages: the same answer to whoever asks, and a new password for who reads the code."""

import re

from sqlalchemy import select

from signing_core.actors import Role
from signing_core.models import Contact, Message
from tests import makers
from tests.web.client import PASSWORD
from tests.web.test_entry import signed_in, student_account, without_tokens
from tests.world import FAST_HASH

NEW = {"new": "another-long-password", "again": "another-long-password"}


def code_sent(world) -> str:
    with world.reading() as work:
        newest = select(Message).where(Message.subject == "验证码").order_by(Message.id.desc())
        return re.search(r"\d{6}", work.session.scalars(newest).first().body)[0]


def asked(site, login, door="student", **more):
    client = site.anonymous()
    answer = client.post(f"/forgotten?door={door}", login=login, by=more.pop("by", "SMS"), **more)
    assert answer.location == "/forgotten/code"
    return client


def test_every_door_leads_to_its_own_way_back_in(site):
    for door in ("student", "employer", "staff"):
        assert f'href="/forgotten?door={door}"' in site.anonymous().get(f"/login/{door}").text
    assert site.anonymous().get("/forgotten").status_code == 200
    assert site.anonymous().get("/forgotten?door=nobody").status_code == 404


def test_a_student_comes_back_in_by_a_code(site):
    student = site.world.student
    account = student_account(site, student)
    elsewhere = site.as_existing(account)
    client = asked(site, student.student_number, school=site.world.school.name)
    assert client.post("/forgotten/code", code=code_sent(site.world), **NEW).location == "/student/"
    assert "密码已修改" in client.get("/student/").text
    assert elsewhere.get("/student/").status_code == 302
    assert signed_in(site.anonymous(), "student", student.phone, NEW["new"]).status_code == 303


def test_an_employer_comes_back_in_by_a_code(site):
    facts = {"employer_id": site.world.employer.id, "password_hash": FAST_HASH.hash(PASSWORD)}
    account = site.world.saved(makers.an_account(Role.EMPLOYER, **facts))
    client = asked(site, account.login, "employer", by="MAIL")
    assert client.post("/forgotten/code", code=code_sent(site.world), **NEW).location == "/employer/"


def test_staff_read_whom_to_ask_and_no_form_is_served(site):
    page = site.anonymous().get("/forgotten?door=staff").text
    assert "一次性链接" in page
    assert 'name="login"' not in page
    sent = site.anonymous().post("/forgotten?door=staff", login="office", by="SMS")
    assert sent.status_code != 303


def test_i12_known_and_unknown_names_are_answered_alike_to_the_letter(site):
    student_account(site, site.world.student)
    pages = []
    for login in (site.world.student.phone, "13900000009"):
        client = asked(site, login)
        pages.append(client.get("/forgotten/code").text)
        answer = client.post("/forgotten/code", code="000000", **NEW)
        pages.append((answer.status_code, without_tokens(answer.text)))
    assert without_tokens(pages[0]) == without_tokens(pages[2])
    assert pages[1] == pages[3]


def test_a_student_number_without_its_school_is_asked_for_it_and_nothing_typed_is_lost(site):
    answer = site.anonymous().post("/forgotten", login="2019999999", by="MAIL")
    assert answer.status_code == 400
    assert "请填写毕业学校" in answer.text
    assert 'value="2019999999"' in answer.text


def test_the_sixth_wrong_code_and_a_code_in_another_browser_are_refused_beside_the_field(site):
    student_account(site, site.world.student)
    client = asked(site, site.world.student.phone)
    code = code_sent(site.world)
    other = asked(site, site.world.student.phone)
    for browser, given in [(other, code), *[(client, "000000" if code != "000000" else "000001")] * 5, (client, code)]:
        answer = browser.post("/forgotten/code", code=given, **NEW)
        assert answer.status_code == 400
        assert "验证码不正确或已失效" in answer.text


def test_the_code_page_without_a_request_leads_to_its_beginning(site):
    assert site.anonymous().get("/forgotten/code").location == "/forgotten"


def test_a_student_who_may_not_sign_reads_the_reason_and_whom_to_turn_to(site):
    world = site.world
    student = world.saved_student(training="定向")
    student_account(site, student)
    world.saved(Contact(school_id=world.school.id, office="就业指导中心", phone="027-87654321"))
    client = asked(site, student.phone)
    page = client.post("/forgotten/code", code=code_sent(world), **NEW)
    assert page.status_code == 403
    assert "定向" in page.text
    assert "就业指导中心，027-87654321" in page.text


def test_the_sixth_request_says_when_to_ask_again(site):
    for _ in range(5):
        asked(site, "13900000009")
    answer = site.anonymous().post("/forgotten", login="13900000009", by="SMS")
    assert answer.status_code == 429
    assert "1 小时后再试" in answer.text


def test_the_cookie_between_the_steps_names_nobody(site):
    student_account(site, site.world.student)
    client = asked(site, site.world.student.phone)
    with client.http.session_transaction() as session:
        assert site.world.student.phone not in repr(dict(session))
        assert set(session["forgotten"]) == {"handle", "door"}
