"""A paper agreement in a real browser, on a phone and at a desk: entered, printed, stamped, refused, ended."""

import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from portals.operator.worker import drawn
from signing_core.models import Signing
from signing_core.queries import student_papers
from signing_core.states import SigningState
from signing_core.use_cases import drawing, rescind, review
from tests import makers, papers, parties
from tests.browser.steps import look, open_for_paper, sign_in
from tests.web.client import Site

BOTH = pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
TYPED = {
    "单位名称": "湖北三环中生工贸有限公司",
    "统一社会信用代码": makers.a_uscc(77),
    "单位邮箱": "hr@unit.example",
    "单位邮编": "430070",
    "通讯地址": "珞狮路 1 号",
    "拟聘用职位": "市场助理",
    "试用期": "90",
    "试用起薪": "6000",
    "转正起薪": "7000",
    "违约金": "3000",
    "报到期限": "2020-07-01",
    "单位签约联系人": "张先生",
    "联系电话": "021-62883643",
}
CHOSEN = {
    "单位行业": "制造业",
    "单位性质": "其他企业",
    "工作职位类别": "办事人员和有关人员",
    "档案接收": "单位不接收",
    "户口接收类型": "不接收",
}
PLACES = ("单位所在地", "实际工作地点", "报到地点")


@pytest.fixture
def site(site: Site) -> Site:
    return open_for_paper(site)


def entered(site: Site, windows, *, phone: bool) -> Page:
    page = sign_in(windows.open(phone=phone), "毕业生登录", site.world.student.student_number)
    page.goto("/student/papers")
    return page


def fill(page: Page, **facts: str) -> None:
    for label, text in (TYPED | facts).items():
        page.get_by_label(label).first.fill(text)
    for label, option in CHOSEN.items():
        page.get_by_label(label).first.select_option(option)
    for label in PLACES:
        for level, name in (("省", "湖北省"), ("市", "武汉市"), ("区", "洪山区")):
            page.get_by_label(re.compile(f"{label}：{level}")).select_option(name)


def the_one(site: Site) -> Signing:
    with site.world.reading() as work:
        return work.session.query(Signing).one()


def draw(site: Site) -> None:
    drawing.draw_due(site.world.services, drawn)


def scans(tmp_path, *colours: str) -> list[str]:
    """Photographs of stamped paper, as a phone takes them."""
    made = []
    for colour in colours:
        made.append(str(tmp_path / f"{colour}.jpg"))
        Image.new("RGB", (900, 1200), colour).save(made[-1])
    return made


def office(site: Site, act, **given) -> None:
    parties.by(site.world, makers.as_school(site.world.school), act, the_one(site), **given)


@BOTH
def test_an_agreement_on_paper_from_the_first_word_to_its_end(site, windows, tmp_path, phone):
    page = entered(site, windows, phone=phone)
    look(page)
    page.get_by_role("button", name="录入协议书").click()
    page.get_by_label("单位名称").first.fill("湖北三环")
    page.get_by_role("button", name="保存，暂不提交").click()
    expect(page.get_by_text("已保存，尚未提交。")).to_be_visible()
    look(page)
    page.get_by_role("link", name="继续录入", exact=True).click()
    expect(page.get_by_label("单位名称").first).to_have_value("湖北三环")
    expect(page.get_by_role("button", name="保存并生成协议书")).to_be_disabled()
    fill(page, 统一社会信用代码=TYPED["统一社会信用代码"][:-1] + "0")
    page.get_by_role("button", name="预览协议书").click()
    expect(page.get_by_role("alert")).to_contain_text("统一社会信用代码")
    look(page)
    assert "422" in windows.wrong.pop()  # how the browser notes that a form was refused
    page.get_by_label("统一社会信用代码").first.fill(TYPED["统一社会信用代码"])
    page.get_by_role("button", name="预览协议书").click()
    expect(page.get_by_role("link", name="打开预览")).to_be_visible()
    draw(site)
    look(page)
    page.get_by_role("button", name="保存并生成协议书").click()
    look(page)
    page.get_by_label("我已阅读须知").check()
    page.get_by_role("button", name="生成协议书", exact=True).click()
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_text("协议书已生成，等待学校审核")).to_be_visible()
    look(page)
    office(site, review.approve_form)
    draw(site)
    page.goto("/student/")
    look(page)
    page.get_by_role("link", name="反馈签约资料").click()
    look(page)
    page.get_by_label("上传图片").set_input_files(scans(tmp_path, "white", "wheat", "red"))
    expect(page.locator("[data-images] li")).to_have_count(3)
    page.get_by_role("button", name="删除").nth(2).click()
    expect(page.locator("[data-images] li")).to_have_count(2)
    page.get_by_role("button", name="旋转").first.click()
    expect(page.locator("[aria-busy]")).to_have_count(0)
    page.get_by_role("button", name="后移").first.click()
    expect(page.locator("[aria-busy]")).to_have_count(0)
    look(page)
    page.get_by_role("button", name="保存并提交审核").click()
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_text("签约资料已提交，等待学校审核。")).to_be_visible()
    office(site, review.reject, reason="印章不清楚，请重新拍照")
    page.goto("/student/papers")
    look(page)
    page.get_by_role("link", name="反馈签约资料").click()
    expect(page.get_by_text("印章不清楚")).to_be_visible()
    page.get_by_label("上传图片").set_input_files(scans(tmp_path, "azure"))
    expect(page.locator("[data-images] li")).to_have_count(1)
    page.get_by_role("button", name="保存并提交审核").click()
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_role("heading", name=re.compile("签约资料 第 2 次"))).to_be_visible()
    look(page)
    office(site, review.approve)
    page.goto("/student/rescissions")
    look(page)
    page.get_by_role("link", name="解约申请").click()
    page.get_by_label("个人原因：升学").check()
    page.get_by_label("解约原因").fill("考取研究生，已与单位协商一致。")
    page.get_by_label("上传图片").set_input_files(scans(tmp_path, "pink"))
    expect(page.locator("[data-images] li")).to_have_count(1)
    expect(page.get_by_label("解约原因")).to_have_value("考取研究生，已与单位协商一致。")
    look(page)
    page.get_by_role("button", name="提交", exact=True).click()
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_text("解约申请已提交")).to_be_visible()
    look(page)
    office(site, rescind.approve)
    draw(site)
    page.reload()
    expect(page.get_by_role("link", name="查看解约证明")).to_be_visible()
    look(page)
    assert the_one(site).state is SigningState.RESCINDED


