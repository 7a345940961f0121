"""The outbox's way out: claimed for a while, sent outside any transaction, then marked; again later on failure."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from signing_core.actors import SYSTEM
from signing_core.models import Channel, Message
from signing_core.work import Services

log = logging.getLogger(__name__)

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


class SendingRefused(SendingFailed):
    """The message will never leave as it is; it is given up."""


Send = Callable[[Parcel], None]


def deliver_due(services: Services, send: Send) -> int:
    """Send what is due, each at least once; returns how many left. Called by the worker."""
    sent = 0
    while messages := _claim(services):
        for message in messages:
            services.point("delivery.claimed")
            try:
                send(_parcel(message))
            except SendingFailed as failure:
                for_good = isinstance(failure, SendingRefused)
                _mark_failed(services, message.public_id, str(failure), for_good=for_good)
            except Exception as error:  # whatever is wrong with one message, the others leave
                log.exception("message %s cannot be sent", message.public_id)
                _mark_failed(services, message.public_id, type(error).__name__)
            else:
                services.point("delivery.sent")
                _mark_sent(services, message.public_id)
                sent += 1
    return sent


def _claim(services: Services) -> Sequence[Message]:
    with services.working(SYSTEM) as work:
        due = work.session.scalars(
            select(Message)
            .where(Message.sent_at.is_(None), Message.given_up_at.is_(None), Message.due_at <= work.at)
            .order_by(Message.due_at, Message.id)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        ).all()
        for message in due:
            message.due_at = work.at + LEASE
        return due


def _parcel(message: Message) -> Parcel:
    return Parcel(
        id=message.public_id,
        channel=message.channel,
        recipient=message.recipient,
        subject=message.subject,
        body=message.body,
    )


def _mark_sent(services: Services, public_id: str) -> None:
    with services.working(SYSTEM) as work:
        work.get(Message, public_id).sent_at = work.at


def _mark_failed(services: Services, public_id: str, error: str, *, for_good: bool = False) -> None:
    with services.working(SYSTEM) as work:
        message = work.get(Message, public_id)
        message.tries += 1
        message.last_error = error[:200]
        message.due_at = work.at + timedelta(minutes=2**message.tries)
        if for_good or message.tries >= MOST_TRIES:
            message.given_up_at = work.at
