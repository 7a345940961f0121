"""The province looks at a school's students and signings: for a reason, for a while, and the school can read of it."""

from datetime import datetime, timedelta

from sqlalchemy import select

from signing_core import values
from signing_core.actors import Role
from signing_core.clock import as_minute
from signing_core.crypto import digest
from signing_core.effects import log
from signing_core.models import School, SignedIn
from signing_core.work import UnitOfWork

from .schools import refuse_unless

LASTS = timedelta(minutes=60)
OPENED, CLOSED = "省中心开始查看学校数据", "省中心结束查看学校数据"


def open_school(work: UnitOfWork, school: School, *, token: str, reason: str) -> datetime:
    """Open it for this session alone; returns until when. The caller has asked for the password again.

    Another school that was open is closed. Raises BadValue, or NotAllowed for all but the province.
    """
    refuse_unless(work, {Role.PROVINCE})
    reason = values.reason(reason)
    session = _session(work, token)
    if session.opened_school_id is not None:
        close(work, token=token)
    session.opened_school_id, session.opened_reason, session.opened_until = school.id, reason, work.at + LASTS
    told = f"{school.name}（{school.code}），{as_minute(session.opened_until)} 自动结束；原因：{reason}"
    log.note(work, OPENED, told, school_id=school.id)
    return session.opened_until


def close(work: UnitOfWork, *, token: str) -> None:
    """End it before its time; does nothing where none is open, or any more."""
    session = _session(work, token)
    school, until = session.opened_school, session.opened_until
    session.opened_school_id = session.opened_reason = session.opened_until = None
    if school is not None and until is not None and work.at < until:
        log.note(work, CLOSED, f"{school.name}（{school.code}）", school_id=school.id)


def _session(work: UnitOfWork, token: str) -> SignedIn:
    return work.session.scalars(select(SignedIn).where(SignedIn.token_sha256 == digest(token))).one()
