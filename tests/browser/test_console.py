"""The office at its list, by the manual's labels: search, keys, refusal, revocation, correction, expiry."""

import re

import pytest
from playwright.sync_api import Page, expect

from signing_core.actors import Role
from signing_core.use_cases import sweep
from tests import makers, papers
from tests.browser.steps import KNOWN, fits, sign_in
from tests.web.client import PASSWORD, Site


@pytest.fixture
def office(site: Site, windows) -> Page:
    return office_in(site, windows)


def office_in(site: Site, windows) -> Page:
    site.world.saved(makers.an_account(Role.SCHOOL, login="office", school_id=site.world.school.id, **KNOWN))
    return sign_in(windows.open(), "院校管理员登录", "office")


def the_list(page: Page) -> Page:
    page.get_by_role("link", name="签约管理").first.click()
    return page


def row(page: Page, name: str):
    return page.get_by_role("row", name=name)


def reason(page: Page, dialog: str, button: str, *, password: bool = False) -> None:
    """Open a decision's dialog, give the reason, confirm."""
    page.get_by_role("button", name=dialog, exact=True).click()
    page.locator("dialog[open] textarea").fill("单位信息有误，需要核对")
    if password:
        page.locator("dialog[open]").get_by_label("您的登录密码").fill(PASSWORD)
    page.get_by_role("button", name=button).click()


def test_refused_revoked_and_passed_again_with_the_same_number(site, office):
    world = site.world
    world.accepted(world.saved_student(name="黄河清"))
    row(the_list(office), "黄河清").dblclick()
    reason(office, "签约审核不通过", "确认审核不通过")
    expect(row(office, "黄河清")).to_contain_text("签约审核不通过")
    row(office, "黄河清").dblclick()
    reason(office, "撤回审核", "确认撤回", password=True)
    expect(row(office, "黄河清")).to_contain_text("等待签约审核")
    number = passed(office)
    row(office, "黄河清").dblclick()
    reason(office, "撤回审核", "确认撤回", password=True)
    expect(row(office, "黄河清")).to_contain_text("未生效")
    world.approved(world.saved_student())
    assert passed(office) == number == f"12020{world.school.code}200001"


def passed(page: Page) -> str:
    row(page, "黄河清").dblclick()
    page.get_by_role("button", name="签约审核通过").click()
    expect(row(page, "黄河清")).to_contain_text("已生效")
    return row(page, "黄河清").get_by_role("link").first.inner_text()


def test_a_search_is_kept_through_a_decision_and_taken_off_piece_by_piece(site, office):
    for name in ("黄河清", "黄河水", "李四"):
        site.world.accepted(site.world.saved_student(name=name))
        site.world.clock.forward(minutes=1)
    the_list(office).get_by_role("link", name="高级检索").click()
    form = office.get_by_role("search", name="高级检索")
    form.get_by_label("姓名").fill("黄河")
    form.get_by_label("最后操作时间从").fill("2020-03-01")
    form.get_by_label("学院").select_option(site.world.college.name)
    form.get_by_role("button", name="检索").click()
    expect(form).to_have_count(0)
    expect(office.locator("tbody tr")).to_have_count(2)
    row(office, "黄河清").dblclick()
    office.get_by_role("button", name="签约审核通过").click()
    expect(row(office, "黄河清")).to_contain_text("签约审核通过")
    expect(office.locator("tbody tr")).to_have_count(2)
    office.get_by_role("link", name="姓名：黄河").click()
    expect(office.locator("tbody tr")).to_have_count(3)
    expect(office.get_by_role("group", name="检索条件")).to_contain_text("最后操作时间从：2020-03-01")


