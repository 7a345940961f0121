"""A number in a list that is sent as one value: no database takes as many parameters, and the text stays the same."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType


class OneOf(FunctionElement[Any]):
    """A column, and the numbers as JSON."""

    inherit_cache = True
    type = NullType()  # of a Boolean SQLite would be asked whether it is 1, which no index answers


@compiles(OneOf, "sqlite")
def _in_json(element: OneOf, compiler: SQLCompiler, **options: Any) -> str:
    column, listed = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({listed}))"  # noqa: S608 - compiled parts


@compiles(OneOf, "postgresql")
def _in_array(element: OneOf, compiler: SQLCompiler, **options: Any) -> str:
    column, listed = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} = ANY (CAST(translate({listed}, '[]', '{{}}') AS INTEGER[]))"


def among(column: Any, ids: Sequence[int], *, named: str | None = None) -> ColumnElement[bool]:
    """One of many ids; a statement that is kept for others names the value."""
    return OneOf(column, bindparam(named, listed(ids)))


def listed(ids: Sequence[int]) -> str:
    """The value that stands for many ids."""
    return json.dumps(ids)
