"""就业方案: what is reported upward of each student, and what was reported last."""

from sqlalchemy import ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from signing_core.crypto import Sealed
from signing_core.states import PlanSource, PlanStatus, SigningKind

from .base import Base
from .types import int_pk, moment, public_id, sealed, word


class Plan(Base):
    """就业方案 of one student, kept in step with the signing; ``kind`` is that of the signing, where it comes of one.

    ``destination`` names the one of the catalogue, ``assigned_code`` the code that the table has for it,
    ``destination_code`` the one that counts: the school's own where it set one. ``other_reason`` says why it was
    submitted by another way. ``needs_correction`` (需更正) holds iff it changed after it was exported last. What the
    list scopes and sorts by is copied from the student, whose keys are checked there; its one index serves every field:
    a cohort of a school is some thousand rows. An import pays for each key and index more with every row.
    """

    __tablename__ = "plans"
    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"), primary_key=True)
    school_id: Mapped[int]
    college_id: Mapped[int]
    cohort: Mapped[int]
    student_number: Mapped[str] = mapped_column(String(20))
    status: Mapped[PlanStatus] = mapped_column(word(PlanStatus))
    source: Mapped[PlanSource] = mapped_column(word(PlanSource))
    kind: Mapped[SigningKind | None] = mapped_column(word(SigningKind))
    destination: Mapped[str] = mapped_column(String(30), server_default="")
    assigned_code: Mapped[str] = mapped_column(String(4), server_default="")
    destination_code: Mapped[str] = mapped_column(String(4), default="")
    other_reason: Mapped[str] = mapped_column(String(200), server_default="")
    exported_at: Mapped[moment | None]
    needs_correction: Mapped[bool] = mapped_column(server_default=false())
    changed_at: Mapped[moment]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


Index("ix_plans_list", Plan.school_id, Plan.cohort, Plan.student_number)


class ExportedPlan(Base):
    """The row of a student as it was exported last, and of which version of the plan."""

    __tablename__ = "exported_plans"
    __table_args__ = (Index("ix_exported_plans_cohort", "school_id", "cohort"),)
    id: Mapped[int_pk]
    public_id: Mapped[public_id]
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    cohort: Mapped[int]
    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"), unique=True)
    plan_version: Mapped[int]
    row_sealed: Mapped[sealed]

    row = Sealed()  # JSON: the cells in the order of the columns
