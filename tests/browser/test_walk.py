"""The README's walk on the product as it is served, with the sample workbooks; `make pictures` keeps its pictures."""

import os
import re
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from importers import samples
from tests.browser.conftest import Windows
from tests.browser.served import Album, Served, serve
from tests.browser.steps import fits, send, sign_in

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "docs" / "samples"
DESK = {"width": 1366, "height": 800}
LONG = 60


@pytest.fixture
def product(tmp_path):
    served = serve(tmp_path)
    yield served
    served.stop()


@pytest.fixture
def windows(product: Served, chromium) -> Windows:
    opened = Windows(chromium, product.address)
    yield opened
    for context in chromium.contexts:
        context.close()
    assert opened.wrong == []


@pytest.fixture
def album(tmp_path) -> Album:
    folder = Path(os.environ.get("PICTURES", tmp_path / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return Album(folder)


def test_what_the_readme_says_can_be_done(product, windows, album):
    student = graduate()
    office = at_desk(windows, product, "院校管理员登录", "school19097")
    employer = at_desk(windows, product, "用人单位登录", "xingguang")
    import_roster(office)
    review_sources(office, album)
    import_candidates(employer, album)
    invite(employer, student["姓名"], album)
    answer(windows, student, product.password, album)
    number = approve(office, student["学号"], album)
    look_up(employer, student["姓名"], album)
    album.document(document(office, number), "8-document")


def graduate() -> dict[str, str]:
    """The first person of the sample roster, by column."""
    header, _example, first, *_ = load_workbook(SAMPLES / samples.ROSTER).worksheets[0].iter_rows(values_only=True)
    return dict(zip((name.rstrip("*") for name in header), first, strict=True))


def at_desk(windows: Windows, product: Served, door: str, login: str) -> Page:
    assert login in " ".join(product.accounts).replace("、", " ").split()
    page = windows.open()
    page.set_viewport_size(DESK)
    return sign_in(page, door, login, product.password)


def import_roster(page: Page) -> None:
    page.get_by_role("link", name="导入生源").first.click()
    page.get_by_label("生源文件").set_input_files(SAMPLES / samples.ROSTER)
    page.get_by_role("button", name="上传并检查").click()
    expect(page.get_by_text("12 人")).to_be_visible()
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text("新增或更新 12 人")).to_be_visible()


def review_sources(page: Page, album: Album) -> None:
    page.get_by_role("link", name="生源信息").first.click()
    page.get_by_placeholder("按学号").fill("201912")
    page.get_by_role("button", name="搜索").click()
    page.get_by_label("选择本页全部").check()
    album.page(page, "1-roster")
    page.get_by_role("button", name="生源审核通过").click()
    page.get_by_role("dialog").get_by_role("button", name="确定").click()
    expect(page.get_by_role("row", name="已审核")).to_have_count(12)


def import_candidates(page: Page, album: Album) -> None:
    page.get_by_role("link", name="签约发送").first.click()
    page.get_by_role("link", name="导入拟签约名单").click()
    page.get_by_label("拟签约名单文件").set_input_files(SAMPLES / samples.CANDIDATES)
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_text("把 10 人加入签约发送列表")).to_be_visible()
    album.page(page, "2-candidates")
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text("已把 10 名学生加入签约发送列表。")).to_be_visible()


def invite(page: Page, name: str, album: Album) -> None:
    page.get_by_role("row", name=name).get_by_role("link", name="邀约").click()
    page.get_by_label("拟聘用职位").fill("市场专员")
    album.page(page, "3-invitation")
    send(page)
    expect(page.get_by_role("row", name=name)).to_contain_text("待应约")


def answer(windows: Windows, student: dict[str, str], password: str, album: Album) -> None:
    page = windows.open(phone=True)
    page.get_by_role("link", name="毕业生登录").click()
    page.get_by_role("link", name="首次登录").click()
    for label in ("学号", "姓名", "身份证号", "手机号"):
        page.get_by_label(label).fill(student[label])
    page.get_by_role("button", name="发送验证码").click()
    page.get_by_label("验证码").fill(code_sent(windows))
    page.get_by_label("新密码").first.fill(password)
    page.get_by_label("再次输入新密码").fill(password)
    page.get_by_role("button", name="完成").click()
    page.get_by_role("link", name="电子签约").last.click()
    page.get_by_role("link", name="查看邀请函").click()
    assert fits(page)
    album.page(page, "4-phone")
    page.get_by_role("button", name="同意", exact=True).click()
    page.get_by_role("button", name="现在签约").click()
    expect(page.get_by_text("同意签约，待管理员审核")).to_be_visible()


def code_sent(windows: Windows) -> str:
    page = windows.open("/demo/outbox")
    row = page.get_by_role("row", name="验证码").first
    return re.search(r"验证码是 (\d{6})", row.inner_text())[1]


def approve(page: Page, student_number: str, album: Album) -> str:
    page.get_by_role("link", name="签约管理").first.click()
    page.get_by_role("row", name=student_number).dblclick()
    expect(page.get_by_role("link", name="查看协议书")).to_be_visible()
    album.page(page, "5-review")
    page.get_by_role("button", name="签约审核通过").click()
    row = page.get_by_role("row", name=student_number)
    expect(row).to_contain_text("已生效")
    album.page(page, "6-list")
    return row.get_by_role("link").first.inner_text()


def look_up(page: Page, name: str, album: Album) -> None:
    """The employer sees the outcome and has the document."""
    page.get_by_role("link", name="数据管理").first.click()
    page.get_by_role("link", name=re.compile("已应约")).click()
    expect(page.get_by_role("row", name=name).get_by_role("link", name="下载协议书")).to_be_visible()
    album.page(page, "7-data")


def document(page: Page, number: str) -> bytes:
    """The issued document, as soon as the worker has drawn it."""
    page.get_by_role("row", name=number).dblclick()
    address = page.get_by_role("link", name="查看协议书").get_attribute("href")
    for _ in range(LONG):
        answer = page.request.get(address)
        if answer.headers["content-type"] == "application/pdf":
            return answer.body()
        time.sleep(1)
    raise AssertionError("the worker drew no document")
