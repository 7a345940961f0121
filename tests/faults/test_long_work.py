"""kill -9 in the middle of an import by the worker: nothing of it is there, and the next worker finishes it."""

import os
import signal
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from portals.operator import tasks
from signing_core.actors import SYSTEM, Role
from signing_core.models import Account, College, Job, JobState, KeptFile, Plan, Student
from signing_core.use_cases import jobs, uploads
from signing_core.use_cases.jobs import JobKind
from signing_core.work import Services
from tests import makers
from tests.web.test_console_roster import a_file, a_line
from tests.world import World

ROWS = 30
MIDDLE = ("tasks.uploaded", "tasks.prepared", "roster.plans", "roster.accounts", "roster.copies")


@pytest.fixture
def world(services: Services) -> World:
    return World(services)


def ordered(world: World) -> Job:
    account = world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id))
    data, name = a_file(*(a_line(serial) for serial in range(ROWS)))
    with world.working(makers.as_school(world.school, account.id)) as work:
        uploads.keep(work, makers.new_id(), data.read(), name=name, purpose=uploads.Purpose.ROSTER)
        work.session.flush()
        file = work.session.scalars(select(KeptFile.public_id)).one()
        return jobs.order(work, JobKind.ROSTER_IMPORT, {"file": file, "cohort": makers.COHORT, "name": name})


def killed_at(services: Services, place: str) -> None:
    """A worker in a process of its own that dies at the named point."""
    services.database.engine.dispose()  # no connection may be open across a fork
    pid = os.fork()
    if pid == 0:

        def point(name: str) -> None:
            if name == place:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            jobs.run_due(replace(services, point=point), tasks.RUNNERS)
        finally:
            os._exit(1)
    assert os.WTERMSIG(os.waitpid(pid, 0)[1]) == signal.SIGKILL


def counted(world: World) -> list[int]:
    with world.reading(SYSTEM) as work:
        return [work.session.scalar(select(func.count()).select_from(t)) for t in (Student, Plan, Account, College)]


@pytest.mark.parametrize("place", MIDDLE)
def test_a_killed_import_leaves_nothing_and_is_finished_by_the_next_worker(world: World, place: str) -> None:
    job = ordered(world)
    before = counted(world)
    killed_at(world.services, place)
    assert counted(world) == before
    assert jobs.run_due(world.services, tasks.RUNNERS) == 0
    world.clock.forward(minutes=4)
    assert jobs.run_due(world.services, tasks.RUNNERS) == 1
    assert counted(world) == [n + more for n, more in zip(before, (ROWS, ROWS, ROWS, 1), strict=True)]
    assert world.fresh(job).state is JobState.DONE
    assert world.fresh(job).found["touched"] == ROWS
