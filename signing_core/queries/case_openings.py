"""Which cases colleagues have open now, and since when."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select

from signing_core.clock import as_minute
from signing_core.models import CaseOpening, Signing
from signing_core.work import UnitOfWork

COUNTS = timedelta(minutes=2)


def by_others(work: UnitOfWork, public_ids: Iterable[str]) -> dict[str, str]:
    """Of these signings those that somebody else looks at, with the line that says who and since when."""
    found = (
        select(Signing.public_id, CaseOpening.who, CaseOpening.opened_at)
        .join(Signing, Signing.id == CaseOpening.signing_id)
        .where(
            Signing.public_id.in_(list(public_ids)),
            CaseOpening.account_id != work.actor.account_id,
            CaseOpening.seen_at > work.at - COUNTS,
        )
        .order_by(CaseOpening.opened_at.desc())
    )
    rows = work.session.execute(found)
    return {public_id: f"{who}正在查看（{as_minute(at)[-5:]} 打开）" for public_id, who, at in rows}
