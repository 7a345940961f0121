"""Whether the time of an answer at the door tells who is known here: right and wrong beside each other."""

import logging
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence

from app import create_app
from signing_core.actors import Role
from signing_core.crypto import Passwords
from signing_core.models import Account, Message
from tests import makers
from tests.web.client import PASSWORD, Client, Site
from tests.world import World, services_for

from .data import SQLITE, Data
from .verdicts import Verdict

PAIRS, WARM = 200, 5
TARGET = 1.1  # the slower of the two medians over the faster
NEW = {"new": "another-long-password", "again": "another-long-password"}
Try = Callable[[int], tuple[Client, str, dict[str, str]]]


def compare(data: Data) -> Iterator[Verdict | str]:
    """Medians of interleaved requests through the whole web stack, with the hash that the product uses."""
    site = site_at(data.empty(SQLITE), data)
    names = [student_named(site) for _ in range(PAIRS + WARM)]
    logging.disable(logging.WARNING)
    for what, (one_label, one), (other_label, other) in comparisons(site, names):
        ours, theirs = medians(site, one, other)
        yield f"{what}: {one_label} {ours:.1f} ms, {other_label} {theirs:.1f} ms, n = {PAIRS} each"
        slow, fast = max(ours, theirs), min(ours, theirs)
        yield Verdict(what=what, ours=slow, peer="the other", theirs=fast, target=TARGET)
    logging.disable(logging.NOTSET)
    site.world.services.database.engine.dispose()


def comparisons(site: Site, names: Sequence[str]) -> Iterator[tuple[str, tuple[str, Try], tuple[str, Try]]]:
    """What is asked, and two ways to be right or wrong about it."""
    nobody = strangers()
    yield "code asked for", ("known name", forgotten(site, names)), ("unknown", forgotten(site, nobody))
    yield "wrong password", ("known name", sign_in(site, names)), ("unknown", sign_in(site, nobody))
    yield "wrong code", ("known name", code(site, names)), ("unknown", code(site, nobody))
    yield "code", ("right", code(site, names, right=True)), ("wrong", code(site, names))
    yield "password", ("right", sign_in(site, names, NEW["new"])), ("wrong", sign_in(site, names))


def site_at(url: str, data: Data) -> Site:
    """A world with the hash of production and a clock that moves past the limits."""
    world = World(services_for(url, data.folder))
    services = world.services
    given = {name: getattr(services, name) for name in ("database", "clock", "token", "store")}
    return Site(world, create_app(services.settings, **given, passwords=Passwords()))


def student_named(site: Site) -> str:
    """The phone of a new student, who has a password."""
    student = site.world.saved_student()
    account: Account = makers.an_account(Role.STUDENT, login=None, student_id=student.id, name=student.name)
    account.password_hash = HASH
    site.world.saved(account)
    return student.phone


HASH = Passwords().hash(PASSWORD)


def strangers() -> list[str]:
    """Phones that nobody has."""
    return [f"139{serial:08}" for serial in range(PAIRS + WARM)]


def sign_in(site: Site, names: Sequence[str], password: str = "wrong-password") -> Try:
    return lambda n: (site.anonymous(), "/login/student", {"login": names[n], "password": password})


def forgotten(site: Site, names: Sequence[str]) -> Try:
    return lambda n: (site.anonymous(), "/forgotten", {"login": names[n], "by": "SMS"})


def code(site: Site, names: Sequence[str], *, right: bool = False) -> Try:
    """A code that was asked for a moment ago."""

    def ready(n: int) -> tuple[Client, str, dict[str, str]]:
        client = site.anonymous()
        client.post("/forgotten", login=names[n], by="SMS")
        return client, "/forgotten/code", {"code": last_code(site) if right else "00000x", **NEW}

    return ready


def last_code(site: Site) -> str:
    with site.world.reading() as work:
        body = work.session.query(Message).filter_by(subject="验证码").order_by(Message.id.desc()).first().body
    return re.search(r"\d{6}", body)[0]


def medians(site: Site, one: Try, other: Try) -> tuple[float, float]:
    """Of requests in turns, each first in every second pair; an hour goes by between two pairs."""
    times: tuple[list[float], list[float]] = ([], [])
    for n in range(PAIRS + WARM):
        site.world.clock.forward(hours=1)
        for place in (0, 1) if n % 2 else (1, 0):
            times[place].append(milliseconds(*(one, other)[place](n)))
    return statistics.median(times[0][WARM:]), statistics.median(times[1][WARM:])


def milliseconds(client: Client, path: str, form: dict[str, str]) -> float:
    """Of one answer; the page with its token was read before."""
    sent = {"csrf_token": client.csrf_token(), "operation_id": makers.new_id(), **form}
    start = time.perf_counter()
    client.http.post(path, data=sent)
    return (time.perf_counter() - start) * 1000
