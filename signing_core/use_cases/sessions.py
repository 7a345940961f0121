"""Sessions: kept in the database, gone at once when their account or time is; and the actor that one stands for."""

from contextlib import nullcontext, suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, String, bindparam, cast, delete, func, select
from sqlalchemy.orm import Session

from signing_core.actors import STAFF, SYSTEM, Actor, Opened, Role
from signing_core.crypto import digest
from signing_core.errors import Busy, Refusal
from signing_core.models import Account, School, SchoolSettings, SignedIn, Student
from signing_core.scope import kept
from signing_core.work import Services, UnitOfWork

IDLE = {role: timedelta(minutes=30) if role in STAFF else timedelta(hours=12) for role in Role}
ENDS = {role: timedelta(hours=12 if role in STAFF else 24) for role in Role}  # whatever is done with the session
SEEN_EVERY = timedelta(minutes=1)
_COHORTS = (
    select(func.aggregate_strings(cast(SchoolSettings.cohort, String), ","))
    .where(SchoolSettings.school_id == func.coalesce(Account.school_id, SignedIn.opened_school_id))
    .scalar_subquery()
)
_WHOSE = (
    select(
        SignedIn.id.label("session_id"),
        *(SignedIn.created_at, SignedIn.seen_at),
        *(SignedIn.opened_school_id, SignedIn.opened_reason, SignedIn.opened_until),
        School.name.label("opened_school"),
        *(SignedIn.account_id, Account.role, Account.name, Account.disabled_at, Account.ends_at),
        *(Account.student_id, Account.employer_id),
        func.coalesce(Student.school_id, Account.school_id).label("school_id"),
        func.coalesce(Student.college_id, Account.college_id).label("college_id"),
        _COHORTS.label("cohorts"),
    )
    .join(SignedIn.account)
    .outerjoin(Account.student)
    .outerjoin(SignedIn.opened_school)
    .where(SignedIn.token_sha256 == bindparam("token"))
    .execution_options(as_system=True)
)
_HELD = kept(select(SignedIn.id).where(SignedIn.token_sha256 == bindparam("token")).with_for_update(read=True))
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


def who_is(services: Services, token: str, *, asking: Session | None = None) -> Actor | None:
    """The actor of a live session; None when it ended or idled out, and when its account is disabled or over.

    ``asking`` is what the request reads through, if there is one.
    """
    found = _session(services, token, asking)
    now = services.clock()
    if found is None or _over(found, now):
        return None
    if now - found.seen_at >= SEEN_EVERY:
        with suppress(Busy):  # the next request notes it; nobody is kept from a page for it
            _note_seen(services, found.session_id)
    return Actor(
        role=found.role,
        name=found.name,
        account_id=found.account_id,
        school_id=found.school_id,
        college_id=found.college_id,
        student_id=found.student_id,
        employer_id=found.employer_id,
        opened=_opened(found, now),
        cohorts=tuple(sorted(map(int, found.cohorts.split(",")), reverse=True)) if found.cohorts else (),
    )


def why_out(services: Services, token: str) -> str:
    """Why a session that a browser still holds is none any more, as its user reads it."""
    found = _session(services, token)
    return _over(found, services.clock()) if found else ENDED


def hold_session(work: UnitOfWork, token: str) -> None:
    """Keep the session until the unit ends, so that an act is done before its actor is disabled, or not at all.

    Raises SessionEnded.
    """
    if work.session.scalar(_HELD, {"token": digest(token)}) is None:
        raise SessionEnded


def is_over(ends_at: datetime | None, now: datetime) -> bool:
    """Whether the time of an account has passed: a deputy's ends, everybody else's does not."""
    return ends_at is not None and now >= ends_at


def _session(services: Services, token: str, asking: Session | None = None) -> Row[*tuple[Any, ...]] | None:
    """The session and whose it is: columns only, since every request asks."""
    with nullcontext(asking) if asking else services.database.open(writes=False) as session:
        return session.execute(_WHOSE, {"token": digest(token)}).one_or_none()


def _over(found: Row[*tuple[Any, ...]], now: datetime) -> str:
    """Why the session is over; empty while it lives."""
    if found.disabled_at is not None:
        return DISABLED
    if is_over(found.ends_at, now):
        return OVER
    if now - found.seen_at >= IDLE[found.role]:
        return f"超过 {_span(IDLE[found.role])}没有操作，已自动退出，请重新登录。"
    if now - found.created_at >= ENDS[found.role]:
        return f"本次登录已满 {_span(ENDS[found.role])}，请重新登录。"
    return ""


def _opened(found: Row[*tuple[Any, ...]], now: datetime) -> Opened | None:
    if found.opened_school is None or found.opened_until is None or now >= found.opened_until:
        return None
    return Opened(
        school_id=found.opened_school_id,
        name=found.opened_school,
        reason=found.opened_reason or "",
        until=found.opened_until,
    )


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
