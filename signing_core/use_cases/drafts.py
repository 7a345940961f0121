"""What a student enters, whatever its kind: begun as a draft, saved as often as one likes, frozen as a version."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified

from signing_core import clock, fields
from signing_core.effects import terms
from signing_core.errors import NotAllowed, Problems
from signing_core.fields import Content, Field
from signing_core.lifecycles.registry import lifecycle_of
from signing_core.models import Destination, Paper, Signing, Student, Terms
from signing_core.prechecks import stops
from signing_core.queries import eligibility, prechecks
from signing_core.queries.signings import act_on
from signing_core.states import SigningKind, SigningState
from signing_core.work import UnitOfWork

COPY_OF: dict[SigningKind, type[Paper | Destination]] = {
    SigningKind.PAPER: Paper,
    SigningKind.DESTINATION: Destination,
}
COLUMNS: Any = Signing.__table__.c
RETURNED = (SigningState.FORM_RETURNED, SigningState.RETURNED)


def student_who_enters(work: UnitOfWork) -> Student:
    """The student who acts, held against changes of what decides whether it may; raises NotAllowed for others."""
    if work.actor.student_id is None:
        raise NotAllowed("只有学生可以录入。")
    eligibility.hold(work)
    return work.session.scalars(select(Student).where(Student.id == work.actor.student_id)).one()


def begin(work: UnitOfWork, student: Student, kind: SigningKind, *, text: str = "{}", **shown: str) -> Signing:
    """A draft with its working copy; ``shown`` is what the lists show of it from the beginning."""
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


def save(work: UnitOfWork, signing: Signing, shown: Mapping[str, str]) -> None:
    """Make the move of saving; the lists show what was typed, but of what was returned what the office has read."""
    acted, since = signing.last_act_at, signing.turn_since
    lifecycle_of(signing.kind).fire(signing, "save", act_on(work, signing))
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
