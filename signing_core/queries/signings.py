"""One signing and what belongs to it: found with both parties, the facts for its guards, its terms, its trail."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from signing_core.errors import NotFound
from signing_core.lifecycles.machine import Act
from signing_core.models import Signing, Terms, TrailEntry
from signing_core.work import UnitOfWork

from . import eligibility


def signing_of(work: UnitOfWork, public_id: str, *more: ExecutableOption) -> Signing:
    """The signing in scope with student and employer and what else is asked for, in one statement; raises NotFound."""
    found = work.session.scalars(
        select(Signing)
        .where(Signing.public_id == public_id)
        .options(joinedload(Signing.student), joinedload(Signing.employer), *more)
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def act_on(work: UnitOfWork, signing: Signing, *, reason: str = "") -> Act:
    """The act of this unit, with every fact that a guard of this signing may read."""
    facts = eligibility.online_facts(work, signing.student, signing.employer, signing_id=signing.id)
    return Act(actor=work.actor, at=work.at, reason=reason, facts=facts)


def terms_of(work: UnitOfWork, signing: Signing) -> Terms:
    """The current version of the terms."""
    current = (Terms.signing_id == signing.id, Terms.version == signing.terms_version)
    return work.session.scalars(select(Terms).where(*current)).one()


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
