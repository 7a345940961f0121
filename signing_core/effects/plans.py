"""就业方案: follows the signing in the same transaction (I5), and says whether what was exported still holds."""

from typing import Any

from sqlalchemy import ColumnElement, select, update

from signing_core.catalogues import destination_codes
from signing_core.models import OwnCode, Plan, Signing, Terms
from signing_core.states import PlanSource, PlanStatus, SigningState
from signing_core.work import UnitOfWork

from . import tallies

EMPTY: dict[str, Any] = {
    "status": PlanStatus.NOT_SUBMITTED,
    "source": PlanSource.NONE,
    "kind": None,
    "destination": "",
    "assigned_code": "",
    "destination_code": "",
    "other_reason": "",
}


def sync(work: UnitOfWork, signing: Signing) -> None:
    """An approved signing fills the student's plan; the end of its approval takes back just that."""
    work.session.flush()
    work.point("plans.sync")
    if signing.state is SigningState.APPROVED:
        destination = signing.destination or destination_codes.BY_AGREEMENT
        content = _content(work, signing) if signing.destination else {}
        place = {"school_id": signing.school_id, "cohort": signing.cohort}
        coded = codes_of(work, destination, content, **place)
        filled = {"source": PlanSource.SIGNING, "kind": signing.kind, "destination": destination} | coded
        change(work, of(signing.student_id), status=PlanStatus.AWAITING_COLLEGE, **filled)
    else:
        change(work, of(signing.student_id), Plan.source == PlanSource.SIGNING, **EMPTY)


def change(work: UnitOfWork, *which: ColumnElement[bool], **said: Any) -> int:
    """The one way by which plans change, or the rows that are made of them; says how many there were.

    What was exported needs a correction from now on, and an export that is under way learns of it by the version.
    """
    tallies.moving(work, *which, **said)
    told = {"changed_at": work.at, "version": Plan.version + 1, "needs_correction": Plan.exported_at.is_not(None)}
    changed: Any = work.session.execute(
        update(Plan).where(*which).values(told | said), execution_options={"synchronize_session": False}
    )
    return int(changed.rowcount)


def of(student_id: int) -> ColumnElement[bool]:
    """The plan of one student."""
    return Plan.student_id == student_id


def codes_of(
    work: UnitOfWork, destination: str, content: dict[str, Any], *, school_id: int, cohort: int
) -> dict[str, str]:
    """The code that the table assigns to what was filled in, and the one that counts: the school's own if unsure."""
    assigned = destination_codes.of(destination, content, cohort)
    own = None
    if not assigned.sure:
        place = (OwnCode.school_id == school_id, OwnCode.cohort == cohort)
        instead = (OwnCode.destination == destination, OwnCode.assigned == assigned.code)
        own = work.session.scalar(select(OwnCode.code).where(*place, *instead))
    return {"assigned_code": assigned.code, "destination_code": assigned.code if own is None else own}


def _content(work: UnitOfWork, signing: Signing) -> dict[str, Any]:
    return work.one(Terms, signing_id=signing.id, version=signing.terms_version).content
