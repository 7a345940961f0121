"""签约管理: the list, its pages and queues, the detail, the office's decisions, the export."""

import html
import re
from datetime import timedelta

import pytest

from admin_views import bulk, review_lines
from signing_core.models import Employer, Signing, Student
from signing_core.sheets import REVIEW_COLUMNS
from signing_core.states import REPLY_STATUS
from signing_core.states import SigningState as S
from tests import makers
from tests.web.client import PASSWORD
from tests.web.console import cells, link, statements, tab

LIST = "/admin/signing/"


def a_signing(site, at: int = 0, student: Student | None = None, employer: Employer | None = None, **facts) -> Signing:
    """A row of the list, of a student of its own; ``at`` is in minutes after noon."""
    student = student or site.world.saved_student()
    moment = {"last_act_at": makers.NOON + timedelta(minutes=at)}
    facts = {"state": S.AWAITING_REVIEW} | moment | facts
    return site.world.saved(makers.an_online_signing(student, employer or site.world.employer, **facts))


def numbers(page: str) -> list[str]:
    return cells(page, "学号")


def test_the_list_has_the_columns_of_the_manual_in_its_order(site):
    a_signing(site, number="1202019097200002", state=S.APPROVED)
    page = site.school().get(LIST).text
    assert re.findall(r'<th scope="col" class="[^"]*">([^<]+)</th>', page) == list(REVIEW_COLUMNS.values())
    assert cells(page, "协议书编号") == ["1202019097200002"]
    assert cells(page, "协议书状态") == ["已生效"]
    assert cells(page, "签约类型") == ["电子签约"]
    assert cells(page, "最后操作时间") == ["2020-03-02 12:00"]
    assert cells(page, "签约审核状态") == ["签约审核通过"]


def test_a_signing_without_a_number_says_view_the_agreement(site):
    a_signing(site)
    assert cells(site.school().get(LIST).text, "协议书编号") == ["查看协议书"]


def test_what_the_office_does_not_see_yet_or_any_more_is_not_listed(site):
    for state in REPLY_STATUS:  # those that an online signing can be in
        a_signing(site, state=state)
    page = site.school().get(LIST).text
    assert sorted(cells(page, "签约审核状态")) == sorted(
        ["等待签约审核", "退回修改", "签约审核不通过", *["签约审核通过"] * 2]
    )


