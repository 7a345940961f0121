"""Conditions that nothing has any more, so that a list which finds nothing can say which of them are to blame."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from signing_core.values import tidy

from . import keyset
from .narrowing import Filter

Condition = tuple[str, str]  # the name of its field, and its value


def gone(
    session: Session, filters: Sequence[Filter], cohort: int, asked: Iterable[Mapping[str, str]]
) -> set[Condition]:
    """Of all that is asked for what nothing has, in the scope of the session and the cohort; in one statement."""
    held = {one.name: one.held for one in filters if one.held}
    conditions = {(name, tidy(value)) for typed in asked for name, value in typed.items() if name in held}
    found = {(name, value): held[name](cohort, value) for name, value in sorted(conditions)}
    if not found:
        return set()
    return {condition for condition, count in keyset.counts(session, found, most=1).items() if count == "0"}
