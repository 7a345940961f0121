"""流程追踪 is never rewritten: the database refuses to, and the audit finds what was changed behind its back."""

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from signing_core.actors import SYSTEM, Role
from signing_core.effects import trail
from signing_core.models import TrailEntry, TrailHead
from signing_core.queries import audit
from signing_core.scope import Scope
from signing_core.states import SigningState
from signing_core.use_cases import invitations, rescind, review
from signing_core.work import UnitOfWork
from tests import makers
from tests.world import World

entries, heads = TrailEntry.__table__, TrailHead.__table__
ENTRIES = 13


def a_life(world: World):
    """One signing through most of its moves."""
    signing = world.invited()
    with world.working(makers.as_employer(world.employer)) as work:
        signing = invitations.revise(work, signing.public_id, seen=signing.version, terms=makers.terms(penalty="0"))
    with world.working(makers.as_student(world.student)) as work:
        signing = invitations.accept(work, signing.public_id, seen_terms=2)
    school = makers.as_school(world.school)
    for act in (review.reject, review.revoke):
        with world.working(school) as work:
            signing = act(work, signing.public_id, seen=signing.version, reason="材料不全")
    with world.working(school) as work:
        signing = review.approve(work, signing.public_id, seen=signing.version)
    with world.working(school) as work:
        return rescind.force(work, signing.public_id, seen=signing.version, reason="双方协商一致")


def stored(world: World) -> list[TrailEntry]:
    with world.reading() as work:
        return list(work.session.scalars(select(TrailEntry).order_by(TrailEntry.school_id, TrailEntry.position)))


def test_i3_each_change_of_state_has_exactly_one_entry(world):
    signing = a_life(world)
    told = [(e.label, e.state_before, e.state_after) for e in stored(world)]
    assert told == [
        ("发起邀约", "", "INVITED"),
        ("修改邀约", "INVITED", "INVITED"),
        ("同意签约，待管理员审核", "INVITED", "AWAITING_REVIEW"),
        ("签约审核不通过", "AWAITING_REVIEW", "REJECTED"),
        ("撤回审核", "REJECTED", "AWAITING_REVIEW"),
        ("签约审核通过", "AWAITING_REVIEW", "APPROVED"),
        ("学校强制解约", "APPROVED", "RESCINDED"),
    ]
    assert all(before[2] == after[1] for before, after in pairwise(told))
    assert world.fresh(signing).state is SigningState.RESCINDED


def test_an_entry_says_who_when_and_why(world):
    a_life(world)
    entry = stored(world)[3]
    assert (entry.role, entry.who, entry.remark) == ("SCHOOL", f"{world.school.name}就业办", "材料不全")
    assert entry.at == world.clock()
    assert entry.student_id is None


def test_i12_a_unit_that_fails_leaves_no_entry(world):
    signing = world.accepted()
    before = len(stored(world))
    with contextlib.suppress(ZeroDivisionError), world.working(makers.as_school(world.school)) as work:
        review.approve(work, signing.public_id, seen=signing.version)
        work.session.flush()
        raise ZeroDivisionError
    assert len(stored(world)) == before


def test_several_events_of_one_unit_are_chained_in_their_order(world):
    with world.working(SYSTEM) as work:
        for number in range(5):
            trail.record_about(work, world.student, "事件", remark=str(number))
    assert [(e.position, e.remark) for e in stored(world)] == [(n + 1, str(n)) for n in range(5)]


def test_each_school_has_its_own_chain(world):
    other = world.saved_student(world.saved(makers.a_college(world.saved_school())))
    for student in (world.student, other, world.student):
        with world.working(SYSTEM) as work:
            trail.record_about(work, student, "事件")
    assert [e.position for e in stored(world)] == [1, 2, 1]
    assert findings(world) == []


@pytest.mark.parametrize(
    "statement",
    ["UPDATE trail SET remark = 'x'", "UPDATE trail SET salt = salt", "DELETE FROM trail", "TRUNCATE trail"],
)
def test_the_database_itself_refuses_to_change_or_delete_an_entry(world, statement):
    world.invited()
    engine = world.services.database.engine
    if statement.startswith("TRUNCATE") and engine.dialect.name == "sqlite":
        statement = "DELETE FROM trail WHERE position = 1"  # SQLite knows no TRUNCATE
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))
    assert len(stored(world)) == 1


