"""Mails and SMS under faults: a server that fails three times in ten, before or after taking one; a dying worker."""

import os
import random
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portals.operator.mailer import sender
from signing_core.actors import SYSTEM
from signing_core.effects import outbox
from signing_core.effects.outbox import Letter
from signing_core.models import Channel, Message
from signing_core.settings import Settings
from signing_core.use_cases import delivery
from signing_core.use_cases.delivery import Parcel, Send, SendingFailed
from signing_core.work import Services
from tests.figures import SOAK, Record, note
from tests.operator.sms_gateway import Station, gateway
from tests.race.processes import all_at_once
from tests.world import SettableClock

MAILS = 10_000 if SOAK else 300
TO = {Channel.MAIL: "a@example.com", Channel.SMS: "13900000001"}
DEADLY = 1 / 400 if SOAK else 1 / 60  # chance of a kill at each fault point


class SecondThoughts(Exception):
    """Ends a unit on purpose after its letters were queued."""


def queue_letters(services: Services, count: int, channel: Channel = Channel.MAIL) -> None:
    """Letters by tens, each ten in a unit; after every tenth unit comes one that is rolled back with its letters."""
    for turn in range(count // 10 * 11 // 10):
        try:
            with services.working(SYSTEM) as work:
                for _ in range(10):
                    outbox.queue(work, Letter(channel=channel, recipient=TO[channel], subject="通知", body="。"))
                if turn % 11 == 10:
                    raise SecondThoughts
        except SecondThoughts:
            continue


def send_to(file: Path, chance: random.Random, parcel: Parcel) -> None:
    """A server that notes what it took; half of its failures come after it took the mail."""
    fails = chance.random() < 0.3
    if fails and chance.random() < 0.5:
        raise SendingFailed("450 try again later")
    with file.open("a") as taken:
        taken.write(f"{parcel.id}\n")
    if fails:
        raise SendingFailed("the connection was lost")


def answer_to(file: Path, chance: random.Random, sent: dict[str, str]) -> int | None:
    """A gateway that does the same over HTTP: it hangs up after it took the message."""
    fails = chance.random() < 0.3
    if fails and chance.random() < 0.5:
        return 503
    with file.open("a") as taken:
        taken.write(f"{sent['id']}\n")
    return None if fails else 200


@contextmanager
def server_of(channel: Channel, file: Path) -> Iterator[Callable[[random.Random], Send]]:
    """What a worker sends by, given its luck."""
    if channel is Channel.MAIL:
        yield lambda chance: partial(send_to, file, chance)
        return
    station = Station()
    station.answer = partial(answer_to, file, random.Random(1))
    with gateway(station) as url:
        yield lambda _chance: sender(Settings(sms_url=url))


def work_until_killed(services: Services, send_by: Callable[[random.Random], Send], seed: int) -> bool:
    """One worker in a process of its own; true iff it was killed."""
    services.database.engine.dispose()
    pid = os.fork()
    if pid == 0:
        chance = random.Random(seed)

        def point(_name: str) -> None:
            if chance.random() < DEADLY:
                os.kill(os.getpid(), signal.SIGKILL)

        status = 1
        try:
            delivery.deliver_due(replace(services, point=point), send_by(chance))
            status = 0
        finally:
            os._exit(status)
    status = os.waitpid(pid, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def waiting(services: Services) -> int:
    with services.reading(SYSTEM) as work:
        open_ = Message.sent_at.is_(None), Message.given_up_at.is_(None)
        return work.session.scalar(select(func.count()).where(*open_)) or 0


@pytest.mark.parametrize("channel", Channel)
def test_i13_no_message_is_lost_and_none_leaves_without_its_commit(
    services: Services, tmp_path: Path, record_property: Record, channel: Channel
) -> None:
    queue_letters(services, MAILS, channel)
    file, kills, runs = tmp_path / "taken", 0, 0
    clock: SettableClock = services.clock
    with server_of(channel, file) as send_by:
        while waiting(services):
            kills += work_until_killed(services, send_by, seed=runs)
            runs += 1
            clock.forward(hours=9)
    with services.reading(SYSTEM) as work:
        committed = set(work.session.scalars(select(Message.public_id)))
        given_up = set(work.session.scalars(select(Message.public_id).where(Message.given_up_at.is_not(None))))
    taken = Counter(file.read_text().split())
    lost, unfounded = committed - taken.keys() - given_up, taken.keys() - committed
    note(
        record_property,
        f"{channel}, {services.database.engine.name}: {len(committed)}, 30 % failures, {kills} kills in {runs} runs, "
        f"lost {len(lost)}, without commit {len(unfounded)}, given up {len(given_up)}, "
        f"copies {taken.total() - len(taken)}",
    )
    assert (lost, unfounded) == (set(), set())
    assert len(committed) == MAILS
    assert kills


def test_two_workers_never_send_the_same_mail_at_once(services: Services, tmp_path: Path) -> None:
    queue_letters(services, 200)
    services.database.engine.dispose()
    file = tmp_path / "taken"
    all_at_once([partial(deliver_without_fault, services, file)] * 2)
    assert sorted(Counter(file.read_text().split()).values()) == [1] * 200


def deliver_without_fault(services: Services, file: Path) -> None:
    def send(parcel: Parcel) -> None:
        with file.open("a") as taken:
            taken.write(f"{parcel.id}\n")

    delivery.deliver_due(services, send)
