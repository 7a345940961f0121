"""Every use case of another destination, made ready on a fresh world and then done by whoever is given it."""

from signing_core.use_cases import destinations, rescind, review
from tests import destinations as made
from tests.deeds import REASON
from tests.faults.kills import Act
from tests.faults.moves import in_a_unit
from tests.faults.paper_moves import decided, done_by_the_student
from tests.figures import SOAK
from tests.papers import of, uploaded
from tests.world import World


def begin(world: World) -> Act:
    made.opened(world)
    return in_a_unit(of(world), lambda work: destinations.begin(work, made.STUDY))


def save(world: World) -> Act:
    return done_by_the_student(world, made.draft(world), destinations.save, typed=made.a_study())


def choose(world: World) -> Act:
    return done_by_the_student(world, made.draft(world), destinations.choose, detail=made.IDLE, typed={})


def submit(world: World) -> Act:
    signing = made.draft(world)
    uploaded(world, signing, made.PROOF)
    return done_by_the_student(world, signing, destinations.submit, typed=made.a_study())


def withdraw(world: World) -> Act:
    return done_by_the_student(world, made.submitted(world), destinations.withdraw)


def approve(world: World) -> Act:
    return decided(world, made.submitted(world), review.approve)


def reject(world: World) -> Act:
    return decided(world, made.submitted(world), review.reject, reason=REASON)


def send_back(world: World) -> Act:
    return decided(world, made.submitted(world), review.send_back, reason=REASON, fields=["school_name"])


def ask_release(world: World) -> Act:
    return done_by_the_student(world, made.approved(world), rescind.ask_release, reason=REASON)


def release(world: World) -> Act:
    return decided(world, made.ending(world), rescind.approve)


def force(world: World) -> Act:
    return decided(world, made.ending(world), rescind.force, reason=REASON)


POINTS_OF_THEIR_OWN = [begin, submit, approve, release]
BY_THE_SAME_POINTS = [save, choose, withdraw, reject, send_back, ask_release, force]  # only for SOAK
DESTINATION_MOVES = POINTS_OF_THEIR_OWN + (BY_THE_SAME_POINTS if SOAK else [])
