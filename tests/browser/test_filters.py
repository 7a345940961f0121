"""高级检索 and 已存检索 as staff see them: grouped, in sight, and a menu for keys that fifty filters do not burst."""

import pytest
from playwright.sync_api import Page, expect

from signing_core.models import SavedFilter
from tests import makers
from tests.browser.steps import look
from tests.browser.test_console import office_in
from tests.web.client import Site

LIST = "/admin/signing/"
GROUPS = {
    "学生": ["学号", "姓名", "学院", "专业", "班级", "学历"],
    "单位": ["单位名称", "统一社会信用代码"],
    "协议": ["协议书编号", "协议书状态", "签约类型", "去向类别"],
    "办理": ["最后操作时间从", "最后操作时间到", "签约审核状态", "解约审核状态", "解约发起人"],
}
SAVED = 50


def at_the_list(site: Site, windows, path: str = "") -> Page:
    page = office_in(site, windows)
    page.goto(page.url.split("/admin")[0] + LIST + path)
    return page


def fifty_filters(site: Site) -> None:
    """All of them shared by a colleague of the office."""
    world = site.world
    colleague = site.school().account
    facts = {"school_id": world.school.id, "queue": "waiting", "wanted": {}, "saved_at": makers.NOON}
    for number in range(SAVED):
        of = {
            "public_id": makers.new_id(),
            "account_id": colleague.id,
            "shared": True,
            "name": f"常用的检索{number:02}",
        }
        world.saved(SavedFilter(**facts, **of))


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (390, 844)])
def test_the_fields_stand_under_their_headings_and_nothing_beyond_the_edge(site, windows, width, height):
    site.world.accepted()
    page = at_the_list(site, windows, "?advanced=1")
    page.set_viewport_size({"width": width, "height": height})
    form = page.get_by_role("search", name="高级检索")
    for heading, labels in GROUPS.items():
        group = form.get_by_role("group", name=heading)
        assert group.locator("label").all_text_contents() == labels
    look(page)
    if width > 1000:
        expect(form.get_by_role("button", name="检索")).to_be_in_viewport()


def test_the_menu_of_fifty_filters_is_opened_and_walked_by_keys_and_stays_in_the_window(site, windows):
    fifty_filters(site)
    page = at_the_list(site, windows)
    button = page.get_by_role("button", name="已存检索")
    button.focus()
    page.keyboard.press("Enter")
    items = page.locator(".saved-menu .dropdown-item")
    expect(items).to_have_count(SAVED + 1)
    expect(items.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(items.nth(1)).to_be_focused()
    expect(page.get_by_role("link", name="管理已存检索")).to_be_in_viewport()
    box = page.locator(".saved-menu").bounding_box()
    assert box["y"] + box["height"] <= 768
    look(page)
    page.keyboard.press("Escape")
    expect(items.first).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(items.first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**queue=waiting")


def test_where_the_menu_cannot_be_had_its_button_leads_to_the_page(site, windows):
    page = at_the_list(site, windows)
    page.route("**/admin/filters/brief*", lambda route: route.abort())
    page.get_by_role("button", name="已存检索").click()
    page.wait_for_url("**/admin/filters/")
    look(page)
    windows.wrong[:] = [said for said in windows.wrong if "ERR_FAILED" not in said]


def test_fifty_filters_are_managed_on_one_page_within_its_edges(site, windows):
    fifty_filters(site)
    page = at_the_list(site, windows)
    page.goto(page.url.split("/admin")[0] + "/admin/filters/?queue=mine")
    page.locator(".saved-one summary").first.click()
    expect(page.get_by_role("button", name="改名").first).to_be_visible()
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 768})
        look(page)
