"""去向统计: rows of one sort are put together, so that reading takes no longer the more has happened."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, delete, func, select

from signing_core.actors import SYSTEM
from signing_core.effects import tallies
from signing_core.models import Tally
from signing_core.work import Services

AT_ONCE = 2000


def put_together(services: Services) -> None:
    """Leave one row of each sort, a batch in each unit. Called by the worker.

    Rows that came meanwhile wait for the next time, rows that another worker holds are left to it; what is summed up
    goes in the same unit in which its sum comes.
    """
    while _sum_up(services, _repeated(services)):
        pass


def _repeated(services: Services) -> Sequence[int]:
    """Rows of sorts that have several, those of one sort after each other."""
    several = select(*tallies.KEY).group_by(*tallies.KEY).having(func.count() > 1).limit(AT_ONCE).subquery()
    same = and_(*(column == several.c[column.key] for column in tallies.KEY))
    rows = select(Tally.id).join(several, same).order_by(*tallies.KEY).limit(AT_ONCE)
    with services.reading(SYSTEM) as work:
        return work.session.scalars(rows).all()


def _sum_up(services: Services, ids: Sequence[int]) -> int:
    """Put these rows together; returns how many fewer there are now."""
    if not ids:
        return 0
    theirs = Tally.id.in_(ids)
    with services.working(SYSTEM) as work:
        held = select(Tally.id, *tallies.KEY, Tally.count).where(theirs).with_for_update(skip_locked=True)
        rows = work.session.execute(held).all()
        sums = Counter[tuple[Any, ...]]()
        for _, *key, count in rows:
            sums[tuple(key)] += count
        gone = delete(Tally).where(Tally.id.in_([row.id for row in rows]))
        work.session.execute(gone, execution_options={"synchronize_session": False})
        work.point("tallies.put_together")
        tallies.add(work, sums)
    return len(rows) - sum(map(bool, sums.values()))
