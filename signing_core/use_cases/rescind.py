"""解约: what ends an approved signing."""

from signing_core import values
from signing_core.effects import mails, outbox, plans, trail
from signing_core.lifecycles.registry import lifecycle_of
from signing_core.models import Rescission, Signing
from signing_core.queries.signings import act_on, signing_of
from signing_core.states import RescissionState
from signing_core.work import UnitOfWork, refuse_if_changed


def force(work: UnitOfWork, public_id: str, *, seen: int, reason: str) -> Signing:
    """强制解约: the school ends a signing without the parties, and both are told."""
    signing = signing_of(work, public_id)
    refuse_if_changed(signing, seen)
    act = act_on(work, signing, reason=values.reason(reason))
    move = lifecycle_of(signing.kind).fire(signing, "rescind", act)
    signing.rescission_status = RescissionState.SUPERSEDED.label
    plans.sync(work, signing)
    work.point("rescissions.add")
    work.session.add(
        Rescission(
            public_id=work.new_id(),
            signing_id=signing.id,
            state=RescissionState.APPROVED,
            asked_by=work.actor.role,
            reason=act.reason,
            asked_at=work.at,
            decided_at=work.at,
        )
    )
    trail.record(work, signing, move)
    for letter in mails.decided(work, signing, move.label, act.reason):
        outbox.queue(work, letter)
    return signing
