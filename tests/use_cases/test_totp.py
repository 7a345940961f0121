"""两步验证: a secret in the phone, codes that count once, recovery codes, and whoever stands above ends it."""

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM, Role
from signing_core.errors import BadValue, MoveRefused, NotFound, Refusal, TooMany
from signing_core.models import Account, LogEntry, Purpose, RecoveryCode, SecondFactor
from signing_core.use_cases import codes, entry, passwords, sessions, totp
from signing_core.use_cases.entry import SecondStep
from tests import makers
from tests.dumps import refused
from tests.phones import PASSWORD, Phone


@pytest.fixture
def phone(world) -> Phone:
    return Phone(world)


def stored(world, table) -> list:
    with world.reading() as work:
        return list(work.session.scalars(select(table)))


def test_a_password_alone_opens_no_session_once_a_second_step_is_on(world, phone):
    phone.enable()
    token = phone.enter(phone.shows())
    assert sessions.who_is(world.services, token).account_id == phone.account.id


def test_what_is_only_being_set_up_asks_nobody_for_anything(world, phone):
    phone.begin()
    given = {"door": "staff", "login": phone.account.login, "password": PASSWORD}
    assert entry.sign_in(world.services, **given, address="192.0.2.1")


def test_a_wrong_password_is_answered_as_where_there_is_no_second_step(world, phone):
    phone.enable()
    given = {"door": "staff", "login": phone.account.login, "password": "wrong horse battery"}
    with refused(world, entry.WRONG, Refusal):
        entry.sign_in(world.services, **given, address="192.0.2.1")


@pytest.mark.parametrize("seconds", [-30, 0, 30])
def test_the_code_before_and_after_counts_too(world, phone, seconds):
    phone.enable()
    world.clock.forward(minutes=2)
    assert phone.enter(phone.shows(seconds))


@pytest.mark.parametrize("seconds", [-60, 60])
def test_a_code_further_off_does_not(world, phone, seconds):
    phone.enable()
    world.clock.forward(minutes=2)
    handle = phone.step()
    with refused(world, totp.CODE_WRONG, BadValue):
        phone.enter(phone.shows(seconds), handle)


def test_i12_a_code_counts_once_and_none_before_it_afterwards(world, phone):
    phone.enable()
    world.clock.forward(minutes=2)
    code = phone.shows()
    phone.enter(code)
    handle = phone.step()
    for used in (code, phone.shows(-30)):
        with refused(world, totp.CODE_WRONG, BadValue):
            phone.enter(used, handle)
    assert phone.enter(phone.shows(30), handle)


def test_five_wrong_codes_are_enough_however_often_the_password_is_typed(world, phone):
    phone.enable()
    world.clock.forward(minutes=2)
    for _ in range(5):
        handle = phone.step()
        with refused(world, totp.CODE_WRONG, BadValue):
            phone.enter("000000", handle)
    with pytest.raises(TooMany, match="15 分钟"):
        phone.enter(phone.shows())
    world.clock.forward(minutes=15)
    assert phone.enter(phone.shows())


def test_the_second_step_is_taken_within_ten_minutes_and_once(world, phone):
    phone.enable()
    handle = phone.step()
    world.clock.forward(minutes=10)
    with refused(world, totp.TOO_LATE, Refusal):
        phone.enter(phone.shows(), handle)
    handle = phone.step()
    phone.enter(phone.shows(), handle)
    world.clock.forward(minutes=1)
    with refused(world, totp.TOO_LATE, Refusal):
        phone.enter(phone.shows(), handle)


def test_i12_a_handle_of_another_purpose_is_no_second_step(world, phone):
    phone.enable()
    with world.working(SYSTEM) as work:
        link = passwords.new_link(work, phone.account)
        reset = codes.issue(work, Purpose.RESET_PASSWORD, phone.account.id)
    for handle in (link, reset, "made up"):
        with refused(world, totp.TOO_LATE, Refusal):
            phone.enter(phone.shows(), handle)


