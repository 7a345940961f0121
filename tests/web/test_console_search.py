"""高级检索 of 签约管理 and the fields of 生源信息: each narrows, stays in every link, is refused where it stands."""

import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest

from signing_core.actors import Role
from signing_core.states import RESCISSION_LABELS, RescissionState
from signing_core.states import SigningState as S
from tests import makers
from tests.web.console import cells, link, statements, tab

LIST, STUDENTS = "/admin/signing/", "/admin/student/"
FORM = 'aria-label="高级检索"'


def a_signing(site, *, student=None, employer=None, **facts):
    """A row of the list, of a student of its own."""
    world = site.world
    student = world.saved_student(**(student or {}))
    employer = world.saved(makers.an_employer(**(employer or {})))
    return world.saved(makers.an_online_signing(student, employer, **{"state": S.AWAITING_REVIEW} | facts))


def found(site, **fields) -> list[str]:
    return sorted(cells(site.school().get(LIST, **fields).text, "姓名"))


FIELDS = [
    ({"number": "1202019097200002"}, {"number": "1202019097200002"}),
    ({"number": "12020190"}, {"number": "1202019097200003"}),
    ({"agreement": "已生效"}, {"state": S.APPROVED}),
    ({"search": "20191009"}, {"student": {"student_number": "20191009"}}),
    ({"student": "河水"}, {"student": {"name": "黄河水"}}),
    ({"major": "机应"}, {"student": {"major": "计算机应用技术"}}),
    ({"class": "3班"}, {"student": {"class_name": "软件3班"}}),
    ({"education": "硕士生毕业"}, {"student": {"education": "硕士生毕业"}}),
    ({"employer": "星光"}, {"employer": {"name": "星光集团"}}),
    ({"employer": "100%"}, {"employer": {"name": "纯棉100%服饰"}}),
    ({"uscc": "91420100ma"}, {"employer": {"uscc": "91420100MA0000009X"}}),
    ({"since": "2020-03-05"}, {"last_act_at": makers.NOON + timedelta(days=3)}),
    ({"until": "2020-03-01"}, {"last_act_at": makers.NOON - timedelta(hours=13)}),
    ({"review": "签约审核不通过"}, {"state": S.REJECTED}),
    ({"review": "退回修改"}, {"state": S.RETURNED}),
    *(
        ({"rescission": label}, {"state": S.APPROVED, "rescission_status": label, "rescission_by": Role.EMPLOYER})
        for state, label in RESCISSION_LABELS.items()
        if state is not RescissionState.AWAITING_REVIEW
    ),
    ({"asked_by": "单位解约"}, {"rescission_by": Role.EMPLOYER, "rescission_status": "对方不同意"}),
]
ANOTHER = {
    "student": {"student_number": "S7", "name": "李四", "major": "会计", "class_name": "一", "education": "专科生毕业"},
    "employer": {"name": "100纯棉服饰", "uscc": "12100000400000000X"},
}


@pytest.mark.parametrize(("asked", "facts"), FIELDS, ids=lambda some: "-".join(map(str, some)))
def test_each_field_finds_what_it_names_and_nothing_else(site, asked, facts):
    facts = {"student": {"name": "黄河水"} | facts.get("student", {})} | {
        k: v for k, v in facts.items() if k != "student"
    }
    a_signing(site, **facts)
    a_signing(site, rescission_by=Role.STUDENT, rescission_status="等待解约审核", **ANOTHER)
    assert found(site, **asked) == ["黄河水"]


def test_a_college_is_found_by_its_name_within_the_school(site):
    world = site.world
    other = world.saved(makers.a_college(world.school, name="文学院"))
    student = world.saved_student(other, name="文学生")
    world.saved(makers.an_online_signing(student, world.employer, state=S.AWAITING_REVIEW))
    a_signing(site)
    assert found(site, college="文学院") == ["文学生"]
    assert '<option value="文学院">文学院</option>' in site.school().get(LIST, advanced="1").text
    assert "文学院" not in site.college().get(LIST, advanced="1").text


