"""Requests to end an approved signing, and forced endings."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from signing_core.actors import Role
from signing_core.states import OPEN_RESCISSION, RescissionState

from .base import Base
from .types import int_pk, moment, public_id, title120, word


class Rescission(Base):
    """One request; a signing may have several over time, at most one of them open (I6)."""

    __tablename__ = "rescissions"
    id: Mapped[int_pk]
    public_id: Mapped[public_id]
    signing_id: Mapped[int] = mapped_column(ForeignKey("signings.id"), index=True)
    state: Mapped[RescissionState] = mapped_column(word(RescissionState))
    asked_by: Mapped[Role] = mapped_column(word(Role))
    type: Mapped[str] = mapped_column(String(30), default="")
    reason: Mapped[str] = mapped_column(String(200))
    asked_at: Mapped[moment]
    answer_reason: Mapped[str] = mapped_column(String(200), default="")
    answered_at: Mapped[moment | None]
    decided_by: Mapped[Role | None] = mapped_column(word(Role))
    college_passed_by: Mapped[title120 | None]
    college_passed_at: Mapped[moment | None]
    decision_reason: Mapped[str] = mapped_column(String(200), default="")
    decided_at: Mapped[moment | None]
    last_act_at: Mapped[moment]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    def acted(self, at: datetime) -> None:
        """Note when somebody acted on it last."""
        self.last_act_at = at


Index(
    "one_open_rescission_per_signing",
    Rescission.signing_id,
    unique=True,
    sqlite_where=Rescission.state.in_(OPEN_RESCISSION),
    postgresql_where=Rescission.state.in_(OPEN_RESCISSION),
)
