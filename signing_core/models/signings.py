"""Signings: one row for each that anybody started, whatever its kind; and the immutable versions of its terms."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, and_, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signing_core.actors import Role
from signing_core.crypto import Sealed
from signing_core.states import (
    ACTIVE,
    IN_CONSOLE,
    IN_ENTRY,
    OPEN_RESCISSION_STATUSES,
    UNANSWERED,
    SigningKind,
    SigningState,
)
from signing_core.turns import Turn, task_of

from .base import Base
from .employers import Employer
from .people import Student
from .types import int_pk, moment, public_id, sealed, sha256, title120, word


class Signing(Base):
    """One row of the review list. Employer, invitation and deadline are an online signing's alone.

    ``destination`` names the one of the catalogue that is registered, and is empty for
    agreements. ``college_passed_at`` and its ``_by`` say that the college passed what waits for the office now.
    What the list shows, filters and sorts by stands on the row itself."""

    __tablename__ = "signings"
    id: Mapped[int_pk]
    public_id: Mapped[public_id]
    kind: Mapped[SigningKind] = mapped_column(word(SigningKind))
    state: Mapped[SigningState] = mapped_column(word(SigningState))
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    college_id: Mapped[int] = mapped_column(ForeignKey("colleges.id"))
    cohort: Mapped[int]
    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"), index=True)
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employers.id"))
    number: Mapped[str | None] = mapped_column(String(16), unique=True)
    student_number: Mapped[str] = mapped_column(String(20))
    student_name: Mapped[str] = mapped_column(String(50))
    college_name: Mapped[title120]
    major: Mapped[title120]
    class_name: Mapped[title120]
    employer_name: Mapped[title120]
    uscc: Mapped[str] = mapped_column(String(18))
    position: Mapped[str] = mapped_column(String(50))
    destination: Mapped[str] = mapped_column(String(30), default="")
    rescission_status: Mapped[str] = mapped_column(String(20), default="")
    rescission_by: Mapped[Role | None] = mapped_column(word(Role))
    terms_version: Mapped[int] = mapped_column(default=1)
    agreed_version: Mapped[int | None]
    proposed_version: Mapped[int | None]
    proposal_deadline: Mapped[moment | None]
    unit_nature: Mapped[str | None] = mapped_column(String(30))
    unit_industry: Mapped[str | None] = mapped_column(String(60))
    unit_place: Mapped[title120 | None]
    unit_address: Mapped[title120 | None]
    decided_by: Mapped[Role | None] = mapped_column(word(Role))
    college_passed_by: Mapped[title120 | None]
    college_passed_at: Mapped[moment | None]
    invited_at: Mapped[moment] = mapped_column(nullable=True)
    deadline: Mapped[moment] = mapped_column(nullable=True)
    discarded_at: Mapped[moment | None]
    reminded_at: Mapped[moment | None]
    last_act_at: Mapped[moment]
    turn: Mapped[Turn] = mapped_column(word(Turn))
    turn_since: Mapped[moment | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    student: Mapped[Student] = relationship()
    employer: Mapped[Employer] = relationship()

    def acted(self, at: datetime) -> None:
        """Note when somebody acted last, and whose turn it is from then on; nobody has none since a moment."""
        self.last_act_at = at
        self.turn = task_of(self).turn
        self.turn_since = at if self.turn is not Turn.NOBODY else None

    def show(self, student: Student) -> None:
        """Copy from the roster what the review list shows, filters and scopes by."""
        self.college_id = student.college_id
        self.student_number = student.student_number
        self.student_name = student.name
        self.college_name = student.college.name
        self.major = student.major
        self.class_name = student.class_name


def _state_is_one_of(states: Mapping[SigningKind, tuple[SigningState, ...]]) -> Any:
    return or_(*(and_(Signing.kind == kind, Signing.state.in_(some)) for kind, some in states.items()))


ACTIVE_SIGNING = _state_is_one_of(ACTIVE)
LIVE_INVITATION = Signing.state.in_(UNANSWERED)
BEING_ENTERED = {
    kind: and_(Signing.kind == kind, Signing.state.in_(states), Signing.discarded_at.is_(None))
    for kind, states in IN_ENTRY.items()
}
OPEN_PROPOSAL = Signing.proposed_version.is_not(None)
OPEN_ENDING = Signing.rescission_status.in_(OPEN_RESCISSION_STATUSES)
SHOWN_IN_CONSOLE = Signing.state.in_(IN_CONSOLE)

Index(
    "one_active_signing_per_student",
    Signing.student_id,
    unique=True,
    sqlite_where=ACTIVE_SIGNING,
    postgresql_where=ACTIVE_SIGNING,
)
Index(
    "one_live_invitation_per_pair",
    Signing.employer_id,
    Signing.student_id,
    unique=True,
    sqlite_where=LIVE_INVITATION,
    postgresql_where=LIVE_INVITATION,
)
Index(
    "one_paper_in_entry_per_student",
    Signing.student_id,
    unique=True,
    sqlite_where=BEING_ENTERED[SigningKind.PAPER],
    postgresql_where=BEING_ENTERED[SigningKind.PAPER],
)
Index(
    "one_destination_in_entry_per_student",
    Signing.student_id,
    unique=True,
    sqlite_where=BEING_ENTERED[SigningKind.DESTINATION],
    postgresql_where=BEING_ENTERED[SigningKind.DESTINATION],
)


def _newest_first(name: str, whose: Any, *between: Any, where: Any = None, beside: tuple[Any, ...] = ()) -> Index:
    """An index in the order of the review list; ``beside`` is read from it without the row."""
    newest = (Signing.last_act_at.desc(), Signing.id.desc())
    return Index(name, whose, Signing.cohort, *between, *newest, *beside, sqlite_where=where, postgresql_where=where)


for _prefix, _whose in (("ix_signings", Signing.school_id), ("ix_signings_college", Signing.college_id)):
    _newest_first(f"{_prefix}_queue", _whose, Signing.state)
    _newest_first(f"{_prefix}_turn", _whose, Signing.turn, beside=(Signing.college_passed_at,))
_newest_first("ix_signings_console", Signing.school_id, where=SHOWN_IN_CONSOLE)
_newest_first("ix_signings_college", Signing.college_id, where=SHOWN_IN_CONSOLE)
_newest_first("ix_signings_ending", Signing.school_id, where=OPEN_ENDING)
Index("ix_signings_number_search", Signing.school_id, Signing.cohort, Signing.student_number)
Index("ix_signings_student_name", Signing.school_id, Signing.cohort, Signing.student_name)
Index("ix_signings_employer_name", Signing.school_id, Signing.cohort, Signing.employer_name)
Index("ix_signings_major", Signing.school_id, Signing.cohort, Signing.major)
Index("ix_signings_class", Signing.school_id, Signing.cohort, Signing.class_name)
Index("ix_signings_unit", Signing.school_id, Signing.cohort, Signing.uscc)
Index("ix_signings_employer", Signing.employer_id, Signing.invited_at.desc(), Signing.id.desc())
Index("ix_signings_deadline", Signing.deadline, sqlite_where=LIVE_INVITATION, postgresql_where=LIVE_INVITATION)
Index(
    "ix_signings_proposal_deadline",
    Signing.proposal_deadline,
    sqlite_where=OPEN_PROPOSAL,
    postgresql_where=OPEN_PROPOSAL,
)


class Terms(Base):
    """One version of what employer and student agree on; never changed, only followed by the next."""

    __tablename__ = "terms"
    __table_args__ = (UniqueConstraint("signing_id", "version"),)
    id: Mapped[int_pk]
    public_id: Mapped[public_id]
    signing_id: Mapped[int] = mapped_column(ForeignKey("signings.id"))
    version: Mapped[int]
    text_sealed: Mapped[sealed]
    sha256: Mapped[sha256]
    created_at: Mapped[moment]

    text = Sealed()

    @property
    def content(self) -> dict[str, Any]:
        """The fields by name, as signing_core.fields cleaned them."""
        content: dict[str, Any] = json.loads(self.text)
        return content
