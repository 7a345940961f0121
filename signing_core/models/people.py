"""Students of the roster, with what decides whether they may sign."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signing_core.crypto import Sealed

from .base import Base
from .schools import College, School
from .types import blind_index, int_pk, moment, public_id, sealed, title120

UNDIRECTED = "非定向"


class Student(Base):
    """One graduate of one school and cohort."""

    __tablename__ = "students"
    __table_args__ = (
        UniqueConstraint("school_id", "cohort", "student_number"),
        UniqueConstraint("school_id", "cohort", "id_number_index"),
        Index("ix_students_list", "school_id", "cohort", "college_id", "student_number"),
        Index("ix_students_student_number", "student_number"),
    )
    id: Mapped[int_pk]
    public_id: Mapped[public_id]
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    college_id: Mapped[int] = mapped_column(ForeignKey("colleges.id"), index=True)
    cohort: Mapped[int]
    student_number: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(50))
    gender: Mapped[str] = mapped_column(String(2))
    id_number_sealed: Mapped[sealed]
    id_number_index: Mapped[blind_index]
    phone_sealed: Mapped[sealed | None]
    phone_index: Mapped[blind_index | None]
    email: Mapped[title120] = mapped_column(default="")
    major: Mapped[title120]
    class_name: Mapped[title120] = mapped_column(default="")
    education: Mapped[str] = mapped_column(String(30))
    training: Mapped[str] = mapped_column(String(10))
    origin: Mapped[title120] = mapped_column(default="")
    address: Mapped[title120 | None]
    source_reviewed: Mapped[bool] = mapped_column(default=False)
    source_confirmed_at: Mapped[moment | None]
    restricted: Mapped[bool] = mapped_column(default=False)
    restriction_reason: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[moment]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    school: Mapped[School] = relationship()
    college: Mapped[College] = relationship()

    id_number = Sealed()
    phone = Sealed()
