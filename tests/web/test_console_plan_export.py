"""检查与导出 of 就业方案: the national layout column by column, its check, its differences, who may have it."""

from io import BytesIO

import openpyxl
from sqlalchemy import select

from portals.operator import tasks
from signing_core.actors import SYSTEM
from signing_core.catalogues.national import COLUMNS
from signing_core.models import ExportedPlan, LogEntry, Plan
from signing_core.use_cases import jobs, plans, review, roster, unit_data
from tests import destinations, makers, papers
from tests.parties import by

PLANS = "/admin/plan/"


def done(site, client, act="export", **form):
    """Order it and have it done; the page of the job, and its address."""
    answer = client.post(f"{PLANS}{act}", **({"full": "1"} if act == "export" else {}) | form)
    assert answer.status_code == 303, answer.text
    jobs.run_due(site.world.services, tasks.RUNNERS)
    return client.get(answer.location).text, answer.location


def sheets(client, job):
    with client.get(f"{job}/file") as answer:
        assert answer.status_code == 200
        return openpyxl.load_workbook(BytesIO(answer.data)).worksheets


def values(sheet):
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


def exported(site, client):
    """The rows by column without what is empty, and the lines of the second sheet."""
    _, job = done(site, client)
    first, second = sheets(client, job)
    head, *rows = values(first)
    assert head == list(COLUMNS)
    filled = [{name: cell for name, cell in zip(head, row, strict=True) if cell} for row in rows]
    return filled, values(second)[1:]


def of_roster(world, student, **more):
    number = student.id_number
    return {
        "身份证号": number,
        "姓名": student.name,
        "性别代码": "2",
        "性别": "女",
        "院校代码": world.school.code,
        "院校名称": world.school.name,
        "学历代码": "31",
        "学历": "本科生毕业",
        "专业": "计算机应用技术",
        "培养方式代码": "1",
        "培养方式": "非定向",
        "所在院系": world.college.name,
        "所在班级": "软件3班",
        "学号": student.student_number,
        "出生日期": number[6:14],
        "手机号码": student.phone,
        "电子邮箱": student.email,
    } | more


def test_an_agreement_online_fills_its_columns(site):
    world = site.world
    world.approved()
    employer = world.employer
    [row], _ = exported(site, site.school())
    assert row == of_roster(
        world,
        world.student,
        毕业去向代码="10",
        毕业去向="签就业协议形式就业",
        单位组织机构代码=employer.uscc,
        单位名称=employer.name,
        单位性质代码="39",
        单位性质="其他企业",
        单位行业代码="22",
        单位行业="制造业",
        单位所在地代码="420111",
        单位所在地="湖北省武汉市洪山区",
        工作职位类别代码="30",
        工作职位类别="办事人员和有关人员",
        单位联系人="张先生",
        联系人电话="021-62883643",
        联系人电子邮箱=employer.email,
        单位地址="珞狮路1号",
    )


def test_an_agreement_on_paper_fills_its_columns_as_the_office_corrected_them(site):
    world = site.world
    signing = papers.approved(world)
    unit = {"unit_nature": "国有企业", "unit_industry": "制造业", "unit_place": "上海市浦东新区", "unit_address": ""}
    by(world, papers.office(world), unit_data.correct, signing, unit=unit)
    [row], _ = exported(site, site.school())
    assert row == of_roster(
        world,
        world.student,
        毕业去向代码="10",
        毕业去向="签就业协议形式就业",
        单位组织机构代码="91310000MA1FL0002W",
        单位名称="上海永久自行车有限公司",
        单位性质代码="31",
        单位性质="国有企业",
        单位行业代码="22",
        单位行业="制造业",
        单位所在地代码="310115",
        单位所在地="上海市浦东新区",
        工作职位类别代码="13",
        工作职位类别="工程技术人员",
        单位联系人="李先生",
        联系人电话="021-62883643",
        联系人电子邮箱="hr@example.com",
        单位地址="上海市浦东新区张江镇祖冲之路887弄71号永久大厦12层",
        单位邮编="201203",
        档案转寄单位名称="武汉市人才服务发展中心",
        档案转寄单位地址="湖北省武汉市江岸区金桥大道117号武汉市民之家二楼人才服务窗口",
        档案转寄单位邮编="430010",
        户口迁转地址="上海市浦东新区张江镇祖冲之路887弄",
    )


def test_further_study_fills_its_columns(site):
    destinations.approved(site.world)
    [row], _ = exported(site, site.school())
    assert row == of_roster(
        site.world,
        site.world.student,
        毕业去向代码="80",
        毕业去向="升学",
        单位名称="武汉大学",
        单位性质代码="21",
        单位性质="高等教育单位",
        单位所在地代码="420100",
        单位所在地="湖北省武汉市",
        报到证签往单位名称="武汉大学",
        签往单位所在地代码="420100",
        签往单位所在地="湖北省武汉市",
    )


