"""Passwords: confirmed again, changed, or chosen by a one-time link."""

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, or_, select, update

from signing_core.actors import SYSTEM, Actor
from signing_core.crypto import digest
from signing_core.errors import BadValue, Refusal
from signing_core.models import Account, Code, Purpose, SignedIn
from signing_core.work import Services, UnitOfWork

from . import limits
from .entry import start_session

LINK_LIVES = timedelta(days=7)
SHORTEST, LONGEST = 10, 128
LINK_WRONG = "该链接已使用或已失效，请联系为您开通账号的老师。"


def acceptable(password: str) -> str:
    """The password itself; raises BadValue for one that is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadValue(f"密码须为 {SHORTEST} 至 {LONGEST} 个字符。")
    return password


def confirm(services: Services, actor: Actor, password: str) -> None:
    """Ask for the password again before an act that cannot be undone lightly; raises BadValue or TooMany."""
    limits.spend(services, limits.PASSWORD_AGAIN, str(actor.account_id))
    with services.reading(actor) as work:
        stored = work.session.scalar(select(Account.password_hash).where(Account.id == actor.account_id))
    if not services.passwords.verify(stored, password):
        raise BadValue("密码不正确。")
    limits.give_back(services, (limits.PASSWORD_AGAIN, str(actor.account_id)))


def change(services: Services, actor: Actor, *, old: str, new: str) -> str:
    """Replace the password: every session of the account ends; returns the token of a new one."""
    acceptable(new)
    confirm(services, actor, old)
    password_hash = services.passwords.hash(new)
    with services.working(SYSTEM) as work:
        account = work.session.scalars(select(Account).where(Account.id == actor.account_id)).one()
        replace(work, account, password_hash)
    return start_session(services, account.id)


def new_link(work: UnitOfWork, account: Account) -> str:
    """The handle of a one-time link, with which the account's holder chooses a password."""
    handle = work.services.token()
    work.session.flush()
    work.session.add(
        Code(
            handle_sha256=digest(handle),
            purpose=Purpose.SET_PASSWORD,
            account_id=account.id,
            tries=0,
            expires_at=work.at + LINK_LIVES,
        )
    )
    return handle


def address_of(services: Services, handle: str) -> str:
    """The one-time link itself."""
    return f"{services.settings.base_url}/set-password/{handle}"


def refuse_dead_link(services: Services, handle: str) -> None:
    """Raise Refusal for a link that was used, ran out or never was."""
    with services.reading(SYSTEM) as work:
        if live_code(work, Purpose.SET_PASSWORD, handle) is None:
            raise Refusal(LINK_WRONG)


def use_link(services: Services, *, handle: str, password: str) -> str:
    """Choose a password by a one-time link; returns the token of a session."""
    refuse_dead_link(services, handle)
    password_hash = services.passwords.hash(acceptable(password))
    with services.working(SYSTEM) as work:
        account = redeem(work, Purpose.SET_PASSWORD, handle)
        if account is None:
            raise Refusal(LINK_WRONG)
        replace(work, account, password_hash)
    return start_session(services, account.id)


def live_code(work: UnitOfWork, purpose: Purpose, handle: str) -> Code | None:
    """The code of that handle, for that purpose only, while it may be used."""
    return work.session.scalars(select(Code).where(*_live(work, purpose, handle))).one_or_none()


def _live(work: UnitOfWork, purpose: Purpose, handle: str) -> tuple[ColumnElement[bool], ...]:
    """The codes of an account that is disabled or over rest with it."""
    in_time = or_(Account.ends_at.is_(None), Account.ends_at > work.at)
    return (
        Code.handle_sha256 == digest(handle),
        Code.purpose == purpose,
        Code.used_at.is_(None),
        Code.expires_at > work.at,
        Code.account_id.in_(select(Account.id).where(Account.disabled_at.is_(None), in_time)),
    )


def redeem(work: UnitOfWork, purpose: Purpose, handle: str) -> Account | None:
    """Use a code up: exactly one of two racing units gets its account."""
    used = work.session.execute(
        update(Code).where(*_live(work, purpose, handle)).values(used_at=work.at).returning(Code.account_id),
        execution_options={"synchronize_session": False},
    ).scalar_one_or_none()
    return None if used is None else work.session.get_one(Account, used)


def replace(work: UnitOfWork, account: Account, password_hash: str) -> None:
    """Store the hash; every session of the account ends, and every code and link that could set another."""
    account.password_hash = password_hash
    work.session.flush()
    work.point("passwords.replaced")
    work.session.execute(
        update(Code).where(Code.account_id == account.id, Code.used_at.is_(None)).values(used_at=work.at),
        execution_options={"synchronize_session": False},
    )
    work.session.execute(delete(SignedIn).where(SignedIn.account_id == account.id))
