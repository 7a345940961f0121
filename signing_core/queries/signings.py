"""One signing and what belongs to it: facts for its guards, its terms, its trail."""

from sqlalchemy import ColumnElement, Select, select

from signing_core.lifecycles.machine import Act
from signing_core.lifecycles.online import OnlineFacts
from signing_core.models import Rescission, Signing, Terms, TrailEntry
from signing_core.models.signings import ACTIVE_SIGNING
from signing_core.states import OPEN_RESCISSION
from signing_core.work import UnitOfWork

from . import eligibility

AS_SYSTEM = {"as_system": True}


def act_on(work: UnitOfWork, signing: Signing, *, reason: str = "") -> Act:
    """The act of this unit, with every fact that a guard of this signing may read."""
    facts = OnlineFacts(
        closed_because=eligibility.closed_because(work, signing.student),
        employer_barred_because=eligibility.employer_barred_because(work, signing.employer, signing.school_id),
        other_active=has_active(work, signing.student_id, but=signing.id),
        plan_elsewhere=eligibility.plan_elsewhere(work, signing.student_id),
        rescission_open=_exists(
            work,
            select(Rescission.id).where(Rescission.signing_id == signing.id, Rescission.state.in_(OPEN_RESCISSION)),
        ),
    )
    return Act(actor=work.actor, at=work.at, reason=reason, facts=facts)


def has_active(work: UnitOfWork, student_id: int, *, but: int | None = None) -> bool:
    """True iff the student has an active signing other than ``but``."""
    others: ColumnElement[bool] = Signing.id != but if but is not None else Signing.id.is_not(None)
    return _exists(work, select(Signing.id).where(Signing.student_id == student_id, ACTIVE_SIGNING, others))


def has_open_rescission(work: UnitOfWork, student_id: int) -> bool:
    """True iff any signing of the student is being ended."""
    return _exists(
        work,
        select(Rescission.id)
        .join(Signing, Signing.id == Rescission.signing_id)
        .where(Signing.student_id == student_id, Rescission.state.in_(OPEN_RESCISSION)),
    )


def _exists(work: UnitOfWork, found: Select[int]) -> bool:
    return work.session.scalar(found.limit(1), execution_options=AS_SYSTEM) is not None


def terms_of(work: UnitOfWork, signing: Signing, version: int | None = None) -> Terms:
    """The current version of the terms, or a given one."""
    wanted = signing.terms_version if version is None else version
    return work.session.scalars(select(Terms).where(Terms.signing_id == signing.id, Terms.version == wanted)).one()


def trail_of(work: UnitOfWork, signing: Signing) -> list[TrailEntry]:
    """流程追踪, newest first."""
    return list(
        work.session.scalars(
            select(TrailEntry)
            .where(TrailEntry.signing_id == signing.id)
            .order_by(TrailEntry.position.desc())
            .limit(500)
        )
    )
