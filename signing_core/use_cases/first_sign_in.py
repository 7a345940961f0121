"""信息验证: a student's first sign-in, from four facts of the roster over a code by SMS to an own password."""

from sqlalchemy import select

from signing_core import values
from signing_core.actors import SYSTEM
from signing_core.crypto import keyring
from signing_core.errors import BadValue, Refusal
from signing_core.models import Account, Channel, Purpose, Student
from signing_core.work import Services, UnitOfWork

from . import codes, limits, passwords
from .entry import MayNotEnter, refuse_who_may_not_enter, whom_to_turn_to
from .sessions import start_session

NO_MATCH = "填写的信息与学校登记的不一致，请核对后再试。"
NO_PHONE = "学校登记的信息中没有您的手机号，不能发送验证码。请先由所在学院或学校就业办确认手机号。"
TOO_LATE = "信息验证已超时，请重新填写。"


class TooLate(Refusal):
    """Nobody is being recognised any more: the facts have to be given again."""


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
    return _send(services, account, student)


def send_again(services: Services, handle: str) -> str:
    """Another code to the same phone, for who was recognised a moment ago; returns the handle to finish with."""
    with services.reading(SYSTEM) as work:
        code = codes.live(work, Purpose.FIRST_SIGN_IN, handle)
        account = code.account if code else None
        if account is None or account.student is None:
            raise TooLate(TOO_LATE)
        student = account.student
    return _send(services, account, student)


def known_email(services: Services, handle: str) -> str:
    """The address that the roster has of who was recognised; empty where it has none."""
    with services.reading(SYSTEM) as work:
        code = codes.live(work, Purpose.FIRST_SIGN_IN, handle)
        return code.account.student.email if code and code.account and code.account.student else ""


def finish(services: Services, *, handle: str, code: str, password: str, email: str = "") -> str:
    """With the code the student chooses a password, and an address in place of the roster's; returns a session's token.

    Where no address is given the roster's stays.
    """
    passwords.acceptable(password)
    email = values.email(email) if email.strip() else ""
    codes.tried(services, Purpose.FIRST_SIGN_IN, handle, values.tidy(code))
    password_hash = services.passwords.hash(password)
    with services.working(SYSTEM) as work:
        account = codes.redeem(work, Purpose.FIRST_SIGN_IN, handle)
        if account is None or account.student is None or account.password_hash is not None:
            raise BadValue(codes.WRONG)
        if email:
            account.student.email = email
        passwords.replace(work, account, password_hash)
    return start_session(services, account.id)


def _send(services: Services, account: Account, student: Student) -> str:
    limits.spend(services, limits.CODE_SENT, student.phone)
    return codes.send(services, Purpose.FIRST_SIGN_IN, account.id, (Channel.SMS, student.phone))


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
