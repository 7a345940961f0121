"""May this student sign, is signing open, may this employer invite: each with the sentence that says why not.

These facts lie beyond the scope of students and employers, so one statement asks for them as the system, in columns.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, exists, func, select

from signing_core.actors import Role
from signing_core.lifecycles.destination import DestinationFacts
from signing_core.lifecycles.online import OnlineFacts
from signing_core.lifecycles.paper import PaperFacts
from signing_core.models import (
    UNDIRECTED,
    Contact,
    Employer,
    EmployerBlock,
    Image,
    ImagePurpose,
    Paper,
    Plan,
    Rescission,
    SchoolSettings,
    Signing,
    Student,
)
from signing_core.models.signings import ACTIVE_SIGNING
from signing_core.opening_sheet import CHANNELS
from signing_core.scope import kept
from signing_core.states import EmployerState, PlanSource, RescissionState, ReviewLevels, SigningKind
from signing_core.work import UnitOfWork

BOUND = {
    SigningKind.PAPER: "您已有生效中的签约，不能再录入协议书。",
    SigningKind.DESTINATION: "您已有生效中的签约，不能再登记其他去向。",
}
THEIR_SETTINGS = and_(SchoolSettings.school_id == Student.school_id, SchoolSettings.cohort == Student.cohort)
REGISTERED = {SigningKind.DESTINATION: "登记"}  # what is done with it, where its name does not say so


class Barrier(NamedTuple):
    """What keeps a student from signing, as the student reads it and as the office does."""

    to_student: str
    to_office: str


def _openness(*more: Any) -> Select[Any]:
    """Whether signing is open for students, and what else is asked of them, as the system."""
    return (
        select(Plan.source, SchoolSettings.online_from, SchoolSettings.online_until, *more)
        .select_from(Student)
        .join(Plan, Plan.student_id == Student.id)
        .outerjoin(SchoolSettings, THEIR_SETTINGS)
        .execution_options(as_system=True)
    )


_DOORS = kept(  # of a student without settings nothing is open to be held
    select(Student.id)
    .join(SchoolSettings, THEIR_SETTINGS)
    .where(Student.id == bindparam("student_id"))
    .with_for_update(read=True)
)

_STANDING = _openness(
    exists()
    .where(Signing.student_id == Student.id, ACTIVE_SIGNING, Signing.id != bindparam("signing_id"))
    .label("other_active"),
    exists()
    .where(EmployerBlock.school_id == Student.school_id, EmployerBlock.employer_id == bindparam("employer_id"))
    .label("blocked"),
    select(func.count(Rescission.id))
    .join(Signing, Signing.id == Rescission.signing_id)
    .where(
        Signing.student_id == Student.id,
        Rescission.asked_by == Role.STUDENT,
        Rescission.state == RescissionState.APPROVED,
    )
    .scalar_subquery()
    .label("rescissions_used"),
    SchoolSettings.rescission_cap,
    SchoolSettings.review_levels,
    SchoolSettings.paper_from,
    SchoolSettings.paper_until,
    SchoolSettings.other_from,
    SchoolSettings.other_until,
    exists().where(Paper.signing_id == bindparam("signing_id"), Paper.previewed_sha256.is_not(None)).label("previewed"),
    select(func.count(Image.id))
    .where(
        Image.signing_id == bindparam("signing_id"),
        Image.purpose == ImagePurpose.FEEDBACK,
        Image.round == 0,
    )
    .scalar_subquery()
    .label("images"),
).where(Student.id == bindparam("student_id"))

_OPENNESS = _openness(
    Student.id, Student.training, Student.source_reviewed, Student.restricted, Student.restriction_reason
)


def online_facts(
    work: UnitOfWork, student: Student, employer: Employer, *, signing_id: int | None = None
) -> OnlineFacts:
    """Everything that a guard of an online signing may ask about these two."""
    standing = _standing(work, student, employer_id=employer.id, signing_id=signing_id)
    return OnlineFacts(
        closed_because=_closed(SigningKind.ONLINE, student, standing, work.at),
        employer_barred_because=barred_because(employer, blocked=standing.blocked),
        other_active=standing.other_active,
        plan_elsewhere=standing.source is PlanSource.OTHER,
        rescissions_left=_left(standing),
        levels=_levels(standing),
    )


def paper_facts(work: UnitOfWork, student: Student, *, signing_id: int | None = None) -> PaperFacts:
    """Everything that a guard of a paper agreement of this student may ask about."""
    standing = _standing(work, student, signing_id=signing_id)
    return PaperFacts(
        closed_because=_closed(SigningKind.PAPER, student, standing, work.at),
        other_active=standing.other_active,
        plan_elsewhere=standing.source is PlanSource.OTHER,
        rescissions_left=_left(standing),
        levels=_levels(standing),
        previewed=standing.previewed,
        images=standing.images,
    )


def destination_facts(work: UnitOfWork, student: Student, *, signing_id: int | None = None) -> DestinationFacts:
    """Everything that a guard of another destination of this student may ask about."""
    standing = _standing(work, student, signing_id=signing_id)
    return DestinationFacts(
        closed_because=_closed(SigningKind.DESTINATION, student, standing, work.at),
        other_active=standing.other_active,
        plan_elsewhere=standing.source is PlanSource.OTHER,
        rescissions_left=_left(standing),
        levels=_levels(standing),
    )


def may_not_enter_because(work: UnitOfWork, student: Student, kind: SigningKind) -> str:
    """Why the student can begin nothing of a kind that students enter themselves; empty where it can."""
    standing = _standing(work, student)
    return _closed(kind, student, standing, work.at) or (BOUND[kind] if standing.other_active else "")


def rescissions_left(work: UnitOfWork, student: Student) -> int | None:
    """How many approved rescissions the student may still ask for; None where the school sets no cap."""
    return _left(_standing(work, student))


def hold(work: UnitOfWork) -> None:
    """Until this unit ends, nobody changes what decides whether the student who acts may sign; before it is read."""
    work.session.execute(_DOORS, {"student_id": work.actor.student_id})


def not_eligible_because(work: UnitOfWork, student: Student) -> str:
    """Why the student may not take part in signing at all; empty when eligible."""
    return _first(ineligible(student, _standing(work, student).source))


def closed_because(work: UnitOfWork, student: Student) -> str:
    """Why online signing is not open for the student now; empty when it is."""
    return _closed(SigningKind.ONLINE, student, _standing(work, student), work.at)


def closed_altogether_because(work: UnitOfWork, student: Student) -> str:
    """Why the student can start no signing of any kind now; empty where one is open."""
    standing = _standing(work, student)
    reasons = [_closed(kind, student, standing, work.at) for kind in SigningKind]
    return "".join(dict.fromkeys(reasons)) if all(reasons) else ""


def open_among(work: UnitOfWork, student_ids: Collection[int]) -> set[int]:
    """Those of the students for whom online signing is open now, in one statement."""
    rows = work.session.execute(_OPENNESS.where(Student.id.in_(student_ids)))
    return {row.id for row in rows if not _closed(SigningKind.ONLINE, row, row, work.at)}


def has_active_signing(work: UnitOfWork, student: Student) -> bool:
    """True iff the student is bound by a signing of any kind."""
    return bool(_standing(work, student).other_active)


def contact_of(work: UnitOfWork, *, school_id: int, college_id: int | None) -> Contact | None:
    """Whom to turn to: the college, else its school, else the province."""
    contacts = work.session.scalars(
        select(Contact).where(
            (Contact.school_id == school_id) | Contact.school_id.is_(None),
            (Contact.college_id == college_id) | Contact.college_id.is_(None),
        )
    ).all()
    return max(contacts, key=lambda c: (c.college_id is not None, c.school_id is not None), default=None)


def _standing(
    work: UnitOfWork, student: Student, *, employer_id: int | None = None, signing_id: int | None = None
) -> Any:
    asked = {"student_id": student.id, "employer_id": employer_id or 0, "signing_id": signing_id or 0}
    return work.session.execute(_STANDING, asked).one()


def _left(standing: Any) -> int | None:
    cap = standing.rescission_cap
    return None if cap is None else max(0, cap - standing.rescissions_used)


def _levels(standing: Any) -> ReviewLevels:
    return standing.review_levels or ReviewLevels.EITHER


def barriers(student: Any, source: PlanSource = PlanSource.NONE) -> list[Barrier]:
    """Everything that keeps the student from signing, the gravest first; ``source`` is that of the plan."""
    reason = student.restriction_reason
    restricted = Barrier(f"学校限制了签约，原因：{reason}", f"学校限制了签约：{reason}")
    return ineligible(student, source) + ([restricted] if student.restricted else [])


def ineligible(student: Any, source: PlanSource) -> list[Barrier]:
    """What keeps the student from taking part at all; the plan's ``source`` is one of it."""
    found, training = [], student.training
    if training != UNDIRECTED:
        said = f"培养方式为“{training}”，不参加网上签约"
        found.append(Barrier(f"您的{said}。", said))
    if not student.source_reviewed:
        found.append(Barrier("您的生源信息尚未审核，审核通过后才能签约。", "生源信息未审核，暂不能签约"))
    if source is PlanSource.OTHER:
        found.append(Barrier("您的就业方案已通过其他方式提交，不再参加网上签约。", "就业方案已通过其他方式提交"))
    return found


def _first(barriers: list[Barrier]) -> str:
    return barriers[0].to_student if barriers else ""


def _closed(kind: SigningKind, student: Any, standing: Any, at: datetime) -> str:
    channel = CHANNELS[kind]
    stretch = (getattr(standing, f"{channel}_from"), getattr(standing, f"{channel}_until"))
    barred = _first(barriers(student, standing.source))
    return barred or _shut(f"{kind.label}{REGISTERED.get(kind, '')}", *stretch, at)


def _shut(channel: str, first: datetime | None, until: datetime | None, at: datetime) -> str:
    if first is None or at < first:
        return f"学校尚未开放{channel}。"
    return f"学校的{channel}已经结束。" if until is not None and at >= until else ""


def barred_because(employer: Employer, *, blocked: bool = False) -> str:
    """Why the employer may not sign, in general or (``blocked``) with one school; empty where it may."""
    if employer.state is EmployerState.SUSPENDED:
        return "该单位已被暂停签约。"
    if employer.state is not EmployerState.APPROVED:
        return "该单位尚未通过审核。"
    return "学校已停止该单位在本校签约。" if blocked else ""
