"""Constants in the words of a statement: the database plans with them once, and knows the index made for them."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, literal_column

ESCAPE = "/"


def one_of(column: Any, *words: str) -> ColumnElement[bool]:
    """The column has one of these words, as an index of such rows alone says it."""
    found: ColumnElement[bool] = column.in_([literal_column(f"'{word}'") for word in words])
    return found


def number(value: int) -> ColumnElement[int]:
    """A LIMIT, or what the rows of an index share: PostgreSQL keeps a plan only where it knows how few are wanted."""
    return literal_column(str(value), Integer)


def escaped(part: str) -> str:
    """A text as LIKE takes it for itself, where a kept statement compares with it."""
    for special in (ESCAPE, "%", "_"):
        part = part.replace(special, ESCAPE + special)
    return part
