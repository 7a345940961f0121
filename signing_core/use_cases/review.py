"""签约审核: the office passes or refuses a signing, or takes its own decision back."""

from signing_core import values
from signing_core.effects import documents, mails, numbers, outbox, plans, trail
from signing_core.lifecycles.machine import Move
from signing_core.lifecycles.registry import lifecycle_of
from signing_core.models import Signing
from signing_core.queries.signings import act_on, signing_of
from signing_core.work import UnitOfWork, refuse_if_changed


def approve(work: UnitOfWork, public_id: str, *, seen: int) -> Signing:
    """The office passes a signing: number, plan, document, mail and trail follow in the same transaction."""
    signing, move = _decide(work, public_id, "approve", seen=seen)
    numbers.give(work, signing)
    plans.sync(work, signing)
    documents.order(work, signing)
    trail.record(work, signing, move)
    _tell(work, signing, move)
    return signing


def reject(work: UnitOfWork, public_id: str, *, seen: int, reason: str) -> Signing:
    """The office refuses a signing and says why; the student is free."""
    signing, move = _decide(work, public_id, "reject", seen=seen, reason=values.reason(reason))
    documents.order(work, signing)
    trail.record(work, signing, move)
    _tell(work, signing, move)
    return signing


def revoke(work: UnitOfWork, public_id: str, *, seen: int, reason: str) -> Signing:
    """The office takes its decision back: the signing waits again, its number is kept for it."""
    signing, move = _decide(work, public_id, "revoke_review", seen=seen, reason=values.reason(reason))
    plans.sync(work, signing)
    documents.order(work, signing)
    trail.record(work, signing, move)
    _tell(work, signing, move)
    return signing


def _decide(work: UnitOfWork, public_id: str, trigger: str, *, seen: int, reason: str = "") -> tuple[Signing, Move]:
    signing = signing_of(work, public_id)
    refuse_if_changed(signing, seen)
    move = lifecycle_of(signing.kind).fire(signing, trigger, act_on(work, signing, reason=reason))
    return signing, move


def _tell(work: UnitOfWork, signing: Signing, move: Move) -> None:
    for letter in mails.decided(work, signing, move.label, move.act.reason):
        outbox.queue(work, letter)
