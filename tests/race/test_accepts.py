"""Eight employers have invited each student, and all eight invitations are accepted at the same moment."""

from collections import Counter
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from signing_core.actors import SYSTEM
from signing_core.errors import Refusal
from signing_core.models import Signing, Student
from signing_core.states import SigningState
from signing_core.use_cases import invitations
from signing_core.work import Services
from tests import makers
from tests.figures import SOAK, Record, note
from tests.invariants import broken
from tests.race.crowd import Crowd, crowd
from tests.race.processes import all_at_once, barrier, sent_again_while_busy
from tests.rules import SIGNED

AT_ONCE = 8
STUDENTS = 500 if SOAK else 150
ROUNDS = {"sqlite": 6, "postgresql": 20} if SOAK else {"sqlite": 1, "postgresql": 1}
ORDINARY = {SIGNED}


def accept(services: Services, student: Student, public_id: str) -> None:
    with services.working(makers.as_student(student)) as work:
        invitations.accept(work, public_id, seen_terms=1)


def accept_all(services: Services, crowd: Crowd, employer: int, ready) -> Counter[str]:
    """What happened to one employer's invitations, each accepted together with the other seven."""
    happened: Counter[str] = Counter()
    for student, signings in zip(crowd.students, crowd.signings, strict=True):
        ready.wait()
        try:
            happened["told busy"] += sent_again_while_busy(partial(accept, services, student, signings[employer]))
            happened["signed"] += 1
        except Refusal as refusal:
            happened[refusal.message] += 1
            happened["stopped by the index"] += isinstance(refusal.__cause__, IntegrityError)
    return happened


def test_i1_eight_accepts_at_once_sign_once(services: Services, record_property: Record) -> None:
    database, total = services.database.engine.name, Counter[str]()
    for _ in range(ROUNDS[database]):
        everybody = crowd(services, students=STUDENTS, employers=AT_ONCE)
        services.database.engine.dispose()
        ready = barrier(AT_ONCE)
        jobs = [partial(accept_all, services, everybody, employer, ready) for employer in range(AT_ONCE)]
        total += sum(all_at_once(jobs), Counter())
        with services.reading(SYSTEM) as work:
            mine = Signing.school_id == everybody.school.id, Signing.state == SigningState.AWAITING_REVIEW
            signed = work.session.scalar(select(func.count()).where(*mine))
            assert broken(work, everybody.school.id) == []
        assert signed == STUDENTS
    by_index, busy, accepts = total.pop("stopped by the index", 0), total.pop("told busy", 0), sum(total.values())
    figures = f"{accepts}, double 0, stopped by the index alone {by_index}, told busy {busy}"
    note(record_property, f"accepts at once, {database}: {figures}")
    assert total.keys() - {"signed"} <= ORDINARY
    assert total["signed"] == ROUNDS[database] * STUDENTS
