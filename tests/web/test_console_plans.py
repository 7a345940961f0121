"""就业方案 in the console: the list by its tabs and fields, what a plan lacks, what the school's office sets."""

import re

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM
from signing_core.models import Plan, TrailEntry
from signing_core.states import PlanSource
from tests import destinations, makers, papers
from tests.web.console import cells, link, statements, tab

LIST = "/admin/plan/"
LACKS = "毕业去向 / 尚缺"


def plan_of(site, student=None):
    with site.world.reading() as work:
        return work.session.get_one(Plan, (student or site.world.student).id)


def numbers(page: str) -> list[str]:
    return cells(page, "学号")


def test_the_list_says_what_each_plan_is_or_lacks(site):
    world = site.world
    world.approved()
    idle = world.saved_student()
    page = site.school().get(LIST).text
    assert numbers(page) == [world.student.student_number, idle.student_number]
    assert cells(page, "方案状态") == ["院系待审核", "学生未提交"]
    assert cells(page, "来源") == ["签约", ""]
    assert cells(page, LACKS) == ["签就业协议形式就业", "没有签约，也没有登记其他去向"]
    assert cells(page, "去向代码") == ["10 签就业协议形式就业", ""]


def test_the_tabs_are_values_of_fields_and_are_counted(site):
    world = site.world
    world.approved()
    for _ in range(2):
        world.saved_student()
    school = site.school()
    page = school.get(LIST, status="学生未提交").text
    assert [tab(page, label) for label in ("全部", "学生未提交", "院系待审核", "需更正")] == ["3", "2", "1", "0"]
    assert len(numbers(page)) == 2
    assert "检索条件" not in page
    assert numbers(school.get(link(page, '院系待审核<span class="tab-count">1</span>') or LIST).text)


def test_every_field_narrows_and_stays_in_the_address(site):
    world = site.world
    study = destinations.approved(world)
    other = world.saved_student(name="欧阳一", gender="男", major="会计", education="专科生毕业")
    asked = {
        "source": ("签约", "无"),
        "major": (world.student.major, "会计"),
        "education": ("本科生毕业", "专科生毕业"),
        "gender": ("女", "男"),
        "search": (world.student.student_number, "欧阳"),
        "status": ("院系待审核", "学生未提交"),
    }
    school = site.school()
    for name, (ours, theirs) in asked.items():
        assert numbers(school.get(LIST, **{name: ours}).text) == [world.student.student_number], name
        assert numbers(school.get(LIST, **{name: theirs}).text) == [other.student_number], name
    for given in (
        {"kind": "其他去向"},
        {"code": "80"},
        {"code": "80", "kind": "其他去向", "college": study.college_name},
    ):
        page = school.get(LIST, **given).text
        assert numbers(page) == [world.student.student_number]
        assert "检索条件" in page
    for given in ({"kind": "电子签约"}, {"code": "10"}, {"code": "待指定"}, {"correction": "是"}, {"major": "会"}):
        assert numbers(school.get(LIST, **given).text) == []
    assert "去向代码：80 升学" in school.get(LIST, code="80").text
    assert school.get(LIST, code="99").status_code == 422


def test_an_unassigned_and_an_unsure_code_are_marked(site):
    world = site.world
    for number, (detail, code) in enumerate([("农村义务教育学校教师", ""), ("选调生", "51"), ("村官", "51")]):
        student = world.saved_student(student_number=f"2020{number}")
        with world.working(SYSTEM) as work:
            plan = work.session.get_one(Plan, student.id)
            plan.status, plan.source, plan.destination = "AWAITING_COLLEGE", "OTHER", detail
            plan.assigned_code, plan.destination_code = ("50" if detail == "村官" else code), code
    school = site.school()
    page = school.get(LIST, search="2020").text
    named = "51 地方基层项目"
    assert cells(page, "去向代码") == ["待指定", f"{named}（待核定）", f"{named}（自定代码）"]
    assert numbers(school.get(LIST, code="待指定").text) == ["20200"]


def test_a_college_sees_its_own_plans_only(site):
    world = site.world
    sibling = world.saved(makers.a_college(world.school))
    world.saved_student(sibling)
    assert numbers(site.college().get(LIST).text) == [world.student.student_number]
    assert site.province().get(LIST).status_code == 403


def test_pages_are_by_number_and_cost_as_much_as_one_row(site):
    world = site.world
    made = [world.saved_student().student_number for _ in range(60)]
    world.invited(reply_days="5")
    school = site.school()
    with statements(world.services.database) as sent:
        first = school.get(LIST).text
    assert len(sent) <= 5, sent
    second = school.get(link(first, "下一页")).text
    assert numbers(first) + numbers(second) == [world.student.student_number, *made]


