"""Many reviews, many invitations, a bad line: what the tenth time must not cost, and what a break must not lose."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from signing_core.actors import Role
from signing_core.models import Signing
from signing_core.queries import paging
from tests import makers
from tests.browser.steps import KNOWN, fill_terms, send, sign_in
from tests.web.client import Site

WAITING = "/admin/signing/?queue=mine"


@pytest.fixture
def office(site: Site, windows) -> Page:
    """The office at its queue of four, the newest first."""
    for name in ("甲一", "乙二", "丙三", "丁四"):
        site.world.accepted(site.world.saved_student(name=name))
        site.world.clock.forward(minutes=1)
    site.world.saved(makers.an_account(Role.SCHOOL, login="office", school_id=site.world.school.id, **KNOWN))
    page = sign_in(windows.open(), "院校管理员登录", "office")
    page.goto(WAITING)
    return page


@pytest.fixture
def employer(site: Site, windows) -> Page:
    """An employer with one page of graduates and two more."""
    for serial in range(paging.SIZE + 2):
        site.world.listed(site.world.employer, site.world.saved_student(name=f"学生{serial:02}"))
    site.world.saved(makers.an_account(Role.EMPLOYER, login="hr", employer_id=site.world.employer.id, **KNOWN))
    page = sign_in(windows.open(), "用人单位登录", "hr")
    page.get_by_role("link", name="签约发送").first.click()
    return page


def row(page: Page, name: str):
    return page.get_by_role("row", name=name)


def heading(page: Page):
    return page.get_by_role("heading", level=1)


def test_a_queue_is_worked_off_by_keys_from_row_to_row(office):
    row(office, "丙三").focus()
    for name, after in (("丙三", "乙二"), ("乙二", "甲一"), ("甲一", "丁四")):
        office.keyboard.press("Enter")
        expect(heading(office)).to_contain_text(name)
        expect(office.locator(".two-side")).to_be_focused()
        office.keyboard.press("Tab")
        office.keyboard.press("Enter")
        expect(row(office, name)).to_have_count(0)
        expect(row(office, after)).to_be_focused()


def test_enter_held_down_opens_a_record_and_decides_nothing(site, office):
    row(office, "丁四").focus()
    for _ in range(4):
        office.keyboard.press("Enter")
    expect(heading(office)).to_contain_text("丁四")
    office.keyboard.press("Enter")
    office.goto(WAITING)
    expect(office.locator("tbody tr")).to_have_count(4)


def test_arrows_turn_the_records_and_escape_leads_back_to_the_row(office):
    row(office, "丁四").dblclick()
    expect(heading(office)).to_contain_text("丁四")
    office.keyboard.press("ArrowRight")
    expect(heading(office)).to_contain_text("丙三")
    office.keyboard.press("ArrowLeft")
    expect(heading(office)).to_contain_text("丁四")
    office.keyboard.press("ArrowRight")
    expect(heading(office)).to_contain_text("丙三")
    office.keyboard.press("Escape")
    expect(row(office, "丙三")).to_be_focused()


def test_keys_of_somebody_who_writes_turn_nothing(office):
    row(office, "丁四").dblclick()
    office.get_by_role("button", name="签约审核不通过", exact=True).click()
    reason = office.get_by_role("textbox", name="不通过原因")
    reason.fill("有误")
    for key in ("ArrowRight", "ArrowLeft"):
        office.keyboard.press(key)
    expect(heading(office)).to_contain_text("丁四")
    expect(reason).to_have_value("有误")


def test_ticks_are_kept_over_the_pages_and_all_are_invited_at_once(site, employer):
    employer.get_by_label("选择本页全部").check()
    employer.get_by_role("link", name="下一页").click()
    count = employer.locator(".batch-count")
    expect(count).to_contain_text(f"已选 {paging.SIZE} 人")
    employer.get_by_label("选择本页全部").check()
    expect(count).to_contain_text(f"已选 {paging.SIZE + 2} 人")
    expect(count).to_contain_text(f"含其他页 {paging.SIZE}")
    employer.get_by_role("button", name="发送签约邀请").click()
    expect(employer.get_by_text(f"受邀学生（{paging.SIZE + 2}）")).to_be_visible()
    fill_terms(employer)
    send(employer)
    expect(employer.get_by_text(f"已向 {paging.SIZE + 2} 名学生发出签约邀请")).to_contain_text(
        f"等 {paging.SIZE + 2} 人"
    )
    with site.world.reading() as work:
        assert work.session.scalar(select(func.count()).select_from(Signing)) == paging.SIZE + 2
    employer.goto("/employer/candidates")
    expect(count).to_contain_text("已选 0 人")


def test_ticks_of_other_pages_can_be_seen_and_taken_back(employer):
    employer.get_by_label("选择本页全部").check()
    employer.get_by_role("link", name="下一页").click()
    employer.get_by_role("button", name="全部取消").click()
    expect(employer.locator(".batch-count")).to_contain_text("已选 0 人")
    employer.get_by_role("link", name="上一页").click()
    expect(employer.locator("input[name=rowid]:checked")).to_have_count(0)


def test_what_was_written_while_the_line_is_down_stays_and_is_sent_when_it_is_back(site, windows):
    student = site.world.student
    signing = site.world.invited()
    site.world.saved(makers.an_account(Role.STUDENT, login=None, name=student.name, student_id=student.id, **KNOWN))
    page = sign_in(windows.open(phone=True), "毕业生登录", student.student_number)
    page.goto(f"/student/online/{signing.public_id}")
    page.get_by_role("button", name="拒绝", exact=True).click()
    page.get_by_label("拒绝原因").fill("已有其他安排")
    page.context.set_offline(True)
    refuse = page.locator("dialog[open]").get_by_role("button", name="拒绝")
    refuse.click()
    expect(page.get_by_text("网络已断开，还没有提交")).to_be_visible()
    expect(page.get_by_label("拒绝原因")).to_have_value("已有其他安排")
    page.context.set_offline(False)
    expect(page.get_by_text("网络已断开")).to_have_count(0)
    refuse.click()
    expect(page.get_by_text("已拒绝").first).to_be_visible()


def test_a_slow_line_is_spoken_of_and_the_button_shows_that_it_works(site, office):
    row(office, "丁四").dblclick()
    office.route("**/approve*", lambda route: route.fulfill(status=204))  # which leaves the page where it is
    button = office.get_by_role("button", name="签约审核通过")
    button.click()
    expect(button).to_be_disabled()
    expect(button).to_have_class("btn btn-primary sending")
    expect(office.get_by_text("网络较慢，正在提交")).to_be_visible()


def test_a_finger_opens_a_row_by_one_touch_and_ticks_it_by_its_box(site, office, windows):
    phone = sign_in(windows.open(phone=True), "院校管理员登录", "office")
    phone.goto(WAITING)
    row(phone, "丙三").get_by_role("checkbox").tap()
    expect(phone.locator(".batch-count")).to_contain_text("已选 1 条")
    phone.get_by_text("丙三").tap()
    expect(heading(phone)).to_contain_text("丙三")
