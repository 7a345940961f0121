"""Names kept findable: what a unit's signings show anew is added with its pieces before the unit commits."""

import string
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from .bulk import insert_many
from .database import insert_if_new
from .models import Name, NamePiece, Signing
from .models.names import LONGEST_PIECE, NAMED
from .scope import Scope

TOLD = "names"  # of a session: what its flushes have told so far
BATCH = 500
_SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)  # no more than SQLite's LIKE takes for the same

KEY = ("school_id", "cohort", "kind", "name")
Told = tuple[int, int, int, str]  # a key; written in its order, so that two units never wait for each other


def small(text: str) -> str:
    """As pieces are written."""
    return text.translate(_SMALL)


def pieces(name: str) -> set[str]:
    """One for each place of the name."""
    written = small(name)
    return {written[start : start + LONGEST_PIECE] for start in range(len(written))}


def shown(signing: dict[str, Any]) -> Iterator[Told]:
    """What a signing that is written past the mapper has to be found by."""
    for kind, column in enumerate(NAMED):
        if signing[column]:
            yield signing["school_id"], signing["cohort"], kind, signing[column]


@event.listens_for(Scope, "after_flush")
def note(session: Session, _context: Any) -> None:
    """Remember what new signings show, and changed ones anew."""
    for row in chain(session.new, session.dirty):
        if isinstance(row, Signing):
            session.info.setdefault(TOLD, set()).update(_anew(row))


def keep(session: Scope) -> None:
    """Add the names that nobody has added yet. Most are there, and then nothing is written."""
    told = sorted(session.info.pop(TOLD, ()))
    for start in range(0, len(told), BATCH):
        rows = [row(*one) for one in told[start : start + BATCH]]
        adding = insert_if_new(session, Name, Name.id, Name.school_id, Name.cohort, Name.kind, Name.name)
        made = session.execute(adding, rows).all()
        if found_by := [piece for one in made for piece in pieces_of(*one)]:
            insert_many(session.connection(), NamePiece, found_by)


def row(*key: Any) -> dict[str, Any]:
    """A name as its table has it."""
    return dict(zip(KEY, key, strict=True))


def pieces_of(name_id: int, school_id: int, cohort: int, kind: int, name: str) -> Iterator[dict[str, Any]]:
    """The rows by which a name is found."""
    same = {"school_id": school_id, "cohort": cohort, "kind": kind, "name_id": name_id}
    return ({"piece": piece, **same} for piece in sorted(pieces(name)))


def _anew(signing: Signing) -> Iterable[Told]:
    histories = inspect(signing).attrs
    for kind, column in enumerate(NAMED):
        if histories[column].history.added and (name := getattr(signing, column)):
            yield signing.school_id, signing.cohort, kind, name