def lacking(site, **facts) -> str:
    student = facts.pop("student", None) or (site.world.saved_student(**facts) if facts else site.world.student)
    page = site.school().get(LIST, search=student.student_number).text
    return cells(page, LACKS)[0]


@pytest.mark.parametrize(
    ("facts", "lack"),
    [
        ({"training": "定向"}, "培养方式为“定向”，不参加网上签约"),
        ({"source_reviewed": False}, "生源信息未审核，暂不能签约"),
        ({"restricted": True, "restriction_reason": "学籍未清"}, "学校限制了签约：学籍未清"),
    ],
)
def test_what_bars_a_student_is_named(site, facts, lack):
    assert lacking(site, **facts) == lack


STORIES = [
    (lambda world: world.invited(), "1 份邀请等待学生答复"),
    (lambda world: world.accepted(), "电子签约：等待学院或学校就业办签约审核"),
    (papers.draft, "纸质签约：已开始录入协议书，学生尚未提交"),
    (papers.generated, "纸质签约：等待学院或学校就业办协议书审核"),
    (papers.issued, "纸质签约：等待学生打印协议书，双方签字盖章后上传签约资料"),
    (destinations.draft, "其他去向：已开始填写，学生尚未提交"),
    (destinations.returned, "其他去向：等待学生按学校意见修改其他去向"),
    (destinations.rejected, "其他去向：学校审核不通过，学生可以修改后重新提交，也可以另行签约"),
    (lambda world: world.rescinded(), "电子签约：签约已解除，学生可以另行签约"),
]


@pytest.mark.parametrize(("story", "lack"), STORIES, ids=[lack for _, lack in STORIES])
def test_what_a_signing_waits_for_is_told_in_plain_words(site, story, lack):
    story(site.world)
    assert lacking(site) == lack
    page = site.college().get(f"{LIST}{site.world.student.public_id}").text
    assert lack in page


def test_the_office_sets_another_way_and_takes_it_back(site):
    student = site.world.student
    address = f"{LIST}{student.public_id}"
    school = site.school()
    assert "设为其他方式提交" in school.get(address).text
    answer = school.post(f"{address}/other", seen="1", reason="由学院集体上报", destination="应征义务兵")
    assert answer.location == address
    page = school.get(address).text
    assert "<dd>46 应征义务兵</dd>" in page
    assert "由学院集体上报" in page
    assert plan_of(site).source is PlanSource.OTHER
    assert school.post(f"{address}/undo", seen=plan_of(site).version).location == address
    assert plan_of(site).source is PlanSource.NONE
    with site.world.reading() as work:
        entries = work.session.scalars(select(TrailEntry).order_by(TrailEntry.id))
        told = [(entry.label, entry.remark) for entry in entries]
    assert told == [("设为其他方式提交", "由学院集体上报"), ("撤销其他方式提交", "由学院集体上报")]


def test_a_reason_that_is_missing_comes_back_in_its_dialog(site):
    address = f"{LIST}{site.world.student.public_id}/other"
    answer = site.school().post(address, seen="1", reason=" ", destination="村官")
    assert answer.status_code == 422
    assert 'id="other-reason-error"' in answer.text
    assert "data-open" in answer.text
    assert '<option selected value="村官">' in answer.text


def test_only_the_schools_office_sets_another_way(site):
    college = site.college()
    address = f"{LIST}{site.world.student.public_id}"
    assert 'id="other"' not in college.get(address).text
    assert college.post(f"{address}/other", seen="1", reason="由学院集体上报").status_code == 403
    assert college.post(f"{address}/undo", seen="1").status_code == 403
    assert plan_of(site).source is PlanSource.NONE


def test_a_form_sent_twice_sets_it_once(site):
    school, address = site.school(), f"{LIST}{site.world.student.public_id}"
    for _ in range(2):
        school.post(f"{address}/other", operation_id="two clicks on other", seen="1", reason="由学院集体上报")
    assert plan_of(site).version == 2


def test_the_school_sets_a_code_of_its_own_on_the_page_of_codes(site):
    school, codes = site.school(), f"{LIST}codes"
    address = f"{LIST}{site.world.student.public_id}"
    school.post(f"{address}/other", seen="1", reason="由学院集体上报", destination="村官")
    seen = re.search(r'name="seen" value="(\w+)"', school.get(codes).text)
    sent = {"destination": ["村官"], "assigned": ["50"], "code": ["51"], "seen": seen[1]}
    assert school.post(codes, **sent).location == codes
    assert "1 个就业方案的代码随之改变" in school.get(codes).text
    assert "51 地方基层项目（自定代码）" in school.get(address).text
    assert school.post(codes, **sent).status_code == 409
    assert site.college().get(codes).status_code == 403
