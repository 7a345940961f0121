"""A phone is a name to sign in by: of two students who are given one at the same moment, one has it."""

from functools import partial

from sqlalchemy import func, select

from signing_core.actors import SYSTEM
from signing_core.crypto import keyring
from signing_core.models import Student
from signing_core.use_cases import roster
from signing_core.work import Services
from tests import makers
from tests.figures import SOAK, Record, note
from tests.race.rounds import Step, race
from tests.world import World

TIMES = 200 if SOAK else 10


def test_a_phone_that_two_are_given_at_once_is_given_once(services: Services, record_property: Record) -> None:
    world = World(services)
    office = makers.as_school(world.school)
    phones = [f"137{serial:08}" for serial in range(TIMES)]

    def steps() -> list[Step]:
        each = [(phone, world.saved_student(phone=None)) for phone in phones]
        return [
            (office, partial(roster.confirm_phone, public_id=student.public_id, seen=student.version, phone=phone))
            for phone, student in each
        ]

    rounds = race(services, steps(), steps())
    refused = "该手机号已登记给本届另一名学生，请核对。"
    assert all(sorted(outcome) == sorted(("done", refused)) for outcome in rounds)
    with services.reading(SYSTEM) as work:
        given = Student.phone_index.in_([keyring().index(phone) for phone in phones])
        assert work.session.scalar(select(func.count()).where(given)) == TIMES
    note(record_property, f"one phone given to two at once, {services.database.engine.name}: {TIMES}, held twice 0")
