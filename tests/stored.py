"""Everything of one school as it is stored, read once for the checks."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select

from signing_core.models import (
    Destination,
    Document,
    Image,
    Message,
    Name,
    NamePiece,
    Notice,
    NumberCounter,
    Paper,
    Plan,
    Proposal,
    Rescission,
    Return,
    School,
    Signing,
    Student,
    Tally,
    Terms,
    TrailEntry,
    TrailHead,
)
from signing_core.work import UnitOfWork
from tests.rules import ENTRIES

READ = {  # each table, and through which other one it belongs to a school
    School: None,
    Student: None,
    Plan: Student,
    Tally: None,
    Signing: None,
    Name: None,
    NamePiece: None,
    Rescission: Signing,
    Proposal: Signing,
    Return: Signing,
    Terms: Signing,
    Paper: Signing,
    Destination: Signing,
    Image: Signing,
    Document: Signing,
    Message: Signing,
    Notice: Signing,
    TrailEntry: None,
    TrailHead: None,
    NumberCounter: None,
}


@dataclass
class Stored:
    """Everything of one school, or of all, read once."""

    signings: list[Any]
    students: dict[int, Any]
    plans: dict[int, Any]
    tallies: list[Any]
    rescissions: dict[int, list[Any]]
    proposals: dict[int, list[Any]]
    returns: dict[int, list[Any]]
    documents: dict[int, list[Any]]
    terms: dict[int, list[Any]]
    papers: dict[int, list[Any]]
    destinations: dict[int, list[Any]]
    images: dict[int, list[Any]]
    trail: dict[int, list[Any]]
    entries: list[Any]
    heads: dict[int, Any]
    counters: list[Any]
    codes: dict[int, str]
    letters: dict[int, list[Any]]
    notices: dict[int, list[Any]]
    names: list[Any]
    pieces: list[Any]


@cache
def statements(of_one_school: bool) -> dict[str, Any]:
    """What is read, table by table; plain Core, because it is read after every step."""
    found = {}
    for model, via in READ.items():
        table = model.__table__
        whole = table if via is None else table.join(via.__table__)
        scoped = (via or model).__table__.c
        found[table.name] = select(table).select_from(whole).order_by(*table.primary_key)
        if of_one_school:
            school = scoped.id if model is School else scoped.school_id
            found[table.name] = found[table.name].where(school == bindparam("school"))
    return found


def read(work: UnitOfWork, school_id: int | None) -> Stored:
    connection = work.session.connection()
    rows = {
        table: connection.execute(statement, {"school": school_id} if school_id is not None else {}).all()
        for table, statement in statements(school_id is not None).items()
    }

    def by_signing(table: str) -> dict[int, list[Any]]:
        grouped: dict[int, list[Any]] = defaultdict(list)
        for row in rows[table]:
            grouped[row.signing_id].append(row)
        return grouped

    return Stored(
        signings=rows["signings"],
        students={row.id: row for row in rows["students"]},
        plans={row.student_id: row for row in rows["plans"]},
        tallies=rows["tallies"],
        rescissions=by_signing("rescissions"),
        proposals=by_signing("proposals"),
        returns=by_signing("returns"),
        documents=by_signing("documents"),
        terms=by_signing("terms"),
        papers=by_signing("papers"),
        destinations=by_signing("destinations"),
        images=by_signing("images"),
        trail=by_signing("trail"),
        entries=rows["trail"],
        heads={row.school_id: row for row in rows["trail_heads"]},
        counters=rows["number_counters"],
        codes={row.id: row.code for row in rows["schools"]},
        letters=by_signing("outbox"),
        notices=by_signing("notices"),
        names=rows["names"],
        pieces=rows["name_pieces"],
    )


def told_in_full(stored: Stored) -> Iterator[Any]:
    """The signings whose whole life is in the trail; made-up ones have one entry that says so."""
    return (s for s in stored.signings if {entry.label for entry in stored.trail[s.id]} <= ENTRIES[s.kind].keys())
