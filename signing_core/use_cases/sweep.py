"""What the clock does: unanswered invitations expire, unanswered proposals lapse; who is nearly late is reminded."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update

from signing_core import clock
from signing_core.actors import SYSTEM
from signing_core.effects import mails, notices, trail
from signing_core.lifecycles.machine import Act
from signing_core.lifecycles.registry import lifecycle_of
from signing_core.models import Signing
from signing_core.states import SigningState
from signing_core.work import Services, UnitOfWork

from . import changes

log = logging.getLogger(__name__)

BATCH = 200
A_DAY = timedelta(days=1)
INVITED = Signing.state == SigningState.INVITED
PROPOSED = Signing.proposed_version.is_not(None)

Condition = Callable[[datetime], ColumnElement[bool]]


def expire_due(services: Services) -> int:
    """End every invitation and proposal past its deadline, one unit each; returns how many. Called by the worker."""
    invitations = _each(services, lambda at: and_(INVITED, Signing.deadline <= at), expire)
    proposals = _each(services, lambda at: and_(PROPOSED, Signing.proposal_deadline <= at), changes.lapse)
    return invitations + proposals


def remind_due(services: Services) -> int:
    """Tell students of what they have to answer soon: when two days are left, and on the last day."""
    return _each(services, _to_be_reminded, remind)


def expire_between(work: UnitOfWork, *, employer_id: int, student_id: int) -> None:
    """Expire what is past its deadline between these two, so that a new invitation may follow."""
    late = select(Signing).where(
        Signing.employer_id == employer_id,
        Signing.student_id == student_id,
        INVITED,
        Signing.deadline <= work.at,
    )
    for signing in work.session.scalars(late.with_for_update()).all():  # or the sweep may come in between
        expire(work, signing)


def expire(work: UnitOfWork, signing: Signing) -> None:
    """The clock ends one invitation; the employer is told."""
    move = lifecycle_of(signing.kind).fire(signing, "expire", Act(actor=SYSTEM, at=work.at))
    work.session.flush()
    work.point("sweep.expired")
    trail.record(work, signing, move)
    notices.tell(work, mails.expired(signing))


def remind(work: UnitOfWork, signing: Signing) -> None:
    """The student is told that an answer is due; nothing that a page shows changes, so its version stays."""
    deadline = signing.deadline if signing.proposal_deadline is None else signing.proposal_deadline
    work.session.execute(update(Signing).where(Signing.id == signing.id).values(reminded_at=work.at))
    work.point("sweep.reminded")
    notices.tell(work, mails.due_soon(signing, deadline, last_day=deadline - work.at <= A_DAY))


def _to_be_reminded(at: datetime) -> ColumnElement[bool]:
    """Once a day, whoever has only today, or today and tomorrow; who was asked today needs no reminder yet."""
    today = clock.today(at)
    began, *soon = (clock.start_of(today + timedelta(days=days)) for days in range(3))
    return and_(
        or_(and_(INVITED, Signing.deadline.in_(soon)), and_(PROPOSED, Signing.proposal_deadline.in_(soon))),
        Signing.turn_since < began,
        or_(Signing.reminded_at.is_(None), Signing.reminded_at < began),
    )


def _each(services: Services, due: Condition, act: Callable[[UnitOfWork, Signing], None]) -> int:
    """Do the act to every signing that is due, each in a unit of its own."""
    count, stuck = 0, set[int]()
    while ids := _due(services, due, stuck):
        for signing_id in ids:
            try:
                count += _one(services, signing_id, due, act)
            except Exception:  # whatever is wrong with one signing, the others go on
                log.exception("signing %s is stuck; it is tried again by the next sweep", signing_id)
                stuck.add(signing_id)
            services.database.give_way()
    return count


def _one(services: Services, signing_id: int, due: Condition, act: Callable[[UnitOfWork, Signing], None]) -> bool:
    """False where somebody was faster."""
    with services.working(SYSTEM) as work:
        found = select(Signing).where(Signing.id == signing_id, due(work.at)).with_for_update()
        signing = work.session.scalars(found).one_or_none()
        if signing is not None:
            act(work, signing)
    return signing is not None


def _due(services: Services, due: Condition, stuck: Collection[int]) -> list[int]:
    with services.reading(SYSTEM) as work:
        found = select(Signing.id).where(due(work.at), Signing.id.not_in(stuck))
        return list(work.session.scalars(found.order_by(Signing.deadline, Signing.id).limit(BATCH)))
