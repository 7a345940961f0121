"""An employer in a real browser: confirm, import, invite many, revise, withdraw; a student refuses."""

import re
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from importers.candidates import CANDIDATE_COLUMNS
from signing_core.actors import Role
from signing_core.models import Student
from signing_core.states import REPLY_STATUS
from signing_core.use_cases import rescind
from tests import makers
from tests.browser.steps import KNOWN, downloaded, fill_terms, fits, send, sign_in, tables_fit
from tests.web.client import Site

NAMES = ("陈一诺", "李浩然", "王思源")


@pytest.fixture
def students(site: Site) -> list[Student]:
    """Three graduates; the last of them has a password."""
    world = site.world
    found = [world.saved_student(name=name) for name in NAMES]
    world.saved(makers.an_account(Role.STUDENT, login=None, name=NAMES[-1], student_id=found[-1].id, **KNOWN))
    employer = world.saved(makers.an_employer(name="星光集团", confirmed_at=None))
    world.saved(makers.an_account(Role.EMPLOYER, login="xingguang", name="星光集团", employer_id=employer.id, **KNOWN))
    return found


def test_from_the_list_of_candidates_to_what_became_of_the_invitations(site, windows, students, tmp_path):
    employer = sign_in(windows.open(), "用人单位登录", "xingguang")
    confirm(employer)
    import_candidates(employer, site.world.school.name, students, tmp_path)
    invite_all(employer)
    revise(employer)
    withdraw(employer)
    refuse(windows.open(phone=True), students[-1])
    look_at_the_outcome(employer, tmp_path)


def confirm(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("确认签约信息")
    page.get_by_label("档案接收").select_option("单位接收")
    for label, value in (
        ("档案转寄单位名称", "星光集团人事部"),
        ("档案转寄地址", "珞狮路1号"),
        ("档案转寄邮编", "430070"),
        ("档案转寄联系人", "张先生"),
        ("档案转寄联系电话", "027-62883643"),
    ):
        page.get_by_label(label).fill(value)
    page.get_by_label("户口接收类型").select_option("不接收")
    page.get_by_role("button", name="确认").click()
    expect(page.get_by_text("签约信息已确认。")).to_be_visible()


def import_candidates(page: Page, school: str, students: list[Student], folder: Path) -> None:
    book = Workbook()
    book.active.append([column.name for column in CANDIDATE_COLUMNS])
    for student in students:
        book.active.append([school, "2020", student.name, student.id_number])
    book.active.append([school, "2020", "无此人", "13300000000"])
    book.save(folder / "名单.xlsx")
    page.get_by_role("link", name="签约发送").first.click()
    page.get_by_role("link", name="导入拟签约名单").click()
    page.get_by_label("拟签约名单文件").set_input_files(folder / "名单.xlsx")
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("row", name="没有找到可以签约的学生")).to_contain_text("5")
    wrong = downloaded(page, page.get_by_role("link", name="下载错误清单"), folder / "wrong.xlsx")
    assert [row[2] for row in wrong] == ["姓名", "无此人"]
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text("已把 3 名学生加入签约发送列表。")).to_be_visible()


def invite_all(page: Page) -> None:
    page.get_by_label("选择本页全部").check()
    page.get_by_role("button", name="发送签约邀请").click()
    expect(page.get_by_label("档案转寄单位名称")).to_have_value("星光集团人事部")
    fill_terms(page, archive="单位接收")
    send(page)
    expect(page.get_by_text("已向 3 名学生发出签约邀请")).to_be_visible()


def revise(page: Page) -> None:
    page.get_by_role("row", name=NAMES[0]).get_by_role("link", name="修改邀约").click()
    page.get_by_label("拟聘用职位").fill("仓库管理")
    send(page)
    expect(page.get_by_text("邀约已修改")).to_be_visible()
    expect(page.get_by_text("仓库管理").first).to_be_visible()


def withdraw(page: Page) -> None:
    page.get_by_role("link", name="数据管理").first.click()
    page.get_by_role("row", name=NAMES[1]).get_by_role("link", name="查看签约详情").click()
    page.get_by_role("button", name="撤回邀约").click()
    page.get_by_role("button", name="撤回", exact=True).click()
    expect(page.get_by_text("邀约已撤回，学生会收到通知")).to_be_visible()


