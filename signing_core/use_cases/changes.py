"""修改协议书 before the review: proposed and taken back by the employer, answered by the student, or lapsed."""

from typing import Any

from sqlalchemy import func, select

from signing_core import clock, values
from signing_core.actors import SYSTEM
from signing_core.catalogues.invitation import INVITATION
from signing_core.effects import documents, mails, notices, trail
from signing_core.effects import terms as versions
from signing_core.errors import Refusal, StalePage
from signing_core.fields import clean
from signing_core.lifecycles.machine import Act, Move
from signing_core.lifecycles.registry import lifecycle_of
from signing_core.models import Proposal, Signing, Terms
from signing_core.queries.signings import act_on, held, open_proposal_of, signing_of, terms_of
from signing_core.states import ProposalState
from signing_core.work import UnitOfWork, refuse_if_changed

P = ProposalState


def propose(work: UnitOfWork, public_id: str, *, seen: int, terms: dict[str, str]) -> Signing:
    """The employer offers other terms, which count once the student agrees. Raises Problems by field."""
    signing = signing_of(work, public_id)
    refuse_if_changed(signing, seen)
    close_if_late(work, signing)
    content = clean(INVITATION, terms, today=clock.today(work.at))
    move = _fire(work, signing, "propose_change")
    if content == terms_of(work, signing).content:
        raise Refusal("签约内容没有改动。")
    _open(work, signing, content)
    trail.record(work, signing, move)
    notices.tell(work, mails.change_proposed(signing))
    return signing


def withdraw(work: UnitOfWork, public_id: str, *, seen: int) -> Signing:
    """The employer takes an unanswered proposal back; the terms stay as they were agreed."""
    signing = signing_of(work, public_id)
    refuse_if_changed(signing, seen)
    proposal = open_proposal_of(work, signing)
    move = _fire(work, signing, "withdraw_proposal")
    _close(work, proposal, P.WITHDRAWN)
    trail.record(work, signing, move)
    notices.tell(work, mails.change_withdrawn(signing))
    return signing


def answer(work: UnitOfWork, public_id: str, *, seen_terms: int, agree: bool, reason: str = "") -> Signing:
    """The student agrees to exactly the version that the page showed, or refuses it and the old terms stay (I7)."""
    signing = held(work, public_id)
    if signing.proposed_version not in {None, seen_terms}:
        raise StalePage("单位提出的修改已变更，请重新查看后再答复。")
    proposal = open_proposal_of(work, signing)
    given = values.reason(reason) if values.tidy(reason) else ""
    move = _fire(work, signing, "agree_change" if agree else "refuse_change", reason=given)
    _close(work, proposal, P.AGREED if agree else P.REFUSED, given)
    if agree:
        signing.position = terms_of(work, signing).content["position"]
        documents.order(work, signing)
    trail.record(work, signing, move)
    notices.tell(work, mails.change_answered(signing, agreed=agree, reason=given))
    return signing


def close_if_late(work: UnitOfWork, signing: Signing) -> None:
    """Before anybody acts on a signing, a proposal whose time is over is no longer in the way."""
    if signing.proposed_version is not None and signing.proposal_deadline and work.at >= signing.proposal_deadline:
        lapse(work, signing)


def lapse(work: UnitOfWork, signing: Signing) -> None:
    """The clock ends an unanswered proposal; the employer is told."""
    proposal = open_proposal_of(work, signing)
    move = lifecycle_of(signing.kind).fire(signing, "lapse_proposal", Act(actor=SYSTEM, at=work.at))
    _close(work, proposal, P.LAPSED)
    trail.record(work, signing, move)
    notices.tell(work, mails.change_lapsed(signing))


def close_with_the_review(work: UnitOfWork, signing: Signing) -> None:
    """What the office refuses needs no answer any more: the move took it off the signing, this closes its row."""
    if proposal := open_proposal_of(work, signing):
        _close(work, proposal, P.CLOSED)


def _fire(work: UnitOfWork, signing: Signing, trigger: str, *, reason: str = "") -> Move:
    return lifecycle_of(signing.kind).fire(signing, trigger, act_on(work, signing, reason=reason))


def _open(work: UnitOfWork, signing: Signing, content: dict[str, Any]) -> None:
    """Keep the content as the next version of the terms, to which nobody agreed yet, until its deadline."""
    last = work.session.scalar(select(func.max(Terms.version)).where(Terms.signing_id == signing.id)) or 0
    signing.proposed_version, signing.proposal_deadline = last + 1, clock.deadline(work.at, content["reply_days"])
    signing.acted(work.at)
    work.session.flush()
    versions.add(work, signing, content, version=signing.proposed_version)
    work.point("proposals.add")
    work.session.add(
        Proposal(
            public_id=work.new_id(),
            signing_id=signing.id,
            version=signing.proposed_version,
            state=P.OPEN,
            proposed_at=work.at,
            deadline=signing.proposal_deadline,
        )
    )
    work.session.flush()


def _close(work: UnitOfWork, proposal: Proposal | None, state: ProposalState, reason: str = "") -> None:
    assert proposal is not None
    work.session.flush()  # the signing's own row is locked first
    work.point("proposals.close")
    proposal.state, proposal.closed_at, proposal.reason = state, work.at, reason
    work.session.flush()
