"""核对生源信息 by a student who may not sign in before its record is reviewed: for a while after it was recognised."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from signing_core.actors import SYSTEM
from signing_core.errors import Refusal
from signing_core.models import Account, Purpose, Report, Student
from signing_core.models.reports import OBJECTION
from signing_core.queries import own_record
from signing_core.queries.agreement_facts import Pairs
from signing_core.work import Services, UnitOfWork

from . import codes
from .sessions import actor_of

LIVES = timedelta(minutes=30)
OVER = "核对的时间已过，请重新登录后再核对。"


def begin(services: Services, account_id: int) -> str:
    """The handle with which whoever was just recognised may look at the record, for half an hour."""
    with services.working(SYSTEM) as work:
        return codes.issue(work, Purpose.CHECK_SOURCE, account_id, lives=LIVES)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The record, as its holder reads it, and the objection that the school has yet to answer."""

    student: Student
    facts: Pairs
    objection: Report | None


def shown(services: Services, handle: str) -> Shown:
    """The record that the handle stands for; raises Refusal when its time is over."""
    with services.reading(SYSTEM) as work:
        account = _account(work, handle)
        whole = (joinedload(Student.school), joinedload(Student.college))
        student = work.session.get_one(Student, account.student_id, options=whole)
        objection = work.session.scalars(select(Report).where(Report.student_id == student.id, OBJECTION)).one_or_none()
        return Shown(student=student, facts=own_record.source(student), objection=objection)


@contextmanager
def working(services: Services, handle: str, device: str) -> Iterator[UnitOfWork]:
    """A unit of the student whom the handle stands for."""
    with services.reading(SYSTEM) as work:
        actor = actor_of(_account(work, handle), device=device)
    with services.working(actor) as work:
        yield work


def _account(work: UnitOfWork, handle: str) -> Account:
    code = codes.live(work, Purpose.CHECK_SOURCE, handle)
    if code is None or code.account is None:
        raise Refusal(OVER)
    return code.account
