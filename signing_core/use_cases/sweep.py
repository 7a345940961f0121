"""邀约过期: what the clock does to unanswered invitations."""

import logging
from collections.abc import Collection

from sqlalchemy import select

from signing_core.actors import SYSTEM
from signing_core.effects import mails, outbox, trail
from signing_core.lifecycles.machine import Act
from signing_core.lifecycles.registry import lifecycle_of
from signing_core.models import Signing
from signing_core.states import SigningState
from signing_core.work import Services, UnitOfWork

log = logging.getLogger(__name__)

BATCH = 200


def expire_due(services: Services) -> int:
    """Expire every invitation past its deadline, one unit each; returns how many. Called by the worker."""
    count, stuck = 0, set[int]()
    while ids := _due(services, stuck):
        for signing_id in ids:
            try:
                count += _expire_one(services, signing_id)
            except Exception:  # whatever is wrong with one invitation, the others expire
                log.exception("signing %s cannot expire; it is tried again by the next sweep", signing_id)
                stuck.add(signing_id)
    return count


def expire_between(work: UnitOfWork, *, employer_id: int, student_id: int) -> None:
    """Expire what is past its deadline between these two, so that a new invitation may follow."""
    late = select(Signing).where(
        Signing.employer_id == employer_id,
        Signing.student_id == student_id,
        Signing.state == SigningState.INVITED,
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
    outbox.queue(work, mails.expired(work, signing))


def _expire_one(services: Services, signing_id: int) -> bool:
    """False where somebody was faster."""
    with services.working(SYSTEM) as work:
        signing = work.session.scalars(select(Signing).where(Signing.id == signing_id).with_for_update()).one()
        late = signing.state is SigningState.INVITED and work.at >= signing.deadline
        if late:
            expire(work, signing)
    return late


def _due(services: Services, stuck: Collection[int]) -> list[int]:
    with services.reading(SYSTEM) as work:
        due = select(Signing.id).where(Signing.state == SigningState.INVITED, Signing.deadline <= work.at)
        return list(work.session.scalars(due.where(Signing.id.not_in(stuck)).order_by(Signing.deadline).limit(BATCH)))
