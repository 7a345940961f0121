"""Which student is meant by four exact facts: the one rule, for a single search and for a whole file."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Row, or_, select

from signing_core import values
from signing_core.crypto import keyring
from signing_core.errors import BadValue
from signing_core.models import College, School, Student
from signing_core.work import UnitOfWork

from . import eligibility

BATCH = 500

_STUDENTS = (
    select(
        Student.id,
        Student.cohort,
        Student.name,
        Student.id_number_index,
        Student.phone_index,
        Student.education,
        Student.major,
        School.name.label("school"),
        College.name.label("college"),
    )
    .join(Student.school)
    .join(Student.college)
    .execution_options(as_system=True)
)


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


class Key(NamedTuple):
    """The facts as the roster writes them, the proof as its blind index: equal keys ask for the same."""

    school: str
    cohort: int
    name: str
    proof: str


def key_of(facts: FourFacts) -> Key | None:
    """None where a fact is no cohort, name or number at all, so that nobody can match."""
    try:
        cohort, name = values.cohort(facts.cohort), values.person_name(facts.name)
    except BadValue:
        return None
    return Key(values.tidy(facts.school), cohort, name, keyring().index(_proof(facts.proof)))


def matching(work: UnitOfWork, asked: Iterable[FourFacts]) -> dict[FourFacts, Found]:
    """Those of the facts that name exactly one student, who is open for online signing now.

    The students are not in an employer's scope before it finds them: read in columns, as the system.
    """
    keys = {facts: key for facts in asked if (key := key_of(facts))}
    students = _students(work, sorted({key.proof for key in keys.values()}))
    named: dict[Key, list[Row[Any]]] = defaultdict(list)
    for student in students.values():
        for proof in (student.id_number_index, student.phone_index):
            named[Key(student.school, student.cohort, student.name, proof)].append(student)
    hits = {
        facts: named[key][0] for facts, key in keys.items() if len(named[key]) == 1
    }  # a shared phone proves nothing
    still_open = _open(work, sorted({student.id for student in hits.values()}))
    return {facts: _found(student) for facts, student in hits.items() if student.id in still_open}


def _students(work: UnitOfWork, proofs: list[str]) -> dict[int, Row[Any]]:
    found: dict[int, Row[Any]] = {}
    for some in _batches(proofs):
        theirs = or_(Student.id_number_index.in_(some), Student.phone_index.in_(some))
        found |= {student.id: student for student in work.session.execute(_STUDENTS.where(theirs))}
    return found


def _open(work: UnitOfWork, ids: list[int]) -> set[int]:
    return {one for some in _batches(ids) for one in eligibility.open_among(work, some)}


def _found(student: Row[Any]) -> Found:
    return Found(
        student_id=student.id,
        name=student.name,
        school=student.school,
        cohort=student.cohort,
        college=student.college,
        education=student.education,
        major=student.major,
    )


def _proof(typed: str) -> str:
    try:
        return values.mobile(typed)
    except BadValue:
        return values.tidy(typed).replace(" ", "").upper()


def _batches(whole: list[Any]) -> Iterator[list[Any]]:
    return (whole[start : start + BATCH] for start in range(0, len(whole), BATCH))
