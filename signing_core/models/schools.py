"""Schools, their colleges, whom to turn to, and when signing is open."""

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from signing_core.actors import Role
from signing_core.catalogues.invitation import REPLY_DAYS
from signing_core.states import ReviewLevels

from .base import Base
from .types import int_pk, moment, title120, word


class School(Base):
    """One university, known by its 5-digit 院校标识码."""

    __tablename__ = "schools"
    id: Mapped[int_pk]
    code: Mapped[str] = mapped_column(String(5), unique=True)
    name: Mapped[title120]


class College(Base):
    """A department of one school."""

    __tablename__ = "colleges"
    __table_args__ = (UniqueConstraint("school_id", "name"),)
    id: Mapped[int_pk]
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    name: Mapped[title120]


class Contact(Base):
    """Whom to turn to: of a college, else of its school, else (no school) of the province."""

    __tablename__ = "contacts"
    __table_args__ = (UniqueConstraint("school_id", "college_id"),)
    id: Mapped[int_pk]
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"))
    college_id: Mapped[int | None] = mapped_column(ForeignKey("colleges.id"), index=True)
    office: Mapped[title120]
    person: Mapped[str] = mapped_column(String(50), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    hours: Mapped[str] = mapped_column(String(60), default="")

    def __str__(self) -> str:
        return "，".join(part for part in (self.office, self.person, self.phone, self.hours) if part)


class SchoolSettings(Base):
    """网签开放设置 of one school and cohort; a channel is open from ``from`` until, not including, ``until``.

    ``rescission_cap`` is how many approved rescissions that a student asked for the school allows; None is no cap.
    ``minimum_wage`` is the local one in yuan a month, against which pay is looked at; None is not looked at.
    ``reply_days`` is what an employer's first invitation offers.
    """

    __tablename__ = "school_settings"
    __table_args__ = (UniqueConstraint("school_id", "cohort"),)
    id: Mapped[int_pk]
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    cohort: Mapped[int]
    online_from: Mapped[moment | None]
    online_until: Mapped[moment | None]
    paper_from: Mapped[moment | None]
    paper_until: Mapped[moment | None]
    other_from: Mapped[moment | None]
    other_until: Mapped[moment | None]
    minimum_wage: Mapped[int | None]
    rescission_cap: Mapped[int | None]
    review_levels: Mapped[ReviewLevels] = mapped_column(word(ReviewLevels), default=ReviewLevels.EITHER)
    reply_days: Mapped[int] = mapped_column(default=REPLY_DAYS)
    changed_at: Mapped[moment]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


class SettingsChange(Base):
    """One change of 网签开放设置: who, when, and by label what it was and became; append-only by trigger."""

    __tablename__ = "settings_changes"
    id: Mapped[int_pk]
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    cohort: Mapped[int]
    at: Mapped[moment]
    role: Mapped[Role] = mapped_column(word(Role))
    who: Mapped[title120]
    changes: Mapped[list[list[str]]] = mapped_column(JSON)


Index("ix_settings_changes", SettingsChange.school_id, SettingsChange.cohort, SettingsChange.id)


class OwnCode(Base):
    """去向代码 that a school sets itself for one cohort, in place of an assigned one of which no source is sure.

    ``assigned`` is empty where none is assigned at all; further study has one for each level.
    """

    __tablename__ = "own_codes"
    __table_args__ = (UniqueConstraint("school_id", "cohort", "destination", "assigned"),)
    id: Mapped[int_pk]
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    cohort: Mapped[int]
    destination: Mapped[str] = mapped_column(String(30))
    assigned: Mapped[str] = mapped_column(String(4))
    code: Mapped[str] = mapped_column(String(4))
    changed_at: Mapped[moment]
