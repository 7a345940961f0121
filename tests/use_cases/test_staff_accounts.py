"""Staff accounts are looked after from above: links, deputies with a last day, and an end at once."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM, Actor, Role
from signing_core.crypto import digest
from signing_core.errors import BadValue, NotAllowed, NotFound, Problems, Refusal
from signing_core.models import Account, Channel, LogEntry, Message, SignedIn
from signing_core.use_cases import entry, passwords, sessions, staff
from tests import makers
from tests.dumps import refused
from tests.world import FAST_HASH

PASSWORD = "correct horse battery"


@pytest.fixture
def office(world) -> Actor:
    """The school's office, by an account of its own."""
    account = world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id))
    return makers.as_school(world.school, account.id)


def of_college(world, **facts) -> Account:
    place = {"school_id": world.school.id, "college_id": world.college.id}
    usual = {"password_hash": FAST_HASH.hash(PASSWORD)}
    return world.saved(makers.an_account(Role.COLLEGE, **place | usual | facts))


def done(world, actor: Actor, act, *given, **facts):
    with world.working(actor) as work:
        return act(work, *given, **facts)


def sign_in(world, account: Account) -> str:
    return entry.sign_in(world.services, door="staff", login=account.login, password=PASSWORD, address=account.login)


def notes(world) -> list[tuple[str, str]]:
    with world.reading() as work:
        return [(one.act, one.detail) for one in work.session.scalars(select(LogEntry).order_by(LogEntry.id))]


def a_deputy(world, office: Actor, of: Account, last_day: date) -> Account:
    deputy = staff.Deputy(of=of, last_day=last_day)
    place = {"school": world.school, "college": world.college}
    handle = done(world, office, staff.create_staff, login=f"deputy{of.id}", deputy=deputy, **place)
    passwords.use_link(world.services, handle=handle, password=PASSWORD)
    with world.reading() as work:
        return work.session.scalars(select(Account).where(Account.login == f"deputy{of.id}")).one()


def day(world, after: int = 0) -> date:
    return (world.clock() + timedelta(days=after)).date()


def test_disabling_ends_every_session_and_link_in_the_same_unit(world, office):
    account = of_college(world)
    link = done(world, office, staff.new_link, account.public_id)
    tokens = [sign_in(world, account) for _ in range(2)]
    done(world, office, staff.disable, account.public_id)
    with world.reading() as work:
        assert work.session.scalars(select(SignedIn).where(SignedIn.account_id == account.id)).all() == []
    assert [sessions.who_is(world.services, token) for token in tokens] == [None, None]
    with pytest.raises(Refusal, match="登录名或密码不正确"):
        sign_in(world, account)
    done(world, office, staff.enable, account.public_id)
    assert [sessions.who_is(world.services, token) for token in tokens] == [None, None]
    with pytest.raises(Refusal, match="已使用或已失效"):
        passwords.use_link(world.services, handle=link, password=PASSWORD)
    assert sign_in(world, account)


def test_a_refused_disabling_leaves_the_sessions(world):
    account = world.saved(
        makers.an_account(Role.SCHOOL, school_id=world.school.id, password_hash=FAST_HASH.hash(PASSWORD))
    )
    token = sign_in(world, account)
    with refused(world, "唯一可用的账号", Refusal):
        done(world, makers.as_province(), staff.disable, account.public_id)
    assert sessions.who_is(world.services, token)


def test_the_last_account_of_a_school_stays_unless_another_is_in_use(world):
    first, second = (world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id)) for _ in range(2))
    done(world, makers.as_province(), staff.disable, first.public_id)
    with refused(world, "唯一可用的账号", Refusal):
        done(world, makers.as_province(), staff.disable, second.public_id)
    done(world, makers.as_province(), staff.enable, first.public_id)
    done(world, makers.as_province(), staff.disable, second.public_id)


def test_nobody_disables_themself(world):
    account = world.saved(makers.an_account(Role.PROVINCE))
    with refused(world, "不能停用自己的账号", Refusal):
        done(world, makers.as_province(account.id), staff.disable, account.public_id)


@pytest.mark.parametrize("act", [staff.new_link, staff.disable, staff.enable])
def test_i12_only_those_above_look_after_an_account(world, office, act):
    account = of_college(world)
    for actor, kind in (
        (makers.as_college(world.college, account.id), NotAllowed),
        (makers.as_province(), NotFound),
        (makers.as_school(world.saved_school()), NotFound),
        (makers.as_student(world.student), NotFound),
    ):
        with refused(world, kind=kind):
            done(world, actor, act, account.public_id)
    fellow = world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id))
    with refused(world, kind=NotAllowed):
        done(world, office, act, fellow.public_id)


def test_a_students_account_is_none_of_the_staff(world, office):
    account = world.saved(makers.an_account(Role.STUDENT, login=None, student_id=world.student.id))
    with refused(world, kind=NotFound):
        done(world, office, staff.disable, account.public_id)


def test_a_new_link_makes_the_earlier_one_void(world, office):
    account = of_college(world)
    first, second = (done(world, office, staff.new_link, account.public_id) for _ in range(2))
    with pytest.raises(Refusal, match="已使用或已失效"):
        passwords.refuse_dead_link(world.services, first)
    assert passwords.use_link(world.services, handle=second, password=PASSWORD)