def test_pages_by_keyset_show_every_row_once_newest_first_forth_and_back(site):
    saved = [a_signing(site, at=n // 2).student_number for n in range(105)]  # pairs act in the same minute
    school = site.school()
    pages, url = [], LIST
    while url:
        page = school.get(url).text
        pages.append(numbers(page))
        url, last = link(page, "下一页"), page
    assert [len(rows) for rows in pages] == [50, 50, 5]
    assert [number for rows in pages for number in rows] == saved[::-1]
    back = school.get(link(last, "上一页")).text
    assert numbers(back) == pages[1]
    assert numbers(school.get(link(back, "上一页")).text) == pages[0]


def test_a_student_number_is_found_exactly_and_by_its_beginning(site):
    for number in ("20191009", "20191010", "2019_100", "S2019"):
        a_signing(site, student=site.world.saved_student(student_number=number))
    school = site.school()
    assert numbers(school.get(LIST, search="20191009").text) == ["20191009"]
    assert sorted(numbers(school.get(LIST, search="201910").text)) == ["20191009", "20191010"]
    assert numbers(school.get(LIST, search="2019_").text) == ["2019_100"]
    assert "没有符合条件的记录" in school.get(LIST, search="9").text


def test_queues_have_counts_and_stay_in_the_links(site):
    a_signing(site)
    a_signing(site, state=S.APPROVED)
    page = site.school().get(LIST, queue="waiting", search="2019").text
    assert (tab(page, "等待签约审核"), tab(page, "全部")) == ("1", "2")
    assert len(numbers(page)) == 1
    assert "queue=waiting&amp;search=2019" in page


def test_counts_stop_at_a_thousand(site, monkeypatch):
    monkeypatch.setattr("signing_core.queries.keyset.COUNTED", 2)
    for _ in range(3):
        a_signing(site)
    assert tab(site.school().get(LIST).text, "全部") == "2+"


def test_the_list_is_of_the_cohort_in_the_head(site):
    site.world.saved(makers.open_settings(site.world.school, cohort=2021))
    a_signing(site)
    later = a_signing(site, student=site.world.saved_student(cohort=2021))
    school = site.school()
    assert numbers(school.get(LIST).text) == [later.student_number]
    school.post("/cohort", cohort=2020, next=LIST)
    assert later.student_number not in numbers(school.get(LIST).text)


@pytest.mark.parametrize("path", [LIST, f"{LIST}?queue=waiting&search=2019", f"{LIST}?after=1583121600000000.x"])
def test_the_list_asks_at_most_four_questions(site, path):
    for at in range(60):
        a_signing(site, at=at)
    school = site.school()
    with statements(site.world.services.database) as sent:
        assert school.get(path).status_code == 200
    assert len(sent) <= 4, sent
    assert not any("offset" in one.lower().replace("offset ?", "").replace("offset %", "") for one in sent)


@pytest.mark.parametrize("place", ["x", "1.y", "99999999999999999.z", "0.", "²3.a", "a.b&c", "9" * 400])
def test_a_place_that_no_page_gave_leads_to_a_page(site, place):
    a_signing(site)
    assert site.school().get(LIST, after=place).status_code == 200
    assert site.school().get(LIST, before=place).status_code == 200


def test_another_colleges_and_another_schools_signings_are_not_there(site):
    world = site.world
    sibling = world.saved(makers.a_college(world.school))
    foreign = world.saved(makers.a_college(world.saved_school()))
    hidden = [a_signing(site, student=world.saved_student(college)) for college in (sibling, foreign)]
    own = a_signing(site)
    college = site.college()
    assert numbers(college.get(LIST).text) == [own.student_number]
    assert [college.get(f"{LIST}{signing.public_id}").status_code for signing in hidden] == [404, 404]
    assert college.post(f"{LIST}{hidden[0].public_id}/approve", seen=1).status_code == 404
    assert world.fresh(hidden[0]).state is S.AWAITING_REVIEW


def test_an_unanswered_invitation_has_no_page_in_the_console(site):
    assert site.school().get(f"{LIST}{site.world.invited().public_id}").status_code == 404


def test_the_detail_shows_its_blocks_and_masks_phones(site):
    signing = site.world.accepted()
    page = site.school().get(f"{LIST}{signing.public_id}").text
    for block in ("学生信息", "单位信息", "签约信息", "档案信息", "户口信息", "签约过程记录"):
        assert f"<h2>{block}</h2>" in page
    for label in ("所在院系", "所在专业", "所在班级", "单位组织机构代码", "单位性质", "单位所在地", "拟聘用职位"):
        assert f"<dt>{label}</dt>" in page
    assert "021****3643" in page
    assert "021-62883643" not in page
    assert "同意签约，待管理员审核" in page


def test_only_the_moves_that_are_open_have_buttons(site):
    waiting, passed = site.world.accepted(), site.world.approved(site.world.saved_student())
    school = site.school()
    page = school.get(f"{LIST}{waiting.public_id}").text
    assert "签约审核不通过</button>" in page
    assert "强制解约</button>" not in page
    page = school.get(f"{LIST}{passed.public_id}").text
    assert "撤回审核</button>" in page
    assert "签约审核不通过</button>" not in page
    page = site.college().get(f"{LIST}{passed.public_id}").text
    assert "强制解约</button>" not in page
    assert "该审核由学校就业办作出" in page


def test_previous_and_next_go_through_the_queue(site):
    world = site.world
    signings = [world.accepted(world.saved_student()) for _ in range(3) if world.clock.forward(minutes=1) is None]
    page = site.school().get(f"{LIST}{signings[1].public_id}", queue="waiting").text
    assert link(page, "上一条") == f"{LIST}{signings[2].public_id}?queue=waiting"
    assert link(page, "下一条") == f"{LIST}{signings[0].public_id}?queue=waiting"


def test_a_pass_returns_to_the_list_as_it_was_left(site):
    signing = site.world.accepted()
    answer = site.school().post(f"{LIST}{signing.public_id}/approve?queue=waiting&search=2019", seen=signing.version)
    assert (answer.status_code, answer.location) == (303, f"{LIST}?queue=waiting&search=2019")
    assert site.world.fresh(signing).state is S.APPROVED


def test_a_refusal_needs_a_reason_and_keeps_the_dialog_open(site):
    signing = site.world.accepted()
    school, path = site.school(), f"{LIST}{signing.public_id}/reject"
    answer = school.post(path, seen=signing.version, reason="  ")
    assert answer.status_code == 422
    assert 'id="reject" aria-labelledby="reject-title" data-open' in answer.text
    assert "请填写审核不通过原因" in answer.text
    assert school.post(path, seen=signing.version, reason="信息不实").status_code == 303
    assert site.world.fresh(signing).state is S.REJECTED


@pytest.mark.parametrize(
    ("trigger", "after"), [("revoke_review", S.AWAITING_REVIEW), ("force_rescission", S.RESCINDED)]
)
def test_revoking_and_forcing_ask_for_the_password_again(site, trigger, after):
    signing = site.world.approved()
    school, path = site.school(), f"{LIST}{signing.public_id}/{trigger}"
    answer = school.post(path, seen=signing.version, reason="双方协商一致", password="wrong")
    assert answer.status_code == 422
    assert "密码不正确" in answer.text
    assert "双方协商一致</textarea>" in answer.text
    assert site.world.fresh(signing).state is S.APPROVED
    assert school.post(path, seen=signing.version, reason="双方协商一致", password=PASSWORD).status_code == 303
    assert site.world.fresh(signing).state is after


def test_a_decision_on_another_version_than_the_shown_one_is_a_page_of_its_own(site):
    signing = site.world.accepted()
    for seen in (signing.version - 1, ""):
        answer = site.school().post(f"{LIST}{signing.public_id}/approve", seen=seen)
        assert answer.status_code == 409
        assert "内容已变更" in answer.text


@pytest.mark.parametrize("trigger", ["accept", "revise", "expire", "withdraw_invitation", "no_such_thing", "action"])
def test_only_the_decisions_of_staff_have_an_address(site, trigger):
    signing = site.world.accepted()
    assert site.school().post(f"{LIST}{signing.public_id}/{trigger}", seen=signing.version).status_code == 404


def test_a_bulk_pass_decides_each_row_for_itself_and_sums_up(site):
    world = site.world
    right, changed = world.accepted(), world.accepted(world.saved_student())
    done = world.approved(world.saved_student())
    ticked = [
        f"{right.public_id}:{right.version}",
        f"{changed.public_id}:99",
        f"{done.public_id}:{done.version}",
        "x:y",
    ]
    school = site.school()
    answer = school.post(f"{LIST}action/", action="approve", rowid=ticked, url=f"{LIST}?queue=waiting")
    assert answer.location == f"{LIST}?queue=waiting"
    assert [world.fresh(row).state for row in (right, changed)] == [S.APPROVED, S.AWAITING_REVIEW]
    page = school.get(answer.location).text
    assert "签约审核通过 1 条。" in page
    assert "3 条未能办理" in page
    assert f"{changed.student_name}（{changed.student_number}）：内容已变更" in page


def test_more_ticked_rows_than_one_act_can_bear_are_refused_whole(site):
    signing = site.world.accepted()
    ticked = [f"{signing.public_id}:{signing.version}", *(f"x{n}:1" for n in range(bulk.MOST))]
    school = site.school()
    answer = school.post(f"{LIST}action/", action="approve", rowid=ticked, url=LIST)
    assert "一次最多办理 200 条" in school.get(answer.location).text
    assert site.world.fresh(signing).state is S.AWAITING_REVIEW


def test_a_bulk_form_that_is_sent_twice_is_answered_once(site):
    signing = site.world.accepted()
    school = site.school()
    form = {"action": "approve", "rowid": [f"{signing.public_id}:{signing.version}"], "url": LIST}
    for _ in range(2):
        assert school.post(f"{LIST}action/", operation_id="the same form sent twice", **form).location == LIST
    assert "未能办理" not in school.get(LIST).text


def test_the_way_back_leads_to_the_list_and_nowhere_else(site):
    for url in ("https://example.com/", "//example.com", "/logout", f"{LIST}?x={'y' * 400}"):
        answer = site.school().post(f"{LIST}action/", action="approve", rowid=["x:1"], url=url)
        assert answer.location == LIST


def test_a_row_shows_its_texts_as_they_are_whatever_stands_in_them(site):
    name, unit = "<b>{id}&张", "{0}\" onclick='x' {student_name}%s"
    a_signing(
        site, student=site.world.saved_student(name=name), employer=site.world.saved(makers.an_employer(name=unit))
    )
    a_signing(site, student=site.world.saved_student(name="李四"))
    page = site.school().get(LIST).text
    assert sorted(html.unescape(cell) for cell in cells(page, "姓名")) == sorted([name, "李四"])
    assert html.unescape(next(cell for cell in cells(page, "单位名称") if "onclick" in cell)) == unit
    assert "<b>" not in page.split("<tbody>")[1].split("</tbody>")[0]


def test_texts_are_escaped_one_by_one_where_what_parts_them_stands_in_one():
    assert review_lines._escaped(["<", "a", "&"]) == ["&lt;", "a", "&amp;"]
    assert review_lines._escaped(["<", "a\0b", "&"]) == ["&lt;", "a\0b", "&amp;"]
