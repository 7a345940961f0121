"""Every use case that moves a signing, made ready on a fresh world and then done by whoever is given it."""

from collections.abc import Callable
from typing import Any

from signing_core.actors import SYSTEM, Actor
from signing_core.models import SchoolSettings
from signing_core.states import ReviewLevels
from signing_core.use_cases import invitations, review, sweep
from signing_core.work import Services, UnitOfWork
from tests import makers, parties
from tests.deeds import DEEDS, REASON, Deed
from tests.faults.kills import Act
from tests.figures import SOAK
from tests.world import World

ONCE = {  # of the acts that pass the same points one is enough, but for SOAK
    *("propose", "take_back", "agree_to_a_change", "refuse_a_change", "send_back", "reject_with_a_change"),
    *("student_asks", "employer_agrees", "employer_disagrees", "grant", "deny", "force_over_a_request"),
}


def in_a_unit(actor: Actor, step: Callable[[UnitOfWork], Any]) -> Act:
    def act(services: Services) -> None:
        with services.working(actor) as work:
            step(work)

    return act


def invite(world: World) -> Act:
    world.listed(world.employer, world.student)
    return _invites(world)


def invite_again_after_the_deadline(world: World) -> Act:
    world.invited(reply_days="1")
    world.clock.forward(days=3)
    return _invites(world)


def _invites(world: World) -> Act:
    by, student_id = makers.as_employer(world.employer), world.student.public_id
    return in_a_unit(by, lambda work: invitations.invite(work, student_id=student_id, terms=makers.terms()))


def college_pass(world: World) -> Act:
    """The first of two levels."""
    signing, by = world.accepted(), makers.as_college(world.college)
    with world.working(SYSTEM) as work:
        ours = work.session.query(SchoolSettings).filter_by(school_id=world.school.id)
        ours.one().review_levels = ReviewLevels.COLLEGE_THEN_SCHOOL
    return in_a_unit(by, lambda work: review.college_pass(work, signing.public_id, seen=signing.version))


def revise(world: World) -> Act:
    sent, terms = world.invited(), makers.terms(position="会计")
    by = makers.as_employer(world.employer)
    return in_a_unit(by, lambda work: invitations.revise(work, sent.public_id, seen=sent.version, terms=terms))


def withdraw(world: World) -> Act:
    sent, by = world.invited(), makers.as_employer(world.employer)
    return in_a_unit(by, lambda work: invitations.withdraw(work, sent.public_id, seen=sent.version))


def accept(world: World) -> Act:
    sent, by = world.invited(), makers.as_student(world.student)
    return in_a_unit(by, lambda work: invitations.accept(work, sent.public_id, seen_terms=1))


def decline(world: World) -> Act:
    sent, by = world.invited(), makers.as_student(world.student)
    return in_a_unit(by, lambda work: invitations.decline(work, sent.public_id, seen_terms=1, reason=REASON))


def expire(world: World) -> Act:
    return by_the_clock(world, sweep.expire_due, lambda: [world.invited(), world.invited(world.saved_student())], 6)


def lapse(world: World) -> Act:
    return by_the_clock(world, sweep.expire_due, lambda: parties.proposed(world), 6)


def remind(world: World) -> Act:
    return by_the_clock(
        world, sweep.remind_due, lambda: [world.invited(world.saved_student()), parties.proposed(world)], 4
    )


def by_the_clock(world: World, act: Act, made_ready: Callable[[], Any], days: int) -> Act:
    """What is made ready now is due after so many days; what other worlds left is done before."""
    world.clock.forward(days=days)
    act(world.services)
    world.clock.forward(days=-days)
    made_ready()
    world.clock.forward(days=days)
    return act


def approve(world: World) -> Act:
    signing, by = world.accepted(), makers.as_school(world.school)
    return in_a_unit(by, lambda work: review.approve(work, signing.public_id, seen=signing.version))


def reject(world: World) -> Act:
    signing, by = world.accepted(), makers.as_college(world.college)
    return in_a_unit(by, lambda work: review.reject(work, signing.public_id, seen=signing.version, reason=REASON))


def revoke(world: World) -> Act:
    signing, by = world.approved(), makers.as_school(world.school)
    return in_a_unit(by, lambda work: review.revoke(work, signing.public_id, seen=signing.version, reason=REASON))


def approve_again(world: World) -> Act:
    signing = world.approved()
    by, seen = makers.as_school(world.school), signing.version
    with world.working(by) as work:
        signing = review.revoke(work, signing.public_id, seen=seen, reason=REASON)
    return in_a_unit(by, lambda work: review.approve(work, signing.public_id, seen=signing.version))


def approve_after_an_unseen_lapse(world: World) -> Act:
    signing, by = parties.proposed(world), makers.as_school(world.school)
    world.clock.now = signing.proposal_deadline
    return in_a_unit(by, lambda work: review.approve(work, signing.public_id, seen=signing.version))


def ready_for(deed: Deed) -> Callable[[World], Act]:
    def make_ready(world: World) -> Act:
        signing = deed.ready(world)
        return in_a_unit(deed.actor(world), lambda work: deed.do(work, signing))

    make_ready.__name__ = deed.name
    return make_ready


MOVES = [
    invite,
    invite_again_after_the_deadline,
    revise,
    withdraw,
    accept,
    decline,
    expire,
    lapse,
    remind,
    college_pass,
    approve,
    approve_again,
    approve_after_an_unseen_lapse,
    reject,
    revoke,
    *(ready_for(deed) for deed in DEEDS if SOAK or deed.name in ONCE),
]
