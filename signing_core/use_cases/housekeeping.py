"""What has served its time goes: sessions, codes, limits, answered operations, long work and its files."""

from datetime import timedelta

from sqlalchemy import delete, exists, or_

from signing_core.actors import SYSTEM
from signing_core.models import BulkRow, CaseOpening, Code, Job, Limit, Operation, SignedIn, SignIn
from signing_core.work import Services

from . import uploads
from .sessions import IDLE

KEPT = timedelta(days=30)
RESULTS_KEPT = timedelta(days=7)
SIGN_INS_KEPT = timedelta(days=366)


def forget_old(services: Services) -> None:
    """Delete them. Called by the worker; what is deleted twice is deleted once."""
    with services.working(SYSTEM) as work:
        for old in (
            delete(SignedIn).where(SignedIn.seen_at < work.at - max(IDLE.values())),
            delete(Limit).where(Limit.over_at < work.at),
            delete(Code).where(Code.expires_at < work.at - KEPT),
            delete(Operation).where(Operation.at < work.at - KEPT),
            delete(Job).where(Job.finished_at < work.at - RESULTS_KEPT),
            delete(BulkRow).where(~exists().where(or_(Job.public_id == BulkRow.check, Job.public_id == BulkRow.run))),
            delete(CaseOpening).where(CaseOpening.seen_at < work.at - KEPT),
            delete(SignIn).where(SignIn.at < work.at - SIGN_INS_KEPT),
        ):
            work.session.execute(old, execution_options={"synchronize_session": False})
    uploads.forget(services, before=services.clock() - RESULTS_KEPT)
