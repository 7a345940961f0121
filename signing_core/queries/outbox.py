"""The outbox as an operator sees it: the latest messages, and how many wait."""

from dataclasses import dataclass

from sqlalchemy import func, select

from signing_core.models import Message
from signing_core.work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Figures:
    """How many messages have not left, how long the oldest that is due has waited, and how many were given up on."""

    waiting: int
    late_seconds: float
    given_up: int


def latest(work: UnitOfWork, most: int) -> list[Message]:
    """The messages that were queued last, newest first."""
    newest = select(Message).order_by(Message.queued_at.desc(), Message.id.desc())
    return list(work.session.scalars(newest.limit(most)))


def figures(work: UnitOfWork) -> Figures:
    """What stands in the outbox now."""
    waiting = Message.sent_at.is_(None) & Message.given_up_at.is_(None)
    count, oldest = work.session.execute(select(func.count(), func.min(Message.due_at)).where(waiting)).one()
    given_up = work.session.scalar(select(func.count()).where(Message.given_up_at.is_not(None)))
    late = (work.at - oldest).total_seconds() if oldest else 0
    return Figures(waiting=count, late_seconds=max(late, 0), given_up=given_up or 0)
