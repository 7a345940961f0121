"""Other destinations in a real browser, on a phone and at a desk: registered, returned, taken back, released."""

import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from signing_core.actors import Role
from signing_core.models import Signing
from signing_core.states import SigningState
from signing_core.use_cases import rescind, review
from tests import destinations, makers, parties
from tests.browser.steps import KNOWN, look, sign_in
from tests.web.client import Site

BOTH = pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
CITY = (("省", "湖北省"), ("市", "武汉市"))


@pytest.fixture
def site(site: Site) -> Site:
    destinations.opened(site.world)
    site.world.saved(makers.an_account(Role.STUDENT, login=None, student_id=site.world.student.id, **KNOWN))
    return site


def entered(site: Site, windows, *, phone: bool) -> Page:
    page = sign_in(windows.open(phone=phone), "毕业生登录", site.world.student.student_number)
    page.goto("/student/destinations")
    return page


def chosen(page: Page, category: str, detail: str) -> None:
    """The two choices."""
    for label in (category, detail):
        look(page)
        page.get_by_label(re.compile(label)).check()
        page.get_by_role("button", name="下一步").click()


def put(page: Page, label: str, text: str, nth: int = 0) -> None:
    page.get_by_label(label).nth(nth).fill(text)


def place(page: Page, label: str, nth: int = 0) -> None:
    for level, name in CITY:
        page.get_by_label(re.compile(f"{label}：{level}")).nth(nth).select_option(name)


def upload(page: Page, tmp_path, colour: str) -> None:
    file = tmp_path / f"{colour}.jpg"
    Image.new("RGB", (900, 1200), colour).save(file)
    before = page.locator("[data-images] li").count()
    page.get_by_label("上传图片").set_input_files(file)
    expect(page.locator("[data-images] li")).to_have_count(before + 1)


