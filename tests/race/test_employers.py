"""Decisions about one employer that meet: of two approvals of a code one holds, and a shut door lets nobody slip by."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from signing_core.errors import Refusal
from signing_core.models import REGISTERED, Employer, EmployerBlock, EmployerEvent
from signing_core.states import EmployerState, SigningState
from signing_core.use_cases import employer_review, invitations
from tests import makers
from tests.figures import SOAK
from tests.race import meeting
from tests.world import SettableClock, World

WAYS = (meeting.together, meeting.at_the_first_write, meeting.held_before_commit, meeting.held_the_other_way)
TIMES = 50 if SOAK else 1
REASON = "投诉核实中。"


@pytest.fixture
def world(services):
    return World(replace(services, clock=SettableClock()))


def side(world, actor, step):
    """One of two acts: None where it was done, else the refusal."""

    def act(point):
        try:
            with replace(world.services, point=point).working(actor) as work:
                step(work)
        except Refusal as refusal:
            return refusal
        return None

    return act


def decided(world, actor, name, employer, **given):
    decide = getattr(employer_review, name)
    return side(world, actor, lambda work: decide(work, employer.public_id, seen=employer.version, **given))


def registered(world, uscc):
    with world.reading() as work:
        return work.session.scalar(select(func.count()).where(Employer.uscc == uscc, Employer.state.in_(REGISTERED)))


def events(world, *employers):
    with world.reading() as work:
        theirs = EmployerEvent.employer_id.in_([one.id for one in employers])
        return work.session.scalar(select(func.count()).where(theirs))


@pytest.mark.parametrize("meet", WAYS)
def test_of_two_approvals_of_one_code_exactly_one_holds(world, meet):
    for turn in range(TIMES):
        code = makers.a_uscc(500_000 + world.employer.id * 100 + turn)
        pair = [world.saved(makers.an_employer(state=EmployerState.PENDING, uscc=code)) for _ in range(2)]
        by = (makers.as_school(world.school), makers.as_province())
        outcomes = meet(*(decided(world, who, "approve", one) for who, one in zip(by, pair, strict=True)))
        assert sorted(outcome is None for outcome in outcomes) == [False, True]
        assert registered(world, code) == events(world, *pair) == 1


@pytest.mark.parametrize("meet", WAYS)
@pytest.mark.parametrize(("one", "other"), [("approve", "approve"), ("approve", "reject"), ("reject", "reject")])
def test_of_two_decisions_on_one_registration_exactly_one_holds(world, meet, one, other):
    for _ in range(TIMES):
        employer = world.saved(makers.an_employer(state=EmployerState.PENDING))
        given = {"approve": {}, "reject": {"reason": REASON}}
        sides = (
            decided(world, makers.as_school(world.school), one, employer, **given[one]),
            decided(world, makers.as_province(), other, employer, **given[other]),
        )
        outcomes = meet(*sides)
        assert sorted(outcome is None for outcome in outcomes) == [False, True]
        assert events(world, employer) == 1


@pytest.mark.parametrize("meet", WAYS)
def test_a_school_blocks_once(world, meet):
    employer, by = world.employer, makers.as_school(world.school)
    outcomes = meet(*(decided(world, by, "block", employer, reason=REASON) for _ in range(2)))
    assert sorted(outcome is None for outcome in outcomes) == [False, True]
    with world.reading() as work:
        assert work.session.scalar(select(func.count()).where(EmployerBlock.employer_id == employer.id)) == 1


@pytest.mark.parametrize("meet", WAYS)
@pytest.mark.parametrize("shut", ["suspend", "block"])
def test_an_acceptance_that_meets_a_shut_door_is_made_or_refused_whole(world, meet, shut):
    signing, employer = world.invited(), world.fresh(world.employer)
    by = {"suspend": makers.as_province(), "block": makers.as_school(world.school)}[shut]
    accept = side(
        world,
        makers.as_student(world.student),
        lambda work: invitations.accept(work, signing.public_id, seen_terms=1),
    )
    accepted, closed = meet(accept, decided(world, by, shut, employer, reason=REASON))
    assert closed is None
    now = world.fresh(signing).state
    assert now is (SigningState.AWAITING_REVIEW if accepted is None else SigningState.INVITED)
