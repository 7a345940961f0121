"""Kept files and a store that fails: the act is refused as a whole, or it is done and nothing else suffers."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from signing_core.actors import Role
from signing_core.errors import StoreFailed
from signing_core.models import JobState, KeptFile
from signing_core.use_cases import jobs, uploads
from signing_core.use_cases.jobs import JobKind
from tests import makers


class FailingStore:
    """Every act of it fails."""

    def fail(self, *_args):
        raise StoreFailed

    put = get = exists = delete = fail


@pytest.fixture
def office(world):
    account = world.saved(makers.an_account(Role.SCHOOL, name="就业办", school_id=world.school.id))
    return makers.as_school(world.school, account.id)


@pytest.fixture
def failing(world):
    return replace(world.services, store=FailingStore())


def test_a_file_that_the_store_does_not_take_is_not_kept(world, office, failing):
    with pytest.raises(StoreFailed), failing.working(office) as work:
        uploads.keep(work, "an-id", b"data", name="生源.xlsx", purpose=uploads.Purpose.ROSTER)
    with world.reading() as work:
        assert work.session.scalar(select(func.count()).select_from(KeptFile)) == 0


def test_a_file_that_cannot_be_fetched_now_is_not_called_lost(world, office, failing):
    with world.working(office) as work:
        uploads.keep(work, "an-id", b"data", name="生源.xlsx", purpose=uploads.Purpose.ROSTER)
    with world.reading(office) as work:
        file = uploads.find(work, "an-id", purpose=uploads.Purpose.ROSTER)
    with pytest.raises(StoreFailed):
        uploads.content(failing, file)
    assert uploads.content(world.services, file) == b"data"


def test_what_cannot_be_removed_after_the_commit_does_not_undo_it(failing):
    uploads.clear(failing, ["one", "two"])


def test_long_work_whose_result_the_store_does_not_take_is_done_a_little_later(world, office, failing):
    def finish(running: jobs.Running) -> None:
        with running.working() as work:
            running.finish(work, {}, ("签约管理.xlsx", b"a workbook"))

    with world.working(office) as work:
        ordered = jobs.order(work, JobKind.REVIEW_EXPORT, {})
    jobs.run_due(failing, {JobKind.REVIEW_EXPORT: finish})
    assert world.fresh(ordered).state is JobState.WAITING
    world.clock.forward(seconds=jobs.LATER.total_seconds())
    jobs.run_due(world.services, {JobKind.REVIEW_EXPORT: finish})
    assert world.fresh(ordered).state is JobState.DONE
