"""用人单位: what a file must hold, what it does to the employers that there are, and nothing the second time."""

import re

import pytest
from sqlalchemy import func, select

from importers import employers
from importers.workbook import TooManyRows
from signing_core.errors import NotAllowed
from signing_core.models import Account, Employer, EmployerEvent, Message
from signing_core.states import EmployerState as E
from signing_core.use_cases import passwords
from tests import makers
from tests.employer_files import CODES, a_file, a_row


def checked(world, *rows, actor=None):
    with world.reading(actor or makers.as_school(world.school)) as work:
        return employers.prepare(work, a_file(*rows), "用人单位.csv")


def imported(world, *rows, actor=None):
    report = checked(world, *rows)
    with world.working(actor or makers.as_school(world.school)) as work:
        return employers.apply(work, report)


def reasons(report):
    return {(problem.number, problem.column): problem.message for problem in report.problems}


def count(world, model):
    with world.reading() as work:
        return work.session.scalar(select(func.count()).select_from(model))


def test_right_rows_become_approved_employers_whose_contact_chooses_a_password(world):
    assert imported(world, a_row(0), a_row(1)) == 2
    with world.reading() as work:
        employer = work.session.scalars(select(Employer).where(Employer.uscc == CODES[0])).one()
        account = work.session.scalars(select(Account).where(Account.employer_id == employer.id)).one()
        letter = work.session.scalars(select(Message).order_by(Message.id)).first()
        event = work.session.scalars(select(EmployerEvent).where(EmployerEvent.employer_id == employer.id)).one()
    assert (employer.state, employer.contact_phone, employer.confirmed_at) == (E.APPROVED, "027-87650000", None)
    assert (account.login, account.password_hash, event.label) == (CODES[0], None, "导入单位")
    assert letter.recipient == "hr0@imported.example.com"
    handle = re.search(r"/set-password/(\S+)", letter.body)[1]
    assert passwords.use_link(world.services, handle=handle, password="a-long-password")


def test_importing_twice_changes_nothing(world):
    imported(world, a_row(0), a_row(1))
    before = [count(world, model) for model in (Employer, Account, Message, EmployerEvent)]
    report = checked(world, a_row(0), a_row(1))
    assert (report.new, report.unchanged, report.all_right) == (0, 2, True)
    assert imported(world, a_row(0), a_row(1)) == 0
    assert [count(world, model) for model in (Employer, Account, Message, EmployerEvent)] == before


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("统一社会信用代码", "911306007216356986", "校验码不对"),
        ("单位性质", "公司", "只能填写"),
        ("单位所在地", "武汉", "没有这个地区"),
        ("邮编", "43007", "6 位数字"),
        ("联系电话", "12345", "手机号码，或带区号"),
        ("邮箱", "hr", "邮箱格式不对"),
        ("单位名称", "", "请填写此项"),
    ],
)
def test_a_wrong_value_is_told_by_row_and_column(world, column, cell, sentence):
    assert sentence in reasons(checked(world, a_row(0, **{column: cell})))[2, column]


def test_two_rows_of_one_code_are_both_wrong(world):
    assert set(reasons(checked(world, a_row(0), a_row(0)))) == {(2, employers.CODE), (3, employers.CODE)}


def test_another_name_for_a_registered_code_is_wrong_and_one_that_waits_is_for_the_review(world):
    world.saved(makers.an_employer(uscc=CODES[0], name="另一个名称"))
    world.saved(makers.an_employer(uscc=CODES[1], name="等待的公司", state=E.PENDING))
    found = reasons(checked(world, a_row(0), a_row(1)))
    assert "此代码已登记为“另一个名称”" in found[2, employers.NAME]
    assert "等待审核" in found[3, employers.CODE]


def test_a_rejected_registration_does_not_stand_in_the_way(world):
    world.saved(makers.an_employer(uscc=CODES[0], state=E.REJECTED))
    assert imported(world, a_row(0)) == 1


@pytest.mark.parametrize("who", ["college", "employer"])
def test_only_schools_and_the_province_import(world, who):
    actor = {"college": makers.as_college(world.college), "employer": makers.as_employer(world.employer)}[who]
    with pytest.raises(NotAllowed):
        imported(world, a_row(0), actor=actor)


def test_more_rows_than_one_transaction_bears_are_refused(world, monkeypatch):
    monkeypatch.setattr(employers, "MOST_ROWS", 1)
    with pytest.raises(TooManyRows):
        checked(world, a_row(0), a_row(1))
