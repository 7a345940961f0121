"""The outbox leaves by the worker: each message at least once, later on failure, given up in the end."""

from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM
from signing_core.effects import outbox
from signing_core.effects.outbox import Letter
from signing_core.models import Channel, Message
from signing_core.use_cases import delivery
from signing_core.use_cases.delivery import Parcel, SendingFailed
from tests import makers
from tests.dumps import messages


class Postman:
    """Keeps what it was given, and fails as often as told."""

    def __init__(self, failures: int = 0) -> None:
        self.parcels: list[Parcel] = []
        self.failures = failures

    def __call__(self, parcel: Parcel) -> None:
        self.parcels.append(parcel)
        if self.failures:
            self.failures -= 1
            raise SendingFailed("451 try again")


def queue(world, *recipients: str) -> None:
    with world.working(SYSTEM) as work:
        for recipient in recipients or ["a@example.com"]:
            outbox.queue(work, Letter(channel=Channel.MAIL, recipient=recipient, subject="通知", body="正文"))


def deliver(world, postman: Postman) -> int:
    return delivery.deliver_due(world.services, postman)


def test_a_message_is_sent_once_as_it_was_queued(world):
    queue(world)
    postman = Postman()
    assert deliver(world, postman) == 1
    assert deliver(world, postman) == 0
    (parcel,) = postman.parcels
    (message,) = messages(world)
    assert (parcel.channel, parcel.recipient, parcel.subject, parcel.body) == (
        Channel.MAIL,
        "a@example.com",
        "通知",
        "正文",
    )
    assert (parcel.id, message.sent_at) == (message.public_id, world.clock())


def test_everything_that_is_due_is_sent_in_order_however_much(world, monkeypatch):
    monkeypatch.setattr(delivery, "BATCH", 2)
    recipients = [f"{n}@example.com" for n in range(5)]
    queue(world, *recipients)
    postman = Postman()
    assert deliver(world, postman) == 5
    assert sorted(parcel.recipient for parcel in postman.parcels) == recipients


def test_recipient_and_body_are_stored_sealed(world):
    queue(world)
    (message,) = messages(world)
    assert b"example" not in message.recipient_sealed
    assert "正文".encode() not in message.body_sealed


def test_a_failure_is_tried_again_later_under_the_same_id(world):
    queue(world)
    postman = Postman(failures=1)
    assert deliver(world, postman) == 0
    (message,) = messages(world)
    assert (message.tries, message.sent_at, message.last_error) == (1, None, "451 try again")
    assert message.due_at == world.clock() + timedelta(minutes=2)
    world.clock.forward(minutes=2)
    assert deliver(world, postman) == 1
    assert len({parcel.id for parcel in postman.parcels}) == 1


def test_each_failure_waits_longer_until_it_is_given_up_and_shown(world):
    queue(world)
    postman = Postman(failures=100)
    waits = []
    for _ in range(20):
        deliver(world, postman)
        (message,) = messages(world)
        waits.append(message.due_at - world.clock())
        world.clock.now = max(world.clock.now, message.due_at)
    assert len(postman.parcels) == delivery.MOST_TRIES
    assert message.given_up_at is not None
    assert waits[:3] == [timedelta(minutes=minutes) for minutes in (2, 4, 8)]


def test_one_failure_does_not_keep_the_others_waiting(world):
    queue(world, "a@example.com", "b@example.com", "c@example.com")
    assert deliver(world, Postman(failures=1)) == 2


@pytest.mark.parametrize("point", ["delivery.claimed", "delivery.sent"])
def test_i13_a_worker_that_dies_leaves_the_message_to_be_sent_after_its_lease(world, point):
    queue(world)
    postman = Postman()

    def die(name: str) -> None:
        if name == point:
            raise KeyboardInterrupt

    object.__setattr__(world.services, "point", die)
    with suppress(KeyboardInterrupt):
        deliver(world, postman)
    object.__setattr__(world.services, "point", lambda _name: None)
    assert deliver(world, postman) == 0
    world.clock.now += delivery.LEASE
    assert deliver(world, postman) == 1
    assert len({parcel.id for parcel in postman.parcels}) == 1


def test_i13_what_was_rolled_back_is_never_sent(world):
    with suppress(ZeroDivisionError), world.working(SYSTEM) as work:
        outbox.queue(work, Letter(channel=Channel.MAIL, recipient="a@example.com", subject="通知", body="正文"))
        work.session.flush()
        raise ZeroDivisionError
    assert deliver(world, Postman()) == 0


def test_one_message_that_does_not_open_holds_no_other_back(world):
    queue(world, "a@example.com")
    with world.working(SYSTEM) as work:
        work.session.scalars(select(Message)).one().body_sealed = b"\x01 damaged"
    queue(world, "b@example.com")
    postman = Postman()
    assert deliver(world, postman) == 1
    assert [parcel.recipient for parcel in postman.parcels] == ["b@example.com"]
    damaged = messages(world)[0]
    assert (damaged.sent_at, damaged.tries, damaged.last_error) == (None, 1, "InvalidTag")


def test_a_subject_of_two_long_names_is_cut_to_what_its_column_holds(world):
    employer = world.saved(makers.an_employer(name="甲" * 115))
    world.invited(employer=employer)
    assert messages(world)[-1].subject == ("甲" * 115 + " 向您发出签约邀请")[:120]
