"""What staff do to accounts, colleges and the log, made ready on a fresh world and then done by whoever is given it."""

from datetime import timedelta

from signing_core.actors import Actor, Role
from signing_core.models import Account
from signing_core.use_cases import break_glass, schools, sessions, staff
from signing_core.use_cases.schools import Place
from signing_core.work import UnitOfWork
from tests import makers
from tests.faults.kills import Act
from tests.faults.moves import in_a_unit
from tests.world import World


def _office(world: World) -> Actor:
    account = world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id))
    return makers.as_school(world.school, account.id)


def _clerk(world: World) -> Account:
    place = {"school_id": world.school.id, "college_id": world.college.id}
    return world.saved(makers.an_account(Role.COLLEGE, **place))


def make_a_deputy(world: World) -> Act:
    of, by, day = _clerk(world), _office(world), world.clock().date() + timedelta(days=9)
    facts = {"login": f"deputy{of.id}", "email": "deputy@example.com", "school": world.school, "college": world.college}
    return in_a_unit(by, lambda work: staff.create_staff(work, **facts, deputy=staff.Deputy(of=of, last_day=day)))


def disable_an_account(world: World) -> Act:
    clerk, by = _clerk(world), _office(world)
    for _ in range(2):
        sessions.start_session(world.services, clerk.id)
    with world.working(by) as work:
        staff.new_link(work, clerk.public_id)
    return in_a_unit(by, lambda work: staff.disable(work, clerk.public_id))


def make_a_school(world: World) -> Act:
    code = f"{world.school.id % 100_000:05}"

    def step(work: UnitOfWork) -> None:
        school = schools.create_school(work, code=code, name="示范大学")
        staff.create_staff(work, login=f"office{code}", school=school)

    return in_a_unit(makers.as_province(), step)


def rename_a_college(world: World) -> Act:
    world.accepted()
    by, name = _office(world), world.college.name
    return in_a_unit(by, lambda work: schools.rename_college(work, schools.college_named(work, name), "未来学院"))


def delete_a_college(world: World) -> Act:
    empty, by = world.saved(makers.a_college(world.school)), _office(world)
    with world.working(by) as work:
        schools.set_contact(work, Place(world.school, empty), {"office": "办公室"})
    return in_a_unit(by, lambda work: schools.delete_college(work, schools.college_named(work, empty.name)))


def open_a_school(world: World) -> Act:
    token = sessions.start_session(world.services, world.saved(makers.an_account(Role.PROVINCE)).id)
    by = sessions.who_is(world.services, token)
    assert by
    return in_a_unit(by, lambda work: break_glass.open_school(work, world.school, token=token, reason="核查"))


HOUSE_ACTS = [
    make_a_deputy,
    disable_an_account,
    make_a_school,
    rename_a_college,
    delete_a_college,
    open_a_school,
]
