"""就业方案: follows the signing in the same transaction (I5)."""

from typing import Any

from sqlalchemy import select

from signing_core.catalogues import destination_codes
from signing_core.models import OwnCode, Plan, Signing, Terms
from signing_core.states import PlanSource, PlanStatus, SigningState
from signing_core.work import UnitOfWork

from . import tallies

EMPTY: dict[str, Any] = {
    "status": PlanStatus.NOT_SUBMITTED,
    "source": PlanSource.NONE,
    "kind": None,
    "destination": "",
    "destination_code": "",
}


def sync(work: UnitOfWork, signing: Signing) -> None:
    """An approved signing fills the student's plan; the end of its approval takes back just that."""
    work.session.flush()
    work.point("plans.sync")
    plan = work.session.scalars(select(Plan).where(Plan.student_id == signing.student_id)).one()
    if signing.state is SigningState.APPROVED:
        destination = signing.destination or destination_codes.BY_AGREEMENT
        filled = {"kind": signing.kind, "destination": destination, "source": PlanSource.SIGNING}
        code = _code(work, signing, destination)
        _change(work, plan, status=PlanStatus.AWAITING_COLLEGE, destination_code=code, **filled)
    elif plan.source is PlanSource.SIGNING:
        _change(work, plan, **EMPTY)
    work.session.flush()


def _change(work: UnitOfWork, plan: Plan, **said: Any) -> None:
    """The one way by which plans change: they are counted, and what was reported upward needs a correction."""
    tallies.moving(work, Plan.student_id == plan.student_id, **said)
    for name, value in said.items():
        setattr(plan, name, value)
    plan.changed_at = work.at
    plan.needs_correction = plan.exported_at is not None


def _code(work: UnitOfWork, signing: Signing, destination: str) -> str:
    """The ministry's code for what was filled in; where no source is sure of it, the one that the school has set."""
    newest = (Terms.signing_id == signing.id, Terms.version == signing.terms_version)
    content = work.session.scalars(select(Terms).where(*newest)).one().content if signing.destination else {}
    assigned = destination_codes.of(destination, content, signing.cohort)
    if assigned.sure:
        return assigned.code
    of = (OwnCode.school_id == signing.school_id, OwnCode.cohort == signing.cohort)
    own = work.session.scalar(select(OwnCode.code).where(*of, OwnCode.destination == destination))
    return assigned.code if own is None else own
