"""How often a student may ask to end an agreement: a setting per school and cohort, counted by what was approved."""

import pytest

from signing_core.errors import BadValue, NotAllowed, NotFound
from signing_core.opening_sheet import Stretch
from signing_core.queries import eligibility
from signing_core.use_cases import opening, rescind
from tests import makers, parties
from tests.dumps import refused


def allow(world, cap: int | None, *, actor=None, school=None, cohort=makers.COHORT) -> None:
    with world.working(actor or makers.as_school(world.school)) as work:
        opening.change(work, school_id=(school or world.school).id, cohort=cohort, rescission_cap=cap)


def left(world) -> int | None:
    with world.reading() as work:
        return eligibility.rescissions_left(work, world.student)


def ended(world, ask, answer) -> None:
    """Asked for by one party, agreed to by the other, passed by the school."""
    signing = ask(world, world.approved(employer=world.employer))
    parties.by(world, answer, rescind.agree, signing, ticked=True)
    parties.by(world, makers.as_school(world.school), rescind.approve, signing)


def test_what_the_student_asked_for_and_the_school_passed_counts(world):
    allow(world, 2)
    ended(world, parties.asked_by_student, makers.as_employer(world.employer))
    assert left(world) == 1


def test_what_the_employer_asked_for_or_the_school_forced_does_not_count(world):
    allow(world, 1)
    ended(world, parties.asked_by_employer, makers.as_student(world.student))
    world.rescinded()
    assert left(world) == 1


def test_a_request_that_was_refused_does_not_count(world):
    allow(world, 1)
    signing = parties.asked_by_student(world)
    parties.by(world, makers.as_school(world.school), rescind.reject, signing, reason="证据不足")
    assert left(world) == 1


def test_the_last_one_used_up_the_student_cannot_ask_and_the_employer_still_can(world):
    allow(world, 0)
    signing = world.approved()
    with refused(world, "次数已用完"):
        parties.asked_by_student(world, signing)
    assert parties.asked_by_employer(world, signing).rescission_status == "待对方处理"


def test_without_a_cap_nobody_counts(world):
    assert left(world) is None
    allow(world, 0)
    allow(world, None)
    assert left(world) is None


def test_another_cohort_has_a_cap_of_its_own(world):
    allow(world, 0, cohort=2021)
    assert left(world) is None


def test_opening_signing_anew_leaves_the_cap_as_it_is(world):
    allow(world, 3)
    opens = Stretch(makers.NOON.date())
    with world.working(makers.as_school(world.school)) as work:
        opening.change(work, school_id=world.school.id, cohort=makers.COHORT, online=opens)
    assert left(world) == 3


@pytest.mark.parametrize(("typed", "cap"), [("", None), ("  ", None), ("0", 0), ("9", 9), ("３", 3)])
def test_an_empty_field_is_no_cap(typed, cap):
    assert opening.rescission_cap(typed) == cap


@pytest.mark.parametrize("typed", ["10", "-1", "1.5", "两次"])
def test_anything_else_is_refused(typed):
    with pytest.raises(BadValue, match="0 至 9 之间的整数"):
        opening.rescission_cap(typed)


def test_i12_only_the_school_sets_its_own(world):
    parties_and_college = (
        makers.as_student(world.student),
        makers.as_employer(world.employer),
        makers.as_college(world.college),
    )
    for actor in parties_and_college:
        with refused(world, kind=NotAllowed):
            allow(world, 1, actor=actor)
    other = world.saved_school()
    with refused(world, kind=NotFound):
        allow(world, 1, school=other)
