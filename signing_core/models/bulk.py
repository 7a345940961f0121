"""批量办理: the rows of one run, what is to be said of each, and what came of it."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base
from .types import int_pk, moment, title120, word


class Opinion(StrEnum):
    """审核意见."""

    PASS = "PASS"
    REFUSE = "REFUSE"

    @property
    def label(self) -> str:
        return {"PASS": "通过", "REFUSE": "不通过"}[self]


class BulkRow(Base):
    """One row that was checked, and with a ``run`` of it confirmed; ``check`` and ``run`` are public ids of jobs.

    ``seen`` is the version of the signing that was checked. ``said`` is why it is left out or was refused, ``act`` the
    label of what is done or was. A row is over when it has ``done_at``.
    """

    __tablename__ = "bulk_rows"
    id: Mapped[int_pk]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    check: Mapped[str] = mapped_column(String(22))
    run: Mapped[str | None] = mapped_column(String(22))
    position: Mapped[int]
    signing: Mapped[str] = mapped_column(String(22))
    seen: Mapped[int]
    student_number: Mapped[str] = mapped_column(String(20))
    student_name: Mapped[str] = mapped_column(String(50))
    employer_name: Mapped[title120]
    number: Mapped[str] = mapped_column(String(16), default="")
    opinion: Mapped[Opinion] = mapped_column(word(Opinion))
    reason: Mapped[str] = mapped_column(String(200), default="")
    act: Mapped[str] = mapped_column(String(60), default="")
    said: Mapped[str] = mapped_column(String(200), default="")
    done_at: Mapped[moment | None]


Index("ix_bulk_rows_check", BulkRow.check, BulkRow.position)
_CONFIRMED = BulkRow.run.is_not(None)
Index("ix_bulk_rows_run", BulkRow.run, BulkRow.position, sqlite_where=_CONFIRMED, postgresql_where=_CONFIRMED)
