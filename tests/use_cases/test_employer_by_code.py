"""A student who holds an employer's code is offered what it registered, and nobody gathers employers by it."""

import pytest

from signing_core.errors import BadValue, NotAllowed, NotFound, TooMany
from signing_core.states import EmployerState
from signing_core.use_cases import employers, limits
from tests import makers
from tests.dumps import refused

NOBODYS = makers.a_uscc(9_000_000)


def look_up(world, uscc, *, actor=None):
    actor = actor or makers.as_student(world.student)
    return employers.known_by_code(world.services, actor, uscc)


def test_exactly_what_is_public_is_told_under_the_names_of_the_form(world):
    employer = world.employer
    assert look_up(world, employer.uscc) == {
        "unit_name": employer.name,
        "unit_nature": "其他企业",
        "unit_industry": "制造业",
        "unit_place": "湖北省武汉市洪山区",
        "unit_address": "珞狮路1号",
    }


def test_the_code_may_be_typed_as_people_type_it(world):
    code = world.employer.uscc
    assert look_up(world, f" {code[:8]} {code[8:].lower()} ")["unit_name"] == world.employer.name


def test_a_student_needs_no_invitation_of_that_employer(world):
    other = world.saved(makers.an_employer(name="无邀约的单位"))
    assert look_up(world, other.uscc)["unit_name"] == "无邀约的单位"


@pytest.mark.parametrize("state", [state for state in EmployerState if state is not EmployerState.APPROVED])
def test_an_employer_that_may_not_sign_is_as_unknown_as_none(world, state):
    other = world.saved(makers.an_employer(state=state))
    for code in (other.uscc, NOBODYS):
        with pytest.raises(NotFound, match="没有查到已注册的单位"):
            look_up(world, code)


def test_part_of_a_code_or_a_wrong_one_is_no_look_up(world):
    for code in ("", "91420100", world.employer.uscc[:-1] + "!"):
        with refused(world, kind=BadValue):
            look_up(world, code)


def test_each_look_up_counts_hit_or_miss_for_the_student_alone(world):
    most = limits.EMPLOYER_BY_CODE.most
    for _ in range(most - 1):
        look_up(world, world.employer.uscc)
    with pytest.raises(NotFound):
        look_up(world, NOBODYS)
    with pytest.raises(TooMany, match="查询单位的次数过多"):
        look_up(world, world.employer.uscc)
    classmate = world.saved_student()
    assert look_up(world, world.employer.uscc, actor=makers.as_student(classmate))
    world.clock.forward(hours=1)
    assert look_up(world, world.employer.uscc)


def test_i12_only_students_look_up(world):
    for actor in (makers.as_employer(world.employer), makers.as_school(world.school), makers.as_college(world.college)):
        with refused(world, kind=NotAllowed):
            look_up(world, world.employer.uscc, actor=actor)
