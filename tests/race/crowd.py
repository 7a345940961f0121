"""Many students and signings at once, written in one unit with their terms, trail and letters."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from signing_core.actors import SYSTEM
from signing_core.catalogues.invitation import INVITATION
from signing_core.clock import today
from signing_core.crypto import digest
from signing_core.effects import mails, notices, trail
from signing_core.fields import clean
from signing_core.lifecycles.machine import Act, Move
from signing_core.models import College, Employer, School, Signing, Student, Terms
from signing_core.states import SigningState
from signing_core.work import Services, UnitOfWork
from tests import makers

S = SigningState
UNREACHABLE = {"email": "", "phone": None}  # nobody to write to about an invitation


@dataclass
class Crowd:
    """One school; ``signings[student][employer]`` are public ids."""

    school: School
    colleges: list[College]
    students: list[Student]
    employers: list[Employer]
    signings: list[list[str]]


def crowd(services: Services, *, students: int, employers: int, state: SigningState = S.INVITED) -> Crowd:
    """Every student has a signing with every employer, invited, or accepted as well."""
    with services.working(SYSTEM) as work:
        school = _added(work, makers.a_school())
        _added(work, makers.a_trail_head(school), makers.open_settings(school))
        college = _added(work, makers.a_college(school))
        people = [makers.a_student(college, **UNREACHABLE) for _ in range(students)]
        firms = [makers.an_employer() for _ in range(employers)]
        _added(work, *people, *firms)
        _added(work, *(makers.a_plan(person) for person in people))
        _added(work, *(makers.a_tally(person) for person in people))
        signings = [_signing(person, firm, state) for person, firm in product(people, firms)]
        _added(work, *signings)
        _added(work, *_terms(signings))
        _tell(work, signings, state)
    ids = [signing.public_id for signing in signings]
    rows = [ids[start : start + employers] for start in range(0, len(ids), employers)]
    return Crowd(school, [college], people, firms, rows)


def _added(work: UnitOfWork, *rows: Any) -> Any:
    work.session.add_all(rows)
    work.session.flush()
    return rows[0]


def _signing(student: Student, employer: Employer, state: SigningState) -> Signing:
    agreed = 1 if state is S.AWAITING_REVIEW else None
    return makers.an_online_signing(student, employer, state=state, agreed_version=agreed)


def _terms(signings: list[Signing]) -> Iterator[Terms]:
    content = clean(INVITATION, makers.terms(), today=today(makers.NOON))
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    for signing in signings:
        facts = {"signing_id": signing.id, "version": 1, "sha256": digest(text), "created_at": makers.NOON}
        yield Terms(public_id=makers.new_id(), text=text, **facts)


def _tell(work: UnitOfWork, signings: list[Signing], state: SigningState) -> None:
    for signing in signings:
        by_employer, by_student = makers.as_employer(signing.employer), makers.as_student(signing.student)
        invited = Act(actor=by_employer, at=makers.NOON)
        trail.record(work, signing, Move("invite", "发起邀约", "", S.INVITED, invited))  # type: ignore[arg-type]
        notices.tell(work, mails.invited(signing))
        if state is S.AWAITING_REVIEW:
            accepted = Act(actor=by_student, at=makers.NOON)
            trail.record(work, signing, Move("accept", "同意签约，待管理员审核", S.INVITED, state, accepted))
            notices.tell(work, mails.accepted(signing))
