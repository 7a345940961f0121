"""Who of the office has a case before it: told by the page while it stands open."""

from sqlalchemy import case

from signing_core.actors import OFFICE
from signing_core.database import insert_of
from signing_core.errors import NotAllowed
from signing_core.models import CaseOpening, Signing
from signing_core.queries.case_openings import COUNTS
from signing_core.work import UnitOfWork


def note(work: UnitOfWork, public_id: str) -> None:
    """The actor has the case open, since now or, where it was told a moment ago, since then."""
    if work.actor.role not in OFFICE:
        raise NotAllowed("只有学院或学校就业办可以审核。")
    facts = {"signing_id": work.get(Signing, public_id).id, "account_id": work.actor.account_id}
    told = insert_of(work.session, CaseOpening).values(**facts, who=work.actor.name, opened_at=work.at, seen_at=work.at)
    went_on = case((CaseOpening.seen_at > work.at - COUNTS, CaseOpening.opened_at), else_=work.at)
    work.session.execute(
        told.on_conflict_do_update(index_elements=list(facts), set_={"seen_at": work.at, "opened_at": went_on})
    )
