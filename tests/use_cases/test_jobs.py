"""Long work: done once in the name of whoever ordered it, taken up again after a death, and plain about a failure."""

import threading

import pytest
from sqlalchemy import func, select

from signing_core.actors import Role
from signing_core.errors import Busy, NotFound, Refusal, TooMany
from signing_core.models import Account, Job, JobState, KeptFile
from signing_core.use_cases import housekeeping, jobs, uploads
from signing_core.use_cases.jobs import JobKind
from tests import makers

KIND = JobKind.REVIEW_EXPORT


class Died(Exception):
    """What a killed worker leaves to see: nothing is written after it."""


@pytest.fixture
def office(world):
    account = world.saved(makers.an_account(Role.SCHOOL, name="就业办", school_id=world.school.id))
    return makers.as_school(world.school, account.id)


@pytest.fixture
def ordered(world, office):
    with world.working(office) as work:
        return jobs.order(work, KIND, {"rows": 3})


def run(world, runner) -> int:
    return jobs.run_due(world.services, {KIND: runner})


def finish(running: jobs.Running) -> None:
    with running.working() as work:
        running.finish(work, {"rows": 3}, ("签约管理.xlsx", b"a workbook"))


def die(_running: jobs.Running) -> None:
    raise Died


def killed(world) -> None:
    with pytest.raises(Died):
        run(world, die)


def test_a_job_is_done_in_the_scope_of_whoever_ordered_it(world, office, ordered):
    seen = []

    def look(running):
        with running.reading() as work:
            seen.append((work.actor.role, work.actor.school_id, running.asked))
        finish(running)

    assert run(world, look) == 1
    assert seen == [(Role.SCHOOL, world.school.id, {"rows": 3})]
    job = world.fresh(ordered)
    assert (job.state, job.found, job.leased_until) == (JobState.DONE, {"rows": 3}, None)
    assert run(world, look) == 0


def test_the_result_is_kept_sealed_for_its_orderer_alone(world, office, ordered):
    run(world, finish)
    with world.reading(office) as work:
        file = jobs.result(work, ordered.public_id)
    assert uploads.content(world.services, file) == b"a workbook"
    assert b"a workbook" not in world.services.store.get(file.key)
    colleague = world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id))
    with world.reading(makers.as_school(world.school, colleague.id)) as work, pytest.raises(NotFound):
        jobs.find(work, ordered.public_id)


def test_two_workers_that_race_do_a_job_once(world, ordered):
    start, taken, done = threading.Barrier(2), [], []

    def worker():
        start.wait()
        taken.append(run(world, lambda running: (done.append(running.id), finish(running))))

    threads = [threading.Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(taken), done) == ([0, 1], [ordered.public_id])


def test_after_a_death_another_worker_begins_anew_when_the_lease_ends(world, ordered):
    killed(world)
    assert run(world, finish) == 0
    world.clock.forward(minutes=4)
    assert run(world, finish) == 1
    assert world.fresh(ordered).state is JobState.DONE


def test_what_a_worker_does_after_it_was_overtaken_does_not_count(world, office, ordered):
    def too_late(running):
        world.clock.forward(minutes=4)
        assert run(world, finish) == 1
        with running.working() as work:
            uploads.keep(work, makers.new_id(), b"too late", name="x", purpose=uploads.Purpose.ROSTER)
            running.finish(work, {"rows": 0})

    assert run(world, too_late) == 1
    assert world.fresh(ordered).found == {"rows": 3}
    with world.reading() as work:
        assert work.session.scalars(select(KeptFile.purpose)).all() == [uploads.Purpose.RESULT]


def test_a_job_that_tells_how_far_it_is_keeps_its_lease(world, ordered):
    def long(running):
        for _ in range(5):
            world.clock.forward(minutes=2)
            running.tell("正在导出", 1, 3)
        assert run(world, finish) == 0
        finish(running)

    assert run(world, long) == 1
    assert world.fresh(ordered).state is JobState.DONE


def test_progress_is_written_about_once_a_second(world, ordered):
    told = []

    def watch(running):
        for item in running.watched(range(400), "正在导出", 400):
            if item % 100 == 99:
                told.append(world.fresh(ordered).done)
                world.clock.forward(seconds=1)
        told.append(world.fresh(ordered).done)
        finish(running)

    run(world, watch)
    assert told == [0, 100, 200, 300, 400]


def test_a_job_that_fails_says_why(world, ordered):
    def refuse(_running):
        raise Refusal("文件“生源.xlsx”设有打开密码。")

    assert run(world, refuse) == 1
    job = world.fresh(ordered)
    assert (job.state, job.message) == (JobState.FAILED, "文件“生源.xlsx”设有打开密码。")
    assert run(world, finish) == 0


def test_what_is_locked_now_is_tried_a_little_later(world, ordered):
    def locked(_running):
        raise Busy

    assert run(world, locked) == 1
    assert world.fresh(ordered).state is JobState.WAITING
    world.clock.forward(seconds=11)
    assert run(world, finish) == 1


def test_to_wait_for_a_lock_is_no_interruption(world, ordered):
    def locked(_running):
        raise Busy

    for _ in range(5):
        assert run(world, locked) == 1
        world.clock.forward(seconds=11)
    assert run(world, finish) == 1
    assert world.fresh(ordered).state is JobState.DONE


def test_work_that_kills_every_worker_is_given_up(world, ordered):
    for _ in range(3):
        killed(world)
        world.clock.forward(minutes=4)
    assert run(world, die) == 1
    job = world.fresh(ordered)
    assert job.state is JobState.FAILED
    assert "多次中断" in job.message


def test_nothing_is_done_for_an_account_that_was_disabled_meanwhile(world, office, ordered):
    with world.services.working(jobs.SYSTEM) as work:
        work.session.get_one(Account, office.account_id).disabled_at = work.at
    run(world, finish)
    assert world.fresh(ordered).message == "提交人的账号已停用。"


def test_nobody_fills_the_queue(world, office, ordered):
    with world.working(office) as work:
        for _ in range(jobs.MOST_AT_ONCE - 1):
            jobs.order(work, KIND, {})
        with pytest.raises(TooMany):
            jobs.order(work, KIND, {})


def test_a_result_is_kept_for_a_week(world, office, ordered):
    run(world, finish)
    with world.reading(office) as work:
        key = jobs.result(work, ordered.public_id).key
    world.clock.forward(days=6)
    housekeeping.forget_old(world.services)
    assert world.services.store.exists(key)
    world.clock.forward(days=2)
    housekeeping.forget_old(world.services)
    assert not world.services.store.exists(key)
    with world.reading() as work:
        assert [work.session.scalar(select(func.count()).select_from(table)) for table in (Job, KeptFile)] == [0, 0]
