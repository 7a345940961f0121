"""Constants in the words of a statement: the database plans with them once, and knows the index made for them."""

from typing import Any, cast

from sqlalchemy import ColumnElement, Integer, bindparam, literal_column


def one_of(column: Any, *words: str) -> ColumnElement[bool]:
    """The column has one of these words, as an index of such rows alone says it."""
    asked: Any = bindparam(None, words, expanding=True, literal_execute=True)
    return cast("ColumnElement[bool]", column.in_(asked))


def most(number: int) -> ColumnElement[int]:
    """A LIMIT: PostgreSQL keeps a plan only where it knows how few rows are wanted."""
    return literal_column(str(number), Integer)
