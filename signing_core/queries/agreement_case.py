"""What became of one online agreement, for both parties: the versions of its terms, returns, requests to end it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from signing_core.actors import Role
from signing_core.catalogues.agreements import fields_of
from signing_core.clock import as_minute
from signing_core.fields import Compared, Content, Field, compared, masked
from signing_core.models import Proposal, Rescission, Return, Signing, Terms
from signing_core.scope import kept
from signing_core.states import RESCISSION_BY, ProposalState, RescissionState, SigningKind
from signing_core.work import UnitOfWork

from .agreement_facts import Pairs
from .signings import MOST, OF_SIGNING, REQUESTS, RETURNS

VERSIONS = kept(select(Terms).where(Terms.signing_id == OF_SIGNING).order_by(Terms.version).limit(MOST))
PROPOSALS = kept(select(Proposal).where(Proposal.signing_id == OF_SIGNING).limit(MOST))
UNANSWERED_BY_THE_OTHER = {Role.STUDENT: "待单位答复", Role.EMPLOYER: "待学生答复"}  # both parties read it
OFFERED = {
    SigningKind.ONLINE: ("发起邀约", "修改邀约"),
    SigningKind.PAPER: ("生成协议书", "重新生成协议书"),
    SigningKind.DESTINATION: ("提交审核", "重新提交审核"),
}


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of the terms: what it changed of those that held before, and how it stands."""

    number: int
    made_at: datetime
    standing: str
    reason: str
    holds: bool
    changes: list[Compared]

    @property
    def at(self) -> str:
        return as_minute(self.made_at)


@dataclass(frozen=True, kw_only=True)
class Returned:
    """What the office wanted corrected, and why."""

    at: str
    who: str
    reason: str
    names: Sequence[str]
    labels: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request to end the agreement, with what was said by whom."""

    by: str
    standing: str
    told: Pairs


@dataclass(frozen=True, kw_only=True)
class Case:
    """Each the latest first."""

    versions: list[Version]
    returns: list[Returned]
    requests: list[Request]


@dataclass(frozen=True, kw_only=True)
class Rows:
    """What a case is told from: the terms in their order, returns and requests the latest first."""

    terms: Sequence[Terms]
    proposals: Sequence[Proposal]
    returns: Sequence[Return]
    requests: Sequence[Rescission]


def case_of(work: UnitOfWork, signing: Signing) -> Case:
    """Read in four statements, however long the story is."""
    return told(signing, read(work, signing))


def read(work: UnitOfWork, signing: Signing) -> Rows:
    """The rows of a signing's case."""
    named = {"signing_id": signing.id}
    return Rows(
        terms=work.session.scalars(VERSIONS, named).all(),
        proposals=work.session.scalars(PROPOSALS, named).all(),
        returns=work.session.scalars(RETURNS, named).all(),
        requests=work.session.scalars(REQUESTS, named).all(),
    )


def told(signing: Signing, rows: Rows) -> Case:
    """The rows as a page tells of them."""
    declared = [field for one in rows.terms for field in fields_of(signing.kind, one.content)]
    return Case(
        versions=_versions(signing, rows),
        returns=[returned(one, declared) for one in rows.returns],
        requests=[request(one) for one in rows.requests],
    )


def returned(one: Return, declared: Sequence[Field]) -> Returned:
    """A return as a page tells of it, the marked fields as the form calls them."""
    called = {field.name: field.label for field in declared}
    labels = [called[name] for name in one.fields if name in called]
    return Returned(at=as_minute(one.returned_at), who=one.who, reason=one.reason, names=one.fields, labels=labels)


def request(one: Rescission) -> Request:
    """A request as a page tells of it; a forced ending has neither answer nor review."""
    told = [
        ("时间", as_minute(one.asked_at)),
        *([("解约类型", one.type)] if one.type else []),
        ("解约原因", one.reason),
    ]
    if one.asked_by is Role.SCHOOL:
        return Request(by=RESCISSION_BY[one.asked_by], standing=RescissionState.SUPERSEDED.label, told=told)
    if one.answered_at:
        answer = "不同意" if one.state is RescissionState.DECLINED else "同意"
        told += [("对方答复", f"{answer}（{as_minute(one.answered_at)}）"), ("答复说明", one.answer_reason)]
    if one.decided_at:
        told += [("学校处理", f"{one.state.label}（{as_minute(one.decided_at)}）"), ("处理说明", one.decision_reason)]
    waits = one.state is RescissionState.AWAITING_COUNTERPART
    standing = UNANSWERED_BY_THE_OTHER[one.asked_by] if waits else one.state.label
    return Request(by=RESCISSION_BY[one.asked_by], standing=standing, told=told)


def _versions(signing: Signing, rows: Rows) -> list[Version]:
    """Each beside the one that held when it came: a proposal that was not agreed to changed nothing."""
    proposals = {proposal.version: proposal for proposal in rows.proposals}
    versions: list[Version] = []
    held: Content | None = None
    for one in rows.terms:
        proposal, content = proposals.get(one.version), one.content
        changes = _changes(signing.kind, held, content) if held is not None else []
        versions.append(_version(signing, one, proposal, changes))
        if proposal is None or proposal.state is ProposalState.AGREED:
            held = content
    return versions[::-1]


def _version(signing: Signing, one: Terms, proposal: Proposal | None, changes: list[Compared]) -> Version:
    offered, revised = OFFERED[signing.kind]
    return Version(
        number=one.version,
        made_at=one.created_at,
        standing=proposal.state.label if proposal else revised if one.version > 1 else offered,
        reason=proposal.reason if proposal else "",
        holds=one.version == signing.terms_version,
        changes=changes,
    )


def _changes(kind: SigningKind, before: Content, after: Content) -> list[Compared]:
    """What differs, with phones masked as everywhere on these pages; each content may have fields of its own."""
    either = (*fields_of(kind, before), *fields_of(kind, after))
    fields = list({field.name: field for field in either}.values())
    told = compared(fields, masked(fields, before), masked(fields, after))
    return [line for line, real in zip(told, compared(fields, before, after), strict=True) if real.differs]
