"""The second step of another account is ended from above, and its holder is told."""

import pytest
from sqlalchemy import select

from signing_core.actors import Actor, Role
from signing_core.errors import NotAllowed, NotFound, Refusal
from signing_core.models import LogEntry, Message, SecondFactor
from signing_core.use_cases import entry, staff, totp
from tests import makers
from tests.dumps import refused
from tests.phones import PASSWORD, Phone


@pytest.fixture
def office(world) -> Actor:
    account = world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id))
    return makers.as_school(world.school, account.id)


@pytest.fixture
def lost(world) -> Phone:
    return Phone(world, Role.COLLEGE, college_id=world.college.id, email="lost@example.com").enable()


def end(world, actor: Actor, phone: Phone):
    with world.working(actor) as work:
        return staff.end_second_step(work, phone.account.public_id)


def test_who_lost_the_phone_signs_in_by_password_alone_once_the_office_ended_the_second_step(world, office, lost):
    end(world, office, lost)
    given = {"door": "staff", "login": lost.account.login, "password": PASSWORD}
    assert entry.sign_in(world.services, **given, address="192.0.2.1")


def test_its_holder_is_told_and_the_log_of_the_school_says_who_ended_it(world, office, lost):
    end(world, office, lost)
    with world.reading() as work:
        letter = work.session.scalars(select(Message)).one()
        noted = work.session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()
    assert (letter.recipient, letter.subject) == ("lost@example.com", totp.RESET)
    assert (noted.act, noted.school_id, noted.account_id) == ("重置两步验证", world.school.id, office.account_id)


def test_the_province_ends_that_of_a_school_and_the_school_reads_it(world, office):
    lost = Phone(world).enable()
    end(world, Actor(role=Role.PROVINCE, name="省中心", account_id=office.account_id), lost)
    with world.reading(office) as work:
        assert "重置两步验证" in work.session.scalars(select(LogEntry.act)).all()


def test_an_account_without_a_second_step_has_none_to_end(world, office, lost):
    end(world, office, lost)
    with refused(world, "没有开启两步验证", Refusal):
        end(world, office, lost)


def test_i12_nobody_ends_their_own_without_a_code(world):
    own = Phone(world, Role.PROVINCE, school_id=None)
    by = Actor(role=Role.PROVINCE, name="省中心", account_id=own.account.id)
    with refused(world, "账号安全", Refusal):
        end(world, by, own)


def test_i12_a_college_ends_nobodys_and_another_school_finds_no_such_account(world, office, lost):
    clerk = Phone(world, Role.COLLEGE, college_id=world.college.id)
    by = Actor(
        role=Role.COLLEGE,
        name="学院",
        account_id=clerk.account.id,
        school_id=world.school.id,
        college_id=world.college.id,
    )
    with pytest.raises((NotAllowed, NotFound)):
        end(world, by, lost)
    with pytest.raises(NotFound):
        end(world, makers.as_school(world.saved_school()), lost)
    with world.reading() as work:
        assert work.session.get(SecondFactor, lost.account.id)
