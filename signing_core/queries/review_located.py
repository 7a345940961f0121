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
    bindparam,
    cast,
    distinct,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from signing_core.models import Name, NamePiece, Signing
from signing_core.models.names import LONGEST_PIECE, NAMED
from signing_core.names import small

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
    ids = set.intersection(*({*map(int, one.ids.split(","))} if one.ids else set() for one in few.values()))
    left = {field: value for field, value in question.wanted.items() if field not in few}
    alone = len(few) == 1 and not left
    counted = tuple(next(iter(few.values())))[-len(QUEUES) :] if alone else None
    return replace(question, wanted=left, among=tuple(sorted(ids)), counted=counted)


@lru_cache(maxsize=256)
def _looking_up(cohort: int, role: str, fields: tuple[str, ...]) -> CompoundSelect[Any]:
    """Made once for the fields: what they are to have is said each time."""
    question = Question(cohort=cohort, role=role)
    return union_all(*(_found(field, question) for field in fields))


def _found(field: str, question: Question) -> Select[Any]:
    """In one row: how many names and rows there are, up to one more than are few, which, and how many in each queue."""
    rows = _showing(field, question).limit(number(FEW + 1)).subquery()
    ids = func.aggregate_strings(cast(rows.c.id, String), ",")
    counted: list[Any] = [func.count(distinct(rows.c.id)).filter(rows.c[queue]) for queue in QUEUES]
    names = _names(field, question).label("names")
    return select(literal(field).label("field"), names, func.count().label("rows"), ids.label("ids"), *counted)


def _showing(field: str, question: Question) -> Select[Any]:
    """Signings of the list by a number's beginning, or by a name with the part: twice where the part is there twice.

    None are looked for where many names have it.
    """
    queues: list[Any] = [waits(queue, question).label(queue) for queue in QUEUES]
    theirs = select(Signing.id, *queues).where(Signing.cohort == question.cohort, CONDITIONS[EVERY])
    part = _unforeseen(f"{field}_part")
    if field in NUMBERS:
        return theirs.where(_between(field, NUMBERS[field]), NUMBERS[field].startswith(part, escape=ESCAPE))
    column = getattr(Signing, KINDS[field])
    return (
        theirs.join(
            Name, (Name.school_id == Signing.school_id) & (Name.cohort == Signing.cohort) & (Name.name == column)
        )
        .join(NamePiece, NamePiece.name_id == Name.id)
        .where(*_pieces(field, question), column.contains(part, escape=ESCAPE), _names(field, question) <= FEW)
    )


def _names(field: str, question: Question) -> ColumnElement[int]:
    """How many have the part, up to one more than are few; a number is no name."""
    if field in NUMBERS:
        return literal(0)
    some = select(NamePiece.name_id).where(*_pieces(field, question)).limit(number(FEW + 1)).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _pieces(field: str, question: Question) -> tuple[ColumnElement[bool], ...]:
    kind = NAMED.index(KINDS[field])
    return NamePiece.cohort == question.cohort, NamePiece.kind == number(kind), _between(field, NamePiece.piece)


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
