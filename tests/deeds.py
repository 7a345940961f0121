"""Every act on a change, a return or a rescission: what it is done to, who does it, and what the form sends."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from signing_core.actors import Actor
from signing_core.models import Signing
from signing_core.use_cases import changes, rescind, review
from signing_core.work import UnitOfWork
from tests import makers, parties
from tests.world import World

REASON = "双方另有约定。"


@dataclass(frozen=True)
class Deed:
    """One act of a role (student, employer, college or school of the world) on a signing that was made ready for it."""

    name: str
    ready: Callable[[World], Signing]
    role: str
    act: Callable[..., Signing]
    given: dict[str, Any] = field(default_factory=dict)

    def actor(self, world: World) -> Actor:
        actor: Actor = getattr(makers, f"as_{self.role}")(getattr(world, self.role))
        return actor

    def do(self, work: UnitOfWork, signing: Signing, **otherwise: Any) -> Signing:
        """As the page of this signing sends it, but for what is given otherwise."""
        answers = self.act is changes.answer
        shown = {"seen_terms": signing.proposed_version} if answers else {"seen": signing.version}
        return self.act(work, signing.public_id, **(shown | self.given | otherwise))

    def done(self, world: World) -> Signing:
        signing = self.ready(world)
        with world.working(self.actor(world)) as work:
            return self.do(work, signing)


def corrected(world: World) -> Signing:
    """Returned by the school, and a correction waits for the student."""
    return parties.proposed(world, parties.returned(world))


def agreed_by_student(world: World) -> Signing:
    return parties.agreed(world, by_student=False)


WORDS, AGREED = {"reason": REASON}, {"ticked": True, "reason": REASON}
DEEDS = [
    Deed("propose", World.accepted, "employer", changes.propose, {"terms": makers.terms(position="会计")}),
    Deed("correct", parties.returned, "employer", changes.propose, {"terms": makers.terms(penalty="0")}),
    Deed("take_back", parties.proposed, "employer", changes.withdraw),
    Deed("agree_to_a_change", parties.proposed, "student", changes.answer, {"agree": True}),
    Deed("agree_to_a_correction", corrected, "student", changes.answer, {"agree": True}),
    Deed("refuse_a_change", parties.proposed, "student", changes.answer, {"agree": False} | WORDS),
    Deed("send_back", World.accepted, "school", review.send_back, {"fields": ["penalty"]} | WORDS),
    Deed("reject_with_a_change", parties.proposed, "school", review.reject, WORDS),
    Deed("reject_what_was_returned", parties.returned, "school", review.reject, WORDS),
    Deed("revoke_a_return", parties.returned, "school", review.revoke, WORDS),
    Deed("student_asks", World.approved, "student", rescind.ask, AGREED),
    Deed("employer_asks", World.approved, "employer", rescind.ask, AGREED),
    Deed("student_agrees", parties.asked_by_employer, "student", rescind.agree, AGREED),
    Deed("employer_agrees", parties.asked_by_student, "employer", rescind.agree, AGREED),
    Deed("student_disagrees", parties.asked_by_employer, "student", rescind.disagree, WORDS),
    Deed("employer_disagrees", parties.asked_by_student, "employer", rescind.disagree, WORDS),
    Deed("grant", parties.agreed, "school", rescind.approve),
    Deed("grant_what_the_employer_asked", agreed_by_student, "college", rescind.approve),
    Deed("deny", parties.agreed, "school", rescind.reject, WORDS),
    Deed("deny_unanswered", parties.asked_by_student, "college", rescind.reject, WORDS),
    Deed("force", World.approved, "school", rescind.force, WORDS),
    Deed("force_over_a_request", parties.asked_by_student, "school", rescind.force, WORDS),
]
