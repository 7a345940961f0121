"""What the parties and the office do with an agreement in tests, by the version that is stored."""

from signing_core.actors import Actor
from signing_core.models import Signing
from signing_core.use_cases import changes, rescind, review
from tests import makers
from tests.world import World


def by(world: World, actor: Actor, act, signing: Signing, **given) -> Signing:
    """One act on the signing as its page would show it now."""
    seen = world.fresh(signing).version
    with world.working(actor) as work:
        return act(work, signing.public_id, seen=seen, **given)


def proposed(world: World, signing: Signing | None = None, **terms) -> Signing:
    """A change that the employer asks the student to agree to."""
    signing = signing or world.accepted()
    offered = makers.terms(**{"position": "仓库管理"} | terms)
    return by(world, makers.as_employer(world.employer), changes.propose, signing, terms=offered)


def returned(world: World, signing: Signing | None = None, *fields: str, reason: str = "违约金过高") -> Signing:
    """Sent back by the school, which marks fields."""
    given = {"reason": reason, "fields": fields or ("penalty",)}
    return by(world, makers.as_school(world.school), review.send_back, signing or world.accepted(), **given)


def asked(world: World, actor: Actor, signing: Signing | None = None, reason: str = "岗位撤销") -> Signing:
    """A party asks to end an approved agreement."""
    return by(world, actor, rescind.ask, signing or world.approved(), reason=reason, ticked=True)


def asked_by_student(world: World, signing: Signing | None = None, **given) -> Signing:
    return asked(world, makers.as_student(world.student), signing, **given)


def asked_by_employer(world: World, signing: Signing | None = None, **given) -> Signing:
    return asked(world, makers.as_employer(world.employer), signing, **given)


def sides(world: World, *, by_student: bool = True) -> tuple[Actor, Actor]:
    """Who asks to end an agreement, and who answers."""
    both = (makers.as_student(world.student), makers.as_employer(world.employer))
    return both if by_student else both[::-1]


def agreed(world: World, *, by_student: bool = True) -> Signing:
    """Both want the agreement ended, and the office has to review it."""
    asks, answers = sides(world, by_student=by_student)
    return by(world, answers, rescind.agree, asked(world, asks), ticked=True)
