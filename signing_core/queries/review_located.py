"""Numbers and parts of names that are asked for: where few signings have one, the list looks at no others."""

from dataclasses import replace
from typing import Any

from sqlalchemy import CompoundSelect, Select, String, cast, func, literal, select, union_all
from sqlalchemy.orm import Session

from signing_core.models import Name, NamePiece, Signing
from signing_core.models.names import LONGEST_PIECE, NAMED
from signing_core.names import small
from signing_core.states import IN_CONSOLE

from .narrowing import Question, begins
from .written import most, one_of

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
    showing = [_ids(field, _showing(field, part, question)) for field, part in asked.items()]
    statement: CompoundSelect[str, int, str] = union_all(*showing)
    few = {
        field: set(map(int, ids.split(","))) if rows else set()
        for field, rows, ids in session.execute(statement)
        if rows <= FEW
    }
    if not few:
        return question
    left = {field: value for field, value in question.wanted.items() if field not in few}
    return replace(question, wanted=left, among=tuple(sorted(set.intersection(*few.values()))))


def _ids(field: str, showing: Select[Any]) -> Select[str, int, str]:
    """In one row: how many there are, up to one more than are few, and which."""
    found = showing.limit(most(FEW + 1)).subquery()
    ids = func.aggregate_strings(cast(found.c.id, String), ",")
    return select(literal(field), func.count(), ids).select_from(found)


def _showing(field: str, part: str, question: Question) -> Select[Any]:
    """Signings of the list by a number's beginning, or by a name with the part: twice where the part is there twice."""
    listed = one_of(Signing.state, *IN_CONSOLE)
    theirs: Select[Any] = select(Signing.id).where(Signing.cohort == question.cohort, listed)
    if field in NUMBERS:
        return theirs.where(begins(NUMBERS[field])(part))
    head = small(part[:LONGEST_PIECE])
    column = getattr(Signing, KINDS[field])
    return (
        theirs.join(
            Name, (Name.school_id == Signing.school_id) & (Name.cohort == Signing.cohort) & (Name.name == column)
        )
        .join(NamePiece, NamePiece.name_id == Name.id)
        .where(
            NamePiece.cohort == question.cohort,
            NamePiece.kind == NAMED.index(KINDS[field]),
            NamePiece.piece.between(head, head + LAST),
            column.contains(part, autoescape=True),
        )
    )
