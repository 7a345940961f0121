"""One act in a process of its own, ended by SIGKILL at its n-th fault point; and what the database then holds."""

import os
import signal
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import text

from signing_core.actors import SYSTEM
from signing_core.models import Base
from signing_core.work import Services

Act = Callable[[Services], Any]
Shape = Counter[tuple[str, ...]]

GROUPS = {
    "signings": "state, terms_version, agreed_version, proposed_version, number IS NULL, rescission_status, turn, "
    "reminded_at IS NULL, discarded_at IS NULL, college_name = '未来学院'",
    "plans": "status, source, destination_code, needs_correction, exported_at IS NULL",
    "tallies": "major, status, source, kind, code, count",
    "outbox": "sent_at IS NULL, given_up_at IS NULL, tries",
    "documents": "kind, issue, code IS NULL, drawn_at IS NULL",
    "codes": "purpose, used_at IS NULL, tries",
    "second_factors": "enabled_at IS NULL, last_step > 0",
    "limits": "name, count",
    "log": "act",
    "students": "email LIKE 'new@%', major, phone_sealed IS NULL, source_reviewed",
    "accounts": "role, password_hash IS NULL, disabled_at IS NULL, deputy_of_id IS NULL",
    "sessions": "opened_school_id IS NULL",
    "number_counters": "last",
    "rescissions": "state, asked_by",
    "papers": "previewed_sha256 IS NULL",
    "images": "purpose, round, position",
    "proposals": "version, state",
    "returns": "role",
    "notices": "student_id IS NULL, message_id IS NULL",
    "bulk_rows": "act, said, run IS NULL, done_at IS NULL",
    "saved_filters": "shared, queue",
    "jobs": "state, leased_until IS NULL",
    "trail": "label",
    "employers": "state, said_because, version",
    "employer_events": "label, remark, school_id IS NULL",
}


OF_LETTERS = "name_pieces"  # how many there are depends on the names of one world


@dataclass
class Rehearsal:
    """The points that an act passes, and what each of its commits added to the database, the start included."""

    points: list[str]
    added: list[Shape]

    def expected(self, killed_at: int) -> Shape:
        """What must be there after a kill at that point, and nothing else."""
        return self.added[self.points[: killed_at + 1].count("committed")]


def shape(services: Services) -> Shape:
    """How many rows of each sort every table has."""
    found: Shape = Counter()
    with services.reading(SYSTEM) as work:
        for table in Base.metadata.tables.keys() - {OF_LETTERS}:
            sorts = f", {GROUPS[table]}" if table in GROUPS else ""
            groups = f" GROUP BY {GROUPS[table]}" if table in GROUPS else ""
            counts = text(f'SELECT count(*){sorts} FROM "{table}"{groups}')
            for count, *values in work.session.connection().execute(counts):
                found[(table, *(str(int(v) if isinstance(v, bool) else v) for v in values))] += count
    return found


def added(services: Services, before: Shape) -> Shape:
    """What changed since: rows of a sort that came, and, below zero, that went."""
    now = shape(services)
    return Counter({sort: now[sort] - before[sort] for sort in now | before if now[sort] != before[sort]})


def rehearse(services: Services, act: Act) -> Rehearsal:
    """Do the act undisturbed and note its points."""
    before = shape(services)
    rehearsal = Rehearsal([], [Counter()])

    def point(name: str) -> None:
        rehearsal.points.append(name)
        if name == "committed":
            rehearsal.added.append(added(services, before))

    act(replace(services, point=point))
    return rehearsal


def kill_at(services: Services, act: Act, n: int) -> bool:
    """Do the act in a child that dies at its n-th point (from 0); true iff it came to its end first."""
    services.database.engine.dispose()  # no connection may be open across a fork
    pid = os.fork()
    if pid == 0:
        _perish(services, act, n)
    status = os.waitpid(pid, 0)[1]
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False
    assert os.WEXITSTATUS(status) == 0, "the act failed in the child: see its output"
    return True


def _perish(services: Services, act: Act, n: int) -> None:
    left = n

    def point(_name: str) -> None:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    try:
        act(replace(services, point=point))
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)
