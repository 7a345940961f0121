"""Employers with their licences and what was done about them, and the graduates that they mean to invite."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signing_core.actors import Role
from signing_core.crypto import Sealed
from signing_core.states import EmployerState

from .base import Base
from .people import Student
from .schools import School
from .types import blind_index, int_pk, moment, public_id, sealed, sha256, title120, word

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
    postcode: Mapped[str] = mapped_column(String(6), default="")
    contact: Mapped[str] = mapped_column(String(50))
    contact_phone_sealed: Mapped[sealed | None]
    contact_phone_index: Mapped[blind_index | None]
    email: Mapped[title120] = mapped_column(index=True)
    receivers_sealed: Mapped[sealed | None]
    confirmed_at: Mapped[moment | None]
    created_at: Mapped[moment]
    last_act_at: Mapped[moment]
    said_because: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column()
    __table_args__ = (
        Index("ix_employers_name", "name", "id"),
        Index("ix_employers_queue", "state", "last_act_at", "id"),
    )
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    contact_phone = Sealed()
    receivers = Sealed()  # JSON: who takes archive and household, offered in the first invitation

    def acted(self, at: datetime) -> None:
        """Note when its state was last acted upon."""
        self.last_act_at = at


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

    school: Mapped[School] = relationship(lazy="joined")


class Licence(Base):
    """A picture of an employer's 营业执照; the newest counts, earlier ones are kept."""

    __tablename__ = "licences"
    id: Mapped[int_pk]
    public_id: Mapped[public_id]
    employer_id: Mapped[int] = mapped_column(ForeignKey("employers.id"), index=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    thumbnail_key: Mapped[str] = mapped_column(String(64), unique=True)
    pixel_sha256: Mapped[sha256] = mapped_column(index=True)
    image_sha256: Mapped[sha256]
    thumbnail_sha256: Mapped[sha256]
    width: Mapped[int]
    height: Mapped[int]
    added_at: Mapped[moment]


class EmployerEvent(Base):
    """What was done about an employer, by whom and why; with a school it is that school's own matter."""

    __tablename__ = "employer_events"
    id: Mapped[int_pk]
    employer_id: Mapped[int] = mapped_column(ForeignKey("employers.id"), index=True)
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"), index=True)
    at: Mapped[moment]
    role: Mapped[Role] = mapped_column(word(Role))
    who: Mapped[title120]
    label: Mapped[str] = mapped_column(String(60))
    remark: Mapped[str] = mapped_column(String(200))


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
