"""两步验证 of staff: beside the password a code that their phone shows, or one of the recovery codes.

A code of the phone counts for half a minute, the one before and after included, and never twice.
"""

import base64
import hashlib
from datetime import datetime

import pyotp
from sqlalchemy import delete, func, select, update

from signing_core import values
from signing_core.actors import STAFF, SYSTEM, Actor
from signing_core.crypto import keyring
from signing_core.effects import log, outbox, reaching
from signing_core.errors import BadValue, MoveRefused, NotFound, Refusal
from signing_core.models import Account, Purpose, RecoveryCode, SecondFactor
from signing_core.work import Services, UnitOfWork

from . import codes, limits, passwords
from .sessions import start_session

SECONDS = 30
RECOVERY_CODES = 10
CODE_WRONG = "动态验证码不正确或已使用过，请等手机上换成新的验证码再试。"
TOO_LATE = "登录已超时，请重新登录。"
RESET = "您的两步验证已重置"
RESET_TEXT = "管理员已重置您账号的两步验证，现在凭密码即可登录。如非您本人提出，请立即联系管理您账号的老师。"


def factor_of(work: UnitOfWork) -> SecondFactor | None:
    """The actor's own, in use or being set up."""
    return work.session.get(SecondFactor, work.actor.account_id)


def in_use(work: UnitOfWork, account: Account) -> bool:
    """Whether the account asks for a second step."""
    factor = work.session.get(SecondFactor, account.id)
    return factor is not None and factor.enabled_at is not None


def codes_left(work: UnitOfWork) -> int:
    """How many recovery codes the actor has not used."""
    mine = RecoveryCode.account_id == work.actor.account_id
    return work.session.scalar(select(func.count()).select_from(RecoveryCode).where(mine)) or 0


def begin(work: UnitOfWork) -> None:
    """A new secret to be taken into the phone; it asks nobody for anything until it is confirmed."""
    factor = factor_of(work)
    if factor is not None and factor.enabled_at is not None:
        raise MoveRefused("两步验证已经开启。")
    if factor is None:
        factor = SecondFactor(account_id=work.actor.account_id, public_id=work.new_id(), last_step=0)
        work.session.add(factor)
    factor.secret = base64.b32encode(_random(work)[:20]).decode()


def confirm(work: UnitOfWork, code: str) -> list[str]:
    """Put it in use by a code of the phone; returns the recovery codes, which are stored as hashes only."""
    factor = factor_of(work)
    if factor is None or factor.enabled_at is not None:
        raise MoveRefused("请先扫描二维码。")
    if not _takes(work, factor, code):
        raise BadValue(CODE_WRONG)
    factor.enabled_at = work.at
    work.session.flush()
    work.point("totp.enabled")
    recovery = [_recovery_code(work) for _ in range(RECOVERY_CODES)]
    work.session.add_all(
        RecoveryCode(account_id=factor.account_id, code_hmac=_hashed(factor.account_id, one)) for one in recovery
    )
    log.note(work, "开启两步验证", work.actor.name)
    return recovery


def prove(services: Services, actor: Actor, password: str) -> None:
    """The password again before it is ended, and one try of a code, right or wrong; raises BadValue or TooMany."""
    passwords.confirm(services, actor, password)
    limits.spend(services, limits.SECOND_STEP, str(actor.account_id))


def disable(work: UnitOfWork, code: str) -> None:
    """End it by a code; raises BadValue."""
    account_id = work.actor.account_id
    assert account_id is not None
    if not _opens(work, account_id, code):
        raise BadValue(CODE_WRONG)
    _forget(work, account_id)
    log.note(work, "关闭两步验证", work.actor.name)


def reset(work: UnitOfWork, account: Account) -> None:
    """Staff above end it for somebody who lost phone and codes: the password alone opens the account again.

    Who stands above whom is for the caller to ask. Raises NotFound for a factor out of the actor's scope.
    """
    if work.session.get(SecondFactor, account.id) is None:
        raise NotFound("该账号没有开启两步验证。")
    _forget(work, account.id)
    log.note(work, "重置两步验证", f"{account.name}（{account.login}）", school_id=account.school_id)
    outbox.queue(work, reaching.letter_to(account, RESET, RESET_TEXT))


