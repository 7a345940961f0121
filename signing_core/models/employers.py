"""Employers, the schools that block them, and the graduates that they mean to invite."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signing_core.crypto import Sealed
from signing_core.states import EmployerState

from .base import Base
from .people import Student
from .types import int_pk, moment, public_id, sealed, title120, word

REGISTERED = (EmployerState.APPROVED, EmployerState.SUSPENDED)


class Employer(Base):
    """An organisation; approved by any one school it may invite students of every school."""

    __tablename__ = "employers"
    id: Mapped[int_pk]
    public_id: Mapped[public_id]
    name: Mapped[title120]
    uscc: Mapped[str] = mapped_column(String(18), index=True)
    state: Mapped[EmployerState] = mapped_column(word(EmployerState))
    nature: Mapped[str] = mapped_column(String(30))
    industry: Mapped[str] = mapped_column(String(60))
    place: Mapped[title120]
    address: Mapped[title120] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(String(50))
    contact_phone_sealed: Mapped[sealed | None]
    email: Mapped[title120]
    receivers_sealed: Mapped[sealed | None]
    confirmed_at: Mapped[moment | None]
    created_at: Mapped[moment]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    contact_phone = Sealed()
    receivers = Sealed()  # JSON: who takes archive and household, offered in the first invitation


Index(
    "one_registered_employer_per_uscc",
    Employer.uscc,
    unique=True,
    sqlite_where=Employer.state.in_(REGISTERED),
    postgresql_where=Employer.state.in_(REGISTERED),
)


class EmployerBlock(Base):
    """A school refuses an employer: its invitations to that school's students can be read, not accepted."""

    __tablename__ = "employer_blocks"
    __table_args__ = (UniqueConstraint("school_id", "employer_id"),)
    id: Mapped[int_pk]
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    employer_id: Mapped[int] = mapped_column(ForeignKey("employers.id"), index=True)
    reason: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[moment]


class Candidate(Base):
    """One line of an employer's 拟签约名单."""

    __tablename__ = "candidates"
    __table_args__ = (UniqueConstraint("employer_id", "student_id"),)
    id: Mapped[int_pk]
    public_id: Mapped[public_id]
    employer_id: Mapped[int] = mapped_column(ForeignKey("employers.id"))
    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"), index=True)
    created_at: Mapped[moment]

    student: Mapped[Student] = relationship()
