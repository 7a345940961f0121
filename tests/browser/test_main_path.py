"""The main job in a real browser, by the manual's labels: import, search, invite, agree, approve, export."""

import re

from openpyxl import Workbook
from playwright.sync_api import Page, expect
from sqlalchemy import select

from importers.students import STUDENT_COLUMNS
from signing_core.actors import Role
from signing_core.models import Channel, Message
from tests import makers
from tests.browser.steps import KNOWN, downloaded, fill_terms, fits, send, sign_in
from tests.web.client import PASSWORD, Site

GRADUATE = ("20191001", "黄河水", "女", makers.an_id_number(777), "13312345660", "hhs@example.com")
REST = ("计算机科学与技术学院", "计算机应用技术", "软件3班", "本科生毕业", "2020", "非定向", "湖北省武汉市洪山区")


def test_from_the_roster_to_the_export(site, windows, tmp_path):
    make_accounts(site)
    office = sign_in(windows.open(), "院校管理员登录", "office")
    import_roster(office, tmp_path)
    employer = sign_in(windows.open(), "用人单位登录", "xingguang")
    invite(employer, site.world.school.name)
    agree(site, windows.open(phone=True))
    number = approve(office)
    assert number == f"12020{site.world.school.code}200001"
    assert export(office, tmp_path) == (number, "已生效", "20191001", "黄河水")


def make_accounts(site: Site) -> None:
    world = site.world
    world.saved(makers.an_account(Role.SCHOOL, login="office", school_id=world.school.id, **KNOWN))
    world.saved(makers.an_account(Role.EMPLOYER, login="xingguang", employer_id=world.employer.id, **KNOWN))


def import_roster(page: Page, folder) -> None:
    book = Workbook()
    book.active.append([column.name for column in STUDENT_COLUMNS])
    book.active.append([*GRADUATE, *REST])
    book.active.append(["20191002", "黄河水二", "女", "110101199003070000", *GRADUATE[4:], *REST])
    book.save(folder / "生源.xlsx")
    page.get_by_role("link", name="导入生源").first.click()
    page.get_by_label("生源文件").set_input_files(folder / "生源.xlsx")
    page.get_by_role("button", name="上传并检查").click()
    expect(page.get_by_text("身份证号：身份证号的校验码不对")).to_be_visible()
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text("新增或更新 1 人")).to_be_visible()
    page.get_by_role("link", name="生源信息").first.click()
    page.get_by_role("row", name="20191001").dblclick()
    page.get_by_role("button", name="审核通过").click()
    expect(page.get_by_text("黄河水").first).to_be_visible()


def invite(page: Page, school: str) -> None:
    page.get_by_role("link", name="签约搜索").first.click()
    page.get_by_label("毕业学校").fill(school)
    page.get_by_label("毕业届").fill("2020")
    page.get_by_label("姓名").fill("黄河水")
    page.get_by_label("身份证/手机号").fill(GRADUATE[3])
    page.get_by_role("button", name="搜索").click()
    page.get_by_role("button", name="加入").click()
    page.get_by_role("link", name="邀约").click()
    fill_terms(page)
    send(page)
    expect(page.get_by_role("row", name="黄河水")).to_contain_text("待应约")


def agree(site: Site, page: Page) -> None:
    page.get_by_role("link", name="毕业生登录").click()
    page.get_by_role("link", name="首次登录").click()
    for label, value in zip(("学号", "姓名", "身份证号", "手机号"), GRADUATE[:2] + GRADUATE[3:5], strict=True):
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="发送验证码").click()
    page.get_by_label("验证码").fill(code_sent(site))
    page.get_by_label("新密码").first.fill(PASSWORD)
    page.get_by_label("再次输入新密码").fill(PASSWORD)
    page.get_by_role("button", name="完成").click()
    page.get_by_role("link", name="电子签约").last.click()
    page.get_by_role("link", name="查看邀请函").click()
    assert fits(page)
    page.get_by_role("button", name="同意", exact=True).click()
    page.get_by_role("button", name="现在签约").click()
    expect(page.get_by_text("同意签约，待管理员审核")).to_be_visible()


def code_sent(site: Site) -> str:
    with site.world.reading() as work:
        message = work.session.scalars(select(Message).where(Message.channel == Channel.SMS)).one()
        return re.search(r"\d{6}", message.body)[0]


def approve(page: Page) -> str:
    page.get_by_role("link", name="签约管理").first.click()
    page.get_by_role("row", name="20191001").dblclick()
    page.get_by_role("button", name="签约审核通过").click()
    row = page.get_by_role("row", name="20191001")
    expect(row).to_contain_text("已生效")
    return row.get_by_role("link").first.inner_text()


def export(page: Page, folder) -> tuple:
    page.get_by_role("link", name="导出").click()
    rows = downloaded(page, page.get_by_role("button", name="导出"), folder / "export.xlsx")
    assert rows[0][:4] == ("协议书编号", "协议书状态", "学号", "姓名")
    return rows[1][:4]
