"""去向统计, kept counted: graduates by what they are and how their plan stands."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from signing_core.states import PlanSource, PlanStatus

from .base import Base
from .types import int_pk, title120, word


class Tally(Base):
    """So many graduates more, or fewer where ``count`` is below zero, of one sort; the sum of a sort's rows holds.

    A row is only ever added beside others, so that acts on different students never wait for each other, and the
    worker puts rows of one sort together. ``kind`` and ``code`` are those of the plan, empty where it has none.
    """

    __tablename__ = "tallies"
    id: Mapped[int_pk]
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    cohort: Mapped[int]
    college_id: Mapped[int] = mapped_column(ForeignKey("colleges.id"))
    major: Mapped[title120]
    education: Mapped[str] = mapped_column(String(30))
    gender: Mapped[str] = mapped_column(String(2))
    status: Mapped[PlanStatus] = mapped_column(word(PlanStatus))
    source: Mapped[PlanSource] = mapped_column(word(PlanSource))
    kind: Mapped[str] = mapped_column(String(30))
    code: Mapped[str] = mapped_column(String(4))
    count: Mapped[int]


OF_STUDENT = (Tally.school_id, Tally.cohort, Tally.college_id, Tally.major, Tally.education, Tally.gender)
OF_PLAN = (Tally.status, Tally.source, Tally.kind, Tally.code)

# Each holds all that its question reads, in the order of its groups.
Index("ix_tallies_college", Tally.school_id, Tally.cohort, Tally.college_id, *OF_PLAN, Tally.count)
Index("ix_tallies_school", Tally.cohort, Tally.school_id, *OF_PLAN, Tally.count)
