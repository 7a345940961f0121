"""操作日志: what staff did that leaves no trail of its own, written in the transaction that does it."""

from signing_core.models import LogEntry
from signing_core.work import UnitOfWork

LONGEST = 400


def note(work: UnitOfWork, act: str, detail: str, *, school_id: int | None = None) -> None:
    """Who did it, when, and about what, shortened to what the log holds.

    It stands in the log of the actor's school, of the one that the province opened, or of the one that it is about.
    """
    actor = work.actor
    if actor.opened and school_id is None:
        detail = f"{actor.opened.name}：{detail}"
    work.session.flush()
    work.point("log.note")
    work.session.add(
        LogEntry(
            at=work.at,
            account_id=actor.account_id,
            role=actor.role,
            who=actor.name,
            school_id=school_id or actor.seen_school_id,
            act=act,
            detail=detail[:LONGEST],
        )
    )
