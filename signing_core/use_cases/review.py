"""签约审核: the office passes or refuses a signing, returns it to be corrected, or takes its own decision back."""

from collections.abc import Collection

from signing_core import values
from signing_core.catalogues.agreements import TERMS_OF
from signing_core.effects import documents, mails, notices, numbers, plans, trail
from signing_core.errors import Problems
from signing_core.lifecycles.machine import Move
from signing_core.lifecycles.registry import lifecycle_of
from signing_core.models import Return, Signing
from signing_core.queries.signings import act_on, signing_of
from signing_core.states import SigningKind
from signing_core.work import UnitOfWork, refuse_if_changed

from . import changes


def approve(work: UnitOfWork, public_id: str, *, seen: int) -> Signing:
    """The office passes a signing: number, plan, document, mail and trail follow in the same transaction."""
    signing, move = _decide(work, public_id, "approve", seen=seen)
    numbers.give(work, signing)
    plans.sync(work, signing)
    documents.order(work, signing)
    _tell(work, signing, move)
    return signing


def approve_form(work: UnitOfWork, public_id: str, *, seen: int) -> Signing:
    """The office passes the form of a paper agreement: it has its number and is in force, to be printed and stamped."""
    signing, move = _decide(work, public_id, "approve_form", seen=seen)
    numbers.give(work, signing)
    documents.order(work, signing)
    _tell(work, signing, move)
    return signing


def college_pass(work: UnitOfWork, public_id: str, *, seen: int) -> Signing:
    """院系初审通过: the college passes a signing or a form, which the school then reviews; nobody is told."""
    signing, move = _decide(work, public_id, "college_pass", seen=seen)
    trail.record(work, signing, move)
    return signing


def reject_form(work: UnitOfWork, public_id: str, *, seen: int, reason: str) -> Signing:
    """The office refuses the form and says why; the student is free, and may edit this one."""
    signing, move = _decide(work, public_id, "reject_form", seen=seen, reason=values.reason(reason))
    work.session.flush()
    _tell(work, signing, move)
    return signing


def reject(work: UnitOfWork, public_id: str, *, seen: int, reason: str) -> Signing:
    """The office refuses a signing and says why; the student is free, and a proposal needs no answer any more."""
    signing, move = _decide(work, public_id, "reject", seen=seen, reason=values.reason(reason))
    changes.close_with_the_review(work, signing)
    documents.order(work, signing)
    _tell(work, signing, move)
    return signing


def send_back(work: UnitOfWork, public_id: str, *, seen: int, reason: str, fields: Collection[str]) -> Signing:
    """退回修改: whoever offered or entered the terms is to correct the marked fields. Problems where none is marked."""
    signing, move = _decide(work, public_id, "return", seen=seen, reason=values.reason(reason))
    names = marked(fields, signing.kind)
    work.session.flush()
    work.point("returns.add")
    work.session.add(
        Return(
            public_id=work.new_id(),
            signing_id=signing.id,
            fields=names,
            reason=move.act.reason,
            returned_at=work.at,
            role=work.actor.role,
            who=work.actor.name,
        )
    )
    _tell(work, signing, move)
    return signing


def marked(fields: Collection[str], *kinds: SigningKind) -> list[str]:
    """The fields of the terms (of a kind, or of any) among the names sent; raises Problems where there are none."""
    known = [field.name for kind in kinds or SigningKind for field in TERMS_OF[kind]]
    names = [name for name in dict.fromkeys(known) if name in fields]
    if not names:
        raise Problems({"fields": "请至少勾选一项需要修改的内容。"})
    return names


def revoke(work: UnitOfWork, public_id: str, *, seen: int, reason: str) -> Signing:
    """The office takes its decision back: the signing waits again, its number is kept for it."""
    signing, move = _decide(work, public_id, "revoke_review", seen=seen, reason=values.reason(reason))
    plans.sync(work, signing)
    documents.order(work, signing)
    _tell(work, signing, move)
    return signing


def _decide(work: UnitOfWork, public_id: str, trigger: str, *, seen: int, reason: str = "") -> tuple[Signing, Move]:
    signing = signing_of(work, public_id)
    refuse_if_changed(signing, seen)
    changes.close_if_late(work, signing)
    move = lifecycle_of(signing.kind).fire(signing, trigger, act_on(work, signing, reason=reason))
    return signing, move


def _tell(work: UnitOfWork, signing: Signing, move: Move) -> None:
    """In the trail, and to both parties."""
    trail.record(work, signing, move)
    notices.tell(work, *mails.decided(signing, move.label, move.act.reason))