def send(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_role("button", name="确定", exact=True).click()


def the_one(site: Site) -> Signing:
    with site.world.reading() as work:
        return work.session.query(Signing).one()


def office(site: Site, act, **given) -> None:
    parties.by(site.world, makers.as_school(site.world.school), act, the_one(site), **given)


@BOTH
def test_further_study_from_the_choice_to_its_release(site, windows, tmp_path, phone):
    page = entered(site, windows, phone=phone)
    look(page)
    page.get_by_role("link", name="录入其他去向").click()
    chosen(page, "升学（包含", "升学（全日制）")
    look(page)
    send(page, "保存并送审")
    expect(page.get_by_role("alert").first).to_contain_text("录取院校名称")
    expect(page.get_by_text("请上传就业证明材料")).to_be_visible()
    assert "422" in windows.wrong.pop()
    look(page)
    page.get_by_label("单位性质").select_option("高等教育单位")
    put(page, "录取院校名称", "武汉大学")
    place(page, "录取院校所在地")
    upload(page, tmp_path, "wheat")
    expect(page.get_by_text("请上传就业证明材料")).to_be_hidden()
    expect(page.get_by_label("录取院校名称").first).to_have_value("武汉大学")
    put(page, "录取院校名称", "武汉大学", 1)
    place(page, "录取院校所在地", 1)
    look(page)
    send(page, "保存并送审")
    expect(page.get_by_text("已提交，等待学校审核。")).to_be_visible()
    look(page)
    office(site, review.approve)
    page.goto("/student/destinations")
    look(page)
    page.get_by_role("link", name="编辑").click()
    page.get_by_role("link", name="申请解除").click()
    look(page)
    page.get_by_label("解除原因").fill("放弃入学，准备另行就业。")
    upload(page, tmp_path, "pink")
    expect(page.get_by_label("解除原因")).to_have_value("放弃入学，准备另行就业。")
    send(page, "提交")
    expect(page.get_by_text("解除申请已提交")).to_be_visible()
    look(page)
    office(site, rescind.approve)
    page.reload()
    expect(page.get_by_role("button", name="申请解除")).to_have_count(0)
    look(page)
    assert the_one(site).state is SigningState.RELEASED


@BOTH
def test_a_soldier_is_returned_corrects_and_is_refused_nothing_else(site, windows, tmp_path, phone):
    page = entered(site, windows, phone=phone)
    page.get_by_role("link", name="录入其他去向").click()
    chosen(page, "我参加的是政策类就业项目", "应征义务兵")
    page.get_by_label("单位性质").select_option("部队")
    put(page, "项目名称", "义务兵役")
    for label, day in (("服务起始日期", "2020-09-01"), ("服务截止日期", "2022-09-01")):
        put(page, label, day)
    place(page, "服务地")
    put(page, "单位或院校名称", "洪山区人民武装部")
    place(page, "所在地")
    look(page)
    upload(page, tmp_path, "olive")
    send(page, "保存并送审")
    expect(page.get_by_text("已提交，等待学校审核。")).to_be_visible()
    office(site, review.send_back, reason="服务起始日期与入伍通知书不一致", fields=("term_from",))
    page.goto("/student/")
    look(page)
    page.get_by_role("link", name="修改登记").click()
    expect(page.get_by_text("服务起始日期与入伍通知书不一致").first).to_be_visible()
    look(page)
    put(page, "服务起始日期", "2020-09-10")
    send(page, "保存并送审")
    expect(page.get_by_text("已提交，等待学校审核。")).to_be_visible()
    assert the_one(site).state is SigningState.AWAITING_REVIEW


@BOTH
def test_one_without_employment_is_taken_back_and_becomes_something_else(site, windows, phone):
    page = entered(site, windows, phone=phone)
    page.get_by_role("link", name="录入其他去向").click()
    chosen(page, "我暂未就业", "待就业")
    put(page, "暂未就业的原因", "正在求职")
    put(page, "希望的去向", "软件公司")
    place(page, "所在地")
    put(page, "单位或院校名称", "武汉市人才服务中心")
    place(page, "所在地", 1)
    send(page, "保存并送审")
    expect(page.get_by_text("已提交，等待学校审核。")).to_be_visible()
    page.get_by_role("button", name="撤回").click()
    look(page)
    page.get_by_role("button", name="确定撤回").click()
    expect(page.get_by_text("已撤回，您可以修改后重新提交")).to_be_visible()
    page.get_by_role("link", name="编辑").click()
    page.get_by_role("button", name="返回重新选择毕业去向").click()
    chosen(page, "我是自由职业", "自由撰稿")
    expect(page.get_by_label("单位或院校名称")).to_have_value("武汉市人才服务中心")
    put(page, "从事的工作", "专栏写作")
    page.get_by_role("button", name="暂存").click()
    expect(page.get_by_text("已暂存，尚未提交。")).to_be_visible()
    look(page)
    assert the_one(site).destination == "自由撰稿"


@BOTH
def test_what_is_typed_is_kept_by_itself(site, windows, phone):
    page = entered(site, windows, phone=phone)
    page.clock.install()
    page.get_by_role("link", name="录入其他去向").click()
    chosen(page, "升学（包含", "升学（全日制）")
    put(page, "录取院校名称", "武汉大学")
    page.clock.fast_forward(20_000)
    expect(page.get_by_text("自动保存")).to_be_visible()
    page.reload()
    expect(page.get_by_label("录取院校名称").first).to_have_value("武汉大学")


def test_the_office_returns_one_and_the_queue_goes_on(site, windows):
    world = site.world
    world.saved(makers.an_account(Role.SCHOOL, login="office", school_id=world.school.id, **KNOWN))
    signing = destinations.submitted(world)
    page = sign_in(windows.open(), "院校管理员登录", "office")
    page.goto("/admin/signing/?queue=mine")
    page.get_by_role("row", name=signing.student_name).dblclick()
    expect(page.get_by_role("heading", name="就业证明", exact=True)).to_be_visible()
    look(page)
    page.get_by_role("button", name="退回修改").click()
    page.get_by_label("退回原因").fill("院校名称与通知书不一致")
    page.get_by_role("dialog").get_by_label("录取院校名称").first.check()
    look(page)
    page.get_by_role("button", name="确认退回").click()
    expect(page.get_by_text("退回修改。")).to_be_visible()
    assert world.fresh(signing).state is SigningState.RETURNED
