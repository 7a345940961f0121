"""A case that somebody of the office has open: colleagues read who and since when, for as long as it stands open."""

import pytest

from signing_core.actors import Role
from signing_core.errors import NotAllowed, NotFound
from signing_core.queries import case_openings
from signing_core.use_cases import case_openings as acts
from tests import makers
from tests.dumps import refused


@pytest.fixture
def two(world):
    """Two officers of the school."""
    accounts = [world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id)) for _ in range(2)]
    return [makers.as_school(world.school, account.id) for account in accounts]


def opened(world, actor, signing) -> None:
    with world.working(actor) as work:
        acts.note(work, signing.public_id)


def seen(world, actor, signing) -> str:
    with world.reading(actor) as work:
        return case_openings.by_others(work, [signing.public_id]).get(signing.public_id, "")


def test_a_colleague_reads_who_has_the_case_open_and_since_when(world, two):
    signing = world.accepted()
    opened(world, two[0], signing)
    world.clock.forward(minutes=1)
    opened(world, two[0], signing)
    assert seen(world, two[1], signing) == f"{two[0].name}正在查看（12:00 打开）"
    assert seen(world, two[0], signing) == ""


def test_two_minutes_after_the_last_sign_nobody_has_it_open(world, two):
    signing = world.accepted()
    opened(world, two[0], signing)
    world.clock.forward(minutes=2)
    assert seen(world, two[1], signing) == ""
    opened(world, two[0], signing)
    assert "12:02 打开" in seen(world, two[1], signing)


def test_i10_another_college_neither_opens_nor_reads_it(world, two):
    signing = world.accepted()
    opened(world, two[0], signing)
    account = world.saved(makers.an_account(Role.COLLEGE, school_id=world.school.id))
    sibling = makers.as_college(world.saved(makers.a_college(world.school)), account.id)
    assert seen(world, sibling, signing) == ""
    with refused(world, kind=NotFound):
        opened(world, sibling, signing)


def test_i12_only_the_office_opens_cases(world):
    signing = world.accepted()
    with refused(world, kind=NotAllowed):
        opened(world, makers.as_student(world.student), signing)
