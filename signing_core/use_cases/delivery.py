"""The outbox's way out: claimed for a while, sent outside any transaction, then marked; again later on failure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from signing_core.actors import SYSTEM
from signing_core.models import Channel, Message
from signing_core.work import Services

LEASE = timedelta(minutes=2)
BATCH = 10  # at ten seconds a message at most, a batch is through before its lease ends
MOST_TRIES = 10


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """One message as the sender needs it; ``id`` makes a stable Message-ID, so that a second copy is recognised."""

    id: str
    channel: Channel
    recipient: str
    subject: str
    body: str


class SendingFailed(Exception):
    """The message did not leave now; it is tried again."""


Send = Callable[[Parcel], None]


def deliver_due(services: Services, send: Send) -> int:
    """Send what is due, each at least once; returns how many left. Called by the worker."""
    sent = 0
    while parcels := _claim(services):
        for parcel in parcels:
            services.point("delivery.claimed")
            try:
                send(parcel)
            except SendingFailed as failure:
                _mark_failed(services, parcel, str(failure))
            else:
                services.point("delivery.sent")
                _mark_sent(services, parcel)
                sent += 1
    return sent


def _claim(services: Services) -> list[Parcel]:
    with services.working(SYSTEM) as work:
        due = work.session.scalars(
            select(Message)
            .where(Message.sent_at.is_(None), Message.given_up_at.is_(None), Message.due_at <= work.at)
            .order_by(Message.due_at)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        ).all()
        for message in due:
            message.due_at = work.at + LEASE
        return [
            Parcel(
                id=message.public_id,
                channel=message.channel,
                recipient=message.recipient,
                subject=message.subject,
                body=message.body,
            )
            for message in due
        ]


def _mark_sent(services: Services, parcel: Parcel) -> None:
    with services.working(SYSTEM) as work:
        work.get(Message, parcel.id).sent_at = work.at


def _mark_failed(services: Services, parcel: Parcel, error: str) -> None:
    with services.working(SYSTEM) as work:
        message = work.get(Message, parcel.id)
        message.tries += 1
        message.last_error = error[:200]
        message.due_at = work.at + timedelta(minutes=2**message.tries)
        if message.tries >= MOST_TRIES:
            message.given_up_at = work.at
