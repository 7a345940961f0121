"""就业方案: follows the signing in the same transaction (I5)."""

from sqlalchemy import select

from signing_core.models import Plan, Signing
from signing_core.states import PlanSource, PlanStatus, SigningKind, SigningState
from signing_core.work import UnitOfWork

DESTINATION_OF = {SigningKind.ONLINE: "10", SigningKind.PAPER: "10"}  # 签就业协议书形式就业


def sync(work: UnitOfWork, signing: Signing) -> None:
    """An approved signing fills the student's plan; the end of its approval takes back just that."""
    work.session.flush()
    work.point("plans.sync")
    plan = work.session.scalars(select(Plan).where(Plan.student_id == signing.student_id)).one()
    if signing.state is SigningState.APPROVED:
        plan.status, plan.source = PlanStatus.AWAITING_COLLEGE, PlanSource.SIGNING
        plan.destination_code = DESTINATION_OF[signing.kind]
        plan.changed_at = work.at
    elif plan.source is PlanSource.SIGNING:
        plan.status, plan.source, plan.destination_code = PlanStatus.NOT_SUBMITTED, PlanSource.NONE, ""
        plan.changed_at = work.at
    work.session.flush()
