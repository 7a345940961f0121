"""站内通知: a party opens one, or marks all as read."""

from sqlalchemy import update

from signing_core.actors import Role
from signing_core.effects.notices import path_of
from signing_core.models import Notice, Signing
from signing_core.turns import Turn
from signing_core.work import UnitOfWork

READERS = {Role.STUDENT: Turn.STUDENT, Role.EMPLOYER: Turn.EMPLOYER}


def address_of(work: UnitOfWork, public_id: str) -> str:
    """Where the party finds what the notice is about, as it stands now; raises NotFound for anybody else's."""
    notice = work.get(Notice, public_id)
    return path_of(work.session.get_one(Signing, notice.signing_id), READERS[work.actor.role])


def mark_read(work: UnitOfWork, public_id: str) -> None:
    """The party opens one; what was read before stays read since then."""
    notice = work.get(Notice, public_id)
    notice.read_at = notice.read_at or work.at


def mark_all_read(work: UnitOfWork) -> None:
    """The party has seen all that it was told so far."""
    work.session.execute(update(Notice).where(Notice.read_at.is_(None)).values(read_at=work.at))
