"""The worker: one pass, a thread inside the serving process, two at once."""

import threading
from contextlib import closing
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from portals.operator import worker
from signing_core import schema
from signing_core.actors import Role
from signing_core.models import Document, JobState, Message, Signing
from signing_core.states import SigningState
from signing_core.use_cases import drawing, jobs, review
from signing_core.use_cases.delivery import SendingFailed
from tests import makers

LONG = 30


@pytest.fixture
def sent(monkeypatch):
    """What left, and a bell for each: the worker's own sender rings it."""
    letters, bell = [], threading.Semaphore(0)

    def send(parcel):
        letters.append(parcel.id)
        bell.release()

    monkeypatch.setattr(worker, "sender", lambda _settings: send)
    return SimpleNamespace(letters=letters, bell=bell)


def unsent(world):
    with world.reading() as work:
        return work.session.scalar(select(func.count()).select_from(Message).where(Message.sent_at.is_(None)))


def test_one_pass_expires_and_sends_what_that_queued(world, sent):
    signing = world.invited()
    world.clock.forward(days=6)
    worker.one_pass(world.services, worker.sender(world.services.settings))
    assert world.fresh(signing).state is SigningState.EXPIRED
    assert len(sent.letters) == 2
    assert unsent(world) == 0


def test_one_pass_does_the_long_work_that_was_ordered(world, sent):
    account = world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id))
    asked = {"question": {"cohort": makers.COHORT}, "columns": ["student_name"], "full": False}
    with world.working(makers.as_school(world.school, account.id)) as work:
        job = jobs.order(work, jobs.JobKind.REVIEW_EXPORT, asked)
    worker.one_pass(world.services, worker.sender(world.services.settings))
    assert world.fresh(job).state is JobState.DONE


def test_worker_once_does_one_pass(command, world):
    signing = world.invited()
    world.clock.forward(days=6)
    assert command.invoke(args=["worker", "--once"]).exit_code == 0
    with world.reading() as work:
        assert work.session.get_one(Signing, signing.id).state is SigningState.EXPIRED
        assert unsent(world) == 0


def test_the_embedded_worker_sends_by_itself_and_stops(world, sent):
    world.invited()
    consumer = worker.consumer(world.services, embedded=True)
    consumer.start()
    assert sent.bell.acquire(timeout=LONG)
    consumer.stop(graceful=True)
    assert not any(thread.is_alive() for _, thread in consumer.worker_threads)
    assert len(sent.letters) == 1
    assert unsent(world) == 0


def test_two_workers_send_each_letter_once(world, sent):
    signings = [world.invited(world.saved_student()) for _ in range(5)]
    consumers = [worker.consumer(world.services, embedded=True) for _ in range(2)]
    for consumer in consumers:
        consumer.start()
    assert all(sent.bell.acquire(timeout=LONG) for _ in signings)
    for consumer in consumers:
        consumer.stop(graceful=True)
    assert len(set(sent.letters)) == len(sent.letters) == len(signings)


def test_a_failing_letter_does_not_hold_up_the_others(world, monkeypatch):
    left = []

    def send(parcel):
        if not left:
            left.append("")
            raise SendingFailed("拒收")
        left.append(parcel.id)

    world.invited()
    world.invited(world.saved_student())
    worker.one_pass(world.services, send)
    assert len(left) == 2
    assert unsent(world) == 1


def test_one_pass_draws_what_waits_and_forgets_the_copy_that_an_issue_replaced(world, sent):
    signing = world.accepted()
    world.clock.forward(days=1)
    with world.working(makers.as_school(world.school)) as work:
        review.approve(work, signing.public_id, seen=signing.version)
    worker.one_pass(world.services, worker.sender(world.services.settings))
    with world.reading() as work:
        (document,) = work.session.scalars(select(Document))
    assert document.issue == 1
    assert drawing.content(world.services, document).startswith(b"%PDF")


def test_the_queue_does_not_disturb_the_schema(world):
    world.invited()
    with closing(worker.queue_for(world.services.settings.database_url).storage) as storage:
        assert storage.queue_size() == 0
    assert schema.differences(world.services.database.engine) == []


def test_a_periodic_task_is_due_at_once_and_then_by_its_span():
    due, start = worker.Every(seconds=10), datetime(2020, 3, 2, 12)  # noqa: DTZ001 - as huey gives it
    asked = [due(start + timedelta(seconds=second)) for second in (0, 2, 9, 10, 12, 21)]
    assert asked == [True, False, False, True, False, True]
