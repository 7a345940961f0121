"""Agreed terms before the school's review: changes that the employer proposes, and returns by the office."""

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from signing_core.actors import Role
from signing_core.states import ProposalState

from .base import Base
from .types import int_pk, moment, public_id, title120, word


class Proposal(Base):
    """A version of the terms that waits for the student's answer, or what became of it; at most one is open."""

    __tablename__ = "proposals"
    id: Mapped[int_pk]
    public_id: Mapped[public_id]
    signing_id: Mapped[int] = mapped_column(ForeignKey("signings.id"), index=True)
    version: Mapped[int]
    state: Mapped[ProposalState] = mapped_column(word(ProposalState))
    proposed_at: Mapped[moment]
    deadline: Mapped[moment]
    closed_at: Mapped[moment | None]
    reason: Mapped[str] = mapped_column(String(200), default="")


_OPEN = Proposal.state == ProposalState.OPEN
Index(
    "one_open_proposal_per_signing",
    Proposal.signing_id,
    unique=True,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)


class Return(Base):
    """退回修改: which fields the office wants corrected, and why."""

    __tablename__ = "returns"
    id: Mapped[int_pk]
    public_id: Mapped[public_id]
    signing_id: Mapped[int] = mapped_column(ForeignKey("signings.id"), index=True)
    fields: Mapped[list[str]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(200))
    returned_at: Mapped[moment]
    role: Mapped[Role] = mapped_column(word(Role))
    who: Mapped[title120]
