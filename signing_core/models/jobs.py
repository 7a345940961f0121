"""Long work for the worker: who asked, how far it is, what came of it; and the office's log of what was looked at."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from signing_core.actors import Role

from .base import Base
from .types import int_pk, moment, public_id, title120, word


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "WAITING"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"


class Job(Base):
    """One piece of long work; ``asked`` holds what it needs, ``found`` what the page shows of its outcome."""

    __tablename__ = "jobs"
    id: Mapped[int_pk]
    public_id: Mapped[public_id]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    state: Mapped[JobState] = mapped_column(word(JobState))
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)
    found: Mapped[dict[str, Any]] = mapped_column(JSON)
    done: Mapped[int]
    total: Mapped[int]
    message: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[moment]
    leased_until: Mapped[moment | None]
    finished_at: Mapped[moment | None]


_UNFINISHED = Job.state.in_((JobState.WAITING, JobState.RUNNING))
Index("ix_jobs_unfinished", Job.created_at, sqlite_where=_UNFINISHED, postgresql_where=_UNFINISHED)


class LogEntry(Base):
    """操作日志: an act of staff that leaves no trail of its own, such as seeing full ID numbers in an export.

    Append-only by trigger. The operator's commands have no account; ``school_id`` is the school that it is about.
    """

    __tablename__ = "log"
    __table_args__ = (Index("ix_log_list", "school_id", "id"), Index("ix_log_acts", "school_id", "act"))
    id: Mapped[int_pk]
    at: Mapped[moment]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    role: Mapped[Role] = mapped_column(word(Role))
    who: Mapped[title120]
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"))
    act: Mapped[str] = mapped_column(String(60))
    detail: Mapped[str] = mapped_column(String(400))
