"""去向统计 in a real browser: nothing is cut off at a desk or on a phone, and the document is fetched."""

import pytest
from playwright.sync_api import Page, expect

from portals.operator import tasks
from signing_core.actors import Role
from signing_core.use_cases import jobs
from tests import makers
from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import KNOWN, fits, look, sign_in
from tests.figures_of import Counted


@pytest.fixture
def office(site, windows) -> Page:
    Counted(site.world)
    site.world.saved(makers.an_account(Role.SCHOOL, login="office", school_id=site.world.school.id, **KNOWN))
    return sign_in(windows.open(), "院校管理员登录", "office")


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_charts_and_tables_stand_within_the_window(office, window):
    office.set_viewport_size(window)
    office.goto("/admin/figures/")
    look(office)
    assert fits(office)
    for chart in office.locator("svg.chart").all():
        box = chart.bounding_box()
        assert 0 < box["x"] < box["x"] + box["width"] < window["width"]
        assert box["width"] > window["width"] / 4


def test_a_group_is_chosen_narrowed_and_printed(site, office):
    office.goto("/admin/figures/")
    office.get_by_role("link", name="学历", exact=True).click()
    office.get_by_label("性别").select_option("男")
    office.get_by_role("button", name="查询").click()
    expect(office.get_by_role("heading", name="各学历签约情况")).to_be_visible()
    expect(office.get_by_text("性别：男")).to_be_visible()
    office.get_by_role("button", name="打印 PDF").click()
    expect(office.get_by_role("heading", name="打印去向统计")).to_be_visible()
    jobs.run_due(site.world.services, tasks.RUNNERS)
    with office.expect_download() as fetched:
        office.get_by_role("link", name="下载").click()
    assert fetched.value.suggested_filename.startswith("去向统计_2020届_学历_")
