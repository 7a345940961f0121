"""解约办理 of the student: approved agreements and what may be done to end them, and the requests of one of them."""

from dataclasses import dataclass

from sqlalchemy import select

from signing_core.errors import NotFound
from signing_core.lifecycles.machine import Act
from signing_core.lifecycles.online import OnlineFacts
from signing_core.lifecycles.registry import lifecycle_of
from signing_core.lifecycles.rescission import RESCISSION
from signing_core.models import Signing, Student
from signing_core.states import AGREEMENTS, REPLY_STATUS, RESCISSION_BY, SigningState
from signing_core.turns import Turn, line_of
from signing_core.work import UnitOfWork

from . import agreement_facts, eligibility
from .agreement_case import Request, request
from .paging import Rows, one_page
from .signings import act_on, open_rescission_of, rescissions_of

S = SigningState
ONCE_APPROVED = (S.APPROVED, S.RESCINDED)
STATUSES = tuple(REPLY_STATUS[state] for state in ONCE_APPROVED)


@dataclass(frozen=True, kw_only=True)
class Ending:
    """One line: ``because`` says why nothing can be asked for now, where the agreement holds and nothing can."""

    signing: Signing
    asked_by: str
    may_ask: bool = False
    to_answer: bool = False
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class Requests:
    """One agreement and its requests; ``waiting`` is the open one, ``left`` how often the student may still ask."""

    signing: Signing
    waiting: Request | None
    earlier: list[Request]
    moves: list[str]
    because: str
    left: int | None


def rescissions_left(work: UnitOfWork) -> int | None:
    """How often the student may still ask; None where the school sets no cap."""
    return eligibility.rescissions_left(work, work.session.scalars(select(Student)).one())


def endings(
    work: UnitOfWork, *, left: int | None, status: str = "", employer: str = "", number: int = 1
) -> Rows[Ending]:
    """Agreements that are or were approved, the latest first; destinations have none and are ended elsewhere."""
    statement = select(Signing).where(Signing.kind.in_(AGREEMENTS), Signing.state.in_(ONCE_APPROVED))
    if status in STATUSES:
        statement = statement.where(Signing.state == ONCE_APPROVED[STATUSES.index(status)])
    if employer:
        statement = statement.where(Signing.employer_name.contains(employer, autoescape=True))
    page = one_page(work, statement.order_by(Signing.last_act_at.desc(), Signing.id.desc()), Signing.id, number)
    act = Act(actor=work.actor, at=work.at, facts=OnlineFacts(rescissions_left=left))
    return Rows([_ending(signing, act) for signing in page.rows], page.number, page.total)


def requests(work: UnitOfWork, public_id: str) -> Requests:
    """查看解约; raises NotFound for an agreement that was never approved."""
    signing = agreement_facts.whole(work, public_id)
    if signing.state not in ONCE_APPROVED:
        raise NotFound
    waiting = open_rescission_of(work, signing)
    act = act_on(work, signing)
    offered = lifecycle_of(signing.kind).offered(signing, act) | (RESCISSION.offered(waiting, act) if waiting else {})
    return Requests(
        signing=signing,
        waiting=request(waiting) if waiting else None,
        earlier=[request(one) for one in rescissions_of(work, signing) if one is not waiting],
        moves=[move for move, refusals in offered.items() if not refusals],
        because="" if waiting else next(iter(offered.get("ask_rescission", [])), ""),
        left=act.facts.rescissions_left,
    )


def _ending(signing: Signing, act: Act) -> Ending:
    asked_by = RESCISSION_BY[signing.rescission_by] if signing.rescission_by else ""
    if signing.state is not S.APPROVED:
        return Ending(signing=signing, asked_by=asked_by)
    refusals = lifecycle_of(signing.kind).refusals(signing, "ask_rescission", act)
    return Ending(
        signing=signing,
        asked_by=asked_by,
        may_ask=not refusals,
        to_answer=signing.turn is Turn.STUDENT,
        because=str(line_of(signing)) if signing.turn is not Turn.NOBODY else next(iter(refusals), ""),
    )
