"""The ways in, in a real browser, at a desk and on a phone: first sign-in, a forgotten password, a second step."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from signing_core.actors import Role
from signing_core.models import Message
from tests import makers
from tests.browser.steps import KNOWN, look
from tests.phones import PASSWORD, Phone
from tests.web.client import Site

BOTH = pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
NEW = "another-long-password"


def code_sent(site: Site) -> str:
    with site.world.reading() as work:
        newest = select(Message).where(Message.subject == "验证码").order_by(Message.id.desc())
        return re.search(r"\d{6}", work.session.scalars(newest).first().body)[0]


def choose_a_password(page: Page) -> None:
    page.get_by_label("新密码", exact=False).first.fill(NEW)
    page.get_by_label("再次输入新密码").fill(NEW)


def sent_in(page: Page, login: str, password: str) -> None:
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


@BOTH
def test_a_student_s_way_from_the_first_sign_in_to_the_first_answer(site, windows, phone):
    world = site.world
    student = world.student
    world.saved(makers.an_account(Role.STUDENT, login=None, student_id=student.id, name=student.name))
    world.invited()
    page = windows.open(phone=phone)
    page.get_by_role("link", name="毕业生登录").click()
    look(page)
    page.get_by_role("link", name="首次登录，先验证信息").click()
    for label in ("学号", "姓名", "身份证号", "手机号"):
        name = {"学号": "student_number", "姓名": "name", "身份证号": "id_number", "手机号": "phone"}[label]
        page.get_by_label(label).fill(getattr(student, name))
    page.get_by_role("button", name="发送验证码").click()
    look(page)
    page.get_by_role("button", name="没有收到，重新发送").click()
    expect(page.get_by_text("新的验证码已发送")).to_be_visible()
    page.get_by_label("验证码").fill(code_sent(site))
    page.get_by_label("电子邮箱").fill("huang@example.com")
    choose_a_password(page)
    page.get_by_role("button", name="完成").click()
    expect(page.get_by_text("首次登录已完成")).to_be_visible()
    page.get_by_role("link", name="查看邀请函").first.click()
    page.get_by_role("button", name="同意", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="现在签约").click()
    expect(page.get_by_text("您已同意签约")).to_be_visible()
    assert world.fresh(student).email == "huang@example.com"


@BOTH
def test_a_forgotten_password_is_set_anew(site, windows, phone):
    world = site.world
    world.saved(makers.an_account(Role.STUDENT, login=None, student_id=world.student.id, **KNOWN))
    page = windows.open("/login/student", phone=phone)
    page.get_by_role("link", name="忘记密码").click()
    look(page)
    page.get_by_label("登录名").fill(world.student.student_number)
    page.get_by_role("button", name="发送验证码").click()
    expect(page.get_by_text("请填写毕业学校全称")).to_be_visible()
    look(page)
    page.get_by_label("毕业学校").fill(world.school.name)
    page.get_by_role("button", name="发送验证码").click()
    look(page)
    code = code_sent(site)
    choose_a_password(page)
    page.get_by_label("验证码").fill(f"{(int(code) + 1) % 10**6:06}")
    page.get_by_role("button", name="保存并登录").click()
    expect(page.get_by_text("验证码不正确或已失效")).to_be_visible()
    look(page)
    page.get_by_label("验证码").fill(code)
    choose_a_password(page)
    page.get_by_role("button", name="保存并登录").click()
    expect(page.get_by_text("密码已修改")).to_be_visible()
    assert ["400" in said for said in windows.wrong] == [True, True]  # how the browser notes that a form was refused
    windows.wrong.clear()


@BOTH
def test_staff_turn_the_second_step_on_and_sign_in_with_it_and_without_their_phone(site, windows, phone):
    holder = Phone(site.world, login="office")
    page = windows.open("/login/staff", phone=phone)
    sent_in(page, "office", PASSWORD)
    page.locator(".account").click()
    page.get_by_role("link", name="账号安全").click()
    look(page)
    page.get_by_role("button", name="开启两步验证").click()
    look(page)
    holder.read(page.locator(".totp code").inner_text())
    page.get_by_label("动态验证码").fill(holder.shows(-30))
    page.get_by_role("button", name="开启两步验证").click()
    expect(page.get_by_text("只显示这一次")).to_be_visible()
    recovery = page.locator(".recovery code").all_inner_texts()
    look(page)
    for code in (holder.shows(), recovery[0]):
        other = windows.open("/login/staff", phone=phone)
        sent_in(other, "office", PASSWORD)
        expect(other.get_by_role("heading", level=1)).to_have_text("两步验证")
        look(other)
        other.get_by_label("动态验证码").fill(code)
        other.get_by_role("button", name="登录").click()
        expect(other.locator(".account")).to_be_visible()
    page.goto("/admin/security/")
    expect(page.get_by_text("剩余恢复码 9 个")).to_be_visible()
