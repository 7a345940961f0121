"""Four processes at one door: what may happen so often, or once, happens no more often because they come at once."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from signing_core.actors import SYSTEM, Role
from signing_core.errors import Refusal
from signing_core.models import Account, Channel, Code, Message, SignedIn
from signing_core.use_cases import entry, reset, totp
from signing_core.work import Services
from tests import makers
from tests.faults.entries import code_sent
from tests.figures import Record, note
from tests.phones import PASSWORD, Phone
from tests.race.processes import all_at_once, barrier
from tests.world import FAST_HASH, SettableClock, World

PROCESSES, TRIES = 4, 4
Act = Callable[[], Any]


@pytest.fixture
def world(services: Services) -> World:
    assert isinstance(services.clock, SettableClock)
    return World(services)


@pytest.fixture
def account(world: World) -> Account:
    facts = {"student_id": world.student.id, "password_hash": FAST_HASH.hash(PASSWORD)}
    return world.saved(makers.an_account(Role.STUDENT, login=None, **facts))


def at_once(world: World, act: Act, times: int = TRIES) -> Counter[str]:
    """What the processes were answered, each asking so often: the kind of refusal, or nothing."""
    world.services.database.engine.dispose()
    ready = barrier(PROCESSES)
    return sum(all_at_once([partial(answers, act, times, ready)] * PROCESSES), Counter())


def answers(act: Act, times: int, ready: Any) -> Counter[str]:
    ready.wait()
    found: Counter[str] = Counter()
    for _ in range(times):
        try:
            act()
        except Refusal as refusal:
            found[type(refusal).__name__] += 1
        else:
            found["let in"] += 1
    return found


def sessions(world: World) -> int:
    return count(world, SignedIn)


def count(world: World, table: type) -> int:
    with world.reading() as work:
        return work.session.scalar(select(func.count()).select_from(table)) or 0


def told(record_property: Record, world: World, what: str, found: Counter[str]) -> None:
    note(record_property, f"{what}, {PROCESSES} processes, {world.services.database.engine.name}: {dict(found)}")


def test_five_wrong_passwords_and_not_one_more(world, account, record_property: Record) -> None:
    given = {"door": "student", "login": world.student.phone, "password": "wrong horse battery", "address": "192.0.2.1"}
    found = at_once(world, lambda: entry.sign_in(world.services, **given))
    told(record_property, world, "wrong passwords", found)
    assert found == {"Refusal": 5, "TooMany": PROCESSES * TRIES - 5}


def test_five_codes_an_hour_and_not_one_more(world, account, record_property: Record) -> None:
    before = count(world, Message)
    asked = {"door": "student", "login": world.student.phone, "school": "", "by": Channel.SMS, "address": "192.0.2.1"}
    found = at_once(world, lambda: reset.begin(world.services, **asked))
    told(record_property, world, "codes asked for", found)
    assert found == {"let in": 5, "TooMany": PROCESSES * TRIES - 5}
    assert count(world, Message) == before + 5


def a_code(world: World) -> tuple[str, str]:
    asked = {"door": "student", "login": world.student.phone, "school": "", "by": Channel.SMS}
    handle = reset.begin(world.services, **asked, address="192.0.2.1")
    return handle, code_sent(world.services)


def test_five_tries_of_a_code_and_not_one_more(world, account, record_property: Record) -> None:
    handle, right = a_code(world)
    given = {"handle": handle, "password": "another horse battery", "address": "192.0.2.1"}
    wrong = f"{(int(right) + 1) % 10**6:06}"
    found = at_once(world, lambda: reset.finish(world.services, code=wrong, **given))
    told(record_property, world, "wrong codes", found)
    assert found == {"BadValue": PROCESSES * TRIES}
    with world.reading(SYSTEM) as work:
        assert work.session.scalars(select(Code.tries).where(Code.account_id == account.id)).all() == [5]
    with pytest.raises(Refusal):
        reset.finish(world.services, code=right, **given)


def test_a_right_code_is_used_once(world, account, record_property: Record) -> None:
    handle, right = a_code(world)
    given = {"handle": handle, "code": right, "password": "another horse battery", "address": "192.0.2.1"}
    found = at_once(world, lambda: reset.finish(world.services, **given), times=1)
    told(record_property, world, "one right code", found)
    assert found == {"let in": 1, "BadValue": PROCESSES - 1}


@pytest.mark.parametrize("recovery", [False, True], ids=["of the phone", "of recovery"])
def test_a_code_opens_the_second_step_once(world, recovery, record_property: Record) -> None:
    phone = Phone(world).enable()
    handles = [phone.step() for _ in range(PROCESSES)]
    code = phone.recovery[0] if recovery else phone.shows()
    before = sessions(world)
    world.services.database.engine.dispose()
    ready = barrier(PROCESSES)
    acts = [partial(totp.enter, world.services, handle=handle, code=code) for handle in handles]
    found = sum(all_at_once([partial(answers, act, 1, ready) for act in acts]), Counter())
    told(record_property, world, "one code of a second step", found)
    assert found == {"let in": 1, "BadValue": PROCESSES - 1}
    assert sessions(world) == before + 1
