"""What a student reports to the school's office about its own record or about what was done in its name."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signing_core.actors import Role

from .base import Base
from .people import Student
from .types import int_pk, moment, public_id, title120, word


class ReportKind(StrEnum):
    """What is wrong."""

    OBJECTION = "OBJECTION"
    WRONG_DATUM = "WRONG_DATUM"
    NOT_MINE = "NOT_MINE"

    @property
    def label(self) -> str:
        return {"OBJECTION": "对生源信息有异议", "WRONG_DATUM": "信息有误", "NOT_MINE": "不是本人操作"}[self]


class Report(Base):
    """One case: filed by the student, answered once by the school's office.

    ``entry_id`` and ``about`` name the entry of the trail, where the case is about an act."""

    __tablename__ = "reports"
    id: Mapped[int_pk]
    public_id: Mapped[public_id]
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    college_id: Mapped[int] = mapped_column(ForeignKey("colleges.id"))
    cohort: Mapped[int]
    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"), index=True)
    student_number: Mapped[str] = mapped_column(String(20))
    student_name: Mapped[str] = mapped_column(String(50))
    kind: Mapped[ReportKind] = mapped_column(word(ReportKind))
    entry_id: Mapped[int | None]
    about: Mapped[title120] = mapped_column(default="")
    text: Mapped[str] = mapped_column(String(200))
    device: Mapped[str] = mapped_column(String(60), default="")
    filed_at: Mapped[moment]
    answer: Mapped[str] = mapped_column(String(200), default="")
    answered_by: Mapped[title120] = mapped_column(default="")
    answered_role: Mapped[Role | None] = mapped_column(word(Role))
    answered_at: Mapped[moment | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    student: Mapped[Student] = relationship()

    def show(self, student: Student) -> None:
        """Copy from the roster what the office's list shows and scopes by."""
        self.college_id = student.college_id
        self.student_number = student.student_number
        self.student_name = student.name


OPEN_REPORT = Report.answered_at.is_(None)
Index("ix_reports_list", Report.school_id, Report.cohort, Report.filed_at.desc(), Report.id.desc())
Index(
    "one_open_report_per_act",
    Report.entry_id,
    unique=True,
    sqlite_where=OPEN_REPORT & Report.entry_id.is_not(None),
    postgresql_where=OPEN_REPORT & Report.entry_id.is_not(None),
)
OBJECTION = OPEN_REPORT & (Report.kind == ReportKind.OBJECTION)
Index(
    "one_open_objection_per_student",
    Report.student_id,
    unique=True,
    sqlite_where=OBJECTION,
    postgresql_where=OBJECTION,
)