def test_a_link_is_mailed_where_there_is_an_address_and_nowhere_else(world, office):
    place = {"school": world.school, "college": world.college}
    done(world, office, staff.create_staff, login="zhang", **place)
    handle = done(world, office, staff.create_staff, login="li", email=" li@Example.com ", **place)
    with world.reading() as work:
        [letter] = work.session.scalars(select(Message)).all()
        assert (letter.channel, letter.recipient) == (Channel.MAIL, "li@example.com")
        assert passwords.address_of(world.services, handle) in letter.body


def test_a_disabled_account_gets_no_link(world, office):
    account = of_college(world)
    done(world, office, staff.disable, account.public_id)
    with refused(world, "请先启用", Refusal):
        done(world, office, staff.new_link, account.public_id)


def test_a_deputys_last_day_is_the_last_on_which_it_may_enter(world, office):
    deputy = a_deputy(world, office, of_college(world), day(world, 1))
    token = sign_in(world, deputy)
    world.clock.now = deputy.ends_at - timedelta(seconds=1)
    fresh = sign_in(world, deputy)
    world.clock.now = deputy.ends_at
    assert sessions.who_is(world.services, token) is sessions.who_is(world.services, fresh) is None
    with pytest.raises(entry.MayNotEnter, match=f"代理已于 {staff.last_day_of(deputy)} 到期"):
        sign_in(world, deputy)


def test_a_wrong_password_does_not_tell_that_a_deputy_is_over(world, office):
    deputy = a_deputy(world, office, of_college(world), day(world))
    world.clock.now = deputy.ends_at
    with pytest.raises(Refusal, match="登录名或密码不正确"):
        entry.sign_in(world.services, door="staff", login=deputy.login, password="wrong", address="here")


def test_a_link_of_a_deputy_that_is_over_is_dead(world, office):
    deputy = a_deputy(world, office, of_college(world), day(world, 1))
    link = done(world, office, staff.new_link, deputy.public_id)
    world.clock.now = deputy.ends_at
    with pytest.raises(Refusal, match="已使用或已失效"):
        passwords.use_link(world.services, handle=link, password=PASSWORD)


def test_a_deputy_is_extended_and_ended_early(world, office):
    deputy = a_deputy(world, office, of_college(world), day(world, 1))
    given = {"name": deputy.name, "email": ""}
    for last_day in (day(world, 30), day(world)):
        changed = done(world, office, staff.change, deputy.public_id, **given, last_day=last_day)
        assert staff.last_day_of(changed) == last_day
    for last_day in (day(world, -1), None):
        with refused(world, kind=Problems):
            done(world, office, staff.change, deputy.public_id, **given, last_day=last_day)


def test_a_deputy_stands_in_for_an_account_of_its_own_place_that_is_no_deputy(world, office):
    sibling = world.saved(makers.a_college(world.school))
    elsewhere = of_college(world, college_id=sibling.id)
    deputy = a_deputy(world, office, of_college(world), day(world, 5))
    for of in (elsewhere, deputy):
        with refused(world, kind=Problems):
            a_deputy(world, office, of, day(world, 5))


def test_i12_a_login_that_another_school_uses_is_taken(world, office):
    other = world.saved_school()
    world.saved(makers.an_account(Role.SCHOOL, school_id=other.id, login="zhang"))
    with refused(world, "登录名 zhang 已被使用", BadValue):
        done(world, office, staff.create_staff, login="zhang", school=world.school, college=world.college)


def test_whoever_is_named_anew_is_shown_so_from_then_on(world, office):
    account = of_college(world, name="张老师")
    done(world, office, staff.change, account.public_id, name="李老师", email="li@example.com", last_day=None)
    assert world.fresh(account).name == "李老师"
    assert notes(world)[-1][1] == f"李老师（{account.login}，学院）：名称 张老师 → 李老师；邮箱 无 → l***@example.com"


def test_an_act_is_refused_once_the_session_of_its_actor_ended_meanwhile(world, office):
    account = of_college(world)
    token = sign_in(world, account)
    actor = sessions.who_is(world.services, token)
    done(world, office, staff.disable, account.public_id)
    with pytest.raises(sessions.SessionEnded), world.working(actor) as work:
        sessions.hold_session(work, token)


def test_every_act_on_an_account_stands_in_the_log_of_its_school(world, office):
    account = of_college(world)
    done(world, office, staff.new_link, account.public_id)
    done(world, office, staff.disable, account.public_id)
    done(world, office, staff.enable, account.public_id)
    done(world, SYSTEM, staff.create_staff, login="wang", school=world.school)
    assert [act for act, _ in notes(world)] == [staff.LINKED, staff.DISABLED, staff.ENABLED, staff.CREATED]
    with world.reading(office) as work:
        assert len(work.session.scalars(select(LogEntry)).all()) == 4
    with world.reading(makers.as_school(world.saved_school())) as work:
        assert work.session.scalars(select(LogEntry)).all() == []


def test_no_secret_stands_in_the_log(world, office):
    account = of_college(world)
    link = done(world, office, staff.new_link, account.public_id)
    assert not any(link in detail or digest(link) in detail for _, detail in notes(world))
