"""A student in a real browser, at a desk and on a phone: a change is answered, an ending is refused and asked for."""

import pytest
from playwright.sync_api import Page, expect

from signing_core.actors import Role
from signing_core.models import Signing
from signing_core.states import RescissionState
from signing_core.use_cases import review
from tests import makers, parties
from tests.browser.steps import KNOWN, fits, sign_in, tables_fit
from tests.web.client import Site

BOTH = pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])


@pytest.fixture
def signing(site: Site) -> Signing:
    """An agreement of a student who has a password."""
    world = site.world
    world.saved(makers.an_account(Role.STUDENT, login=None, student_id=world.student.id, **KNOWN))
    return world.accepted()


def entered(site: Site, windows, *, phone: bool) -> Page:
    return sign_in(windows.open(phone=phone), "毕业生登录", site.world.student.student_number)


def look(page: Page, _name: str) -> None:
    """Nothing stands out of sight."""
    assert fits(page)
    assert tables_fit(page)


@BOTH
def test_a_change_is_compared_and_agreed_to(site, windows, signing, phone):
    world = site.world
    parties.returned(world, signing, "penalty", "position")
    parties.proposed(world, signing, penalty="0", other_terms="提供人才公寓，租金由单位承担一半。")
    page = entered(site, windows, phone=phone)
    look(page, "home")
    page.get_by_role("link", name="查看修改").click()
    expect(page.get_by_role("row", name="拟聘用职位")).to_contain_text("仓库管理")
    expect(page.get_by_role("row", name="报到期限")).to_be_hidden()
    page.get_by_text("没有改动的").click()
    expect(page.get_by_role("row", name="报到期限")).to_be_visible()
    look(page, "change")
    page.get_by_role("button", name="同意修改").click()
    page.get_by_role("dialog").get_by_role("button", name="同意修改").click()
    expect(page.get_by_text("您已同意修改")).to_be_visible()
    page.get_by_role("heading", name="签约内容的历次版本").click()
    expect(page.get_by_text("学生已同意")).to_be_visible()
    look(page, "detail")


@BOTH
def test_the_employers_request_is_read_from_the_bell_and_refused_and_ones_own_is_sent(site, windows, signing, phone):
    world = site.world
    parties.by(world, makers.as_school(world.school), review.approve, signing)
    parties.asked_by_employer(world, signing, reason="岗位撤销，公司愿意支付违约金。")
    page = entered(site, windows, phone=phone)
    from_the_bell_to_the_request(page)
    look(page, "request")
    refuse(page)
    look(page, "refused")
    ask(page)
    assert "422" in windows.wrong.pop()  # how the browser notes that a form was refused
    look(page, "asked")
    page.goto("/student/rescissions")
    expect(page.get_by_text("答复学生的解约申请")).to_be_visible()
    look(page, "list")
    assert world.fresh(signing).rescission_status == RescissionState.AWAITING_COUNTERPART.label


def from_the_bell_to_the_request(page: Page) -> None:
    page.get_by_role("link", name="站内通知").click()
    look(page, "notices")
    page.get_by_role("button", name="申请解约").click()
    expect(page.get_by_text("公司愿意支付违约金")).to_be_visible()


def refuse(page: Page) -> None:
    page.get_by_role("button", name="不同意", exact=True).click()
    dialog = page.get_by_role("dialog", name="不同意解约")
    dialog.get_by_label("不同意的原因").fill("希望继续履行")
    look(page, "disagree")
    dialog.get_by_role("button", name="不同意").click()
    expect(page.get_by_text("签约继续有效，用人单位会收到通知")).to_be_visible()


def ask(page: Page) -> None:
    """By the keyboard alone from the list on: 解约须知 is ticked, the reason is first left out."""
    page.goto("/student/rescissions")
    page.get_by_role("button", name="解约申请").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="解约须知")
    expect(dialog.get_by_role("checkbox")).to_be_focused()
    look(page, "points")
    page.keyboard.press("Space")
    dialog.get_by_role("button", name="申请解约").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("学生解除协议申请")
    expect(page.get_by_role("checkbox")).to_be_checked()
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_text("请填写此项")).to_be_visible()
    look(page, "form")
    page.get_by_label("解除原因").fill("考取研究生")
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_text("解约申请已发出")).to_be_visible()
