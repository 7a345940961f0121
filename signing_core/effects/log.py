"""操作日志: what staff did that leaves no trail of its own, written in the transaction that does it."""

from signing_core.models import LogEntry
from signing_core.work import UnitOfWork

LONGEST = 400


def note(work: UnitOfWork, act: str, detail: str) -> None:
    """Who did it, when, and about what, shortened to what the log holds."""
    actor = work.actor
    assert actor.account_id is not None
    work.session.flush()
    work.point("log.note")
    work.session.add(
        LogEntry(
            at=work.at,
            account_id=actor.account_id,
            role=actor.role,
            who=actor.name,
            school_id=actor.school_id,
            act=act,
            detail=detail[:LONGEST],
        )
    )
