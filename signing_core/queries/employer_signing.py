"""签约详情 of the employer portal: one signing in full, what is open on it, and what the employer may do now."""

from dataclasses import dataclass

from signing_core.catalogues.invitation import INVITATION
from signing_core.errors import MoveRefused
from signing_core.fields import Content, Group, shown
from signing_core.lifecycles.machine import Act
from signing_core.lifecycles.rescission import RESCISSION
from signing_core.models import Rescission, Signing
from signing_core.states import SigningState
from signing_core.work import UnitOfWork

from . import agreement_facts, documents
from .agreement_case import Case, Returned, Version, case_of
from .agreement_facts import Pairs
from .signings import open_rescission_of, terms_of, trail_of

NOTHING_TO_ANSWER = "这份签约没有等待贵单位答复的解约申请。"


@dataclass(frozen=True, kw_only=True)
class Detail:
    """One signing in full; ``refused`` has the employer's moves that cannot be made now, with the reason."""

    signing: Signing
    agreement: Pairs
    party_a: Pairs
    party_b: Pairs
    groups: list[Group]
    terms: Content
    trail: list[tuple[str, str, str, str]]
    moves: list[str]
    refused: dict[str, str]
    case: Case
    certified: bool

    @property
    def returned(self) -> Returned | None:
        """What the office wants corrected, while it waits for that."""
        return self.case.returns[0] if self.signing.state is SigningState.RETURNED and self.case.returns else None

    @property
    def proposed(self) -> Version | None:
        """The version that waits for the student's answer."""
        return next((one for one in self.case.versions if one.number == self.signing.proposed_version), None)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A student's request to end a signing, for the employer to answer."""

    signing: Signing
    rescission: Rescission
    student: Pairs


def detail(work: UnitOfWork, public_id: str) -> Detail:
    """签约详情."""
    signing = agreement_facts.whole(work, public_id)
    entries = trail_of(work, signing)
    terms = terms_of(work, signing).content
    offered = agreement_facts.offered_on(work, signing)
    return Detail(
        signing=signing,
        agreement=agreement_facts.agreement(signing, entries),
        party_a=agreement_facts.party_a(signing, terms),
        party_b=agreement_facts.party_b(signing.student, accepted=agreement_facts.accepted(signing)),
        groups=shown(INVITATION, terms),
        terms=terms,
        trail=agreement_facts.trail_lines(entries),
        moves=[move for move, refusals in offered.items() if not refusals],
        refused={move: refusals[0] for move, refusals in offered.items() if refusals},
        case=case_of(work, signing),
        certified=signing.state is SigningState.RESCINDED and documents.certificate(work, signing) is not None,
    )


def asked(work: UnitOfWork, public_id: str) -> Asked:
    """查看解约申请; raises MoveRefused where nothing waits for the employer's answer."""
    signing = agreement_facts.whole(work, public_id)
    rescission = open_rescission_of(work, signing)
    act = Act(actor=work.actor, at=work.at)
    if rescission is None or RESCISSION.refusals(rescission, "agree", act):
        raise MoveRefused(NOTHING_TO_ANSWER)
    return Asked(signing=signing, rescission=rescission, student=agreement_facts.party_b(signing.student))
