"""已存检索 that the actor sees: the own ones and those of the office, by name."""

from collections.abc import Sequence

from sqlalchemy import select

from signing_core.models import Account, SavedFilter
from signing_core.work import UnitOfWork

MOST_SHOWN = 200


def everything(work: UnitOfWork) -> Sequence[SavedFilter]:
    """All of them: there are few."""
    ordered = select(SavedFilter).order_by(SavedFilter.shared, SavedFilter.name).limit(MOST_SHOWN)
    return work.session.scalars(ordered).all()


def makers(work: UnitOfWork, filters: Sequence[SavedFilter]) -> dict[int, str]:
    """Who saved them: their names, by account; a colleague's is told with what that colleague shares, and only then."""
    ids = {one.account_id for one in filters}
    named = select(Account.id, Account.name).where(Account.id.in_(ids)).execution_options(as_system=True)
    return {one.id: one.name for one in work.session.execute(named)}
