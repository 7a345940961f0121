"""Sessions: kept in the database, gone at once when their account or time is; and the actor that one stands for."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from signing_core.actors import STAFF, SYSTEM, Actor, Opened, Role
from signing_core.crypto import digest
from signing_core.errors import Refusal
from signing_core.models import Account, School, SignedIn, Student
from signing_core.work import Services, UnitOfWork

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
        Account.ends_at,
        raiseload=True,
    )
    .joinedload(Account.student)
    .load_only(Student.school_id, Student.college_id, raiseload=True),
    joinedload(SignedIn.opened_school).load_only(School.name, raiseload=True),
)
ENDED, DISABLED, OVER = (
    "登录已失效：已退出登录、密码已修改，或账号已停用。请重新登录。",
    "该账号已停用，不能继续使用，请联系管理您账号的老师。",
    "您的代理已到期，不能继续使用，请联系管理您账号的老师。",
)


class SessionEnded(Refusal):
    """The session ended after the request began, as when its account was disabled just then."""

    status = 401

    def __init__(self) -> None:
        super().__init__("登录已失效，请重新登录后再操作。")


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
    """The actor of a live session; None when it ended or idled out, and when its account is disabled or over."""
    found = _session(services, token)
    now = services.clock()
    if found is None or _over(found, now):
        return None
    if now - found.seen_at >= SEEN_EVERY:
        _note_seen(services, found.id)
    return actor_of(found.account, opened=_opened(found, now))


def why_out(services: Services, token: str) -> str:
    """Why a session that a browser still holds is none any more, as its user reads it."""
    found = _session(services, token)
    return _over(found, services.clock()) if found else ENDED


def hold_session(work: UnitOfWork, token: str) -> None:
    """Keep the session until the unit ends, so that an act is done before its actor is disabled, or not at all.

    Raises SessionEnded.
    """
    held = select(SignedIn.id).where(SignedIn.token_sha256 == digest(token)).with_for_update(read=True)
    if work.session.scalar(held) is None:
        raise SessionEnded


def is_over(account: Account, now: datetime) -> bool:
    """Whether a deputy's time has passed."""
    return account.ends_at is not None and now >= account.ends_at


def _session(services: Services, token: str) -> SignedIn | None:
    with services.glancing(SYSTEM) as work:
        return work.session.scalars(
            select(SignedIn).where(SignedIn.token_sha256 == digest(token)).options(*_WHOSE)
        ).one_or_none()


def _over(found: SignedIn, now: datetime) -> str:
    """Why the session is over; empty while it lives."""
    role = found.account.role
    if found.account.disabled_at is not None:
        return DISABLED
    if is_over(found.account, now):
        return OVER
    if now - found.seen_at >= IDLE[role]:
        return f"超过 {_span(IDLE[role])}没有操作，已自动退出，请重新登录。"
    if now - found.created_at >= ENDS[role]:
        return f"本次登录已满 {_span(ENDS[role])}，请重新登录。"
    return ""


def _opened(session: SignedIn, now: datetime) -> Opened | None:
    school, until = session.opened_school, session.opened_until
    if school is None or until is None or now >= until:
        return None
    return Opened(school_id=school.id, name=school.name, reason=session.opened_reason or "", until=until)


def _span(length: timedelta) -> str:
    minutes = length // timedelta(minutes=1)
    return f"{minutes // 60} 小时" if minutes % 60 == 0 else f"{minutes} 分钟"


def actor_of(account: Account, *, device: str = "", opened: Opened | None = None) -> Actor:
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
        opened=opened,
    )


def _note_seen(services: Services, session_id: int) -> None:
    with services.working(SYSTEM) as work:
        found = work.session.get(SignedIn, session_id)
        if found is not None:
            found.seen_at = work.at
