"""院系 and 学校: the places of the office, each with how many belong to it and whom to turn to."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select

from signing_core.actors import Role
from signing_core.models import Account, College, Contact, School, Student
from signing_core.work import UnitOfWork

from .narrowing import MOST_COLLEGES
from .paging import Rows, one_page


@dataclass(frozen=True, kw_only=True)
class OfCollege:
    """One college of the school, with the numbers of its students of all cohorts and of its accounts in use."""

    college: College
    contact: Contact | None
    students: int
    accounts: int


@dataclass(frozen=True, kw_only=True)
class OfSchool:
    """One school, with the number of its office's accounts in use."""

    school: School
    contact: Contact | None
    accounts: int


def colleges(work: UnitOfWork) -> list[OfCollege]:
    """Those of the actor's school, by name."""
    found = work.session.scalars(select(College).order_by(College.name).limit(MOST_COLLEGES)).all()
    ids = [one.id for one in found]
    theirs = select(Contact).where(Contact.college_id.in_(ids))
    contacts = {one.college_id: one for one in work.session.scalars(theirs)}
    students = _counted(work, Student.college_id, Student.college_id.in_(ids))
    accounts = _counted(work, Account.college_id, Account.college_id.in_(ids), Account.disabled_at.is_(None))
    return [
        OfCollege(
            college=one,
            contact=contacts.get(one.id),
            students=students.get(one.id, 0),
            accounts=accounts.get(one.id, 0),
        )
        for one in found
    ]


def contact_of(work: UnitOfWork, *, school_id: int | None = None, college_id: int | None = None) -> Contact | None:
    """The place's very own contact."""
    own = select(Contact).filter_by(school_id=school_id, college_id=college_id).order_by(Contact.id).limit(1)
    return work.session.scalars(own).one_or_none()


def schools(work: UnitOfWork, *, part: str, number: int) -> Rows[OfSchool]:
    """学校, by code."""
    found = select(School).order_by(School.code)
    if part:
        found = found.where(or_(School.code == part, School.name.contains(part, autoescape=True)))
    page = one_page(work, found, School.id, number)
    ids = [one.id for one in page.rows]
    own = select(Contact).where(Contact.school_id.in_(ids), Contact.college_id.is_(None))
    contacts = {one.school_id: one for one in work.session.scalars(own)}
    in_use = (Account.school_id.in_(ids), Account.role == Role.SCHOOL, Account.disabled_at.is_(None))
    accounts = _counted(work, Account.school_id, *in_use)
    shown = [OfSchool(school=one, contact=contacts.get(one.id), accounts=accounts.get(one.id, 0)) for one in page.rows]
    return Rows(shown, page.number, page.total)


def office(work: UnitOfWork, school: School) -> list[Account]:
    """The accounts of a school's own office."""
    theirs = select(Account).where(Account.school_id == school.id, Account.role == Role.SCHOOL)
    return list(work.session.scalars(theirs.order_by(Account.login).limit(MOST_COLLEGES)))


def _counted(work: UnitOfWork, place: Any, *where: Any) -> dict[int, int]:
    counts: Any = select(place, func.count()).where(*where).group_by(place)
    return dict(work.session.execute(counts).all())
