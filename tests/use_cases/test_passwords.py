"""Passwords: confirmed again, changed, or chosen once by a link; every other way in ends with a change."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM, Actor, Role
from signing_core.errors import BadValue, Refusal, TooMany
from signing_core.models import Account, Code, Purpose
from signing_core.use_cases import codes, passwords, sessions
from tests import makers
from tests.dumps import refused

OLD, NEW = "correct horse battery", "another horse battery"


def an_account(world, **facts) -> Account:
    usual = {"school_id": world.school.id, "password_hash": world.services.passwords.hash(OLD)}
    return world.saved(makers.an_account(Role.SCHOOL, **usual | facts))


def actor_of(world, account: Account) -> Actor:
    return makers.as_school(world.school, account.id)


def change(world, account: Account, *, old: str = OLD, new: str = NEW) -> str:
    return passwords.change(world.services, actor_of(world, account), old=old, new=new)


def a_link(world, account: Account) -> str:
    with world.working(makers.as_school(world.school)) as work:
        return passwords.new_link(work, account)


def use(world, handle: str, password: str = NEW) -> str:
    return passwords.use_link(world.services, handle=handle, password=password)


def is_password(world, account: Account, password: str) -> bool:
    return world.services.passwords.verify(world.fresh(account).password_hash, password)


def test_the_right_password_is_confirmed_however_often(world):
    account = an_account(world)
    for _ in range(7):
        passwords.confirm(world.services, actor_of(world, account), OLD)


def test_five_wrong_confirmations_are_enough(world):
    account = an_account(world)
    for _ in range(5):
        with refused(world, "密码不正确。", BadValue):
            passwords.confirm(world.services, actor_of(world, account), NEW)
    with refused(world, "密码错误次数过多", TooMany):
        passwords.confirm(world.services, actor_of(world, account), OLD)


def test_a_change_ends_every_session_and_opens_a_new_one(world):
    account = an_account(world)
    before = [sessions.start_session(world.services, account.id) for _ in range(2)]
    token = change(world, account)
    assert [sessions.who_is(world.services, old) for old in before] == [None, None]
    assert sessions.who_is(world.services, token).account_id == account.id
    assert is_password(world, account, NEW)


def test_a_change_leaves_the_sessions_of_others_alone(world):
    other = sessions.start_session(world.services, an_account(world).id)
    change(world, an_account(world))
    assert sessions.who_is(world.services, other) is not None


def test_i12_the_old_password_is_needed(world):
    account = an_account(world)
    with refused(world, "密码不正确。", BadValue):
        change(world, account, old="wrong horse battery")


@pytest.mark.parametrize("new", ["", "123456789", "x" * 129])
def test_i12_a_password_has_10_to_128_characters(world, new):
    account = an_account(world)
    with refused(world, "密码须为 10 至 128 个字符。", BadValue):
        change(world, account, new=new)
    with refused(world, "密码须为 10 至 128 个字符。", BadValue):
        passwords.acceptable(new)


def test_a_link_sets_the_password_once(world):
    account = an_account(world, password_hash=None)
    handle = a_link(world, account)
    passwords.refuse_dead_link(world.services, handle)
    assert sessions.who_is(world.services, use(world, handle)).account_id == account.id
    assert is_password(world, account, NEW)
    with refused(world, passwords.LINK_WRONG, Refusal):
        use(world, handle, "a third horse battery")
    with refused(world, passwords.LINK_WRONG, Refusal):
        passwords.refuse_dead_link(world.services, handle)


def test_a_link_lives_seven_days(world):
    handle = a_link(world, an_account(world))
    world.clock.now += timedelta(days=7)
    with refused(world, passwords.LINK_WRONG, Refusal):
        use(world, handle)
    world.clock.now -= timedelta(microseconds=1)
    assert use(world, handle)


def test_a_used_link_and_a_change_end_the_other_links_of_the_account_only(world):
    account, other = an_account(world), an_account(world)
    links = [a_link(world, account) for _ in range(3)]
    others = a_link(world, other)
    use(world, links[0])
    with refused(world, passwords.LINK_WRONG, Refusal):
        use(world, links[1])
    late = a_link(world, account)
    change(world, account, old=NEW, new=OLD)
    with refused(world, passwords.LINK_WRONG, Refusal):
        use(world, late)
    assert use(world, others)


def test_i12_a_link_of_a_disabled_account_sets_no_password(world):
    account = an_account(world)
    handle = a_link(world, account)
    with world.working(SYSTEM) as work:
        work.session.get_one(Account, account.id).disabled_at = world.clock()
    with refused(world, passwords.LINK_WRONG, Refusal):
        passwords.refuse_dead_link(world.services, handle)
    with refused(world, passwords.LINK_WRONG, Refusal):
        use(world, handle)
    with world.working(SYSTEM) as work:
        assert codes.redeem(work, Purpose.SET_PASSWORD, handle) is None


def test_a_made_up_link_is_dead(world):
    with refused(world, passwords.LINK_WRONG, Refusal):
        use(world, "made up")


def test_a_link_is_good_for_its_own_purpose_only(world):
    handle = a_link(world, an_account(world))
    with world.working(SYSTEM) as work:
        assert codes.redeem(work, Purpose.FIRST_SIGN_IN, handle) is None
    assert use(world, handle)


def test_the_handle_is_not_stored(world):
    handle = a_link(world, an_account(world))
    with world.reading() as work:
        assert handle not in repr(vars(work.session.scalars(select(Code)).one()))