@BOTH
def test_what_is_typed_is_kept_by_itself_and_a_second_tab_does_not_lose_it(site, windows, phone):
    page = entered(site, windows, phone=phone)
    page.get_by_role("button", name="录入协议书").click()
    other = page.context.new_page()
    other.goto(page.url)
    other.clock.install()
    other.reload()
    other.get_by_label("单位名称").first.fill("武汉示例有限公司")
    other.clock.fast_forward(20_000)
    expect(other.get_by_text("自动保存")).to_be_visible()
    other.close()
    page.get_by_label("拟聘用职位").first.fill("市场助理")
    page.get_by_role("button", name="保存，暂不提交").click()
    expect(page.get_by_text("另一个页面保存过")).to_be_visible()
    expect(page.get_by_label("拟聘用职位").first).to_have_value("市场助理")
    assert "409" in windows.wrong.pop()
    page.get_by_role("button", name="保存，暂不提交").click()
    expect(page.get_by_text("已保存，尚未提交。")).to_be_visible()


@BOTH
def test_a_unit_that_is_registered_here_is_offered_by_its_code(site, windows, phone):
    employer = site.world.employer
    page = entered(site, windows, phone=phone)
    page.get_by_role("button", name="录入协议书").click()
    page.get_by_label("统一社会信用代码").fill(employer.uscc)
    page.get_by_role("button", name="填入单位信息").click()
    expect(page.get_by_label("单位名称").first).to_have_value(employer.name)
    expect(page.get_by_label("单位性质")).to_have_value(employer.nature)
    look(page)
    page.get_by_role("button", name="保存，暂不提交").click()
    assert the_one(site).employer_name == employer.name
    with site.world.reading(makers.as_student(site.world.student)) as work:
        assert student_papers.entry(work, the_one(site).public_id).typed["unit_place"] == employer.place


@BOTH
def test_a_form_is_returned_corrected_refused_and_left(site, windows, phone):
    world, page = site.world, entered(site, windows, phone=phone)
    papers.generated(world)
    office(site, review.send_back, reason="单位名称与营业执照不一致", fields=("unit_name",))
    page.goto("/student/")
    look(page)
    page.get_by_role("link", name="修改协议书").click()
    expect(page.get_by_text("单位名称与营业执照不一致")).to_be_visible()
    look(page)
    page.get_by_label("单位名称").first.fill("上海永久自行车股份有限公司")
    expect(page.get_by_role("button", name="保存并生成协议书")).to_be_disabled()
    page.get_by_role("button", name="预览协议书").click()
    page.get_by_role("button", name="保存并生成协议书").click()
    page.get_by_label("我已阅读须知").check()
    page.get_by_role("button", name="生成协议书", exact=True).click()
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_text("协议书已生成，等待学校审核")).to_be_visible()
    page.get_by_text("签约内容的历次版本").click()
    expect(page.get_by_text("上海永久自行车股份有限公司").first).to_be_visible()
    look(page)
    office(site, review.reject_form, reason="单位不在接收范围")
    page.goto("/student/papers")
    page.get_by_role("link", name="修改协议书").click()
    expect(page.get_by_text("单位不在接收范围")).to_be_visible()
    look(page)
    page.get_by_role("button", name="删除").click()
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_text("录入的协议书会列在这里。")).to_be_visible()
    expect(page.get_by_role("button", name="录入协议书")).to_be_visible()
