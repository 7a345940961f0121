"""One signing and what belongs to it: both parties, the facts for its guards, its terms, what is open, its trail."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Integer, bindparam, select
from sqlalchemy.orm import joinedload

from signing_core.errors import NotFound
from signing_core.lifecycles.machine import Act
from signing_core.models import Proposal, Rescission, Return, Signing, Student, Terms, TrailEntry
from signing_core.scope import kept
from signing_core.states import OPEN_RESCISSION, ProposalState, SigningKind
from signing_core.work import UnitOfWork

from . import eligibility

MOST = 500
NAMED = Signing.public_id == bindparam("public_id")
LOCK = kept(select(Signing.id).where(NAMED).with_for_update())
WITH_PARTIES = kept(
    select(Signing)
    .where(NAMED)
    .options(
        joinedload(Signing.employer),
        joinedload(Signing.student).options(joinedload(Student.school), joinedload(Student.college)),
    )
)
OF_SIGNING = bindparam("signing_id", type_=Integer)
OPEN_PROPOSAL = kept(select(Proposal).where(Proposal.signing_id == OF_SIGNING, Proposal.state == ProposalState.OPEN))
OPEN_REQUEST = kept(
    select(Rescission).where(Rescission.signing_id == OF_SIGNING, Rescission.state.in_(OPEN_RESCISSION))
)
REQUESTS = kept(
    select(Rescission).where(Rescission.signing_id == OF_SIGNING).order_by(Rescission.id.desc()).limit(MOST)
)
RETURNS = kept(select(Return).where(Return.signing_id == OF_SIGNING).order_by(Return.id.desc()).limit(MOST))
TRAIL = kept(
    select(TrailEntry).where(TrailEntry.signing_id == OF_SIGNING).order_by(TrailEntry.position.desc()).limit(MOST)
)


def signing_of(work: UnitOfWork, public_id: str) -> Signing:
    """The signing in scope with employer, student, school and college, in one statement; raises NotFound."""
    found = work.session.scalars(WITH_PARTIES, {"public_id": public_id}).one_or_none()
    if found is None:
        raise NotFound
    return found


def held(work: UnitOfWork, public_id: str) -> Signing:
    """As ``signing_of``, and nobody changes it until this unit ends: what was being changed is waited for and read."""
    work.session.execute(LOCK, {"public_id": public_id})
    return signing_of(work, public_id)


def act_on(work: UnitOfWork, signing: Signing, *, reason: str = "") -> Act:
    """The act of this unit, with every fact that a guard of this signing may read."""
    return Act(actor=work.actor, at=work.at, reason=reason, facts=_facts(work, signing))


def _facts(work: UnitOfWork, signing: Signing) -> Any:
    if signing.kind is SigningKind.PAPER:
        return eligibility.paper_facts(work, signing.student, signing_id=signing.id)
    if signing.kind is SigningKind.DESTINATION:
        return eligibility.destination_facts(work, signing.student, signing_id=signing.id)
    return eligibility.online_facts(work, signing.student, signing.employer, signing_id=signing.id)


def terms_of(work: UnitOfWork, signing: Signing) -> Terms:
    """The current version of the terms."""
    return work.one(Terms, signing_id=signing.id, version=signing.terms_version)


def proposed_terms_of(work: UnitOfWork, signing: Signing) -> Terms:
    """The terms that wait for the student's answer; raises NotFound where none do."""
    found = work.find(Terms, signing_id=signing.id, version=signing.proposed_version)
    if found is None:
        raise NotFound("没有等待答复的修改。")
    return found


def open_proposal_of(work: UnitOfWork, signing: Signing) -> Proposal | None:
    """The proposal that waits for the student's answer."""
    return work.session.scalars(OPEN_PROPOSAL, {"signing_id": signing.id}).one_or_none()


def open_rescission_of(work: UnitOfWork, signing: Signing) -> Rescission | None:
    """The request that waits for an answer or for the office."""
    return work.session.scalars(OPEN_REQUEST, {"signing_id": signing.id}).one_or_none()


def rescissions_of(work: UnitOfWork, signing: Signing) -> Sequence[Rescission]:
    """Every request to end the signing, the latest first."""
    return work.session.scalars(REQUESTS, {"signing_id": signing.id}).all()


def last_return_of(work: UnitOfWork, signing: Signing) -> Return | None:
    """What the office wanted corrected when it returned the signing last."""
    return work.session.scalars(RETURNS, {"signing_id": signing.id}).first()


def trail_of(work: UnitOfWork, signing: Signing) -> list[TrailEntry]:
    """流程追踪, newest first."""
    return list(work.session.scalars(TRAIL, {"signing_id": signing.id}))
