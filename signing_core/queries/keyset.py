"""Pages of a list by where the last one ended: no OFFSET, no COUNT, as fast on page 1,000 as on the first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, String, bindparam, func, select, tuple_
from sqlalchemy.orm import Session

from signing_core.models.types import UtcDateTime

from . import written

Queue = TypeVar("Queue")
COUNTED = 1000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Seek:
    """Where a page begins: next to the row with these values of the ordering columns, before or after it.

    ``said`` has the values of parameters among them, which leave the words of a statement the same for every place.
    """

    values: tuple[Any, ...]
    before: bool = False
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """The rows of one page, and whether there are pages on either side."""

    rows: Sequence[Row[Any]]
    has_previous: bool = False
    has_next: bool = False


def page(
    session: Session,
    found: Select[Any],
    order: Sequence[Any],
    *,
    at: Seek | None,
    size: int,
    newest_first: bool = False,
) -> Page:
    """The page at that place, in the order of the columns; the first page where the place leads past an end."""
    return turned(
        session, lambda at: paging(found, order, at=at, size=size, newest_first=newest_first), at=at, size=size
    )


def paging(
    found: Select[Any], order: Sequence[Any], *, at: Seek | None, size: int, newest_first: bool = False
) -> Select[Any]:
    """The rows from a place on, one more than the page has."""
    backwards = at is not None and at.before
    seeking = found.where(beside(order, at, newest_first=newest_first)) if at else found
    ordered = seeking.order_by(*(c.desc() if newest_first is not backwards else c.asc() for c in order))
    return ordered.limit(written.number(size + 1))


def turned(session: Session, paged: Callable[[Seek | None], Select[Any]], *, at: Seek | None, size: int) -> Page:
    """As ``page``, by what is asked for a place."""
    rows = session.execute(paged(at), at.said if at else {}).all()
    more = len(rows) > size
    if at and (not rows or (at.before and not more)):
        return turned(session, paged, at=None, size=size)
    if at and at.before:
        return Page(rows[:size][::-1], has_previous=more, has_next=True)
    return Page(rows[:size], has_previous=at is not None, has_next=more)


def beside(order: Sequence[Any], at: Seek, *, newest_first: bool = False) -> ColumnElement[bool]:
    """The rows before or after a place, as one comparison that an index on the order answers."""
    here, there = tuple_(*order), tuple_(*at.values, types=[column.type for column in order])
    return here > there if newest_first is at.before else here < there


def place_in_time(moment: datetime, public_id: str) -> str:
    """The place of a row in an order by moment and id, as an address carries it."""
    return f"{(moment - EPOCH) // timedelta(microseconds=1)}.{public_id}"


def seek_in_time(place: str, model: Any, *, before: bool) -> Seek | None:
    """What ``place_in_time`` gave for a row of the model, read back; None for anything else."""
    micros, _, public_id = place.partition(".")
    if not (micros.isascii() and micros.isdigit() and len(micros) <= 17 and 0 < len(public_id) <= 22):
        return None
    moment = EPOCH + timedelta(microseconds=int(micros))
    return replace(in_time(model, before=before), said={"at_moment": moment, "at_public_id": public_id})


@cache
def in_time(model: Any, *, before: bool) -> Seek:
    """Some place in such an order; its moment and public id are said with it."""
    row = select(model.id).where(model.public_id == bindparam("at_public_id", type_=String))
    return Seek((bindparam("at_moment", type_=UtcDateTime), row.scalar_subquery()), before=before)


def counts(session: Session, queues: Mapping[Queue, Select[Any]], *, most: int = 0) -> dict[Queue, str]:
    """By queue how many rows its SELECT finds, in one statement; counting stops at a bound, so that no tab is slow."""
    return told(session.execute(counting(queues.values(), most=most)).one(), queues, most=most)


def counting(found: Iterable[Select[Any]], *, most: int = 0) -> Select[Any]:
    """How many rows each SELECT finds, up to one more than the bound."""
    bounded = (rows.limit(written.number((most or COUNTED) + 1)).subquery() for rows in found)
    numbers: list[Any] = [select(func.count()).select_from(one).scalar_subquery() for one in bounded]
    return select(*numbers)


def sharing(found: Select[Any], queues: Iterable[ColumnElement[bool]]) -> Select[Any]:
    """As ``counting``, where few rows are found in all: how many of these are in each queue, in one pass."""
    shares: list[Any] = [func.count().filter(condition) for condition in queues]
    return found.with_only_columns(*shares)


def told(numbers: Iterable[int], queues: Iterable[Queue], *, most: int = 0) -> dict[Queue, str]:
    """By queue its number as the tabs show it."""
    most = most or COUNTED
    shown = (f"{most}+" if number > most else str(number) for number in numbers)
    return dict(zip(queues, shown, strict=True))
