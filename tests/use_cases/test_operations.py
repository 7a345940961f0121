"""A form that is sent twice is answered once: its id is unique per actor and kept with the act."""

import pytest

from signing_core.actors import Role
from signing_core.errors import BadValue, SentTwice
from signing_core.use_cases import operations, schools
from tests import makers
from tests.dumps import refused

FORM = "a-form-0123456789"


@pytest.fixture
def actor(world):
    account = world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id))
    return makers.as_school(world.school, account.id)


def act(world, actor, operation_id=FORM, *, college="新学院", address="/colleges/1") -> None:
    with world.working(actor) as work:
        operations.begin(work, operation_id, address)
        schools.create_college(work, world.school, college)


def answer(world, actor, operation_id=FORM) -> str | None:
    with world.reading(actor) as work:
        return operations.answer_of(work, operation_id)


def test_the_second_send_is_led_to_the_answer_of_the_first(world, actor):
    assert answer(world, actor) is None
    act(world, actor)
    with refused(world, kind=SentTwice):
        act(world, actor, college="另一学院", address="/elsewhere")
    assert answer(world, actor) == "/colleges/1"


def test_another_actor_may_have_the_same_id(world, actor):
    act(world, actor)
    other = world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id))
    colleague = makers.as_school(world.school, other.id)
    assert answer(world, colleague) is None
    act(world, colleague)


def test_another_form_of_the_same_actor_is_another_act(world, actor):
    act(world, actor)
    act(world, actor, "b-form-0123456789", address="/colleges/2")
    assert answer(world, actor, "b-form-0123456789") == "/colleges/2"


def test_i12_an_act_that_was_refused_may_be_sent_again(world, actor):
    with refused(world, kind=BadValue):
        act(world, actor, college="")
    assert answer(world, actor) is None
    act(world, actor)


@pytest.mark.parametrize("operation_id", ["", "too short", "x" * 37])
def test_i12_a_form_without_a_proper_id_is_refused(world, actor, operation_id):
    with refused(world, "表单已失效，请刷新页面后重试。", BadValue):
        act(world, actor, operation_id)
