"""Staff at the same moment: one login is given once, a school keeps an account, a disabled actor acts no more."""

from collections import Counter
from functools import partial

from sqlalchemy import func, select

from signing_core.actors import SYSTEM, Role
from signing_core.models import Account, College
from signing_core.use_cases import schools, sessions, staff
from signing_core.work import Services, UnitOfWork
from tests import makers
from tests.figures import SOAK, Record, note
from tests.race.rounds import Step, race
from tests.world import World

TIMES = 200 if SOAK else 10
ADDED = "新设学院"


def test_i12_a_login_that_two_ask_for_at_once_is_given_once(services: Services, record_property: Record) -> None:
    names = [makers.new_id() for _ in range(TIMES)]

    def steps(world: World) -> list[Step]:
        place, by = {"school": world.school, "college": world.college}, makers.as_school(world.school)
        return [(by, partial(staff.create_staff, login=name, **place)) for name in names]

    rounds = race(services, *(steps(World(services)) for _ in range(2)))
    assert all(outcome.count("done") == 1 and "已被使用" in "".join(outcome) for outcome in rounds)
    with services.reading(SYSTEM) as work:
        assert work.session.scalar(select(func.count()).where(Account.login.in_(names))) == TIMES
    note(record_property, f"one login asked for twice at once, {services.database.engine.name}: {TIMES}, given twice 0")


def test_two_who_disable_the_last_two_of_a_school_leave_one(services: Services, record_property: Record) -> None:
    pairs = [[an_office(services, world).public_id for _ in range(2)] for world in worlds(services)]
    by = makers.as_province()
    rounds = race(
        services, *([(by, partial(staff.disable, public_id=pair[side])) for pair in pairs] for side in (0, 1))
    )
    assert Counter(outcome.count("done") for outcome in rounds) == {1: TIMES}
    note(record_property, f"the last two disabled at once, {services.database.engine.name}: {TIMES}, none left 0")


def test_an_act_is_done_before_its_actor_is_disabled_or_not_at_all(services: Services, record_property: Record) -> None:
    disables: list[Step] = []
    acts: list[Step] = []
    every = worlds(services)
    for world in every:
        an_office(services, world)  # so that the other one is not the last
        account = an_office(services, world)
        disables.append((makers.as_province(), partial(staff.disable, public_id=account.public_id)))
        token = sessions.start_session(services, account.id)
        acts.append((makers.as_school(world.school, account.id), partial(add_a_college, world=world, token=token)))
    rounds = race(services, disables, acts)
    told = Counter(second for _, second in rounds)
    assert {first for first, _ in rounds} == {"done"}
    assert told.keys() <= {"done", sessions.SessionEnded().message}
    with services.reading(SYSTEM) as work:
        added = select(func.count()).where(
            College.school_id.in_([world.school.id for world in every]), College.name == ADDED
        )
        assert work.session.scalar(added) == told["done"]
    note(record_property, f"an act while its actor is disabled, {services.database.engine.name}: {dict(told)}")


def add_a_college(work: UnitOfWork, *, world: World, token: str) -> None:
    sessions.hold_session(work, token)
    schools.create_college(work, world.school, ADDED)


def worlds(services: Services) -> list[World]:
    return [World(services) for _ in range(TIMES)]


def an_office(services: Services, world: World) -> Account:
    """One more account of the school's office."""
    account = makers.an_account(Role.SCHOOL, school_id=world.school.id)
    with services.working(SYSTEM) as work:
        work.session.add(account)
    return account
