"""What the database holds, whole; and the proof that a refusal leaves it as it was (I12)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import select

from signing_core.errors import MoveRefused, Refusal
from signing_core.models import Base, Message, TrailEntry
from tests.world import World

COUNTS_EVEN_SO = frozenset({"limits"})


def dump(world: World, but: frozenset[str] = COUNTS_EVEN_SO) -> dict[str, list[tuple]]:
    """Every row of every table but some, past all scope."""
    tables = [table for table in Base.metadata.sorted_tables if table.name not in but]
    with world.services.database.engine.connect() as connection:
        return {t.name: list(map(tuple, connection.execute(select(t).order_by(*t.primary_key)))) for t in tables}


@contextmanager
def refused(
    world: World, sentence: str = "", kind: type[Refusal] = MoveRefused
) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """The block raises just this kind of refusal with this sentence, and nothing was stored."""
    before = dump(world)
    with pytest.raises(Refusal, match=re.escape(sentence) if sentence else None) as caught:
        yield caught
    assert caught.type is kind
    assert dump(world) == before


def labels(world: World) -> list[str]:
    """The trail's labels in order."""
    with world.reading() as work:
        return list(work.session.scalars(select(TrailEntry.label).order_by(TrailEntry.id)))


def messages(world: World) -> list[Message]:
    """What was queued, in order."""
    with world.reading() as work:
        return list(work.session.scalars(select(Message).order_by(Message.id)))