def refuse(page: Page, student: Student) -> None:
    sign_in(page, "毕业生登录", student.student_number)
    page.get_by_role("navigation", name="常用功能").get_by_role("link", name="电子签约").click()
    assert fits(page)
    page.get_by_role("link", name="查看邀请函").click()
    page.get_by_role("button", name="拒绝").click()
    page.get_by_label("拒绝原因").fill("已有其他安排")
    page.get_by_role("dialog").get_by_role("button", name="拒绝", exact=True).click()
    expect(page.get_by_text("已拒绝").first).to_be_visible()
    page.get_by_role("navigation", name="常用功能").get_by_role("link", name="首页").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(student.name)


def look_at_the_outcome(page: Page, folder: Path) -> None:
    page.get_by_role("link", name="数据管理").first.click()
    page.get_by_role("link", name=re.compile("已拒绝")).click()
    expect(page.get_by_role("row", name=NAMES[1])).to_contain_text("已撤回")
    page.get_by_label("应约状态").select_option("已拒绝")
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("row", name=NAMES[1])).to_have_count(0)
    page.get_by_role("row", name=NAMES[2]).get_by_role("checkbox").check()
    rows = downloaded(page, page.get_by_role("button", name="导出列表"), folder / "list.xlsx")
    assert [(row[1], row[8]) for row in rows] == [("姓名", "应约状态"), (NAMES[2], "已拒绝")]
    page.get_by_role("row", name=NAMES[2]).get_by_role("link", name="查看签约详情").click()
    expect(page.get_by_text("已有其他安排")).to_be_visible()


def test_on_a_phone_all_are_ticked_beside_the_buttons(site, windows, students):
    world = site.world
    for student in students:
        world.listed(world.employer, student)
    world.saved(makers.an_account(Role.EMPLOYER, login="phone", employer_id=world.employer.id, **KNOWN))
    page = sign_in(windows.open(phone=True), "用人单位登录", "phone")
    page.get_by_role("navigation", name="常用功能").get_by_role("link", name="签约发送").click()
    assert fits(page)
    page.get_by_label("全选").check()
    expect(page.get_by_text("已选 3 人")).to_be_visible()
    page.get_by_label(f"选择 {NAMES[0]}").uncheck()
    expect(page.get_by_text("已选 2 人")).to_be_visible()
    page.get_by_role("button", name="发送签约邀请").click()
    expect(page.get_by_text("受邀学生（2）")).to_be_visible()


def test_every_column_of_the_invitations_is_in_sight_on_a_small_screen(site, windows):
    world = site.world
    world.saved(makers.an_account(Role.EMPLOYER, login="desk", employer_id=world.employer.id, **KNOWN))
    for state in REPLY_STATUS:
        student = world.saved_student(name="阿卜杜热合曼·买买提", major="电气工程及其自动化（卓越工程师）")
        world.saved(makers.an_online_signing(student, world.employer, state=state, position="新能源汽车电控工程师"))
    forced = world.approved(world.saved_student())
    with world.working(makers.as_school(world.school)) as work:
        rescind.force(work, forced.public_id, seen=forced.version, reason="双方协商一致")
    page = sign_in(windows.open(), "用人单位登录", "desk")
    page.get_by_role("link", name="数据管理").first.click()
    for tab, button in (("待应约", "修改邀约"), ("已应约", "下载协议书"), ("已拒绝", "查看"), ("已解约", "查看")):
        page.get_by_role("navigation", name="数据管理").get_by_role("link", name=tab).click()
        expect(page.get_by_role("link", name=button).first).to_be_visible()
        assert tables_fit(page), tab
        assert fits(page)


def test_a_tick_that_is_set_while_the_page_is_still_loading_is_kept(site, windows, students):
    world = site.world
    for student in students:
        world.listed(world.employer, student)
    world.saved(makers.an_account(Role.EMPLOYER, login="slow", employer_id=world.employer.id, **KNOWN))
    page = sign_in(windows.open(), "用人单位登录", "slow")
    held = []
    page.route("**/fields.js*", lambda route: held.append(route))
    page.goto("/employer/candidates", wait_until="commit")
    page.get_by_label("选择本页全部").check()
    expect(page.get_by_text("已选 3 人")).to_be_visible()
    held[0].continue_()
    page.wait_for_load_state()
    expect(page.get_by_text("已选 3 人")).to_be_visible()
    expect(page.get_by_role("button", name="发送签约邀请")).to_be_enabled()
