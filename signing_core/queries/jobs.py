"""What became of one's own long work."""

from collections.abc import Sequence

from sqlalchemy import select

from signing_core.models import Job
from signing_core.work import UnitOfWork

SHOWN = 50


def mine(work: UnitOfWork) -> Sequence[Job]:
    """The jobs that the actor's account ordered and that are still kept, newest first."""
    theirs = select(Job).where(Job.account_id == work.actor.account_id)
    return work.session.scalars(theirs.order_by(Job.created_at.desc(), Job.id.desc()).limit(SHOWN)).all()
