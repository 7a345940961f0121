"""From a new account to its first review, and the province's look at a school, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from signing_core.actors import Role
from signing_core.models import Signing
from tests import makers
from tests.browser.steps import KNOWN, fits, look, sign_in
from tests.web.client import PASSWORD, Site

WIDE = {"width": 1920, "height": 1080}


@pytest.fixture
def staffed(site: Site) -> Site:
    """The school's office and the province can sign in; one signing waits for its review."""
    world = site.world
    world.saved(makers.an_account(Role.SCHOOL, login="office", school_id=world.school.id, **KNOWN))
    world.saved(makers.an_account(Role.PROVINCE, login="province", **KNOWN))
    world.accepted()
    return site


def test_from_a_new_account_over_its_link_to_the_first_review(staffed, windows):
    office = sign_in(windows.open(), "院校管理员登录", "office")
    link = create(office, staffed.world.college.name)
    clerk = windows.open(link)
    clerk.get_by_label("新密码").first.fill(PASSWORD)
    clerk.get_by_label("再次输入新密码").fill(PASSWORD)
    clerk.get_by_role("button", name=re.compile("密码|确定|保存")).click()
    approve(clerk, staffed.world.student.student_number)
    assert signing_of(staffed).state == "APPROVED"
    clerk.get_by_role("button", name="账户").click()
    clerk.get_by_role("button", name="退出登录").click()
    sign_in(windows.open(), "院校管理员登录", "zhang")
    disable(office)
    clerk = windows.open("/login/staff")
    clerk.get_by_label("登录名").fill("zhang")
    clerk.get_by_label("密码").fill(PASSWORD)
    clerk.get_by_role("button", name="登录").click()
    expect(clerk.get_by_text("登录名或密码不正确")).to_be_visible()
    windows.wrong.clear()  # a refusal is an error to the browser


def create(page: Page, college: str) -> str:
    """A college's account; returns the path of its link."""
    page.get_by_role("link", name="管理员").click()
    look(page)
    page.get_by_role("link", name="新建账号").click()
    look(page)
    page.get_by_label("登录名").fill("zhang")
    page.get_by_label("名称").fill("张老师")
    page.get_by_label("所属单位").select_option(college)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("只显示这一次")).to_be_visible()
    look(page)
    link = page.get_by_label("设置密码的链接").input_value()
    page.get_by_role("button", name="复制").click()
    page.reload()
    expect(page.get_by_text("只显示这一次")).to_have_count(0)
    return "/" + link.split("/", 3)[3]


def approve(page: Page, number: str) -> None:
    page.get_by_role("link", name="签约管理").first.click()
    page.get_by_role("row", name=number).dblclick()
    page.get_by_role("button", name="签约审核通过").click()
    expect(page.get_by_role("row", name=number)).to_contain_text("已生效")


def disable(page: Page) -> None:
    page.get_by_role("button", name="停用账号").click()
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_text("随即失效")).to_be_visible()


def signing_of(site: Site) -> Signing:
    with site.world.reading() as work:
        return work.session.scalars(select(Signing)).one()


def test_the_province_looks_at_a_school_and_the_school_reads_why(staffed, windows):
    province = sign_in(windows.open(), "院校管理员登录", "province")
    province.get_by_role("link", name="学校", exact=True).click()
    look(province)
    province.get_by_role("row", name=staffed.world.school.code).get_by_role("link").click()
    look(province)
    province.get_by_label("查看原因").fill("核查去向数据")
    province.get_by_label("登录密码").fill(PASSWORD)
    province.get_by_role("button", name="开始查看").click()
    expect(province.get_by_text("剩余 60 分钟")).to_be_visible()
    look(province)
    province.get_by_role("row", name=staffed.world.student.student_number).dblclick()
    expect(province.get_by_text("签约过程记录")).to_be_visible()
    expect(province.get_by_role("button", name="签约审核通过")).to_have_count(0)
    look(province)
    province.get_by_role("button", name="结束访问").click()
    expect(province.get_by_text("已结束查看学校数据")).to_be_visible()
    office = sign_in(windows.open(), "院校管理员登录", "office")
    office.get_by_role("link", name="操作日志").click()
    expect(office.get_by_text("原因：核查去向数据")).to_be_visible()
    look(office)


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("place", ["staff/", "staff/new", "colleges/", "log/"])
def test_the_pages_of_the_house_fit_a_wide_desk_and_a_phone(staffed, windows, place, phone):
    page = sign_in(windows.open(phone=phone), "院校管理员登录", "office")
    if not phone:
        page.set_viewport_size(WIDE)
    page.goto(f"/admin/{place}")
    assert fits(page)
