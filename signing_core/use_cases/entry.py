"""Signing in and out, and who a session token stands for.

Limits must outlive a refusal and hashing stays outside a transaction, so these acts open their own units.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import joinedload

from signing_core import values
from signing_core.actors import STAFF, SYSTEM, Actor, Role
from signing_core.crypto import digest, keyring
from signing_core.errors import Refusal
from signing_core.models import Account, Purpose, School, SecondFactor, SignedIn, Student
from signing_core.queries import eligibility
from signing_core.work import Services, UnitOfWork

from . import codes, limits

DOORS = {"student": {Role.STUDENT}, "employer": {Role.EMPLOYER}, "staff": set(STAFF)}
IDLE = {role: timedelta(minutes=30) if role in STAFF else timedelta(hours=12) for role in Role}
ENDS = {role: timedelta(hours=12 if role in STAFF else 24) for role in Role}  # whatever is done with the session
SEEN_EVERY = timedelta(minutes=1)
_WHOSE = (
    joinedload(SignedIn.account)
    .load_only(
        Account.role,
        Account.name,
        Account.school_id,
        Account.college_id,
        Account.student_id,
        Account.employer_id,
        Account.disabled_at,
        raiseload=True,
    )
    .joinedload(Account.student)
    .load_only(Student.school_id, Student.college_id, raiseload=True)
)
WRONG = "登录名或密码不正确。"
ENDED, DISABLED = (
    "登录已失效：密码已修改，或已退出登录。请重新登录。",
    "该账号已停用，不能继续使用，请联系管理您账号的老师。",
)


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
    limits.give_back(services, (limits.SIGN_IN_ADDRESS, address), *((limits.SIGN_IN, subject) for subject in tried))
    assert account is not None
    with services.reading(SYSTEM) as work:
        refuse_who_may_not_enter(work, work.session.get_one(Account, account.id))
    return recognised(services, account.id)


def tries_of(door: str, login: str, account: Account | None) -> tuple[str, str]:
    """What a try counts for: the name as typed, and the account, which a student can name in three ways.

    A name that nobody has counts twice as well, so that the limit does not tell which names exist.
    """
    name = f"{door}:{login.upper()}"
    return name, f"account:{account.public_id if account else name}"


def recognised(services: Services, account_id: int) -> str:
    """A session for whoever showed a password or a link; raises SecondStep where the account asks for another step."""
    with services.reading(SYSTEM) as work:
        factor = work.session.get(SecondFactor, account_id)
    if factor is None or factor.enabled_at is None:
        return start_session(services, account_id)
    with services.working(SYSTEM) as work:
        handle = codes.issue(work, Purpose.SECOND_STEP, account_id)
    raise SecondStep(handle)


def start_session(services: Services, account_id: int) -> str:
    """A session for an account of which nothing more is asked; returns its token."""
    with services.working(SYSTEM) as work:
        return open_session(work, account_id)


def open_session(work: UnitOfWork, account_id: int) -> str:
    """The same iff this unit commits."""
    token = work.services.token()
    work.session.add(SignedIn(token_sha256=digest(token), account_id=account_id, created_at=work.at, seen_at=work.at))
    return token


def sign_out(services: Services, token: str) -> None:
    """End one session at once."""
    with services.working(SYSTEM) as work:
        work.session.execute(delete(SignedIn).where(SignedIn.token_sha256 == digest(token)))


def who_is(services: Services, token: str) -> Actor | None:
    """The actor of a live session; None when it ended, idled out or its account is disabled."""
    found = _session(services, token)
    now = services.clock()
    if found is None or _over(found, now):
        return None
    if now - found.seen_at >= SEEN_EVERY:
        _note_seen(services, found.id)
    return actor_of(found.account)


def why_out(services: Services, token: str) -> str:
    """Why a session that a browser still holds is none any more, as its user reads it."""
    found = _session(services, token)
    return _over(found, services.clock()) if found else ENDED


def _session(services: Services, token: str) -> SignedIn | None:
    with services.glancing(SYSTEM) as work:
        return work.session.scalars(
            select(SignedIn).where(SignedIn.token_sha256 == digest(token)).options(_WHOSE)
        ).one_or_none()


def _over(found: SignedIn, now: datetime) -> str:
    """Why the session is over; empty while it lives."""
    role = found.account.role
    if found.account.disabled_at is not None:
        return DISABLED
    if now - found.seen_at >= IDLE[role]:
        return f"超过 {_span(IDLE[role])}没有操作，已自动退出，请重新登录。"
    if now - found.created_at >= ENDS[role]:
        return f"本次登录已满 {_span(ENDS[role])}，请重新登录。"
    return ""


def _span(length: timedelta) -> str:
    minutes = length // timedelta(minutes=1)
    return f"{minutes // 60} 小时" if minutes % 60 == 0 else f"{minutes} 分钟"


def actor_of(account: Account, *, device: str = "") -> Actor:
    """The principal that an account stands for; a student's school and college are those of the roster."""
    student = account.student
    return Actor(
        role=account.role,
        name=account.name,
        account_id=account.id,
        school_id=student.school_id if student else account.school_id,
        college_id=student.college_id if student else account.college_id,
        student_id=account.student_id,
        employer_id=account.employer_id,
        device=device,
    )


def _note_seen(services: Services, session_id: int) -> None:
    with services.working(SYSTEM) as work:
        found = work.session.get(SignedIn, session_id)
        if found is not None:
            found.seen_at = work.at


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
    """A student enters while eligible, or bound by an active signing; raises MayNotEnter with whom to turn to."""
    student = account.student
    if student is None:
        return
    reason = eligibility.not_eligible_because(work, student)
    if reason and not eligibility.has_active_signing(work, student):
        raise MayNotEnter(reason, whom_to_turn_to(work, student), None if student.source_reviewed else account.id)


def whom_to_turn_to(work: UnitOfWork, student: Student) -> str:
    """The contact of the student's college, else of the school, else of the province."""
    return str(eligibility.contact_of(work, school_id=student.school_id, college_id=student.college_id) or "")
