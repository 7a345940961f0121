"""查看修改: what the employer proposes beside what was agreed, and what became of a proposal that waits no longer."""

from dataclasses import dataclass

from sqlalchemy import select

from signing_core.catalogues.invitation import INVITATION
from signing_core.fields import Compared, compared
from signing_core.models import Proposal, Signing
from signing_core.states import ProposalState
from signing_core.work import UnitOfWork

from . import agreement_facts
from .signings import proposed_terms_of, terms_of

P = ProposalState
ENDED = {
    P.OPEN: "答复期限已过，这次修改已经失效，原来的签约内容不变，您不需要再答复。",
    P.LAPSED: "答复期限已过，这次修改已经失效，原来的签约内容不变，您不需要再答复。",
    P.AGREED: "您已同意这次修改，签约内容以修改后的为准。",
    P.REFUSED: "您已拒绝这次修改，原来的签约内容不变。",
    P.WITHDRAWN: "用人单位已撤回这次修改，原来的签约内容不变，您不需要再答复。",
    P.CLOSED: "学校已对这份签约作出审核，这次修改随之结束，您不需要再答复。",
}

NONE = "用人单位没有提出修改，您不需要答复。"


@dataclass(frozen=True, kw_only=True)
class Change:
    """The latest proposal; ``pairs`` stands as long as it can be answered, from then on ``ended`` says why not."""

    signing: Signing
    pairs: list[Compared]
    ended: str


def change(work: UnitOfWork, public_id: str) -> Change:
    """The proposal in the version that an answer would be about."""
    signing = agreement_facts.whole(work, public_id)
    asked = select(Proposal).where(Proposal.signing_id == signing.id).order_by(Proposal.id.desc()).limit(1)
    proposal = work.session.scalars(asked).first()
    moves, _ = agreement_facts.moves_of(work, signing)
    if "agree_change" not in moves:
        return Change(signing=signing, pairs=[], ended=ENDED[proposal.state] if proposal else NONE)
    old, new = terms_of(work, signing).content, proposed_terms_of(work, signing).content
    return Change(signing=signing, pairs=compared(INVITATION, old, new), ended="")
