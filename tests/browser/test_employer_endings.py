"""An employer in a real browser, at a desk and on a phone: a return is corrected, endings are asked and answered."""

import re

import pytest
from playwright.sync_api import Page, expect

from signing_core.actors import Role
from signing_core.models import Signing
from signing_core.states import RescissionState, SigningState
from signing_core.use_cases import rescind, review
from tests import makers, parties
from tests.browser.steps import KNOWN, downloaded, look, sign_in
from tests.web.client import Site

BOTH = pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])


@pytest.fixture
def signing(site: Site) -> Signing:
    """An agreement of an employer that has a password."""
    world = site.world
    world.saved(makers.an_account(Role.EMPLOYER, login="firm", employer_id=world.employer.id, **KNOWN))
    return world.accepted()


def entered(windows, *, phone: bool) -> Page:
    return sign_in(windows.open(phone=phone), "用人单位登录", "firm")


def approve(world, signing: Signing) -> None:
    parties.by(world, makers.as_school(world.school), review.approve, signing)


@BOTH
def test_what_the_office_returned_is_corrected_and_taken_back(site, windows, signing, phone):
    world = site.world
    parties.returned(world, signing, "penalty", "report_place", reason="违约金过高，报到地点与协议不符。")
    page = entered(windows, phone=phone)
    look(page)
    page.get_by_role("main").get_by_role("link", name=re.compile("^修改邀约")).click()
    expect(page.get_by_text("原因：违约金过高")).to_be_visible()
    look(page)
    page.get_by_label("违约金").fill("0")
    page.get_by_role("button", name="发送", exact=True).click()
    expect(page.get_by_role("row", name="违约金")).to_contain_text("3,000")
    look(page)
    page.get_by_role("button", name="确认发送").click()
    expect(page.get_by_text("修改已发给学生")).to_be_visible()
    expect(page.get_by_text("等待学生答复的修改")).to_be_visible()
    look(page)
    page.get_by_role("button", name="撤回修改").click()
    look(page)
    page.get_by_role("dialog").get_by_role("button", name="撤回修改").click()
    expect(page.get_by_text("修改已撤回")).to_be_visible()
    expect(page.get_by_text("单位已撤回")).to_be_visible()
    assert world.fresh(signing).state is SigningState.RETURNED


@BOTH
def test_an_ending_is_asked_for_from_the_list(site, windows, signing, phone, tmp_path):
    world = site.world
    approve(world, signing)
    page = entered(windows, phone=phone)
    (from_the_card if phone else from_the_toolbar)(page, signing, tmp_path)
    look(page)
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_text("请填写此项")).to_be_visible()
    assert "422" in windows.wrong.pop()  # how the browser notes that a form was refused
    page.get_by_label("解约原因").fill("项目取消，岗位撤销。")
    look(page)
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_text("解约申请已发出")).to_be_visible()
    look(page)
    page.goto("/employer/data?tab=ending")
    expect(page.get_by_text("单位解约，待对方处理")).to_be_visible()
    look(page)
    assert world.fresh(signing).rescission_status == RescissionState.AWAITING_COUNTERPART.label


def from_the_toolbar(page: Page, signing: Signing, folder) -> None:
    """As in the manual: the row is ticked, then the button above the list."""
    page.get_by_role("link", name="解约办理").first.click()
    page.get_by_role("link", name="已签约成功学生列表").click()
    expect(page.get_by_role("button", name="申请解约")).to_be_disabled()
    page.get_by_label(f"选择 {signing.student_name}").check()
    look(page)
    rows = downloaded(page, page.get_by_role("button", name="导出列表"), folder / "list.xlsx")
    assert [row[1] for row in rows] == ["姓名", signing.student_name]
    page.get_by_role("button", name="申请解约").click()
    dialog = page.get_by_role("dialog", name="解约须知")
    dialog.get_by_role("button", name="申请解约").click()
    expect(dialog).to_be_visible()  # the tick is missing
    dialog.get_by_role("checkbox").check()
    look(page)
    dialog.get_by_role("button", name="申请解约").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("申请解约")
    expect(page.get_by_role("checkbox")).to_be_checked()


def from_the_card(page: Page, signing: Signing, _folder) -> None:
    """On a phone the row has the button itself, and 解约须知 is ticked on the page of the reason."""
    page.goto("/employer/rescissions?tab=signed")
    expect(page.get_by_text(signing.student_name)).to_be_visible()
    look(page)
    page.get_by_role("link", name="申请解约").click()
    page.get_by_role("checkbox").check()


@BOTH
def test_a_students_request_is_answered_from_the_first_page(site, windows, signing, phone):
    world = site.world
    approve(world, signing)
    parties.asked_by_student(world, signing, reason="已被录取为硕士研究生，无法按期报到。")
    page = entered(windows, phone=phone)
    look(page)
    page.get_by_role("link", name=re.compile("^解约待办")).click()
    expect(page.get_by_text("1 条记录").or_(page.get_by_text("当前共1条记录"))).to_be_visible()
    look(page)
    page.get_by_label(f"选择 {signing.student_name}").check()
    page.get_by_role("button", name="查看解约申请").click()
    expect(page.get_by_text("已被录取为硕士研究生")).to_be_visible()
    look(page)
    disagree(page)
    parties.asked_by_student(world, signing, reason="再次申请，愿意支付违约金。")
    page.goto(f"/employer/signings/{signing.public_id}/rescission")
    page.get_by_role("button", name="同意", exact=True).click()
    dialog = page.get_by_role("dialog", name="解约须知")
    dialog.get_by_role("checkbox").check()
    look(page)
    dialog.get_by_role("button", name="同意解约").click()
    expect(page.get_by_text("您已同意解约")).to_be_visible()
    parties.by(world, makers.as_school(world.school), rescind.approve, signing)
    page.reload()
    expect(page.get_by_role("link", name="下载解约证明")).to_be_visible()
    look(page)


def disagree(page: Page) -> None:
    page.get_by_role("button", name="不同意", exact=True).click()
    dialog = page.get_by_role("dialog", name="不同意解约")
    dialog.get_by_label("不同意的原因").fill("项目尚未结束")
    look(page)
    dialog.get_by_role("button", name="不同意").click()
    expect(page.get_by_text("您没有同意解约")).to_be_visible()
    expect(page.get_by_text("项目尚未结束").first).to_be_visible()
