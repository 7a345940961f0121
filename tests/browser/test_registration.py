"""An employer from its registration to its first invitation, in a real browser; refused once, and on a phone."""

import io
import re

import pytest
from PIL import Image as Drawn
from playwright.sync_api import Page, expect

from signing_core.actors import Role
from tests import makers
from tests.browser.steps import KNOWN, fill_terms, look, send, sign_in
from tests.browser.test_employer import confirm
from tests.employer_files import a_file, a_row
from tests.web.client import PASSWORD, Site

REASON = "单位名称与执照不一致，请按执照更正。"
TYPED = (
    ("单位名称", "江城新创公司"),
    ("统一社会信用代码", makers.a_uscc(990_001)),
    ("通讯地址", "珞狮路8号"),
    ("邮编", "430070"),
    ("联系人", "赵女士"),
    ("联系电话", "027-87651234"),
    ("邮箱", "hr@newco.example.com"),
)


@pytest.fixture
def licence(tmp_path):
    out = io.BytesIO()
    Drawn.new("RGB", (600, 420), (250, 250, 240)).save(out, "PNG")
    path = tmp_path / "营业执照.png"
    path.write_bytes(out.getvalue())
    return path


def test_from_the_registration_over_a_refusal_to_the_first_invitation(site, windows, licence):
    office = an_office(site)
    employer = windows.open(phone=True)
    register(employer, licence)
    assert "422" in windows.wrong.pop()  # how the browser notes that a form was refused
    console = sign_in(windows.open(), "院校管理员登录", office)
    refuse(console)
    correct(employer)
    approve(console)
    first_sign_in(site, employer)


def an_office(site: Site) -> str:
    site.world.saved(makers.an_account(Role.SCHOOL, login="office", school_id=site.world.school.id, **KNOWN))
    return "office"


def register(page: Page, licence) -> None:
    page.get_by_role("link", name="用人单位登录").click()
    page.get_by_role("link", name="新单位注册").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("用人单位注册")
    look(page)
    page.get_by_role("button", name="提交注册").click()
    expect(page.get_by_role("alert")).to_contain_text("请更正标出的内容后再提交。")
    look(page)
    for label, text in TYPED:
        page.get_by_label(label).first.fill(text)
    page.get_by_label("单位性质").select_option("其他企业")
    page.get_by_label("单位行业").select_option("制造业")
    for level, name in (("省", "湖北省"), ("市", "武汉市"), ("区", "洪山区")):
        page.get_by_label(re.compile(f"单位所在地：{level}")).select_option(name)
    page.get_by_label("营业执照").set_input_files(licence)
    page.get_by_label("登录名").fill("newco")
    page.get_by_label("新密码").first.fill(PASSWORD)
    page.get_by_label("再次输入新密码").fill(PASSWORD)
    page.get_by_label("我已阅读注册须知").check()
    page.get_by_role("button", name="提交注册").click()
    expect(page.get_by_text("注册已提交，现等待审核。")).to_be_visible()
    expect(page.get_by_text("待审核", exact=True)).to_be_visible()
    look(page)


def refuse(page: Page) -> None:
    page.get_by_role("link", name="单位审核").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("单位审核")
    look(page)
    page.get_by_role("row", name="江城新创公司").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("江城新创公司")
    look(page)
    page.locator("[data-zoom]").click()
    expect(page.get_by_label("营业执照（1/1）")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="审核不通过").click()
    page.get_by_role("textbox", name="不通过原因").fill(REASON)
    page.get_by_role("button", name="确认审核不通过").click()
    expect(page.get_by_text("江城新创公司：审核不通过。")).to_be_visible()


def correct(page: Page) -> None:
    page.reload()
    expect(page.get_by_text(REASON)).to_be_visible()
    look(page)
    page.get_by_label("单位名称").first.fill("江城新创科技有限公司")
    page.get_by_role("button", name="重新提交").click()
    expect(page.get_by_text("资料已重新提交，现等待审核。")).to_be_visible()


def approve(page: Page) -> None:
    page.get_by_role("link", name="单位审核").first.click()
    page.get_by_role("row", name="江城新创科技有限公司").dblclick()
    expect(page.get_by_text(REASON)).to_be_visible()
    page.get_by_role("button", name="审核通过", exact=True).click()
    expect(page.get_by_text("江城新创科技有限公司：审核通过。")).to_be_visible()
    page.get_by_role("link", name="单位列表").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("单位列表")
    look(page)
    page.get_by_role("row", name="江城新创科技有限公司").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("江城新创科技有限公司")
    look(page)


def first_sign_in(site: Site, page: Page) -> None:
    student = site.world.student
    page.goto("/employer/")
    confirm(page)
    page.goto("/employer/search")
    for label, value in (("毕业学校", site.world.school.name), ("毕业届", "2020"), ("姓名", student.name)):
        page.get_by_label(label).first.fill(value)
    page.get_by_label("身份证/手机号").fill(student.phone)
    page.get_by_role("button", name="搜索").click()
    page.get_by_role("button", name="加入").click()
    page.get_by_role("link", name="邀约").first.click()
    fill_terms(page)
    send(page)
    expect(page.get_by_text(student.name).first).to_be_visible()


def test_the_office_imports_employers_and_each_contact_chooses_a_password(site, windows, tmp_path):

    (tmp_path / "用人单位.csv").write_bytes(a_file(a_row(0), a_row(1, 邮编="4300")))
    page = sign_in(windows.open(), "院校管理员登录", an_office(site))
    page.get_by_role("link", name="单位列表").first.click()
    page.get_by_role("link", name="导入用人单位").click()
    expect(page.get_by_label("用人单位文件")).to_be_visible()
    look(page)
    page.get_by_label("用人单位文件").set_input_files(tmp_path / "用人单位.csv")
    page.get_by_role("button", name="上传并检查").click()
    expect(page.get_by_text("邮编：邮编应为 6 位数字")).to_be_visible()
    look(page)
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text("新增 1 个单位")).to_be_visible()
