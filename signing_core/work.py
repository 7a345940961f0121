"""One unit of work: who acts, when, in one transaction; and the services that every process is given."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Protocol, TypeVar

from sqlalchemy import Select, bindparam, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from . import models, names
from .actors import Actor
from .clock import Clock
from .crypto import Passwords
from .database import Database, refusal_of
from .errors import NotFound, StalePage
from .scope import Scope, kept
from .settings import Settings
from .store import Store

Row = TypeVar("Row", bound=models.Base)


class Versioned(Protocol):
    version: Any


def _no_fault(_name: str) -> None:
    """In a running process nothing happens at a fault point."""


@dataclass(frozen=True, kw_only=True)
class Services:
    """What a process was given. Tests pass their own clock, tokens, store and fault points."""

    settings: Settings
    database: Database
    clock: Clock
    token: Callable[[], str]
    passwords: Passwords
    store: Store
    point: Callable[[str], None] = _no_fault

    def new_id(self) -> str:
        """A random public id."""
        return self.token()[:22]

    @contextmanager
    def working(self, actor: Actor) -> Iterator["UnitOfWork"]:
        """A unit that writes: committed at the end, rolled back on any error; a lost race becomes a Refusal."""
        with self.database.open(writes=True) as session, _refusing(actor):
            work = UnitOfWork(session, actor, self)
            yield work
            work.finish()

    @contextmanager
    def reading(self, actor: Actor) -> Iterator["UnitOfWork"]:
        """A unit that only reads."""
        with self.database.open(writes=False) as session:
            yield UnitOfWork(session, actor, self)


@contextmanager
def _refusing(actor: Actor) -> Iterator[None]:
    """A lost race as the actor is told of it."""
    try:
        yield
    except StaleDataError as error:
        raise StalePage from error
    except DBAPIError as error:
        refusal = refusal_of(error, actor)
        if refusal is None:
            raise
        raise refusal from error


@dataclass
class UnitOfWork:
    """Use cases take it first; they never commit, so that they compose."""

    session: Scope
    actor: Actor
    services: Services
    at: datetime = field(init=False)
    events: list[Any] = field(default_factory=list, init=False)  # what the trail has yet to write
    last_steps: dict[str, Callable[[], None]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.session.info["actor"] = self.actor
        self.at = self.services.clock()

    def get(self, model: type[Row], public_id: str) -> Row:
        """The row within the actor's scope; raises NotFound for a missing and for a foreign one alike."""
        row = self.find(model, public_id=public_id)
        if row is None:
            raise NotFound
        return row

    def find(self, model: type[Row], **named: Any) -> Row | None:
        """The one row within the actor's scope that has these values; None where there is none."""
        return self.session.scalars(_having(model, tuple(named)), named).one_or_none()

    def one(self, model: type[Row], **named: Any) -> Row:
        """As ``find``, of a row that is always there."""
        row: Row = self.session.scalars(_having(model, tuple(named)), named).one()
        return row

    def new_id(self) -> str:
        """A random public id."""
        return self.services.new_id()

    def point(self, name: str) -> None:
        """A place between two steps where a test may end the process."""
        self.services.point(name)

    def at_the_end(self, name: str, step: Callable[[], None]) -> None:
        """Have a step done once, last before the commit: what takes the last lock."""
        self.last_steps.setdefault(name, step)

    def finish(self) -> None:
        """Flush, add new names, do the last steps, commit."""
        self.session.flush()
        names.keep(self.session)
        for step in self.last_steps.values():
            step()
        self.point("commit")
        self.session.commit()
        self.point("committed")


@cache
def _having(model: type[Row], names: tuple[str, ...]) -> Select[Row]:
    return kept(select(model).where(*(getattr(model, name) == bindparam(name) for name in names)))


def refuse_if_changed(row: Versioned, seen: int) -> None:
    """Nobody decides on another version than the one shown (I10)."""
    if row.version != seen:
        raise StalePage