def test_personal_data_enters_the_hash_only_as_a_salted_digest(world):
    """Written out by hand: the format of the chain is frozen, since every stored hash depends on it."""
    world.accepted()
    first, second = stored(world)

    def salted(value: str) -> str:
        return hashlib.sha256((second.salt + value).encode()).hexdigest()

    facts = [first.hash, world.school.id, 2, second.signing_id, None, "2020-03-02T04:00:00+00:00", "STUDENT"]
    facts += ["同意签约，待管理员审核", "INVITED", "AWAITING_REVIEW", 32, salted(world.student.name), salted("")]
    assert second.hash == hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def test_no_two_entries_share_a_salt(world):
    a_life(world)
    assert len({entry.salt for entry in stored(world)}) == 7


def findings(world: World) -> list[str]:
    with world.reading() as work:
        return list(audit.broken_entries(work))


def test_the_audit_finds_nothing_in_a_trail_that_was_left_alone(world):
    a_life(world)
    assert findings(world) == []


Tampering = Callable[[Connection], None]


def other_values(value: object) -> list[object]:
    """What a forger might put in place of a value, as far as the columns take it."""
    if value is None:
        return [1]
    if isinstance(value, Role):
        return [role for role in Role if role is not value]
    if isinstance(value, int):
        return [value + 1000, value + 2000, -value]
    if isinstance(value, str):
        swapped = {value[:i] + "x" + value[i + 1 :] for i in range(min(len(value), 9))}
        return sorted({"", "x", value[:-1], value[1:], value[::-1], *swapped} - {value})
    return [value + timedelta(microseconds=n) for n in (1, 10**6, -1)]


def tamperings(rows: list[dict]) -> Iterator[Tampering]:
    """Every column of every entry changed in several ways, every entry cut out, and the head moved."""
    for row in rows:
        this = entries.c.id == row["id"]
        yield lambda c, this=this: c.execute(delete(entries).where(this))
        for name in row.keys() - {"id"}:
            for value in other_values(row[name]):
                change = {name: value}
                yield lambda c, this=this, change=change: c.execute(update(entries).where(this).values(change))
        last_of_salt = row["salt"][-1]
        moved = {"salt": row["salt"][:-1], "who": last_of_salt + row["who"], "remark": last_of_salt + row["remark"]}
        yield lambda c, this=this, moved=moved: c.execute(update(entries).where(this).values(moved))
    last = rows[-1]
    yield lambda c: c.execute(insert(entries).values(last | {"id": 10**6, "position": last["position"] + 1}))
    yield lambda c: c.execute(update(heads).values(count=last["position"] - 1))
    yield lambda c: c.execute(update(heads).values(hash="0" * 64))
    yield lambda c: c.execute(delete(heads))


def long_trail(world: World) -> list[dict]:
    a_life(world)
    with world.working(SYSTEM) as work:
        for number in range(ENTRIES - 7):
            trail.record_about(work, world.student, "手机号已确认", remark=f"第 {number} 次")
    with world.services.database.engine.connect() as connection:
        return [dict(row) for row in connection.execute(select(entries).order_by(entries.c.position)).mappings()]


def unguarded(connection: Connection) -> None:
    """As one who owns the database: triggers and foreign keys are no hindrance, until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        return
    for name in ("trail_is_never_changed", "trail_is_never_deleted"):
        connection.execute(text(f"DROP TRIGGER {name}"))
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))


def is_found(world: World, connection: Connection, tampering: Tampering) -> bool:
    with connection.begin_nested() as point:
        tampering(connection)
        with Scope(connection) as session:
            found = any(True for _ in audit.broken_entries(UnitOfWork(session, SYSTEM, world.services)))
        point.rollback()
    return found


def test_every_single_one_of_a_thousand_tamperings_is_found(world):
    rows = long_trail(world)
    every = list(tamperings(rows))
    assert len(every) >= 1000
    if world.services.database.engine.dialect.name == "postgresql":
        every = every[::5] + every[-4:]  # the chain is computed alike on both: a fifth shows that it is read alike
    with world.services.database.engine.connect() as connection:
        unguarded(connection)
        missed = [number for number, tampering in enumerate(every) if not is_found(world, connection, tampering)]
        connection.rollback()
    assert missed == []
    assert findings(world) == []


def test_a_cut_tail_is_found_however_long_it_is(world):
    rows = long_trail(world)
    with world.services.database.engine.connect() as connection:
        unguarded(connection)
        for kept in range(len(rows)):
            cut = delete(entries).where(entries.c.position > kept)
            assert is_found(world, connection, lambda c, cut=cut: c.execute(cut))
        connection.rollback()