def test_arrows_and_enter_go_through_the_rows_and_forcing_asks_for_the_selected_one(site, office):
    for name in ("黄河清", "黄河水"):
        site.world.clock.forward(minutes=1)
        site.world.approved(site.world.saved_student(name=name))
    force = the_list(office).get_by_role("button", name="强制解约")
    more = office.get_by_role("button", name="更多")
    more.click()
    expect(force).to_be_disabled()
    more.click()
    row(office, "黄河水").focus()
    office.keyboard.press("ArrowDown")
    expect(row(office, "黄河清")).to_be_focused()
    office.keyboard.press("ArrowUp")
    office.keyboard.press("Enter")
    expect(office.get_by_role("heading", level=1)).to_contain_text("黄河水")
    row(the_list(office), "黄河清").get_by_role("checkbox").check()
    more.click()
    force.click()
    dialog = office.get_by_role("dialog", name="强制解约")
    expect(dialog.get_by_role("listitem")).to_have_text([re.compile("黄河清")])
    dialog.get_by_label("解约原因").fill("双方协商一致")
    dialog.get_by_label("您的登录密码").fill(PASSWORD)
    dialog.get_by_role("button", name="确认强制解约").click()
    expect(row(office, "黄河清")).to_contain_text("已由学校强制解约")


def test_unit_data_is_corrected_where_it_stands(site, office):
    site.world.accepted(site.world.saved_student(name="黄河清"))
    row(the_list(office), "黄河清").dblclick()
    office.get_by_text("修改单位信息").click()
    office.get_by_label("单位性质").select_option("国有企业")
    office.get_by_label("单位所在地：省").select_option("北京市")
    office.get_by_label("单位所在地：市").select_option("海淀区")
    office.get_by_role("button", name="保存").click()
    expect(office.get_by_text("单位登记为：其他企业")).to_be_visible()
    expect(office.get_by_text("单位登记为：湖北省武汉市洪山区")).to_be_visible()
    expect(row(office, "修改单位信息")).to_contain_text("改为“北京市海淀区”")
    office.set_viewport_size({"width": 390, "height": 844})
    office.get_by_text("修改单位信息").first.click()
    assert fits(office)


def test_an_invitation_that_ran_out_never_reaches_the_list(site, windows):
    world = site.world
    invited = world.invited()
    world.saved(makers.an_account(Role.EMPLOYER, login="xingguang", employer_id=world.employer.id, **KNOWN))
    world.clock.forward(days=6)
    sweep.expire_due(world.services)
    employer = sign_in(windows.open(), "用人单位登录", "xingguang")
    employer.get_by_role("link", name="数据管理").first.click()
    employer.get_by_role("link", name="已拒绝/已过期").click()
    expect(row(employer, invited.student_name)).to_contain_text("已过期")
    expect(the_list(office_in(site, windows)).get_by_text("暂无数据")).to_be_visible()


def test_the_form_and_its_scans_stand_beside_the_data_while_both_are_reviewed(site, office):
    world, page = site.world, office
    signing = papers.generated(world)
    row(the_list(page), world.student.name).dblclick()
    page.get_by_role("link", name="查看协议书").click()
    pane = page.get_by_role("dialog", name="查看协议书")
    expect(pane).to_be_visible()
    expect(page.frame_locator("iframe").get_by_text("再看一次")).to_be_visible()
    papers.draw(world)
    with page.expect_response(lambda answer: answer.headers.get("content-type") == "application/pdf"):
        page.frame_locator("iframe").get_by_text("再看一次").click()
    assert fits(page)
    expect(page.get_by_role("button", name="协议书审核通过", exact=True)).to_be_in_viewport()
    pane.get_by_role("button", name="关闭").click()
    expect(pane).to_be_hidden()
    page.get_by_role("button", name="协议书审核通过", exact=True).click()
    expect(row(page, world.student.name)).to_contain_text("待反馈")
    papers.scanned(world, signing)
    the_list(page)
    row(page, world.student.name).dblclick()
    page.get_by_role("link", name="查看就业证明").click()
    pane = page.get_by_role("dialog", name="签约资料第 1 次")
    expect(pane.locator("img")).to_be_visible()
    page.get_by_role("button", name="签约审核通过", exact=True).click()
    expect(row(page, world.student.name)).to_contain_text("签约审核通过")