def reset_named(work: UnitOfWork, login: str) -> None:
    """The same by sign-in name, for whom nobody stands above but the operator; raises NotFound."""
    named = select(Account).where(Account.login == values.tidy(login), Account.role.in_(STAFF))
    account = work.session.scalars(named).one_or_none()
    if account is None:
        raise NotFound("没有该登录名的管理员账号。")
    reset(work, account)


def enter(services: Services, *, handle: str, code: str) -> str:
    """The second step of a sign-in; returns a session's token, or raises BadValue, TooMany or Refusal."""
    account_id = _waiting(services, handle)
    limits.spend(services, limits.SECOND_STEP, str(account_id))
    with services.working(SYSTEM) as work:
        if not _opens(work, account_id, code):
            raise BadValue(CODE_WRONG)
        work.point("totp.opened")
        if codes.redeem(work, Purpose.SECOND_STEP, handle) is None:
            raise Refusal(TOO_LATE)
    limits.give_back(services, (limits.SECOND_STEP, str(account_id)))
    return start_session(services, account_id)


def refuse_late(services: Services, handle: str) -> None:
    """Raise Refusal where the password was shown too long ago, or never."""
    _waiting(services, handle)


def address_of(work: UnitOfWork, factor: SecondFactor) -> str:
    """What the phone's camera reads, with the sign-in name and the name of the site."""
    login = work.session.scalar(select(Account.login).where(Account.id == factor.account_id))
    site = work.services.settings.site_name
    return pyotp.TOTP(factor.secret, interval=SECONDS).provisioning_uri(name=login, issuer_name=site)


def _waiting(services: Services, handle: str) -> int:
    with services.reading(SYSTEM) as work:
        waiting = codes.live(work, Purpose.SECOND_STEP, handle)
    if waiting is None or waiting.account_id is None:
        raise Refusal(TOO_LATE)
    return waiting.account_id


def _opens(work: UnitOfWork, account_id: int, code: str) -> bool:
    """Whether the code opens the second step now: six digits of the phone, else a recovery code, each used up by it."""
    factor = work.session.get(SecondFactor, account_id)
    if factor is None or factor.enabled_at is None:
        return False
    if _takes(work, factor, code):
        return True
    used = work.session.execute(
        delete(RecoveryCode)
        .where(RecoveryCode.account_id == account_id, RecoveryCode.code_hmac == _hashed(account_id, code))
        .returning(RecoveryCode.id),
        execution_options={"synchronize_session": False},
    )
    return used.first() is not None


def _takes(work: UnitOfWork, factor: SecondFactor, code: str) -> bool:
    """Whether the phone shows that code about now and it was not used: of two that race with one, one is let in."""
    step = _step_of(factor.secret, values.tidy(code).replace(" ", ""), work.at)
    if step is None:
        return False
    taken = work.session.execute(
        update(SecondFactor)
        .where(SecondFactor.account_id == factor.account_id, SecondFactor.last_step < step)
        .values(last_step=step)
        .returning(SecondFactor.account_id),
        execution_options={"synchronize_session": False},
    )
    return taken.first() is not None


def _step_of(secret: str, code: str, at: datetime) -> int | None:
    """The half minute that the code is of."""
    now, totp = int(at.timestamp()) // SECONDS, pyotp.TOTP(secret, interval=SECONDS)
    steps = (now - 1, now, now + 1)
    return next((step for step in steps if pyotp.utils.strings_equal(totp.generate_otp(step), code)), None)


def _forget(work: UnitOfWork, account_id: int) -> None:
    for table in (RecoveryCode, SecondFactor):
        work.session.execute(
            delete(table).where(table.account_id == account_id), execution_options={"synchronize_session": False}
        )
        work.point("totp.forgotten")


def _recovery_code(work: UnitOfWork) -> str:
    letters = base64.b32encode(_random(work)[:10]).decode().lower()
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def _hashed(account_id: int, code: str) -> str:
    plain = "".join(character for character in values.tidy(code).lower() if character.isalnum())
    return keyring().index(f"recovery:{account_id}:{plain}")


def _random(work: UnitOfWork) -> bytes:
    return hashlib.sha256(work.services.token().encode()).digest()