def test_fields_narrow_together_and_the_counts_of_the_queues_with_them(site):
    a_signing(site, student={"name": "黄河水"})
    a_signing(site, student={"name": "黄河清"}, state=S.APPROVED)
    a_signing(site, student={"name": "李四"})
    page = site.school().get(LIST, student="黄河").text
    assert [tab(page, label) for label in ("待我审核", "等待签约审核", "全部")] == ["1", "1", "2"]
    assert found(site, student="黄河", review="签约审核通过") == ["黄河清"]


def test_the_form_opens_on_demand_and_after_a_wrong_value(site):
    school = site.school()
    assert FORM not in school.get(LIST, student="黄河").text
    page = school.get(LIST, student="黄河", advanced="1").text
    assert FORM in page
    assert re.search(r'name="student"[^>]*>', page)
    assert 'value="黄河" id="sought-student"' in page


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"since": "2020-03-02", "until": "2020-03-01"}, "结束日期不能早于开始日期。"),
        ({"since": "2020-02-30"}, "请填写存在的日期"),
        ({"until": "9999-12-31"}, "请填写存在的日期"),
        ({"review": "已归档"}, "没有这个选项"),
        ({"number": "协议"}, "由字母和数字组成"),
        ({"employer": "星" * 61}, "最多 60 个字"),
    ],
)
def test_a_wrong_value_gets_its_sentence_and_nothing_is_lost(site, asked, sentence):
    a_signing(site)
    answer = site.school().get(LIST, queue="waiting", student="黄河", **asked)
    assert answer.status_code == 422
    assert re.search(rf'class="invalid-feedback" id="sought-\w+-error">[^<]*{sentence}', answer.text)
    for value in ("黄河", *asked.values()):
        assert value in answer.text
    assert cells(answer.text, "姓名") == []
    assert "请先更正标出的检索条件" in answer.text
    assert site.school().get(f"{LIST}export", **asked).status_code == 422


def test_what_the_list_is_narrowed_by_is_told_with_a_way_to_take_each_off(site):
    a_signing(site)
    page = site.school().get(LIST, queue="waiting", student="黄河", review="等待签约审核").text
    chips = dict(re.findall(r'class="sought-one" href="([^"]+)"[^>]*>([^<]+)<', page))
    left = {text: parse_qs(urlsplit(url.replace("&amp;", "&")).query) for url, text in chips.items()}
    assert left == {
        "姓名：黄河": {"queue": ["waiting"], "review": ["等待签约审核"]},
        "签约审核状态：等待签约审核": {"queue": ["waiting"], "student": ["黄河"]},
    }
    assert link(page, "全部清除") == f"{LIST}?queue=waiting"


def query(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address.replace("&amp;", "&")).query)


def test_the_filter_stays_in_pages_and_rows(site):
    for minute in range(52):
        a_signing(site, student={"name": "黄河水"}, last_act_at=makers.NOON + timedelta(minutes=minute))
    a_signing(site, student={"name": "李四"})
    school = site.school()
    page = school.get(LIST, queue="waiting", student="黄河").text
    asked = {"queue": ["waiting"], "student": ["黄河"]}
    following = link(page, "下一页")
    assert query(following).items() >= asked.items()
    assert cells(school.get(following).text, "姓名") == ["黄河水"] * 2
    assert {str(query(address)) for address in re.findall(r'data-href="([^"]+)"', page)} == {str(asked)}


def test_the_neighbours_of_a_detail_are_those_of_the_filtered_list(site):
    world, saved = site.world, []
    for name in ("黄河水", "李四", "黄河清"):
        world.clock.forward(minutes=1)
        saved.append(world.accepted(world.saved_student(name=name)))
    page = site.school().get(f"{LIST}{saved[0].public_id}", queue="waiting", student="黄河").text
    assert link(page, "上一条").startswith(f"{LIST}{saved[2].public_id}?")
    assert link(page, "下一条") is None
    back = re.search(r'href="([^"]+)"[^>]*>返回', page)[1]
    assert query(link(page, "上一条")) == query(back) == {"queue": ["waiting"], "student": ["黄河"]}


