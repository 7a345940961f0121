"""逐条审核 when the line drops and when a key is held down: nothing typed is lost, and nothing is decided twice."""

import pytest
from playwright.sync_api import Page, Route, expect

from signing_core.states import SigningState as S
from tests.browser.steps import look
from tests.browser.test_cockpit import REASON, at_the_desk, queue, ready
from tests.web.client import Site

__all__ = ["queue"]
OWN = "报到地点与实际工作地点不符，请单位说明。"


def dropping(page: Page, *, after: bool) -> None:
    """The first decision that is sent meets a line that drops, before it reaches the office or after."""

    def drop(route: Route) -> None:
        if after:
            route.fetch(max_redirects=0)
        route.abort("connectionreset")

    page.route("**/desk/*/reject?*", drop, times=1)
    page.route("**/desk/*/approve?*", drop, times=1)


def forgiven(windows) -> None:
    """The browser itself reports a line that dropped."""
    windows.wrong[:] = [said for said in windows.wrong if "ERR_CONNECTION_RESET" not in said]


@pytest.mark.parametrize("after", [False, True])
def test_a_typed_reason_stays_when_the_line_drops_and_counts_once(site: Site, windows, queue, after) -> None:
    page = at_the_desk(site, windows)
    ready(page, queue[0].student_name)
    dropping(page, after=after)
    page.keyboard.press("r")
    field = page.locator("dialog[open] textarea")
    field.fill(OWN)
    page.keyboard.press("Control+Enter")
    expect(page.locator("dialog[open] .send-note")).to_contain_text("填写的内容都在")
    expect(field).to_have_value(OWN)
    look(page)
    field.focus()
    page.keyboard.press("Control+Enter")
    ready(page, queue[1].student_name)
    assert [site.world.fresh(one).state for one in queue[:2]] == [S.REJECTED, S.AWAITING_REVIEW]
    forgiven(windows)


@pytest.mark.parametrize("after", [False, True])
def test_a_pass_whose_line_dropped_is_pressed_again_and_counts_once(site: Site, windows, queue, after) -> None:
    page = at_the_desk(site, windows)
    ready(page, queue[0].student_name)
    dropping(page, after=after)
    page.keyboard.press("a")
    expect(page.locator("[data-desk-said]")).to_contain_text("网络中断")
    page.keyboard.press("a")
    ready(page, queue[1].student_name)
    assert [site.world.fresh(one).state for one in queue[:2]] == [S.APPROVED, S.AWAITING_REVIEW]
    forgiven(windows)


def hold(page: Page, key: str, times: int = 40) -> None:
    """The key goes down once and repeats, as a keyboard does, until the next case stands there and beyond."""
    for _ in range(times):
        page.keyboard.down(key)
        page.wait_for_timeout(30)
    page.keyboard.up(key)


def test_a_key_that_is_held_down_decides_one_case(site: Site, windows, queue) -> None:
    page = at_the_desk(site, windows)
    ready(page, queue[0].student_name)
    hold(page, "a")
    ready(page, queue[1].student_name)
    states = [site.world.fresh(one).state for one in queue]
    assert states == [S.APPROVED] + [S.AWAITING_REVIEW] * (len(queue) - 1)


def test_a_button_on_which_enter_is_held_down_decides_one_case(site: Site, windows, queue) -> None:
    page = at_the_desk(site, windows)
    ready(page, queue[0].student_name)
    page.get_by_role("button", name="签约审核通过").focus()
    hold(page, "Enter")
    assert sum(site.world.fresh(one).state is S.APPROVED for one in queue) == 1


def test_a_key_that_is_held_down_writes_nothing_into_the_dialog_that_it_opens(site: Site, windows, queue) -> None:
    page = at_the_desk(site, windows)
    ready(page, queue[0].student_name)
    hold(page, "r", 5)
    field = page.locator("dialog[open] textarea")
    expect(field).to_have_value("")
    hold(page, "1", 5)
    expect(field).to_have_value(REASON)
