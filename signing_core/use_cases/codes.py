"""One-time codes and links: for one purpose, one account and whoever holds the handle, used once and not for long."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import ColumnElement, or_, select, update

from signing_core.actors import SYSTEM
from signing_core.crypto import digest, keyring
from signing_core.effects import outbox, reaching
from signing_core.effects.outbox import Letter
from signing_core.errors import BadValue
from signing_core.models import Account, Channel, Code, Purpose
from signing_core.work import Services, UnitOfWork

LIVES, TRIES = timedelta(minutes=10), 5
NOBODY = (Channel.SMS, "1" * 11)  # as long as a phone, and none
WRONG = "验证码不正确或已失效，请核对或重新获取。"


def issue(work: UnitOfWork, purpose: Purpose, account_id: int | None, *, lives: timedelta = LIVES) -> str:
    """A handle that is itself the secret; returns it."""
    handle = work.services.token()
    work.session.add(_code(work, purpose, account_id, handle, lives))
    return handle


def send(services: Services, purpose: Purpose, account_id: int | None, way: tuple[Channel, str] | None) -> str:
    """Six digits to that address; returns the handle that they are tried with.

    Without an account there is nobody to send to: the letter is written and taken back, which takes the same time.
    """
    handle, digits = services.token(), _six_digits(services.token())
    channel, recipient = way or NOBODY
    body = f"您的验证码是 {digits}，10 分钟内有效。如非本人操作请忽略，不要告诉他人。"
    with services.working(SYSTEM) as work:
        code = _code(work, purpose, account_id, handle, LIVES)
        code.secret_hmac = _secret(handle, digits, recipient)
        work.session.add(code)
        work.session.flush()
        with work.session.begin_nested() as letter:
            outbox.queue(work, Letter(channel=channel, recipient=recipient, subject="验证码", body=body))
            work.session.flush()
            if way is None:
                letter.rollback()
    return handle


def tried(services: Services, purpose: Purpose, handle: str, digits: str, *, at: str = "") -> int:
    """Count one try, whatever comes of it; the account's id, or BadValue.

    The digits are right only while the account is still reached where they were sent to, or for ``at``, where it is yet
    to be reached.
    """
    with services.working(SYSTEM) as work:
        found = work.session.execute(
            update(Code)
            .where(*_live(work, purpose, handle), Code.tries < TRIES)
            .values(tries=Code.tries + 1)
            .returning(Code.secret_hmac, Code.account_id),
            execution_options={"synchronize_session": False},
        ).one_or_none()
        account_id = found.account_id if found else None
        reached = [at] if at else _reached(work, account_id)
        right = found is not None and found.secret_hmac in _secrets(handle, digits, reached)
    if account_id is None or not right:
        raise BadValue(WRONG)
    return int(account_id)


def live(work: UnitOfWork, purpose: Purpose, handle: str) -> Code | None:
    """The code of that handle, for that purpose only, while it may be used."""
    return work.session.scalars(select(Code).where(*_live(work, purpose, handle))).one_or_none()


def redeem(work: UnitOfWork, purpose: Purpose, handle: str) -> Account | None:
    """Use a code up: exactly one of two racing units gets its account."""
    used = work.session.execute(
        update(Code).where(*_live(work, purpose, handle)).values(used_at=work.at).returning(Code.account_id),
        execution_options={"synchronize_session": False, "as_system": True},
    ).scalar_one_or_none()
    return None if used is None else work.session.get_one(Account, used)


def _live(work: UnitOfWork, purpose: Purpose, handle: str) -> tuple[ColumnElement[bool], ...]:
    """The codes of an account that is disabled or over rest with it."""
    in_time = or_(Account.ends_at.is_(None), Account.ends_at > work.at)
    enabled = select(Account.id).where(Account.disabled_at.is_(None), in_time)
    return (
        Code.handle_sha256 == digest(handle),
        Code.purpose == purpose,
        Code.used_at.is_(None),
        Code.expires_at > work.at,
        Code.account_id.is_(None) | Code.account_id.in_(enabled),
    )


def _code(work: UnitOfWork, purpose: Purpose, account_id: int | None, handle: str, lives: timedelta) -> Code:
    return Code(
        handle_sha256=digest(handle), purpose=purpose, account_id=account_id, tries=0, expires_at=work.at + lives
    )


def _reached(work: UnitOfWork, account_id: int | None) -> Iterable[str]:
    return reaching.ways_of(work.session.get_one(Account, account_id)).values() if account_id else ()


def _secrets(handle: str, digits: str, reached: Iterable[str]) -> list[str]:
    return [_secret(handle, digits, recipient) for recipient in reached]


def _secret(handle: str, digits: str, recipient: str) -> str:
    return keyring().index(f"{handle}:{digits}:{recipient}")


def _six_digits(token: str) -> str:
    return f"{int.from_bytes(hashlib.sha256(token.encode()).digest()[:8]) % 1_000_000:06}"
