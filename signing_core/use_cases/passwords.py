"""Passwords: confirmed again, changed, or chosen by a one-time link."""

from datetime import timedelta

from sqlalchemy import delete, select, update

from signing_core.actors import SYSTEM, Actor
from signing_core.effects import outbox, reaching
from signing_core.errors import BadValue, Refusal
from signing_core.models import Account, Code, Purpose, SignedIn
from signing_core.work import Services, UnitOfWork

from . import codes, limits
from .entry import recognised
from .sessions import start_session

LINK_LIVES = timedelta(days=7)
SHORTEST, LONGEST = 10, 128
CHANGED = "您的密码已修改"
CHANGED_TEXT = "您的密码已修改，其他设备上的登录已退出。如非本人操作，请立即用“忘记密码”重新设置，并联系学校就业办。"
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
    work.session.flush()
    return codes.issue(work, Purpose.SET_PASSWORD, account.id, lives=LINK_LIVES)


def address_of(services: Services, handle: str) -> str:
    """The one-time link itself."""
    return f"{services.settings.base_url}/set-password/{handle}"


def refuse_dead_link(services: Services, handle: str) -> None:
    """Raise Refusal for a link that was used, ran out or never was."""
    with services.reading(SYSTEM) as work:
        if codes.live(work, Purpose.SET_PASSWORD, handle) is None:
            raise Refusal(LINK_WRONG)


def use_link(services: Services, *, handle: str, password: str) -> str:
    """Choose a password by a one-time link; returns the token of a session, or raises SecondStep."""
    refuse_dead_link(services, handle)
    password_hash = services.passwords.hash(acceptable(password))
    with services.working(SYSTEM) as work:
        account = codes.redeem(work, Purpose.SET_PASSWORD, handle)
        if account is None:
            raise Refusal(LINK_WRONG)
        replace(work, account, password_hash)
    return recognised(services, account.id)


def replace(work: UnitOfWork, account: Account, password_hash: str) -> None:
    """Store the hash; every session of the account ends, and every code and link that could set another.

    Whose password is not the first is told that it changed.
    """
    changed = account.password_hash is not None
    account.password_hash = password_hash
    work.session.flush()
    work.point("passwords.replaced")
    work.session.execute(
        update(Code).where(Code.account_id == account.id, Code.used_at.is_(None)).values(used_at=work.at),
        execution_options={"synchronize_session": False},
    )
    work.session.execute(delete(SignedIn).where(SignedIn.account_id == account.id))
    if changed:
        outbox.queue(work, reaching.letter_to(account, CHANGED, CHANGED_TEXT))