def set_other(world, student=None, **given):
    student = student or world.student
    with world.reading() as work:
        seen = work.session.get_one(Plan, student.id).version
    with world.working(papers.office(world)) as work:
        return plans.set_other(work, student.public_id, seen=seen, **{"reason": "由学院集体上报"} | given)


def test_another_way_says_no_more_than_its_destination(site):
    world = site.world
    set_other(world, destination="应征义务兵")
    rest = world.saved_student()
    set_other(world, rest)
    first, second = exported(site, site.school())[0]
    assert first == of_roster(world, world.student, 毕业去向代码="46", 毕业去向="应征义务兵")
    assert second == of_roster(world, rest)


def test_the_next_export_says_what_has_changed_and_the_marks_go(site):
    world, school = site.world, site.school()
    signing = world.approved()
    leaving, coming = (world.saved_student() for _ in range(2))
    set_other(world, leaving)
    exported(site, school)
    unit = {"unit_nature": "国有企业", "unit_industry": "制造业", "unit_place": "湖北省武汉市洪山区"}
    by(world, papers.office(world), unit_data.correct, signing, unit=unit | {"unit_address": "珞狮路1号"})
    undo(world, leaving)
    set_other(world, coming, destination="村官")
    assert marks(world) == [True, True, False]
    _, lines = exported(site, school)
    who = [[one.student_number, one.name, world.college.name] for one in (world.student, coming, leaving)]
    assert lines == [
        [*who[0], "变更", "单位性质代码", "39", "31"],
        [*who[0], "变更", "单位性质", "其他企业", "国有企业"],
        [*who[1], "新增", "", "", ""],
        [*who[2], "不再上报", "", "", ""],
    ]
    assert marks(world) == [False, False, False]
    assert exported(site, school)[1] == []


def undo(world, student):
    with world.reading() as work:
        seen = work.session.get_one(Plan, student.id).version
    with world.working(papers.office(world)) as work:
        plans.undo_other(work, student.public_id, seen=seen)


def marks(world):
    with world.reading() as work:
        return list(work.session.scalars(select(Plan.needs_correction).order_by(Plan.student_number)))


def test_a_change_while_the_export_runs_stays_marked(site, monkeypatch):
    world, school = site.world, site.school()
    signing = world.approved()
    exported(site, school)
    assert marks(world) == [False]
    office = papers.office(world)

    def meanwhile(name):
        if name == "tasks.plans_read":
            by(world, office, review.revoke, signing, reason="重新核对")

    object.__setattr__(world.services, "point", meanwhile)
    school.post(f"{PLANS}export", full="1")
    jobs.run_due(world.services, tasks.RUNNERS)
    assert marks(world) == [True]


def test_an_edit_of_the_roster_marks_what_was_exported(site):
    world, school = site.world, site.school()
    world.approved()
    exported(site, school)
    student = world.student
    with world.working(papers.office(world)) as work:
        roster.confirm_phone(work, student.public_id, seen=student.version, phone="13900000001")
    assert marks(world) == [True]
    assert exported(site, school)[1][0][3:5] == ["变更", "手机号码"]


def test_what_was_exported_is_kept_sealed_and_the_export_is_in_the_log(site):
    world, school = site.world, site.school()
    world.approved()
    exported(site, school)
    with world.reading(SYSTEM) as work:
        kept = work.session.scalars(select(ExportedPlan)).one()
        entry = work.session.scalars(select(LogEntry)).one()
    assert world.student.name.encode() not in kept.row_sealed
    assert world.student.name in kept.row
    assert (entry.act, entry.detail) == ("导出就业方案", "2020届，共 1 行，含完整身份证号和手机号")


def test_the_check_lists_and_marks_every_wrong_cell_without_full_numbers(site):
    world = site.world
    number = makers.an_id_number(0)  # of a woman
    world.approved(world.saved_student(id_number=number))
    college = site.college()
    page, job = done(site, college, "check")
    assert "<dd>1 行，1 处</dd>" in page
    assert "生源所在地" in page
    assert "1 非定向" in page  # the code of which no document is at hand
    listed, whole = sheets(college, job)
    assert [line[4:] for line in values(listed)[1:]] == [["生源所在地", "", "缺少内容。"]]
    assert number not in str(values(whole))
    marked = [cell.column for cell in whole[2] if cell.fill.fgColor.rgb == "FFFDE3E1"]
    assert marked == [COLUMNS.index("生源所在地") + 2]


def test_only_the_schools_office_exports_and_only_when_it_ticks_the_full_numbers(site):
    site.world.approved()
    college, school = site.college(), site.school()
    assert college.post(f"{PLANS}export", full="1").status_code == 403
    assert "导出完整" not in college.get(f"{PLANS}export").text
    answer = school.post(f"{PLANS}export")
    assert answer.status_code == 422
    assert "请先勾选" in answer.text


def test_of_others_nothing_is_exported(site):
    world = site.world
    elsewhere = world.saved_school()
    stranger = world.saved_student(world.saved(makers.a_college(elsewhere)))
    world.approved()
    [row], _ = exported(site, site.school())
    assert row["学号"] == world.student.student_number != stranger.student_number
