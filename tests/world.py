"""A small world for use-case tests: one school that is open, one college, a student, an employer, a settable clock."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import select

from signing_core.actors import SYSTEM, Actor
from signing_core.crypto import Keyring, Passwords, use_keyring
from signing_core.database import Database
from signing_core.models import Candidate, College, Employer, School, Signing, Student
from signing_core.settings import Settings
from signing_core.store import FolderStore
from signing_core.use_cases import invitations, rescind, review
from signing_core.work import Services, UnitOfWork
from tests import makers

FAST_HASH = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


class SettableClock:
    """Stands still until told otherwise."""

    def __init__(self, now: datetime = makers.NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


def services_for(url: str, folder: Path, **given) -> Services:
    settings = Settings(database_url=url, uploads=str(folder / "uploads"))
    use_keyring(Keyring(settings.data_keys()))
    return Services(
        **{
            "settings": settings,
            "database": given.get("database") or Database(url),
            "clock": SettableClock(),
            "token": lambda: secrets.token_urlsafe(24),
            "passwords": FAST_HASH,
            "store": FolderStore(folder / "uploads"),
        }
        | given
    )


@dataclass
class World:
    """What most tests start from; ``saved`` adds more."""

    services: Services
    school: School = field(init=False)
    college: College = field(init=False)
    student: Student = field(init=False)
    employer: Employer = field(init=False)

    def __post_init__(self) -> None:
        with self.services.working(SYSTEM) as work:  # one unit, since every test begins with it
            self.school = _school(work)
            self.college = _added(work, makers.a_college(self.school))
            self.student = _student(work, self.college)
            self.employer = _added(work, makers.an_employer())

    @property
    def clock(self) -> SettableClock:
        return self.services.clock

    def saved(self, row):
        with self.services.working(SYSTEM) as work:
            return _added(work, row)

    def saved_school(self, **facts) -> School:
        with self.services.working(SYSTEM) as work:
            return _school(work, **facts)

    def saved_student(self, college: College | None = None, **facts) -> Student:
        with self.services.working(SYSTEM) as work:
            return _student(work, college or self.college, **facts)

    @contextmanager
    def working(self, actor: Actor) -> Iterator[UnitOfWork]:
        with self.services.working(actor) as work:
            yield work

    @contextmanager
    def reading(self, actor: Actor = SYSTEM) -> Iterator[UnitOfWork]:
        with self.services.reading(actor) as work:
            yield work

    def fresh(self, row):
        """The row as it is stored now."""
        with self.reading() as work:
            return work.session.get_one(type(row), row.id)

    def listed(self, employer: Employer, student: Student) -> None:
        self.saved(
            Candidate(
                public_id=makers.new_id(), employer_id=employer.id, student_id=student.id, created_at=self.clock()
            )
        )

    def is_listed(self, employer: Employer, student: Student) -> bool:
        with self.reading() as work:
            pair = (Candidate.employer_id == employer.id, Candidate.student_id == student.id)
            return work.session.scalars(select(Candidate).where(*pair)).first() is not None

    def invited(self, student: Student | None = None, employer: Employer | None = None, **terms) -> Signing:
        student, employer = student or self.student, employer or self.employer
        if not self.is_listed(employer, student):
            self.listed(employer, student)
        with self.working(makers.as_employer(employer)) as work:
            return invitations.invite(work, student_id=student.public_id, terms=makers.terms(**terms))

    def accepted(self, student: Student | None = None, employer: Employer | None = None) -> Signing:
        signing = self.invited(student, employer)
        with self.working(makers.as_student(student or self.student)) as work:
            return invitations.accept(work, signing.public_id, seen_terms=1)

    def approved(self, student: Student | None = None, employer: Employer | None = None) -> Signing:
        signing = self.accepted(student, employer)
        with self.working(makers.as_school(self.school)) as work:
            return review.approve(work, signing.public_id, seen=signing.version)

    def rescinded(self, student: Student | None = None, employer: Employer | None = None) -> Signing:
        """Approved, then ended by the school."""
        signing = self.approved(student, employer)
        with self.working(makers.as_school(self.school)) as work:
            return rescind.force(work, signing.public_id, seen=signing.version, reason="双方另有约定。")


def _added(work: UnitOfWork, row: Any) -> Any:
    work.session.add(row)
    work.session.flush()
    return row


def _school(work: UnitOfWork, **facts: Any) -> School:
    school = _added(work, makers.a_school(**facts))
    _added(work, makers.a_trail_head(school))
    _added(work, makers.open_settings(school))
    return school


def _student(work: UnitOfWork, college: College, **facts: Any) -> Student:
    student = _added(work, makers.a_student(college, **facts))
    _added(work, makers.a_plan(student))
    _added(work, makers.a_tally(student))
    return student
