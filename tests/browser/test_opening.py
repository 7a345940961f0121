"""网签开放设置 and 签约开放列表 in a real browser: changed step by step, at a desk and on a phone."""

import pytest
from playwright.sync_api import Page, expect

from signing_core.actors import Role
from tests import makers
from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import KNOWN, look, sign_in


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def office(request, site, windows) -> Page:
    world = site.world
    world.saved_student(name="江上清风", training="定向", major="计算机应用技术与信息管理（校企合作方向）")
    world.saved(makers.an_account(Role.SCHOOL, login="office", school_id=world.school.id, **KNOWN))
    page = sign_in(windows.open(), "院校管理员登录", "office")
    page.set_viewport_size(request.param)
    return page


def test_settings_are_changed_looked_at_and_saved(office):
    office.goto("/admin/opening/")
    look(office)
    office.get_by_label("审核级别").select_option(label="仅由学校审核")
    office.locator("#online_last").fill("2020-03-01")
    office.get_by_role("button", name="下一步：查看影响").click()
    expect(office.get_by_text("保存后立即关闭")).to_be_visible()
    look(office)
    office.get_by_role("button", name="返回修改").click()
    expect(office.locator("#online_last")).to_have_value("2020-03-01")
    office.get_by_role("button", name="下一步：查看影响").click()
    office.get_by_role("button", name="确认保存").click()
    expect(office.get_by_text("修改 2 项，立即生效")).to_be_visible()
    expect(office.locator("#history ins").first).to_contain_text("至 2020-03-01")
    look(office)


def test_a_ticked_student_is_restricted_with_a_reason_and_opened_on_its_page(site, office):
    name = site.world.student.name
    office.goto("/admin/restriction/")
    look(office)
    row = office.get_by_role("row").filter(has_text=site.world.student.student_number)
    row.get_by_role("checkbox").check()
    office.get_by_role("button", name="限制签约", exact=True).click()
    dialog = office.get_by_role("dialog")
    expect(dialog.get_by_text(name)).to_be_visible()
    look(office)
    dialog.get_by_label("限制原因").fill("学籍信息正在核实")
    dialog.get_by_role("button", name="确认限制").click()
    expect(row.get_by_text("学籍信息正在核实")).to_be_visible()
    look(office)
    office.goto(row.get_attribute("data-href") or "")
    look(office)
    office.get_by_role("button", name="开放签约").click()
    office.get_by_label("开放原因").fill("已核实")
    office.get_by_role("button", name="确认开放").click()
    expect(office.get_by_text("已开放签约，立即生效")).to_be_visible()


@pytest.mark.parametrize("page", ["all", "import"])
def test_the_ways_to_change_many_stand_within_the_window(office, page):
    office.goto(f"/admin/restriction/{page}")
    look(office)
