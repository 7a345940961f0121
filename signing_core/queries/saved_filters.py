"""已存检索 that the actor sees: the own ones and those of the office, by name."""

from collections.abc import Sequence

from sqlalchemy import select

from signing_core.models import SavedFilter
from signing_core.work import UnitOfWork


def everything(work: UnitOfWork) -> Sequence[SavedFilter]:
    """All of them: there are few."""
    return work.session.scalars(select(SavedFilter).order_by(SavedFilter.shared, SavedFilter.name)).all()
