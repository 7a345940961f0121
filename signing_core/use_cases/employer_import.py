"""用人单位 by import: employers that the office vouches for, approved at once, each with a link for its contact."""

from collections.abc import Mapping, Sequence
from typing import Any

from signing_core.actors import Role
from signing_core.effects import employer_events
from signing_core.errors import NotAllowed
from signing_core.lifecycles.employer import REVIEWERS
from signing_core.models import Employer
from signing_core.queries import employer_lists
from signing_core.states import EmployerState
from signing_core.work import UnitOfWork

from . import passwords, registration

BY_IMPORT = "导入单位"


def register_all(work: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> int:
    """Register checked rows by code; those that are registered stay as they are. Returns how many were new."""
    if work.actor.role not in REVIEWERS | {Role.SYSTEM}:
        raise NotAllowed("只有学校就业办或省中心可以导入用人单位。")
    known = employer_lists.by_code(work, [row["uscc"] for row in rows])
    new = [row for row in rows if row["uscc"] not in known]
    for row in new:
        _register(work, row)
    return len(new)


def _register(work: UnitOfWork, row: Mapping[str, Any]) -> Employer:
    employer = registration.enter(work, dict(row), EmployerState.APPROVED)
    account = registration.open_account(work, employer, login=employer.uscc)
    handle = passwords.new_link(work, account)
    employer_events.note(work, employer, BY_IMPORT)
    employer_events.opened(work, employer, employer.uscc, handle)
    return employer
