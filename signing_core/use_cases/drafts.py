"""What a student enters, whatever its kind: begun as a draft, saved as often as one likes, frozen as a version."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified

from signing_core import clock, fields
from signing_core.database import INTEGRITY_MESSAGES
from signing_core.effects import terms
from signing_core.errors import MoveRefused, NotAllowed, Problems
from signing_core.fields import Content, Field
from signing_core.lifecycles.machine import Move
from signing_core.lifecycles.registry import lifecycle_of
from signing_core.models import Destination, Paper, Signing, Student, Terms
from signing_core.prechecks import stops
from signing_core.queries import eligibility, prechecks
from signing_core.queries.papers import being_entered
from signing_core.queries.signings import act_on
from signing_core.states import SigningKind, SigningState
from signing_core.work import UnitOfWork

COPY_OF: dict[SigningKind, type[Paper | Destination]] = {
    SigningKind.PAPER: Paper,
    SigningKind.DESTINATION: Destination,
}
COLUMNS: Any = Signing.__table__.c
ALREADY_IN_ENTRY = {
    SigningKind.PAPER: INTEGRITY_MESSAGES["one_paper_in_entry_per_student"],
    SigningKind.DESTINATION: INTEGRITY_MESSAGES["one_destination_in_entry_per_student"],
}
RETURNED = (SigningState.FORM_RETURNED, SigningState.RETURNED)


def begin(work: UnitOfWork, kind: SigningKind, *, text: str = "{}", **shown: str) -> Signing:
    """A draft of the student who acts, with its working copy; ``shown`` is what lists show of it from the beginning.

    Raises NotAllowed for others, MoveRefused with what stands in the way.
    """
    student = _student_who_enters(work, kind)
    signing = Signing(
        public_id=work.new_id(),
        kind=kind,
        state=SigningState.DRAFT,
        school_id=student.school_id,
        cohort=student.cohort,
        student=student,
        rescission_status="",
        terms_version=0,
        **dict.fromkeys(("employer_name", "uscc", "position"), "") | shown,
    )
    signing.show(student)
    signing.acted(work.at)
    work.session.add(signing)
    work.session.flush()
    work.point("drafts.begin")
    work.session.add(COPY_OF[kind](public_id=work.new_id(), signing_id=signing.id, text=text, saved_at=work.at))
    work.session.flush()
    return signing


def fire(work: UnitOfWork, signing: Signing, trigger: str) -> Move:
    """Make a move of what was entered, or raise what stands in its way."""
    return lifecycle_of(signing.kind).fire(signing, trigger, act_on(work, signing))


def save(work: UnitOfWork, signing: Signing, shown: Mapping[str, str]) -> None:
    """Make the move of saving; the lists show what was typed, but of what was returned what the office has read."""
    acted, since = signing.last_act_at, signing.turn_since
    fire(work, signing, "save")
    signing.turn_since = since or work.at  # saving ends nobody's wait
    if signing.state in RETURNED:
        signing.last_act_at = acted  # the office's list has what was returned, in its place, until it comes back
    else:
        show(signing, shown)
    flag_modified(signing, "last_act_at")  # another tab shows an older copy now, whatever else has changed
    work.session.flush()  # the signing's own row is locked before its working copy


def checked(
    work: UnitOfWork,
    signing: Signing,
    declared: Sequence[Field],
    typed: Mapping[str, str],
    *,
    proven: bool | None = None,
) -> Content:
    """The content as it is frozen; raises Problems that name every wrong field and every stop of 预审 at once."""
    problems: dict[str, str] = {}
    try:
        content = fields.clean(declared, typed, today=clock.today(work.at))
    except Problems as wrong:
        problems = wrong.by_field
    problems = problems | stops(prechecks.facts(work, signing, dict(typed), proven=proven))
    if problems:
        raise Problems(problems)
    return content


def freeze(work: UnitOfWork, signing: Signing, content: Content, shown: Mapping[str, str]) -> None:
    """The content as the next version, to which the student agrees by handing it in."""
    last = work.session.scalar(select(func.max(Terms.version)).where(Terms.signing_id == signing.id)) or 0
    signing.terms_version = signing.agreed_version = last + 1
    show(signing, shown)
    work.session.flush()
    terms.add(work, signing, content, version=signing.terms_version)


def show(signing: Signing, shown: Mapping[str, str]) -> None:
    """What the lists show of it, by the names of the columns, as far as these hold it: a draft may say anything."""
    for name, value in shown.items():
        setattr(signing, name, value[: COLUMNS[name].type.length])


def _student_who_enters(work: UnitOfWork, kind: SigningKind) -> Student:
    """Held against changes of what decides whether it may."""
    if work.actor.student_id is None:
        raise NotAllowed("只有学生可以录入。")
    eligibility.hold(work)
    student = work.session.scalars(select(Student).where(Student.id == work.actor.student_id)).one()
    if because := eligibility.may_not_enter_because(work, student, kind):
        raise MoveRefused(because)
    if being_entered(work, kind) is not None:
        raise MoveRefused(ALREADY_IN_ENTRY[kind])
    return student
