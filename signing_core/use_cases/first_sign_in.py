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
from .entry import MayNotEnter, refuse_who_may_not_enter, start_session, whom_to_turn_to

CODE_LIVES, CODE_TRIES = timedelta(minutes=10), 5
NO_MATCH = "填写的信息与学校登记的不一致，请核对后再试。"
NO_PHONE = "学校登记的信息中没有您的手机号，不能发送验证码。请先由所在学院或学校就业办确认手机号。"
CODE_WRONG = "验证码不正确或已失效，请核对或重新获取。"


def begin(services: Services, *, student_number: str, name: str, id_number: str, phone: str, address: str) -> str:
    """Where the four facts match the roster, send a code to its phone; returns the handle to finish with.

    A student number is counted with the ID number given: who does not know it cannot shut its holder out.
    """
    student_number, id_number = values.tidy(student_number), values.id_number(id_number)
    guesses = f"{student_number}:{id_number}"
    limits.spend(services, limits.IDENTITY_ADDRESS, address)
    limits.spend(services, limits.IDENTITY, guesses)
    with services.reading(SYSTEM) as work:
        account, student = _matching(work, student_number, name, id_number, values.mobile(phone))
        refuse_who_may_not_enter(work, account)
    limits.give_back(services, (limits.IDENTITY_ADDRESS, address), (limits.IDENTITY, guesses))
    limits.spend(services, limits.CODE_SENT, student.phone)
    return _send_code(services, account.id, student.phone)


def finish(services: Services, *, handle: str, code: str, password: str) -> str:
    """With the code the student chooses a password; returns the token of a session."""
    passwords.acceptable(password)
    if not _try(services, handle, values.tidy(code)):
        raise BadValue(CODE_WRONG)
    password_hash = services.passwords.hash(password)
    with services.working(SYSTEM) as work:
        account = passwords.redeem(work, Purpose.FIRST_SIGN_IN, handle)
        if account is None or account.password_hash is not None:
            raise BadValue(CODE_WRONG)
        passwords.replace(work, account, password_hash)
    return start_session(services, account.id)


def _matching(work: UnitOfWork, student_number: str, name: str, id_number: str, phone: str) -> tuple[Account, Student]:
    found = work.session.execute(
        select(Account, Student)
        .join(Account.student)
        .where(
            Student.student_number == student_number,
            Student.name == values.person_name(name),
            Student.id_number_index == keyring().index(id_number),
            Account.disabled_at.is_(None),
        )
        .order_by(Student.cohort.desc())
        .limit(1)
    ).one_or_none()
    if found is None or found.Student.phone not in {"", phone}:
        raise Refusal(NO_MATCH)
    account, student = found
    if account.password_hash is not None:
        raise Refusal("该账号已完成首次登录，请直接登录。")
    if not student.phone:
        raise MayNotEnter(NO_PHONE, whom_to_turn_to(work, student))
    return account, student


def _send_code(services: Services, account_id: int, phone: str) -> str:
    handle, code = services.token(), _six_digits(services.token())
    with services.working(SYSTEM) as work:
        work.session.add(
            Code(
                handle_sha256=digest(handle),
                secret_hmac=_secret(handle, code, phone),
                purpose=Purpose.FIRST_SIGN_IN,
                account_id=account_id,
                tries=0,
                expires_at=work.at + CODE_LIVES,
            )
        )
        text = f"您的验证码是 {code}，10 分钟内有效。如非本人操作请忽略。"
        outbox.queue(work, Letter(channel=Channel.SMS, recipient=phone, subject="验证码", body=text))
    return handle


def _try(services: Services, handle: str, code: str) -> bool:
    """Count one try, whatever comes of it; true iff the code is right, tries were left, and the phone is the same."""
    with services.working(SYSTEM) as work:
        tried = work.session.execute(
            update(Code)
            .where(Code.handle_sha256 == digest(handle), Code.tries < CODE_TRIES)
            .values(tries=Code.tries + 1)
            .returning(Code.secret_hmac, Code.account_id),
            execution_options={"synchronize_session": False},
        ).one_or_none()
        student = work.session.get_one(Account, tried.account_id).student if tried else None
        return tried is not None and student is not None and tried.secret_hmac == _secret(handle, code, student.phone)


def _secret(handle: str, code: str, phone: str) -> str:
    return keyring().index(f"{handle}:{code}:{phone}")


def _six_digits(token: str) -> str:
    return f"{int.from_bytes(hashlib.sha256(token.encode()).digest()[:8]) % 1_000_000:06}"
