"""Numbers and parts of names that are asked for: where few signings have one, the list looks at no others."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    ScalarSelect,
    Select,
    String,
    Subquery,
    bindparam,
    cast,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from signing_core.models import Name, NamePiece, Signing
from signing_core.models.names import LONGEST_PIECE, NAMED
from signing_core.names import small
from signing_core.scope import kept

from .narrowing import EVERY, LARGEST, Question
from .review_queues import CONDITIONS, QUEUES, waits
from .written import ESCAPE, escaped, number

FEW = 1000
NUMBERS = {"search": Signing.student_number, "uscc": Signing.uscc, "number": Signing.number}
KINDS = {"student": "student_name", "employer": "employer_name", "major": "major", "class": "class_name"}
LAST = "\U0010ffff"


def located(session: Session, question: Question) -> Question:
    """The question, with the signings among which its answer is instead of the fields that led to them.

    Where a part is common it says nothing: the list soon finds enough in its own order.
    """
    asked = {field: question.wanted[field] for field in (*NUMBERS, *KINDS) if field in question.wanted}
    if not asked:
        return question
    values: dict[str, Any] = {}
    for field, part in asked.items():
        values |= _values(field, part)
    found = session.execute(_looking_up(question.cohort, question.role, tuple(asked)), values)
    few = {one.field: one for one in found if max(one.names, one.rows) <= FEW}
    if not few:
        return question
    ids, *others = ([int(id) for id in one.ids.split(",")] if one.ids else [] for one in few.values())
    among = tuple(id for id in ids if all(id in other for other in map(set, others)))
    left = {field: value for field, value in question.wanted.items() if field not in few}
    alone = len(few) == 1 and not left
    counted = tuple(next(iter(few.values())))[-len(QUEUES) :] if alone else None
    return replace(question, wanted=left, among=among, counted=counted)


@lru_cache(maxsize=256)
def _looking_up(cohort: int, role: str, fields: tuple[str, ...]) -> CompoundSelect[Any]:
    """Made once for the fields: what they are to have is said each time."""
    question = Question(cohort=cohort, role=role)
    return kept(union_all(*(_found(field, question) for field in fields)))


def _found(field: str, question: Question) -> Select[Any]:
    """In one row: how many names and rows there are, up to one more than are few, which, and how many in each queue."""
    some = _showing(field, question).limit(number(FEW + 1)).subquery()
    rows = select(some).order_by(some.c.last_act_at.desc(), some.c.id.desc()).subquery()
    ids = func.aggregate_strings(cast(rows.c.id, String), ",")
    counted: list[Any] = [func.count().filter(rows.c[queue]) for queue in QUEUES]
    names = _how_many_names(field, question).label("names")
    return select(literal(field).label("field"), names, func.count().label("rows"), ids.label("ids"), *counted)


def _showing(field: str, question: Question) -> Select[Any]:
    """Signings of the list by a number's beginning, or by a name with the part; none where many names have it."""
    queues: list[Any] = [waits(queue, question).label(queue) for queue in QUEUES]
    theirs = select(Signing.id, Signing.last_act_at, *queues)
    theirs = theirs.where(Signing.cohort == question.cohort, CONDITIONS[EVERY])
    part = _unforeseen(f"{field}_part")
    if field in NUMBERS:
        return theirs.where(_between(field, NUMBERS[field]), NUMBERS[field].startswith(part, escape=ESCAPE))
    column = getattr(Signing, KINDS[field])
    names = select(_beginning(field, question)).distinct().subquery()
    shown = (Name.school_id == Signing.school_id) & (Name.cohort == Signing.cohort) & (Name.name == column)
    return (
        theirs.join(Name, shown)
        .join(names, names.c.name_id == Name.id)
        .where(column.contains(part, escape=ESCAPE), _how_many_names(field, question) <= FEW)
    )


def _how_many_names(field: str, question: Question) -> ColumnElement[int]:
    """Up to one more than are few; a number is no name."""
    if field in NUMBERS:
        return literal(0)
    return select(func.count()).select_from(_beginning(field, question)).scalar_subquery()


def _beginning(field: str, question: Question) -> Subquery:
    """The names in which the part begins, up to one more than are few; one as often as it begins there."""
    kind = NAMED.index(KINDS[field])
    theirs = select(NamePiece.name_id).where(NamePiece.cohort == question.cohort, NamePiece.kind == number(kind))
    return theirs.where(_between(field, NamePiece.piece)).limit(number(FEW + 1)).subquery()


def _between(field: str, column: Any) -> ColumnElement[bool]:
    """The range of an index that holds all that begin as the part does."""
    first, last = (_unforeseen(f"{field}_{end}") for end in ("first", "last"))
    found: ColumnElement[bool] = column.between(first, last)
    return found


def _unforeseen(name: str) -> ScalarSelect[str]:
    """A value that PostgreSQL does not plan with: else it plans anew each time, which takes longer than the look-up."""
    return select(bindparam(name, type_=String)).scalar_subquery()


def _values(field: str, part: str) -> dict[str, str]:
    """What a look-up is told of a field."""
    first, end = (part, LARGEST) if field in NUMBERS else (small(part[:LONGEST_PIECE]), LAST)
    return {f"{field}_first": first, f"{field}_last": first + end, f"{field}_part": escaped(part)}
