"""Steps that several walks take, by the labels of the pages."""

import re
from datetime import date

from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from signing_core.actors import SYSTEM, Role
from signing_core.opening_sheet import Stretch
from signing_core.use_cases import opening
from tests import makers
from tests.web.client import PASSWORD, Site
from tests.world import FAST_HASH

GRAVE = {"serious", "critical"}
KNOWN = {"password_hash": FAST_HASH.hash(PASSWORD)}


def sign_in(page: Page, door: str, login: str, password: str = PASSWORD) -> Page:
    page.get_by_role("link", name=door).click()
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def open_for_paper(site: Site) -> Site:
    """Signing on paper is open, and the student has a password."""
    world = site.world
    with world.working(SYSTEM) as work:
        cohort = {"school_id": world.school.id, "cohort": world.student.cohort}
        opening.change(work, **cohort, paper=Stretch(date(2020, 1, 1)))
    world.saved(makers.an_account(Role.STUDENT, login=None, student_id=world.student.id, **KNOWN))
    return site


def fill_terms(page: Page, **facts: str) -> None:
    terms = makers.terms(**facts)
    for label, name in (
        ("拟聘用职位", "position"),
        ("反馈有效期", "reply_days"),
        ("试用期", "probation_days"),
        ("试用起薪", "probation_pay"),
        ("转正起薪", "regular_pay"),
        ("违约金", "penalty"),
        ("报到期限", "report_by"),
        ("签约联系人", "contact"),
        ("联系电话", "contact_phone"),
    ):
        page.get_by_label(label).first.fill(terms[name])
    for label, name in (("工作职位类别", "job_category"), ("档案接收", "archive"), ("户口接收类型", "household")):
        page.get_by_label(label).first.select_option(terms[name])
    for label in ("报到地点", "实际工作地点"):
        for level, name in (("省", "湖北省"), ("市", "武汉市"), ("区", "洪山区")):
            page.get_by_label(re.compile(f"{label}：{level}")).select_option(name)


def send(page: Page) -> None:
    """From the form of an 邀请函 over its confirm page."""
    page.get_by_role("button", name="发送", exact=True).click()
    page.get_by_role("button", name="确认发送").click()


def fits(page: Page) -> bool:
    """Whether nothing stands beyond the right edge of the window."""
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def tables_fit(page: Page) -> bool:
    """Whether every column of every table is in sight."""
    page.wait_for_load_state()
    hidden = "[...document.querySelectorAll('.table-wrap')].filter(one => one.scrollWidth > one.clientWidth)"
    return page.evaluate(f"{hidden}.length === 0")


def look(page: Page) -> None:
    """Nothing stands out of sight, and nobody is shut out."""
    assert fits(page)
    assert tables_fit(page)
    page.evaluate("Promise.allSettled(document.getAnimations().map((one) => one.finished))")
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in GRAVE] == []


def downloaded(page: Page, button: Locator, target) -> list[tuple]:
    """The rows of the workbook that a click hands out."""
    with page.expect_download() as started:
        button.click()
    started.value.save_as(target)
    return list(load_workbook(target).active.iter_rows(values_only=True))
