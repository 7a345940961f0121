"""What stands beside a review: reasons that a school words once, and who has a case open."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base
from .types import int_pk, moment, word


class ReasonGroup(StrEnum):
    """Which decisions a template is for."""

    REFUSE = "REFUSE"
    RETURN = "RETURN"
    REFUSE_RESCISSION = "REFUSE_RESCISSION"
    REVOKE = "REVOKE"
    FORCE = "FORCE"

    @property
    def label(self) -> str:
        return {
            "REFUSE": "审核不通过",
            "RETURN": "退回修改",
            "REFUSE_RESCISSION": "解约审核不通过",
            "REVOKE": "撤回审核",
            "FORCE": "强制解约",
        }[self]


class ReasonTemplate(Base):
    """One 审核意见 of a school; ``position`` begins with 1 in each group, and is the key that fills it in."""

    __tablename__ = "reason_templates"
    __table_args__ = (UniqueConstraint("school_id", "group", "position"),)
    id: Mapped[int_pk]
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    group: Mapped[ReasonGroup] = mapped_column(word(ReasonGroup))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(200))


class CaseOpening(Base):
    """That an account of the office has a case before it; it counts until shortly after ``seen_at``."""

    __tablename__ = "case_openings"
    signing_id: Mapped[int] = mapped_column(ForeignKey("signings.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    who: Mapped[str] = mapped_column(String(120))
    opened_at: Mapped[moment]
    seen_at: Mapped[moment]


Index("ix_case_openings_seen", CaseOpening.seen_at)
