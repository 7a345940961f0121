"""忘记密码: a new password for whoever reads a code at the address that is known of the account.

Nothing tells which names exist: whoever asks is answered alike, and what is stored and hashed takes the same time.
"""

from contextlib import suppress

from sqlalchemy import select

from signing_core import values
from signing_core.actors import SYSTEM
from signing_core.effects import reaching
from signing_core.errors import BadValue, TooMany
from signing_core.models import Account, Channel, Purpose, School
from signing_core.work import Services, UnitOfWork

from . import codes, entry, limits, passwords, sessions

DOORS = ("student", "employer")  # staff have no address, and may have a second step: who stands above gives a link
WHICH_SCHOOL = "用学号找回密码时，请填写毕业学校全称。"
NOWHERE = "-"  # a school code that no school has


def begin(services: Services, *, door: str, login: str, school: str, by: Channel, address: str) -> str:
    """Send a code to the account of that name, if there is one; returns the handle to finish with, in any case.

    A student number needs the school's name. An account without an address of the channel is sent to by the other.
    """
    login, school = values.tidy(login), values.tidy(school)
    if door == "student" and not school and not _personal(login):
        raise BadValue(WHICH_SCHOOL)
    limits.spend(services, limits.RESET_ADDRESS, address)
    with services.reading(SYSTEM) as work:
        account = _account(work, door, login, school)
        ways = reaching.ways_of(account) if account else {}
    name, holder = entry.tries_of(door, f"{login}:{school}", account)
    limits.spend(services, limits.RESET, name)
    way = (by, ways[by]) if by in ways else next(iter(ways.items()), None)
    counted = _has_one_left(services, holder)
    if account is None or way is None or not counted:
        return codes.send(services, Purpose.RESET_PASSWORD, None, None)
    return codes.send(services, Purpose.RESET_PASSWORD, account.id, way)


def finish(services: Services, *, handle: str, code: str, password: str, address: str) -> str:
    """With the code comes a new password, and every session ends; returns the token of a new one.

    Raises BadValue, TooMany, or MayNotEnter for a student who may not sign in now.
    """
    passwords.acceptable(password)
    limits.spend(services, limits.RESET_ADDRESS, address)
    password_hash = services.passwords.hash(password)  # first, so that a wrong code takes as long as a right one
    account_id = codes.tried(services, Purpose.RESET_PASSWORD, handle, values.tidy(code))
    with services.working(SYSTEM) as work:
        limits.give_back_in(work, (limits.RESET_ADDRESS, address))
        entry.refuse_who_may_not_enter(work, work.session.get_one(Account, account_id))
        account = codes.redeem(work, Purpose.RESET_PASSWORD, handle)
        if account is None:
            raise BadValue(codes.WRONG)
        passwords.replace(work, account, password_hash)
        return sessions.open_session(work, account_id)


def _has_one_left(services: Services, holder: str) -> bool:
    """Counted without a word: a refusal would tell which names mean the same person."""
    try:
        limits.spend(services, limits.RESET, holder)
    except TooMany:
        return False
    return True


def _account(work: UnitOfWork, door: str, login: str, school: str) -> Account | None:
    """The account that may have its password reset: one that somebody has signed in with."""
    code = work.session.scalar(select(School.code).where(School.name == school)) or NOWHERE if school else ""
    with suppress(entry.WhichSchool):
        found = entry.account_named(work, door, login, code)
        if found is not None and found.password_hash is not None and found.disabled_at is None:
            return found
    return None


def _personal(login: str) -> bool:
    """An ID number or a phone, which means one person wherever enrolled."""
    for check in (values.id_number, values.mobile):
        with suppress(BadValue):
            return bool(check(login))
    return False
