"""Signing in and out, and who a session token stands for.

Limits must outlive a refusal and hashing stays outside a transaction, so these acts open their own units.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from signing_core import values
from signing_core.actors import STAFF, SYSTEM, Role
from signing_core.clock import today
from signing_core.crypto import keyring
from signing_core.errors import Refusal
from signing_core.models import Account, Purpose, School, SecondFactor, Student
from signing_core.queries import eligibility
from signing_core.work import Services, UnitOfWork

from . import codes, limits
from .sessions import is_over, open_session

DOORS = {"student": {Role.STUDENT}, "employer": {Role.EMPLOYER}, "staff": set(STAFF)}
WRONG = "登录名或密码不正确。"


class WhichSchool(Refusal):
    """The student number exists at several schools; ``schools`` are their codes and names."""

    def __init__(self, schools: Sequence[tuple[str, str]]) -> None:
        super().__init__("多所学校有相同的学号，请选择您的学校。")
        self.schools = schools


class MayNotEnter(Refusal):
    """The student is known, but may not sign in now; ``contact`` says whom to turn to.

    ``unreviewed`` is its account where nobody reviewed the source record yet: its holder may check that record.
    """

    status = 403

    def __init__(self, message: str, contact: str, unreviewed: int | None = None) -> None:
        super().__init__(message)
        self.contact = contact
        self.unreviewed = unreviewed


class SecondStep(Refusal):
    """The password is right; ``handle`` is what the code of the second step is given with."""

    def __init__(self, handle: str) -> None:
        super().__init__("请输入动态验证码。")
        self.handle = handle


def sign_in(services: Services, *, door: str, login: str, password: str, address: str, school_code: str = "") -> str:
    """A new session's token. Right and wrong answers cost the same.

    Raises Refusal, WhichSchool, MayNotEnter or SecondStep.
    """
    login = values.tidy(login)
    limits.spend(services, limits.SIGN_IN_ADDRESS, address)
    account = _account_of(services, door, login, school_code, address)
    tried = tries_of(door, login, account)
    limits.spend(services, limits.SIGN_IN, *tried)
    usable = account is not None and account.disabled_at is None
    if not services.passwords.verify(account.password_hash if account and usable else None, password):
        raise Refusal(WRONG)
    spent = ((limits.SIGN_IN_ADDRESS, address), *((limits.SIGN_IN, subject) for subject in tried))
    assert account is not None
    try:
        with services.reading(SYSTEM) as work:
            refuse_who_may_not_enter(work, work.session.get_one(Account, account.id))
    except MayNotEnter:
        limits.give_back(services, *spent)
        raise
    return recognised(services, account.id, *spent)


def tries_of(door: str, login: str, account: Account | None) -> tuple[str, str]:
    """What a try counts for: the name as typed, and the account, which a student can name in three ways.

    A name that nobody has counts twice as well, so that the limit does not tell which names exist.
    """
    name = f"{door}:{login.upper()}"
    return name, f"account:{account.public_id if account else name}"


def recognised(services: Services, account_id: int, *spent: tuple[limits.Allowance, str]) -> str:
    """A session for whoever showed a password or a link, and what the tries of it had spent is given back.

    Raises SecondStep where the account asks for another step.
    """
    with services.working(SYSTEM) as work:
        limits.give_back_in(work, *spent)
        factor = work.session.get(SecondFactor, account_id)
        if factor is None or factor.enabled_at is None:
            return open_session(work, account_id)
        handle = codes.issue(work, Purpose.SECOND_STEP, account_id)
    raise SecondStep(handle)


def _account_of(services: Services, door: str, login: str, school_code: str, address: str) -> Account | None:
    """The account; to be asked for the school is no try of a password."""
    try:
        with services.reading(SYSTEM) as work:
            return account_named(work, door, login, school_code)
    except WhichSchool:
        limits.give_back(services, (limits.SIGN_IN_ADDRESS, address))
        raise


def account_named(work: UnitOfWork, door: str, login: str, school_code: str) -> Account | None:
    """The account that is meant; of several rosters the last one counts.

    Only a student number asks for the school: an ID number or a phone would tell where its holder is enrolled.
    """
    if door != "student":
        return work.session.scalars(
            select(Account).where(Account.login == login, Account.role.in_(DOORS[door]))
        ).one_or_none()
    found = _of_students(work, login, school_code)
    numbered = [account for account in found if account.student and account.student.student_number == login]
    schools = {a.student.school.code: a.student.school.name for a in numbered if a.student}
    if len(schools) > 1:
        raise WhichSchool(sorted(schools.items()))
    return next(iter(numbered or found), None)


def _of_students(work: UnitOfWork, login: str, school_code: str) -> Sequence[Account]:
    """Whose number, ID number or phone that is, in that school or in any; those who could enter stand first."""
    index = keyring().index(login.upper())
    named = or_(Student.student_number == login, Student.id_number_index == index, Student.phone_index == index)
    unusable = or_(Account.password_hash.is_(None), Account.disabled_at.is_not(None))
    return work.session.scalars(
        select(Account)
        .join(Account.student)
        .join(Student.school)
        .where(named, or_(school_code == "", School.code == school_code))  # type: ignore[arg-type]
        .options(joinedload(Account.student).joinedload(Student.school))
        .order_by(unusable, Student.cohort.desc(), Account.id.desc())
        .limit(50)
    ).all()


def refuse_who_may_not_enter(work: UnitOfWork, account: Account) -> None:
    """A student enters while eligible or bound by an active signing, a deputy in its time.

    Raises MayNotEnter with whom to turn to.
    """
    if account.ends_at is not None and is_over(account.ends_at, work.at):
        last = today(account.ends_at - timedelta(days=1))
        raise MayNotEnter(f"您的代理已于 {last} 到期，不能再登录。", _office_of(work, account))
    student = account.student
    if student is None:
        return
    reason = eligibility.not_eligible_because(work, student)
    if reason and not eligibility.has_active_signing(work, student):
        raise MayNotEnter(reason, whom_to_turn_to(work, student), None if student.source_reviewed else account.id)


def whom_to_turn_to(work: UnitOfWork, student: Student) -> str:
    """The contact of the student's college, else of the school, else of the province."""
    return str(eligibility.contact_of(work, school_id=student.school_id, college_id=student.college_id) or "")


def _office_of(work: UnitOfWork, account: Account) -> str:
    """The contact of the office that made a staff account."""
    return str(eligibility.contact_of(work, school_id=account.school_id or 0, college_id=None) or "")
