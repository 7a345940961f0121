"""What leaves the process: a row in the transaction that it tells of, sent by the worker afterwards (I13)."""

from dataclasses import dataclass

from signing_core.models import Channel, Message, Signing
from signing_core.work import UnitOfWork

LONGEST_SUBJECT = 120  # what its column holds; two long names make more


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One message before it is queued."""

    channel: Channel
    recipient: str
    subject: str
    body: str
    signing: Signing | None = None


def queue(work: UnitOfWork, letter: Letter | None) -> Message | None:
    """Have the letter sent iff this unit commits; None (nobody can be reached) queues nothing."""
    if letter is None:
        return None
    work.point("outbox.queue")
    message = Message(
        public_id=work.new_id(),
        channel=letter.channel,
        recipient=letter.recipient,
        subject=letter.subject[:LONGEST_SUBJECT],
        body=letter.body,
        signing_id=letter.signing.id if letter.signing else None,
        queued_at=work.at,
        due_at=work.at,
        tries=0,
    )
    work.session.add(message)
    return message