def test_a_decision_and_a_bulk_pass_lead_back_to_the_filtered_list(site):
    one, two = site.world.accepted(), site.world.accepted(site.world.saved_student())
    school = site.school()
    with site.app.test_request_context():
        left = site.app.url_for("admin_signing.index_view", queue="waiting", student="黄河", employer="星" * 60)
        move = site.app.url_for(
            "admin_signing.move", public_id=one.public_id, decision="approve", student="黄河", employer="星" * 60
        )
    assert parse_qs(urlsplit(school.post(move, seen=one.version).location).query)["employer"] == ["星" * 60]
    ticked = [f"{two.public_id}:{two.version}"]
    assert school.post(f"{LIST}action/", action="approve", rowid=ticked, url=left).location == left


def test_a_second_send_is_led_to_a_list_whose_address_could_be_kept(site):
    signing = site.world.accepted()
    school = site.school()
    names = dict.fromkeys(("student", "major", "class", "employer"), "%" * 60)
    with site.app.test_request_context():
        path = site.app.url_for("admin_signing.move", public_id=signing.public_id, decision="approve", **names)
    sent = [school.post(path, operation_id="the same form sent twice", seen=signing.version) for _ in range(2)]
    assert len(sent[0].location) > 300
    assert sent[1].location == LIST


def test_the_export_is_narrowed_as_the_list_is(site):
    a_signing(site, student={"name": "黄河水"}, rescission_by=Role.STUDENT, rescission_status="对方不同意")
    a_signing(site, student={"name": "李四"})
    school, asked = site.school(), {"student": "黄河", "education": "本科生毕业", "asked_by": "学生解约"}
    page = school.get(LIST, **asked).text
    export = re.search(r'href="(/admin/signing/export[^"]*)"', page)[1].replace("&amp;", "&")
    assert query(export) == {name: [value] for name, value in asked.items()}
    with school.post(export, column="student_name") as answer:
        sheet = openpyxl.load_workbook(BytesIO(answer.data)).active
    assert list(sheet.iter_rows(min_row=2, values_only=True)) == [("黄河水",)]


@pytest.mark.parametrize(("rows", "form"), [(1, ""), (60, ""), (60, "1")])
def test_a_searched_list_asks_at_most_four_statements_however_many_rows_and_its_form_one_more(site, rows, form):
    for _ in range(rows):
        a_signing(site, rescission_by=Role.STUDENT, rescission_status="对方不同意")
    school = site.school()
    asked = {"student": "黄", "education": "本科生毕业", "asked_by": "学生解约", "college": site.world.college.name}
    with statements(site.world.services.database) as sent:
        page = school.get(LIST, advanced=form, **asked).text
    assert len(cells(page, "姓名")) == min(rows, 50)
    assert len(sent) <= 4 + len(form), sent


def test_only_who_may_force_and_open_has_the_buttons(site):
    a_signing(site)
    school, college = site.school().get(LIST).text, site.college().get(LIST).text
    for label in ("查看", "高级检索", "导出"):
        assert label in school
        assert label in college
    for label in ("强制解约</button>", "网签开放设置</a>"):
        assert label in school
        assert label not in college


def test_students_are_narrowed_by_college_major_training_and_review(site):
    world = site.world
    other = world.saved(makers.a_college(world.school, name="文学院"))
    world.saved_student(other, name="文学生", major="汉语言文学", training="定向", source_reviewed=False)
    school = site.school()
    for asked in ({"college": "文学院"}, {"major": "汉语"}, {"training": "定向"}, {"queue": "unreviewed"}):
        assert cells(school.get(STUDENTS, **asked).text, "姓名") == ["文学生"]
    page = school.get(STUDENTS, queue="reviewed", college="文学院").text
    assert cells(page, "姓名") == []
    assert (tab(page, "未审核"), tab(page, "已审核"), tab(page, "全部")) == ("1", "0", "1")
    assert "学院：文学院" in page
    assert school.get(STUDENTS, training="自学").status_code == 422
