"""What acts leave behind: the trail, number counters, outgoing messages and kept files."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signing_core.actors import Role
from signing_core.crypto import Sealed

from .base import Base
from .types import int_pk, moment, public_id, sealed, sha256, title120, word


class TrailEntry(Base):
    """One event of a school's trail: append-only by trigger, chained by hash, never changed."""

    __tablename__ = "trail"
    __table_args__ = (UniqueConstraint("school_id", "position"),)
    id: Mapped[int_pk]
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    position: Mapped[int]
    signing_id: Mapped[int | None] = mapped_column(ForeignKey("signings.id"), index=True)
    student_id: Mapped[int | None] = mapped_column(ForeignKey("students.id"), index=True)
    at: Mapped[moment]
    role: Mapped[Role] = mapped_column(word(Role))
    who: Mapped[title120]
    label: Mapped[str] = mapped_column(String(60))
    remark: Mapped[str] = mapped_column(String(200))
    state_before: Mapped[str] = mapped_column(String(30))
    state_after: Mapped[str] = mapped_column(String(30))
    device: Mapped[str] = mapped_column(String(60), default="")
    salt: Mapped[str] = mapped_column(String(32))
    hash: Mapped[sha256]


class TrailHead(Base):
    """Where a school's chain ends: how many entries, and the hash of the last."""

    __tablename__ = "trail_heads"
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), primary_key=True)
    count: Mapped[int]
    hash: Mapped[sha256]


class NumberCounter(Base):
    """The last serial given out per type, cohort and school."""

    __tablename__ = "number_counters"
    type: Mapped[str] = mapped_column(String(1), primary_key=True)
    cohort: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), primary_key=True)
    last: Mapped[int]


class Channel(StrEnum):
    """How a message leaves."""

    MAIL = "MAIL"
    SMS = "SMS"


class Message(Base):
    """One outgoing mail or SMS: written by the act that it tells of, sent by the worker at least once."""

    __tablename__ = "outbox"
    id: Mapped[int_pk]
    public_id: Mapped[public_id]
    channel: Mapped[Channel] = mapped_column(word(Channel))
    recipient_sealed: Mapped[sealed]
    subject: Mapped[title120]
    body_sealed: Mapped[sealed]
    signing_id: Mapped[int | None] = mapped_column(ForeignKey("signings.id"), index=True)
    queued_at: Mapped[moment]
    due_at: Mapped[moment]
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[moment | None]
    given_up_at: Mapped[moment | None]
    last_error: Mapped[str] = mapped_column(String(200), default="")

    recipient = Sealed()
    body = Sealed()


_WAITING = Message.sent_at.is_(None) & Message.given_up_at.is_(None)
Index("ix_outbox_waiting", Message.due_at, sqlite_where=_WAITING, postgresql_where=_WAITING)


class Notice(Base):
    """What one party was told about a signing, in the portal; ``message`` is the mail or SMS that left beside it."""

    __tablename__ = "notices"
    id: Mapped[int_pk]
    public_id: Mapped[public_id]
    student_id: Mapped[int | None] = mapped_column(ForeignKey("students.id"))
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employers.id"))
    signing_id: Mapped[int] = mapped_column(ForeignKey("signings.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    subject: Mapped[title120]
    text: Mapped[str] = mapped_column(String(400))
    at: Mapped[moment]
    read_at: Mapped[moment | None]

    message: Mapped[Message | None] = relationship()


Index("ix_notices_student", Notice.student_id, Notice.at.desc(), Notice.id.desc())
Index("ix_notices_employer", Notice.employer_id, Notice.at.desc(), Notice.id.desc())
_UNREAD = Notice.read_at.is_(None)
Index("ix_notices_unread_student", Notice.student_id, sqlite_where=_UNREAD, postgresql_where=_UNREAD)
Index("ix_notices_unread_employer", Notice.employer_id, sqlite_where=_UNREAD, postgresql_where=_UNREAD)


class KeptFile(Base):
    """A file in the store, under a random key; who may fetch it is decided by its owner."""

    __tablename__ = "files"
    id: Mapped[int_pk]
    public_id: Mapped[public_id]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(30))
    name: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    sha256: Mapped[sha256]
    created_at: Mapped[moment]
