"""Every statement of a session is narrowed to what its actor sees; a session without an actor answers nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import BindParameter, Executable, Integer, bindparam, event, false, true
from sqlalchemy.orm import LoaderCriteriaOption, ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.orm.interfaces import CriteriaOption
from sqlalchemy.sql.visitors import ExtendedInternalTraversal

from . import models as m
from .actors import Actor, Opened, Role
from .criteria import LOOKED_AT, OF_ROLE
from .errors import NotFound

EPOCH = datetime.fromtimestamp(0, UTC)
Asking = TypeVar("Asking", bound=Executable)
WHOSE = ("account_id", "school_id", "college_id", "student_id", "employer_id")


class NoPrincipal(RuntimeError):
    """A statement was sent in a session that has no actor: a mistake in the code, never in the input."""


class Scope(Session):
    """A session whose statements see only what its actor may see; ``info["actor"]`` says who that is."""


class Shape(NamedTuple):
    """What the criteria of an actor depend on, besides the values that they compare with."""

    role: Role
    has: tuple[str, ...]
    opened: bool

    @classmethod
    def of(cls, actor: Actor) -> "Shape":
        has = tuple(name for name in WHOSE if getattr(actor, name) is not None)
        return cls(role=actor.role, has=has, opened=actor.opened is not None)

    def someone(self) -> Actor:
        """An actor of the shape whose values are said by each statement."""
        whose: Any = {name: _said_by_the_statement(name) for name in self.has}
        if self.opened:
            school: Any = _said_by_the_statement("seen_school_id")
            whose["opened"] = Opened(school_id=school, name="", reason="", until=EPOCH)
        return Actor(role=self.role, name="", **whose)


class Narrowed(CriteriaOption):
    """All criteria of a shape as one option, however many they are; their values are parameters of the statement."""

    __slots__ = ("shape",)
    _cache_key_traversal = [("shape", ExtendedInternalTraversal.dp_plain_obj)]  # noqa: RUF012
    propagate_to_loaders = False  # what they load is asked for by statements of their own

    def __init__(self, shape: Shape) -> None:
        self.shape = shape

    def process_compile_state(self, compile_state: Any) -> None:
        self.get_global_criteria(compile_state.global_attributes)

    def process_compile_state_replaced_entities(self, compile_state: Any, _mapper_entities: Any) -> None:
        self.process_compile_state(compile_state)

    def get_global_criteria(self, attributes: dict[Any, Any]) -> None:
        for option in options_of(self.shape):
            option.get_global_criteria(attributes)


_option_of = cache(Narrowed)


def kept(statement: Asking) -> Asking:
    """A SELECT that stands in a module and is given its values by name: it is narrowed once for actors of a shape."""
    return statement.execution_options(kept=True)


@lru_cache(maxsize=512)
def _values_of(actor: Actor) -> tuple[Shape, dict[str, int]]:
    """The actor's shape, and the values that its criteria compare with."""
    shape = Shape.of(actor)
    named = (*shape.has, "seen_school_id") if shape.opened else shape.has
    return shape, {f"of_{name}": getattr(actor, name) for name in named}


def _narrowed(statement: Asking, shape: Shape) -> Asking:
    return statement.options(_option_of(shape))


_narrowed_once = lru_cache(maxsize=2048)(_narrowed)


def _said_by_the_statement(name: str) -> BindParameter[int]:
    """The value that stands in the option of the statement; no statement is sent without."""

    def missing() -> int:
        raise NoPrincipal(f"a statement does not say {name}")

    return bindparam(f"of_{name}", callable_=missing, type_=Integer)


@cache
def options_of(shape: Shape) -> tuple[LoaderCriteriaOption, ...]:
    """The narrowing options of all actors of a shape; each statement says their values."""
    return _options(shape.someone())


@lru_cache(maxsize=512)
def options_for(actor: Actor) -> tuple[LoaderCriteriaOption, ...]:
    """The narrowing options of one actor, with its values in them."""
    return _options(actor)


def _options(actor: Actor) -> tuple[LoaderCriteriaOption, ...]:
    """One for every mapped class of which the actor does not see all."""
    allowed = OF_ROLE[actor.role](actor)
    classes = [mapper.class_ for mapper in m.Base.registry.mappers if allowed.get(mapper.class_) is not true()]
    return tuple(with_loader_criteria(cls, allowed.get(cls, false()), include_aliases=True) for cls in classes)


@event.listens_for(Scope, "do_orm_execute")
def narrow(state: ORMExecuteState) -> None:
    """Narrow every SELECT, UPDATE and DELETE; a refresh of a row already found needs no second look.

    What is marked ``as_system`` is asked for nobody in particular: before it is known who asks, or of everybody's rows.
    """
    if state.is_column_load or state.is_insert or state.execution_options.get("as_system"):
        return
    actor = state.session.info.get("actor")
    if actor is None:
        raise NoPrincipal("a session without an actor was asked")
    if actor.role is Role.SYSTEM:
        return
    if state.is_select:
        shape, values = _values_of(actor)
        narrowed = _narrowed_once if state.execution_options.get("kept") else _narrowed
        state.statement = narrowed(state.statement, shape)
        said: Any = state.parameters or {}
        state.parameters = {**said, **values}
    else:  # what it touches is worked out in the session too, from values that stand in the criteria
        state.statement = state.statement.options(*options_for(replace(actor, opened=None)))


@event.listens_for(Scope, "before_flush")
def refuse_foreign_rows(session: Session, _context: Any, _instances: Any) -> None:
    """An INSERT has no criterion to be narrowed by: whoever belongs to one school adds rows to that school only.

    The province writes nothing of what a school has.
    """
    actor = session.info.get("actor")
    if actor is None:
        raise NoPrincipal("a session without an actor was written to")
    if actor.role is Role.PROVINCE and LOOKED_AT.intersection(map(type, _written(session))):
        raise NotFound
    if actor.school_id is None:
        return
    for row in session.new:
        if getattr(row, "school_id", None) not in {None, actor.school_id}:
            raise NotFound


def _written(session: Session) -> Iterator[Any]:
    yield from session.new
    yield from session.deleted
    yield from (row for row in session.dirty if session.is_modified(row))
