"""信息验证: a student's first sign-in, from four facts of the roster over a code by SMS to an own password."""

import hashlib
from datetime import timedelta

from sqlalchemy import select, update

from signing_core import values
from signing_core.actors import SYSTEM
from signing_core.crypto import digest, keyring
from signing_core.effects import outbox
from signing_core.effects.outbox import Letter
from signing_core.errors import BadValue, Refusal
from signing_core.models import Account, Channel, Code, Purpose, Student
from signing_core.work import Services, UnitOfWork

from . import limits, passwords
from .entry import refuse_who_may_not_enter, start_session

CODE_LIVES, CODE_TRIES = timedelta(minutes=10), 5
NO_MATCH = "填写的信息与学校登记的不一致，请核对后再试。"
CODE_WRONG = "验证码不正确或已失效，请核对或重新获取。"


def begin(services: Services, *, student_number: str, name: str, id_number: str, phone: str) -> str:
    """Where the facts match the roster, send a code to the phone; returns the handle to finish with.

    A phone that the roster has must match; where it has none, the one given is taken once the code came back.
    """
    phone = values.mobile(phone)
    limits.spend(services, limits.IDENTITY, values.tidy(student_number))
    limits.spend(services, limits.CODE_SENT, phone)
    handle, code = services.token(), _six_digits(services.token())
    with services.working(SYSTEM) as work:
        account = _matching(work, student_number, name, id_number, phone)
        refuse_who_may_not_enter(work, account)
        work.session.add(
            Code(
                handle_sha256=digest(handle),
                secret_hmac=_secret(handle, code, phone),
                purpose=Purpose.FIRST_SIGN_IN,
                account_id=account.id,
                tries=0,
                expires_at=work.at + CODE_LIVES,
            )
        )
        text = f"您的验证码是 {code}，10 分钟内有效。如非本人操作请忽略。"
        outbox.queue(work, Letter(channel=Channel.SMS, recipient=phone, subject="验证码", body=text))
    limits.give_back(services, limits.IDENTITY, values.tidy(student_number))
    return handle


def finish(services: Services, *, handle: str, code: str, phone: str, password: str) -> str:
    """With the code the student chooses a password; returns the token of a session."""
    passwords.acceptable(password)
    phone = values.mobile(phone)
    secret = _secret(handle, values.tidy(code), phone)
    if not _try(services, handle, secret):
        raise BadValue(CODE_WRONG)
    password_hash = services.passwords.hash(password)
    with services.working(SYSTEM) as work:
        account = passwords.redeem(work, Purpose.FIRST_SIGN_IN, handle)
        if account is None or account.student is None:
            raise BadValue(CODE_WRONG)
        passwords.replace(work, account, password_hash)
        if not account.student.phone:
            account.student.phone = phone
    return start_session(services, account.id)


def _matching(work: UnitOfWork, student_number: str, name: str, id_number: str, phone: str) -> Account:
    account = work.session.scalars(
        select(Account)
        .join(Account.student)
        .where(
            Student.student_number == values.tidy(student_number),
            Student.name == values.tidy(name),
            Student.id_number_index == keyring().index(values.tidy(id_number).upper()),
            Account.disabled_at.is_(None),
        )
        .limit(1)
    ).one_or_none()
    if account is None or account.student is None or account.student.phone not in {"", phone}:
        raise Refusal(NO_MATCH)
    if account.password_hash is not None:
        raise Refusal("该账号已完成首次登录，请直接登录。")
    return account


def _try(services: Services, handle: str, secret: str) -> bool:
    """Count one try, whatever comes of it; true iff the secret is right and tries were left."""
    with services.working(SYSTEM) as work:
        tried = work.session.execute(
            update(Code)
            .where(Code.handle_sha256 == digest(handle), Code.tries < CODE_TRIES)
            .values(tries=Code.tries + 1)
            .returning(Code.secret_hmac),
            execution_options={"synchronize_session": False},
        ).scalar_one_or_none()
    return tried == secret


def _secret(handle: str, code: str, phone: str) -> str:
    return keyring().index(f"{handle}:{code}:{phone}")


def _six_digits(token: str) -> str:
    return f"{int.from_bytes(hashlib.sha256(token.encode()).digest()[:8]) % 1_000_000:06}"
