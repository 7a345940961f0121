"""操作日志 and the province's look at a school: who did what, why, and for how long."""

import re

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from portals.operator import tasks
from signing_core.actors import Role
from signing_core.models import DocumentKind, LogEntry, SignedIn
from signing_core.use_cases import break_glass, disclosure, jobs
from tests import makers
from tests.web.client import PASSWORD
from tests.web.console import cells

REASON = "核查去向数据"


def look(site, province, **given):
    return province.post(
        f"/admin/schools/{site.world.school.code}/look", **{"reason": REASON, "password": PASSWORD} | given
    )


def shown_in_full(site, office, signing) -> None:
    """The office opened the agreement."""
    with site.world.working(makers.as_school(site.world.school, office.account.id)) as work:
        disclosure.printed(work, signing, DocumentKind.AGREEMENT)


def test_the_province_looks_for_a_reason_and_with_its_password_and_every_page_says_so(site):
    signing, province = site.world.accepted(), site.province()
    answer = look(site, province)
    page = province.get(answer.location).text
    assert signing.student_name in page
    for path in ("/admin/signing/", f"/admin/signing/{signing.public_id}", "/admin/student/", "/admin/", "/admin/log/"):
        page = province.get(path).text
        for said in (site.world.school.name, REASON, "剩余 60 分钟", "结束访问"):
            assert said in page, path
    detail = province.get(f"/admin/signing/{signing.public_id}").text
    for deed in ("签约审核通过", "修改单位信息", "强制解约"):
        assert deed not in detail


@pytest.mark.parametrize(
    ("given", "said"),
    [({"reason": " "}, "请填写"), ({"password": "wrong"}, "密码不正确"), ({"reason": "因" * 201}, "最多 200")],
)
def test_without_a_reason_or_the_password_nothing_opens(site, given, said):
    province, signing = site.province(), site.world.accepted()
    answer = look(site, province, **given)
    assert answer.status_code == 422
    assert said in answer.text
    assert province.get("/admin/signing/").status_code == 403
    assert province.get(f"/admin/signing/{signing.public_id}").status_code == 403


def test_what_ran_out_between_page_and_click_answers_with_a_sentence(site):
    signing, province = site.world.accepted(), site.province()
    look(site, province)
    for _ in range(3):
        site.world.clock.forward(minutes=20)
        answer = province.get(f"/admin/signing/{signing.public_id}")
    assert answer.status_code == 403
    assert "查看时间已到" in answer.text
    assert signing.student_name not in answer.text


def test_who_closes_it_sees_no_more(site):
    signing, province = site.world.accepted(), site.province()
    look(site, province)
    answer = province.post("/admin/schools/close")
    assert "已结束查看" in province.get(answer.location).text
    assert province.get(f"/admin/signing/{signing.public_id}").status_code == 403


def test_the_figures_lead_the_province_into_no_list(site):
    site.world.approved()
    province = site.province()
    assert "/admin/plan/" not in province.get("/admin/figures/").text
    assert province.get("/admin/plan/").status_code == 403
    look(site, province)
    assert province.get("/admin/plan/").status_code == 403


def test_the_school_reads_that_the_province_looked_and_why(site):
    province, office = site.province(), site.school()
    look(site, province)
    page = office.get("/admin/log/", act=break_glass.OPENED).text
    assert cells(page, "操作人") == [province.account.name]
    assert REASON in cells(page, "内容")[0]
    assert cells(site.school(site.world.saved_school()).get("/admin/log/").text, "操作人") == []


def test_the_log_is_narrowed_by_person_act_day_and_student(site):
    office, signing = site.school(), site.world.approved()
    shown_in_full(site, office, signing)
    office.post("/admin/colleges/add", name="新学院")
    every = cells(office.get("/admin/log/").text, "操作类型")
    assert every[0] == "新建院系"
    assert len(every) == 2
    number = signing.student_number
    for asked, found in (
        ({"student": number}, 1),
        ({"student": number[:-1]}, 0),
        ({"act": "新建院系"}, 1),
        ({"who": office.account.name}, 2),
        ({"who": "没有这个人"}, 0),
        ({"first": "2000-01-01", "last": "2000-01-02"}, 0),
        ({"first": "2000-01-01"}, 2),
    ):
        assert len(cells(office.get("/admin/log/", **asked).text, "操作类型")) == found, asked
    wrong = office.get("/admin/log/", first="2020-03-02", last="2020-03-01")
    assert wrong.status_code == 422
    assert "结束日期不能早于开始日期" in wrong.text


def test_the_log_is_read_page_by_page_newest_first(site):
    office = site.school()
    with site.world.working(makers.as_school(site.world.school, office.account.id)) as work:
        facts = {"role": Role.SCHOOL, "who": "某人", "school_id": site.world.school.id, "act": "某事"}
        work.session.add_all(LogEntry(at=work.at, detail=f"第 {number} 次", **facts) for number in range(120))
    page, found = office.get("/admin/log/"), []
    while page:
        found += cells(page.text, "内容")
        following = re.search(r'href="([^"]+after=[^"]+)"', page.text)
        page = office.get(following[1].replace("&amp;", "&")) if following else None
    assert found == [f"第 {number} 次" for number in reversed(range(120))]


def test_the_log_is_exported_as_it_is_narrowed_and_the_export_stands_in_it(site, tmp_path):
    office, signing = site.school(), site.world.approved()
    shown_in_full(site, office, signing)
    office.post("/admin/colleges/add", name="新学院")
    answer = office.post(f"/admin/log/export?student={signing.student_number}")
    jobs.run_due(site.world.services, tasks.RUNNERS)
    assert "导出完成" in office.get(answer.location).text
    (tmp_path / "log.xlsx").write_bytes(office.get(f"{answer.location}/file").data)
    rows = list(load_workbook(tmp_path / "log.xlsx").active.iter_rows(values_only=True))
    assert rows[0] == ("时间", "操作人", "身份", "操作类型", "内容")
    assert len(rows) == 2
    assert signing.student_number in rows[1][4]
    assert cells(office.get("/admin/log/").text, "操作类型")[0] == disclosure.LOG_EXPORT


def test_no_full_number_stands_in_the_log(site):
    office, signing = site.school(), site.world.approved()
    shown_in_full(site, office, signing)
    page = office.get("/admin/log/").text
    assert site.world.student.id_number not in page
    assert site.world.student.phone not in page


def test_the_database_itself_refuses_to_change_the_log(site):
    office = site.school()
    office.post("/admin/colleges/add", name="新学院")
    for act in ("UPDATE log SET who = 'x'", "DELETE FROM log"):
        with pytest.raises(Exception, match="append-only"), site.world.services.database.engine.begin() as connection:
            connection.exec_driver_sql(act)
    with site.world.reading() as work:
        assert work.session.scalars(select(LogEntry.act)).all() == ["新建院系"]
        assert work.session.scalars(select(SignedIn)).all()
