"""What students enter themselves, of whatever kind: the list of it, and whether something new can be begun."""

from dataclasses import dataclass

from sqlalchemy import select

from signing_core.models import Contact, Signing, Student
from signing_core.states import SigningKind
from signing_core.work import UnitOfWork

from . import eligibility
from .paging import Rows, one_page
from .papers import being_entered


@dataclass(frozen=True, kw_only=True)
class Entrance:
    """Whether something new can be entered: the one in entry, else why not and whom to turn to."""

    in_entry: Signing | None
    because: str
    contact: Contact | None


def listed(work: UnitOfWork, kind: SigningKind, *, number: int = 1) -> Rows[Signing]:
    """The student's own of that kind, the last touched first; what was let go is not there."""
    mine = select(Signing).where(Signing.kind == kind, Signing.discarded_at.is_(None))
    return one_page(work, mine.order_by(Signing.last_act_at.desc(), Signing.id.desc()), Signing.id, number)


def entrance(work: UnitOfWork, kind: SigningKind) -> Entrance:
    """What 录入协议书 or 录入其他去向 leads to."""
    student = work.session.scalars(select(Student)).one()
    because = eligibility.may_not_enter_because(work, student, kind)
    whom = {"school_id": student.school_id, "college_id": student.college_id}
    contact = eligibility.contact_of(work, **whom) if because else None
    return Entrance(in_entry=being_entered(work, kind), because=because, contact=contact)
