"""The checks of a column's values: one sentence for each that is wrong."""

from collections.abc import Callable
from typing import Any

from signing_core import values
from signing_core.errors import BadValue

from . import codes

Check = Callable[[str], Any]


def one_of(set_name: str) -> Check:
    """The check that a text is one of the names of a coded set."""

    def check(raw: str) -> str:
        name = values.text(raw, 60)
        if name not in codes.names(set_name):
            raise BadValue(f"只能填写：{'、'.join(codes.names(set_name))}。")
        return name

    return check


def line(limit: int) -> Check:
    """The check of a text of one line."""
    return lambda raw: values.text(raw, limit)


def optional(check: Check) -> Check:
    """The same check of a column that may be left empty."""
    return lambda raw: check(raw) if raw.strip() else ""
