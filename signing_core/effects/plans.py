"""就业方案: follows the signing in the same transaction (I5)."""

from sqlalchemy import select

from signing_core.catalogues import destination_codes
from signing_core.models import OwnCode, Plan, Signing, Terms
from signing_core.states import PlanSource, PlanStatus, SigningState
from signing_core.work import UnitOfWork

from . import tallies


def sync(work: UnitOfWork, signing: Signing) -> None:
    """An approved signing fills the student's plan; the end of its approval takes back just that."""
    work.session.flush()
    work.point("plans.sync")
    plan = work.session.scalars(select(Plan).where(Plan.student_id == signing.student_id)).one()
    before = tallies.filed(plan)
    if signing.state is SigningState.APPROVED:
        plan.status, plan.source = PlanStatus.AWAITING_COLLEGE, PlanSource.SIGNING
        plan.kind, plan.destination = signing.kind, signing.destination or destination_codes.BY_AGREEMENT
        plan.destination_code = _code(work, signing, plan.destination)
        _changed(work, plan)
    elif plan.source is PlanSource.SIGNING:
        plan.status, plan.source = PlanStatus.NOT_SUBMITTED, PlanSource.NONE
        plan.kind, plan.destination, plan.destination_code = None, "", ""
        _changed(work, plan)
    work.session.flush()
    tallies.moved(work, plan.student_id, before, tallies.filed(plan))


def _changed(work: UnitOfWork, plan: Plan) -> None:
    """What was reported upward as it was before needs a correction."""
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
