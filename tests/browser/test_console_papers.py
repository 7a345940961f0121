"""The office reviews a stamped agreement in a real browser: the pictures stand beside the data and are enlarged."""

import pytest
from playwright.sync_api import Page, expect

from importers.demo_scans import Scans
from signing_core.actors import Role
from signing_core.models import ImagePurpose
from signing_core.states import SigningState
from signing_core.use_cases import images
from tests import makers, papers
from tests.browser.steps import KNOWN, look, sign_in
from tests.parties import by
from tests.web.client import Site


@pytest.fixture
def office(site: Site, windows) -> Page:
    world = site.world
    world.saved(makers.an_account(Role.SCHOOL, login="office", school_id=world.school.id, **KNOWN))
    page = sign_in(windows.open(), "院校管理员登录", "office")
    page.set_viewport_size({"width": 1366, "height": 768})
    return page


def handed_in(site: Site):
    """Both stamped pages, as a phone took them."""
    world = site.world
    signing = papers.issued(world)
    scans = Scans(world.services)
    for page in (1, 2):
        with world.working(papers.of(world, signing)) as work:
            picture = scans.take("2202019097200001", page)
            images.add(work, signing.public_id, purpose=ImagePurpose.FEEDBACK, name=f"{page}.jpg", **picture)
    return by(world, papers.of(world, signing), images.submit, signing)


def test_pictures_stand_beside_the_data_while_it_is_decided(site, office):
    signing = handed_in(site)
    office.goto(f"/admin/signing/{signing.public_id}")
    look(office)
    office.get_by_role("link", name="查看就业证明").click()
    pane = office.get_by_role("dialog", name="签约资料第 1 次第 1 张")
    expect(pane).to_be_visible()
    expect(office.get_by_role("heading", name="单位信息")).to_be_visible()
    assert pane.bounding_box()["x"] >= office.locator(".two").bounding_box()["width"]
    look(office)
    office.keyboard.press("ArrowRight")
    expect(pane.or_(office.get_by_role("dialog", name="签约资料第 1 次第 2 张"))).to_be_visible()
    expect(office.get_by_role("button", name="下一张")).to_be_disabled()
    office.get_by_role("button", name="签约审核通过").click()
    expect(office.get_by_role("row", name=signing.student_name)).to_contain_text("签约审核通过")
    assert site.world.fresh(signing).state is SigningState.APPROVED


def test_a_click_enlarges_and_escape_leads_back_to_the_picture(site, office):
    signing = handed_in(site)
    office.goto(f"/admin/signing/{signing.public_id}")
    first = office.locator("[data-zoom]").first
    first.click()
    image = office.locator(".zoom-image")
    before = image.bounding_box()["width"]
    expect(office.locator(".zoom-told")).to_have_text("签约资料第 1 次第 1 张（1/2）")
    image.click(position={"x": before / 2, "y": 300})
    assert image.bounding_box()["width"] > before
    office.keyboard.press("Escape")
    expect(office.locator(".zoom")).to_be_hidden()
    expect(first).to_be_focused()


def test_on_a_narrow_window_the_picture_lies_over_the_page(site, office):
    signing = handed_in(site)
    office.set_viewport_size({"width": 820, "height": 900})
    office.goto(f"/admin/signing/{signing.public_id}")
    office.get_by_role("link", name="查看就业证明").click()
    box = office.locator(".zoom").bounding_box()
    assert box["width"] > 700
    office.get_by_role("button", name="关闭").last.click()
    expect(office.locator(".zoom")).to_be_hidden()
