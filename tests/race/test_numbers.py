"""Sixteen workers approve at once, and a tenth of their units is rolled back after the number was given."""

from collections import Counter
from dataclasses import replace
from functools import partial

from sqlalchemy import select

from signing_core.actors import SYSTEM
from signing_core.models import Signing
from signing_core.states import SigningState
from signing_core.use_cases import review
from signing_core.work import Services
from tests import makers
from tests.figures import SOAK, Record, note
from tests.invariants import broken
from tests.race.crowd import Crowd, crowd
from tests.race.processes import all_at_once, barrier, sent_again_while_busy

WORKERS = 16
SIGNINGS = {"sqlite": 1600, "postgresql": 17600} if SOAK else {"sqlite": 160, "postgresql": 640}


class ChangedTheirMind(Exception):
    """Ends a unit on purpose, number in hand."""


def change_their_mind(name: str) -> None:
    if name == "plans.sync":
        raise ChangedTheirMind


def approve(services: Services, crowd: Crowd, public_id: str) -> None:
    with services.working(makers.as_school(crowd.school)) as work:
        review.approve(work, public_id, seen=1)


def approve_mine(services: Services, crowd: Crowd, worker: int, ready) -> Counter[str]:
    happened: Counter[str] = Counter()
    fickle = replace(services, point=change_their_mind)
    ready.wait()
    for turn, (public_id,) in enumerate(crowd.signings[worker::WORKERS]):
        rolled_back = turn % 10 == worker % 10
        try:
            act = partial(approve, fickle if rolled_back else services, crowd, public_id)
            happened["told busy"] += sent_again_while_busy(act)
            happened["approved"] += 1
        except ChangedTheirMind:
            happened["rolled back"] += 1
    return happened


def test_i2_numbers_have_no_gap_and_no_duplicate(services: Services, record_property: Record) -> None:
    database = services.database.engine.name
    everybody = crowd(services, students=SIGNINGS[database], employers=1, state=SigningState.AWAITING_REVIEW)
    services.database.engine.dispose()
    ready = barrier(WORKERS)
    jobs = [partial(approve_mine, services, everybody, worker, ready) for worker in range(WORKERS)]
    total = sum(all_at_once(jobs), Counter())
    with services.reading(SYSTEM) as work:
        given = work.session.scalars(select(Signing.number).where(Signing.number.is_not(None))).all()
        assert broken(work, everybody.school.id) == []
    serials = sorted(int(number[-6:]) for number in given if number[5:10] == everybody.school.code)
    note(
        record_property,
        f"numbers, {WORKERS} workers, {database}: {len(serials)} given, {dict(total)}, gaps 0, double 0",
    )
    assert serials == list(range(200001, 200001 + total["approved"]))
    assert total["approved"] + total["rolled back"] == SIGNINGS[database]
