"""拟签约名单: an employer finds a graduate by four exact facts, lists it, or takes it off."""

from dataclasses import dataclass

from sqlalchemy import or_, select

from signing_core import values
from signing_core.actors import SYSTEM, Actor
from signing_core.crypto import keyring
from signing_core.errors import BadValue, NotAllowed, NotFound
from signing_core.models import Candidate, School, Student
from signing_core.queries import eligibility
from signing_core.work import Services, UnitOfWork

from . import limits

MISS = "没有找到可以签约的学生：四项信息须全部正确，且该生当前可以参加电子签约。"


@dataclass(frozen=True, kw_only=True)
class FourFacts:
    """学校 (name), 届, 姓名 and an ID number or mobile phone, as typed."""

    school: str
    cohort: str
    name: str
    proof: str


@dataclass(frozen=True, kw_only=True)
class Found:
    """A hit, with no more than the employer needs to recognise the student. The id is for use cases, not for pages."""

    student_id: int
    name: str
    school: str
    cohort: int
    college: str
    education: str
    major: str


def search(services: Services, actor: Actor, facts: FourFacts) -> Found:
    """The one student whom all four facts match and who is open for signing; any miss raises the same NotFound.

    Misses are counted per employer, by name and in all; raises TooMany when they are used up.
    """
    if actor.employer_id is None:
        raise NotAllowed("只有用人单位可以查找学生。")
    by_name = f"{actor.employer_id}:{values.tidy(facts.name)}"
    limits.spend(services, limits.MISSES, str(actor.employer_id))
    limits.spend(services, limits.MISS_OF_NAME, by_name)
    with services.reading(SYSTEM) as work:
        found = _find(work, facts)
    if found is None:
        raise NotFound(MISS)
    limits.give_back(services, limits.MISSES, str(actor.employer_id))
    limits.give_back(services, limits.MISS_OF_NAME, by_name)
    return found


def add(work: UnitOfWork, found: Found) -> None:
    """List a student that the search just found; listing it again changes nothing."""
    listed = work.session.scalar(select(Candidate.id).where(Candidate.student_id == found.student_id))
    if listed is None:
        work.session.add(
            Candidate(
                public_id=work.new_id(),
                employer_id=work.actor.employer_id,
                student_id=found.student_id,
                created_at=work.at,
            )
        )


def remove(work: UnitOfWork, public_id: str) -> None:
    """Take one line off the list; invitations already sent stay as they are."""
    work.session.delete(work.get(Candidate, public_id))


def _find(work: UnitOfWork, facts: FourFacts) -> Found | None:
    student = _matching(work, facts)
    if student is None or eligibility.closed_because(work, student):
        return None
    return Found(
        student_id=student.id,
        name=student.name,
        school=student.school.name,
        cohort=student.cohort,
        college=student.college.name,
        education=student.education,
        major=student.major,
    )


def _matching(work: UnitOfWork, facts: FourFacts) -> Student | None:
    proof = keyring().index(values.tidy(facts.proof).upper())
    try:
        cohort = values.cohort(facts.cohort)
    except BadValue:
        return None
    matches = work.session.scalars(
        select(Student)
        .join(School, School.id == Student.school_id)
        .where(
            School.name == values.tidy(facts.school),
            Student.cohort == cohort,
            Student.name == values.tidy(facts.name),
            or_(Student.id_number_index == proof, Student.phone_index == proof),
        )
        .limit(2)
    ).all()
    return matches[0] if len(matches) == 1 else None  # namesakes may share a phone: then it proves nothing
