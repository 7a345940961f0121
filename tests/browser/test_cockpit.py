"""Twenty reviews by keyboard alone: passed and refused from the queue, never back to the list, never a mouse."""

import pytest
from playwright.sync_api import Page, expect

from signing_core.models import ReasonGroup, ReasonTemplate
from signing_core.states import SigningState as S
from tests.browser.steps import look
from tests.browser.test_console import office_in
from tests.web.client import Site

REASON = "签约内容与实际不符。"
REVIEWS, EVERY = 20, 4  # each fourth is refused
MICE = "addEventListener('mousedown', () => { sessionStorage.mice = Number(sessionStorage.mice || 0) + 1 }, true)"


@pytest.fixture
def queue(site: Site) -> list:
    """Accepted signings, in the order of the queue."""
    world, made = site.world, []
    world.saved(ReasonTemplate(school_id=world.school.id, group=ReasonGroup.REFUSE, position=1, text=REASON))
    for number in range(REVIEWS):
        made.insert(0, world.accepted(world.saved_student(name=f"学生{number:02}")))
        world.clock.forward(seconds=1)
    return made


def at_the_desk(site: Site, windows) -> Page:
    page = office_in(site, windows)
    page.context.add_init_script(MICE)
    page.goto(page.url.split("/admin")[0] + "/admin/signing/desk?queue=mine")
    return page


def ready(page: Page, name: str) -> None:
    """The case of that student stands there and takes keys."""
    expect(page.locator("[data-case][data-ready] #case-title")).to_contain_text(name)


def test_twenty_reviews_by_keyboard_alone(site: Site, windows, queue) -> None:
    page = at_the_desk(site, windows)
    for number, signing in enumerate(queue, 1):
        ready(page, signing.student_name)
        if number == 1:
            page.keyboard.press("j")
            ready(page, queue[1].student_name)
            page.keyboard.press("k")
            ready(page, signing.student_name)
            look(page)
        if number % EVERY:
            page.keyboard.press("a")
        else:
            page.keyboard.press("r")
            expect(page.locator("dialog[open] textarea")).to_be_focused()
            page.keyboard.press("1")
            expect(page.locator("dialog[open] textarea")).to_have_value(REASON)
            page.keyboard.press("Control+Enter")
    expect(page.get_by_text("都办完了")).to_be_visible()
    states = [site.world.fresh(one).state for one in queue]
    assert states == [S.APPROVED if number % EVERY else S.REJECTED for number in range(1, REVIEWS + 1)]
    assert page.evaluate("sessionStorage.mice || 0") == 0


def test_slash_searches_and_a_question_mark_tells_the_keys(site: Site, windows, queue) -> None:
    page = at_the_desk(site, windows)
    ready(page, queue[0].student_name)
    page.keyboard.press("?")
    expect(page.locator("dialog[open]")).to_contain_text("下一条")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("a")
    assert site.world.fresh(queue[0]).state is S.AWAITING_REVIEW, "a letter in a field decides nothing"


def test_a_case_that_a_colleague_has_open_says_so(site: Site, windows, queue) -> None:
    page = at_the_desk(site, windows)
    with page.expect_response(lambda answer: answer.url.endswith("/opened")):
        page.reload()
    colleague = site.college()
    assert "正在查看" in colleague.get("/admin/signing/desk", queue="mine").text


def test_on_a_phone_the_queue_leads_to_the_case(site: Site, windows, queue) -> None:
    page = at_the_desk(site, windows)
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    page.get_by_role("link", name=queue[2].student_name).click()
    expect(page.get_by_role("button", name="签约审核通过")).to_be_in_viewport()
    look(page)
