"""Names found by a part of them, with keys and by touch: places on the paper form and in the console, countries."""

import pytest
from flask import render_template_string
from playwright.sync_api import Page, expect

from portals.forms import form_of
from signing_core.actors import Role
from signing_core.fields import Field, Kind
from tests import makers
from tests.browser.steps import KNOWN, look, open_for_paper, sign_in
from tests.web.client import Site

ABROAD = Field("country", "留学国家（地区）", Kind.COUNTRY, "组")
PAGE = """{% from "macros/catalogue.html" import control with context %}<form>{{ control(form, declared) }}</form>
<script src="{{ url_for('static', filename='finder.js') }}"></script>
<script src="{{ url_for('static', filename='fields.js') }}"></script>"""


@pytest.fixture
def site(site: Site) -> Site:
    return open_for_paper(site)


def entry(site, windows, *, phone: bool = False) -> Page:
    page = sign_in(windows.open(phone=phone), "毕业生登录", site.world.student.student_number)
    page.goto("/student/papers")
    page.get_by_role("button", name="录入协议书").click()
    page.wait_for_load_state()
    return page


def finder(page: Page, label: str = "单位所在地"):
    return page.get_by_role("combobox", name=f"{label}：输入地名查找")


def found(page: Page):
    return page.get_by_role("option").and_(page.locator("li"))


def test_a_place_is_found_by_a_part_of_its_name_and_set_with_keys_alone(site, windows):
    page = entry(site, windows)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    finder(page).press_sequentially("洪山")
    expect(found(page).first).to_have_text("湖北省武汉市洪山区")
    expect(found(page).first).to_have_attribute("aria-selected", "true")
    finder(page).press("Enter")
    for level, name in (("省", "湖北省"), ("市", "武汉市"), ("区", "洪山区")):
        expect(page.get_by_label(f"单位所在地：{level}")).to_have_value(name)
    expect(page.locator("[name=unit_place]")).to_have_value("湖北省武汉市洪山区")
    expect(finder(page)).to_have_value("")
    assert [url for url in asked if "/static/" not in url] == []


@pytest.mark.parametrize("phone", [False, True])
def test_neither_the_field_nor_its_list_is_behind_the_bar_of_buttons(site, windows, phone):
    page = entry(site, windows, phone=phone)
    finder(page).press_sequentially("洪山")
    expect(found(page).first).to_be_visible()
    page.wait_for_function(
        """() => {  // once the page has scrolled there
            const at = (one) => document.querySelector(one).getBoundingClientRect();
            const bar = at(".answer-bar").top;
            return [document.activeElement.getBoundingClientRect(), at(".found:not([hidden])")]
                .every(({ top, bottom }) => top >= 0 && bottom <= bar);
        }"""
    )


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("武汉洪山", "湖北省武汉市洪山区"),
        ("武汉", "湖北省武汉市"),
        ("临平", "浙江省杭州市临平区"),
        ("雄安", "河北省雄安新区"),
        ("湖北 神农架", "湖北省神农架林区"),
        ("北京市海淀区", "北京市海淀区"),
    ],
)
def test_what_answers_best_stands_first_and_there_are_never_more_than_twelve(site, windows, typed, first):
    page = entry(site, windows)
    finder(page).fill(typed)
    expect(found(page).first).to_have_text(first)
    assert found(page).count() <= 12


def test_arrows_go_round_and_escape_leaves_everything_as_it_was(site, windows):
    page = entry(site, windows)
    finder(page).fill("朝阳")
    names = found(page).all_text_contents()
    assert names == ["北京市朝阳区", "辽宁省朝阳市朝阳县", "吉林省长春市朝阳区", "辽宁省朝阳市", *names[4:]]
    finder(page).press("ArrowUp")
    expect(found(page).last).to_have_attribute("aria-selected", "true")
    finder(page).press("ArrowDown")
    expect(found(page).first).to_have_attribute("aria-selected", "true")
    finder(page).press("Escape")
    expect(found(page)).to_have_count(0)
    expect(page.locator("[name=unit_place]")).to_have_value("")
    finder(page).fill("火星")
    expect(page.get_by_text("没有找到")).to_be_visible()
    finder(page).press("Enter")
    expect(finder(page)).to_have_value("火星")


def test_a_place_is_found_by_touch_on_a_phone_without_anything_beyond_the_edge(site, windows):
    page = entry(site, windows, phone=True)
    finder(page).tap()
    finder(page).press_sequentially("积石山")
    look(page)
    found(page).filter(has_text="积石山").first.tap()
    expect(page.locator("[name=unit_place]")).to_have_value("甘肃省临夏回族自治州积石山保安族东乡族撒拉族自治县")
    expect(finder(page)).to_be_focused()


def test_the_office_finds_the_place_of_a_unit(site, windows):
    world = site.world
    world.saved(makers.an_account(Role.SCHOOL, login="office", school_id=world.school.id, **KNOWN))
    world.accepted(world.saved_student(name="黄河清"))
    page = sign_in(windows.open(), "院校管理员登录", "office")
    page.goto("/admin/signing/")
    page.get_by_role("row", name="黄河清").dblclick()
    page.get_by_text("修改单位信息").click()
    finder(page).fill("武昌")
    expect(found(page).first).to_have_text("湖北省武汉市武昌区")
    look(page)
    finder(page).press("Enter")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("单位登记为：湖北省武汉市洪山区")).to_be_visible()


@pytest.fixture
def abroad(site, windows) -> Page:
    with site.app.test_request_context():
        html = render_template_string(PAGE, form=form_of([ABROAD])(meta={"csrf": False}), declared=ABROAD)
    page = windows.open()
    page.wait_for_load_state("networkidle")
    page.route("**/abroad", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto("/abroad")
    return page


@pytest.mark.parametrize(
    ("typed", "key", "name"),
    [
        ("英国", "Enter", "英国"),
        ("香港", "Tab", "中国香港"),
        ("阿联酋", "Tab", "阿拉伯联合酋长国"),
        ("几内亚", "Tab", "几内亚"),
    ],
)
def test_a_country_is_found_by_a_part_of_its_name_and_the_only_answer_is_taken(abroad, typed, key, name):
    field = abroad.get_by_role("combobox", name="留学国家（地区）")
    field.fill(typed)
    field.press(key)
    expect(field).to_have_value(name)
    expect(found(abroad)).to_have_count(0)
