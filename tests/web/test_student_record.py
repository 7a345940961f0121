"""基本信息管理, 我的记录 and 核对生源信息: a student looks after its own data and says what is wrong."""

import re

from signing_core.actors import Role
from signing_core.models import Report
from signing_core.use_cases import codes, reports
from tests import makers
from tests.faults.entries import code_sent
from tests.web.client import FAST_HASH, PASSWORD

PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.50"
)


def only_report(site) -> Report:
    with site.world.reading() as work:
        return work.session.query(Report).one()


def unreviewed(site, **facts):
    student = site.world.saved_student(source_reviewed=False)
    site.world.saved(
        makers.an_account(
            Role.STUDENT, login=None, name=student.name, student_id=student.id, password_hash=FAST_HASH.hash(PASSWORD)
        )
    )
    return student


def kept_out(site, student):
    client = site.anonymous()
    answer = client.post("/login/student", login=student.student_number, password=PASSWORD)
    assert answer.status_code == 403
    return client, answer.text


def test_the_profile_shows_the_roster_masked_and_keeps_the_contact(site):
    client, student = site.student(), site.world.student
    page = client.get("/student/profile").text
    assert student.id_number not in page
    assert student.phone not in page
    saved = client.post(
        "/student/profile", seen=student.version, email="me@example.com", address="湖北省武汉市珞喻路 1 号"
    )
    assert saved.status_code == 303
    assert 'value="me@example.com"' in client.get("/student/profile").text


def test_a_contact_that_is_none_comes_back_as_it_was_typed(site):
    answer = site.student().post("/student/profile", seen=site.world.student.version, email="nobody", address="某处")
    assert answer.status_code == 422
    assert 'value="nobody"' in answer.text
    assert 'value="某处"' in answer.text


def test_what_the_school_alone_can_change_is_reported_to_it(site):
    client = site.student()
    assert client.post("/student/profile/report", reason=" ").status_code == 400
    assert client.post("/student/profile/report", reason="专业应为软件工程。").status_code == 303
    assert (only_report(site).kind, only_report(site).text) == ("WRONG_DATUM", "专业应为软件工程。")
    assert "待答复" in client.get("/student/record", tab="reports").text


def test_the_record_says_who_did_what_when_and_from_what(site):
    signing = site.world.invited()
    client = site.student()
    client.http.environ_base["HTTP_USER_AGENT"] = PHONE
    client.post(f"/student/online/{signing.public_id}/accept", seen_terms="1")
    page = client.get("/student/record").text
    assert "同意签约，待管理员审核" in page
    assert "手机，iOS，WeChat Browser" in page
    assert page.count("不是本人操作</button>") == 1, "what the employer did is not the student's to disown"


def test_an_act_that_was_not_ones_own_becomes_a_case_for_the_school(site):
    site.world.accepted()
    client = site.student()
    address = re.search(r'action="(/student/record/[0-9a-f]+)"', client.get("/student/record").text)[1]
    assert client.post(address, reason="我没有同意过。").status_code == 303
    assert "同意签约" in only_report(site).about
    assert "我没有同意过。" in site.school().get(f"/admin/report/{only_report(site).public_id}").text


def test_every_sign_in_stands_with_its_device(site):
    student = site.world.student
    site.student()
    client = site.anonymous()
    client.http.environ_base["HTTP_USER_AGENT"] = PHONE
    client.post("/login/student", login=student.student_number, password=PASSWORD)
    assert "手机，iOS" in client.get("/student/record", tab="sign_ins").text


def test_who_waits_for_the_review_confirms_the_record_without_being_signed_in(site):
    student = unreviewed(site)
    client, page = kept_out(site, student)
    assert "核对生源信息" in page
    shown = client.get("/source").text
    assert student.major in shown
    assert student.id_number not in shown
    assert client.post("/source/confirm", seen=student.version).status_code == 303
    assert site.world.fresh(student).source_confirmed_at is not None
    assert client.get("/student/").status_code == 302


def test_who_waits_for_the_review_objects_once(site):
    student = unreviewed(site)
    client, _ = kept_out(site, student)
    assert client.post("/source/object", seen=student.version, reason="").status_code == 400
    assert client.post("/source/object", seen=student.version, reason="专业写错了。").status_code == 303
    assert only_report(site).kind == "OBJECTION"
    assert "学校正在处理" in client.get("/source").text


def test_the_check_is_over_after_half_an_hour_and_never_began_for_anybody_else(site):
    student = unreviewed(site)
    client, _ = kept_out(site, student)
    site.world.clock.forward(minutes=30)
    for browser in (client, site.anonymous()):
        answer = browser.get("/source")
        assert (answer.status_code, answer.location) == (302, "/")
        browser.post("/source/confirm", seen=student.version)
    assert site.world.fresh(student).source_confirmed_at is None


def test_who_is_kept_out_for_another_reason_has_nothing_to_check(site):
    student = site.world.saved_student(training="定向")
    site.world.saved(
        makers.an_account(
            Role.STUDENT, login=None, name=student.name, student_id=student.id, password_hash=FAST_HASH.hash(PASSWORD)
        )
    )
    client, page = kept_out(site, student)
    assert "核对生源信息" not in page
    assert client.get("/source").status_code == 302


def test_the_student_reads_the_answer_of_the_school(site):
    with site.world.working(makers.as_student(site.world.student)) as work:
        report = reports.report_datum(work, text="专业有误。")
    school = site.school()
    answer = school.post(f"/admin/report/{report.public_id}/answer", seen=report.version, reason="已更正为软件工程。")
    assert answer.status_code == 303
    assert "已更正为软件工程。" in site.student().get("/student/record", tab="reports").text


def test_a_new_phone_is_confirmed_by_its_code_on_the_page(site):
    client = site.student()
    assert client.get("/student/phone/code").headers["Location"] == "/student/phone", "nothing was begun"
    wrong = client.post("/student/phone", phone="13912345678", password="not the password")
    assert (wrong.status_code, "密码不正确。" in wrong.text) == (422, True)
    assert client.post("/student/phone", phone="13912345678", password=PASSWORD).status_code == 303
    page = client.get("/student/phone/code").text
    assert "13912345678" not in page
    refused = client.post("/student/phone/code", code="000000")
    assert codes.WRONG in refused.text
    answer = client.post("/student/phone/code", code=code_sent(site.world.services))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/student/profile")
    assert site.world.fresh(site.world.student).phone == "13912345678"
