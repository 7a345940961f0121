"""Names asked for in part: the signings that show one, if they are few; the list then looks at no others."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from sqlalchemy import CompoundSelect, Select, literal, select, union_all
from sqlalchemy.orm import Session

from signing_core.models import Name, NamePiece, Signing
from signing_core.models.names import LONGEST_PIECE, NAMED
from signing_core.names import small

from .narrowing import Question

FEW = 1000
KINDS = {"student": "student_name", "employer": "employer_name", "major": "major", "class": "class_name"}
LAST = "\U0010ffff"


def located(session: Session, question: Question) -> Question:
    """The question, with the signings among which its answer is.

    Where a part is common it says nothing: the list soon finds enough in its own order.
    """
    asked = {field: question.wanted[field] for field in KINDS if field in question.wanted}
    if not asked:
        return question
    found: dict[str, set[int]] = {field: set() for field in asked}
    rows: dict[str, int] = defaultdict(int)
    statement: CompoundSelect[Any] = union_all(*[_showing(field, part, question) for field, part in asked.items()])
    for field, signing_id in session.execute(statement).all():
        found[field].add(signing_id)
        rows[field] += 1
    few = [found[field] for field in asked if rows[field] <= FEW]
    return replace(question, among=tuple(sorted(set.intersection(*few)))) if few else question


def _showing(field: str, part: str, question: Question) -> Select[tuple[str, int]]:
    """Signings by a name with the part, one more than are few; twice where the part is there twice."""
    head = small(part[:LONGEST_PIECE])
    column = getattr(Signing, KINDS[field])
    found = (
        select(Signing.id)
        .join(Name, (Name.school_id == Signing.school_id) & (Name.cohort == Signing.cohort) & (Name.name == column))
        .join(NamePiece, NamePiece.name_id == Name.id)
        .where(
            NamePiece.cohort == question.cohort,
            NamePiece.kind == NAMED.index(KINDS[field]),
            NamePiece.piece.between(head, head + LAST),
            Signing.cohort == question.cohort,
            column.contains(part, autoescape=True),
        )
        .limit(FEW + 1)
        .subquery()
    )
    return select(literal(field), found.c.id)