def test_the_code_of_another_account_opens_nothing(world, phone):
    phone.enable()
    other, handle = Phone(world).enable(), phone.step()
    for code in (other.shows(), other.recovery[0]):
        with refused(world, totp.CODE_WRONG, BadValue):
            phone.enter(code, handle)


def test_a_one_time_link_leads_to_the_second_step_too(world, phone):
    phone.enable()
    with world.working(SYSTEM) as work:
        link = passwords.new_link(work, phone.account)
    with pytest.raises(SecondStep):
        passwords.use_link(world.services, handle=link, password="another horse battery")


def test_a_recovery_code_opens_it_once_however_it_is_typed(world, phone):
    phone.enable()
    assert len(set(phone.recovery)) == totp.RECOVERY_CODES
    first, second = phone.recovery[:2]
    assert phone.enter(f" {first.upper()} ")
    assert phone.enter(second.replace("-", ""))
    with pytest.raises(BadValue, match=totp.CODE_WRONG):
        phone.enter(first)
    assert len(stored(world, RecoveryCode)) == totp.RECOVERY_CODES - 2


def test_secret_and_recovery_codes_are_not_stored_in_the_clear(world, phone):
    phone.enable()
    (factor,) = stored(world, SecondFactor)
    assert factor.secret.encode() not in factor.secret_sealed
    hashes = {row.code_hmac for row in stored(world, RecoveryCode)}
    assert not hashes & set(phone.recovery)


def test_it_is_put_in_use_by_a_right_code_only(world, phone):
    phone.begin()
    with refused(world, totp.CODE_WRONG, BadValue), world.working(phone.actor) as work:
        totp.confirm(work, phone.shows(300))


def test_it_is_not_begun_or_confirmed_again_while_in_use(world, phone):
    phone.enable()
    newcomer = Phone(world).actor
    with refused(world, "已经开启"), world.working(phone.actor) as work:
        totp.begin(work)
    with refused(world, "请先扫描"), world.working(phone.actor) as work:
        totp.confirm(work, phone.shows())
    with refused(world, "请先扫描"), world.working(newcomer) as work:
        totp.confirm(work, "123456")


def test_it_is_ended_by_password_and_code_and_leaves_nothing(world, phone):
    phone.enable()
    with refused(world, "密码不正确", BadValue):
        totp.prove(world.services, phone.actor, "wrong horse battery")
    totp.prove(world.services, phone.actor, PASSWORD)
    with refused(world, totp.CODE_WRONG, BadValue), world.working(phone.actor) as work:
        totp.disable(work, "000000")
    with world.working(phone.actor) as work:
        totp.disable(work, phone.shows())
    assert stored(world, SecondFactor) == stored(world, RecoveryCode) == []


def test_the_codes_tried_to_end_it_are_limited(world, phone):
    phone.enable()
    for _ in range(5):
        totp.prove(world.services, phone.actor, PASSWORD)
    with pytest.raises(TooMany):
        totp.prove(world.services, phone.actor, PASSWORD)


def test_staff_above_end_it_and_the_password_alone_opens_again(world):
    lost = Phone(world, Role.COLLEGE, college_id=world.college.id).enable()
    above = world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id))
    with world.working(makers.as_school(world.school, above.id)) as work:
        totp.reset(work, work.session.get_one(Account, lost.account.id))
    given = {"door": "staff", "login": lost.account.login, "password": PASSWORD}
    assert entry.sign_in(world.services, **given, address="192.0.2.1")
    with world.reading() as work:
        acts = list(work.session.scalars(select(LogEntry.act).order_by(LogEntry.id)))
    assert acts == ["开启两步验证", "重置两步验证"]


def test_nobody_ends_it_in_another_school(world, phone):
    phone.enable()
    elsewhere = world.saved_school()
    stranger = world.saved(makers.an_account(Role.SCHOOL, school_id=elsewhere.id))
    with refused(world, "没有开启", NotFound), world.working(makers.as_school(elsewhere, stranger.id)) as work:
        totp.reset(work, phone.account)


def test_begun_twice_the_last_secret_counts(world, phone):
    first = phone.begin().totp
    phone.enable()
    assert first.secret != phone.totp.secret
    with pytest.raises(MoveRefused):
        phone.begin()
