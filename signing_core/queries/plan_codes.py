"""去向代码 that no source is sure of: what the table assigns, what the school set instead, and whom it concerns."""

import json
from typing import NamedTuple

from sqlalchemy import func, select

from signing_core.catalogues import destination_codes, destinations
from signing_core.crypto import digest
from signing_core.models import OwnCode, Plan
from signing_core.work import UnitOfWork

Key = tuple[str, str]  # a destination, and the code that the table has for it


class Doubted(NamedTuple):
    """One assigned code; ``only_if`` says of which answers it holds, ``own`` is empty where the school set none."""

    destination: str
    only_if: str
    assigned: str
    confidence: str
    own: str
    students: int


def doubted(work: UnitOfWork, cohort: int) -> list[Doubted]:
    """In the order of the catalogue, with the school's own codes and how many plans have each; two statements."""
    own = own_of(work, cohort)
    counted = select(Plan.destination, Plan.assigned_code, func.count()).where(Plan.cohort == cohort)
    by_key = counted.group_by(Plan.destination, Plan.assigned_code)
    students = {(name, code): number for name, code, number in work.session.execute(by_key)}
    return [
        Doubted(key[0], "、".join(answers), key[1], confidence, own.get(key, ""), students.get(key, 0))
        for key, (answers, confidence) in _assigned(cohort).items()
    ]


def own_of(work: UnitOfWork, cohort: int) -> dict[Key, str]:
    """The codes that the school set itself."""
    kept = select(OwnCode.destination, OwnCode.assigned, OwnCode.code).where(OwnCode.cohort == cohort)
    return {(destination, assigned): code for destination, assigned, code in work.session.execute(kept)}


def seen_as(rows: list[Doubted]) -> str:
    """What a page showed, to be compared when it is sent."""
    return digest(json.dumps([[row.destination, row.assigned, row.own] for row in rows], ensure_ascii=False))[:16]


def _assigned(cohort: int) -> dict[Key, tuple[list[str], str]]:
    found: dict[Key, tuple[list[str], str]] = {}
    for detail in (destination_codes.BY_AGREEMENT, *destinations.DETAILS):
        for row in destination_codes.reached(detail, cohort):
            if not row.sure:
                answers, _ = found.setdefault((detail, row.code), ([], row.confidence))
                answers += [row.answer] if row.answer else []
    return found
