"""What the actor was told: the notices of its portal, and how many of them are unread."""

from sqlalchemy import select

from signing_core.models import Notice
from signing_core.scope import kept
from signing_core.work import UnitOfWork

from .paging import Rows, one_page

MOST_COUNTED = 100
UNREAD = kept(select(Notice.id).where(Notice.read_at.is_(None)).limit(MOST_COUNTED))


def unread(work: UnitOfWork) -> int:
    """How many the actor has not opened, counted up to 100."""
    return len(work.session.scalars(UNREAD).all())


def of_actor(work: UnitOfWork, *, number: int = 1) -> Rows[Notice]:
    """The actor's notices, newest first."""
    return one_page(work, select(Notice).order_by(Notice.at.desc(), Notice.id.desc()), Notice.id, number)
