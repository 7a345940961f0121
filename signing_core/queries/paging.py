"""One page of a list, with how many rows there are in all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func

from signing_core.work import UnitOfWork

SIZE = 20
Row = TypeVar("Row")


@dataclass(frozen=True)
class Rows(Generic[Row]):
    """The rows of page ``number``, and ``total`` of all pages."""

    rows: Sequence[Row]
    number: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // SIZE))


def one_page(work: UnitOfWork, statement: Select[Any], key: Any, number: int) -> Rows[Any]:
    """The page of that number, or the nearest that exists. ``key`` is the column that counts the rows."""
    total = work.session.scalar(statement.with_only_columns(func.count(key)).order_by(None)) or 0
    number = min(max(1, number), Rows((), 1, total).pages)
    rows = work.session.scalars(statement.limit(SIZE).offset((number - 1) * SIZE)).unique().all()
    return Rows(rows, number, total)
