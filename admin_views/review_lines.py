"""The rows of 签约管理 written out: what rows share is rendered once, the texts of a page are escaped at once."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from signing_core.clock import as_minute
from signing_core.sheets import ReviewRow
from signing_core.states import SigningKind

PLACES = (
    *("id", "version", "number", "student_number", "student_name"),
    *("college", "major", "kind", "employer", "last_act_at"),
)
BETWEEN = "\0"  # no text of PostgreSQL has one


def written(words: Callable[..., str], rows: Sequence[tuple[Any, ReviewRow]]) -> Markup:
    """Each row as ``words`` has it for its statuses, with its texts in the places {id}, {version} and so on."""
    kept = cache(lambda *shared: str(words(*shared)))
    lines = (
        kept(row.kind != SigningKind.DESTINATION, its.agreement_status, its.review_status, its.rescission_status)
        for row, its in rows
    )
    texts = iter(_escaped([text for row, its in rows for text in _texts(row, its)]))
    each = (dict(zip(PLACES, its, strict=True)) for its in zip(*[texts] * len(PLACES), strict=True))
    return Markup("".join(line.format(**its) for line, its in zip(lines, each, strict=True)))  # noqa: S704 - escaped


def _texts(row: Any, its: ReviewRow) -> tuple[str, ...]:
    number, at = its.number or "查看协议书", as_minute(its.last_act_at)
    who = its.student_number, its.student_name, its.college, its.major
    return row.public_id, str(row.version), number, *who, its.kind, its.employer, at


def _escaped(texts: list[str]) -> list[str]:
    together = str(escape(BETWEEN.join(texts))).split(BETWEEN)
    return together if len(together) == len(texts) else [str(escape(text)) for text in texts]
