"""What the student portal shows: the home page, the list of invitations, one invitation, one signing."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from signing_core import masking
from signing_core.catalogues.invitation import INVITATION, masked
from signing_core.fields import Group, shown
from signing_core.models import Contact, Signing, Student, TrailEntry
from signing_core.models.signings import ACTIVE_SIGNING
from signing_core.states import REPLY_STATUS, UNANSWERED, RescissionState, SigningKind, SigningState
from signing_core.work import UnitOfWork

from . import agreement_facts, documents, eligibility, tasks
from .agreement_case import Case, case_of
from .agreement_facts import Pairs
from .paging import Rows, one_page
from .signings import terms_of, trail_of
from .tasks import Tasks

S = SigningState
STATUSES = tuple(dict.fromkeys(REPLY_STATUS.values()))
NO_LONGER_OPEN = {
    S.DECLINED: "您已拒绝这份邀请，如仍想签约，请联系用人单位重新邀请。",
    S.EXPIRED: "您没有在期限内答复，邀请已过期；如仍想签约，请联系用人单位重新邀请。",
    S.WITHDRAWN: "用人单位已撤回这份邀请，不需要再答复。",
    S.REJECTED: "学校没有通过这次签约，原因见签约详情；您可以继续与其他单位签约。",
}


@dataclass(frozen=True, kw_only=True)
class Home:
    """Who the student is and how it stands; ``ending`` counts requests to end that wait for either party's answer."""

    base: Pairs
    present: Signing | None
    waiting: int
    ending: int
    mine: Tasks
    closed_because: str
    contact: Contact | None


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """One invitation with all its terms; ``obstacle`` says why it cannot be agreed to, where it cannot."""

    signing: Signing
    employer: Pairs
    groups: list[Group]
    moves: list[str]
    obstacle: str
    contact: Contact | None


@dataclass(frozen=True, kw_only=True)
class Detail:
    """One signing as both parties agreed on it, what became of it, and who did what."""

    signing: Signing
    agreement: Pairs
    party_a: Pairs
    party_b: Pairs
    groups: list[Group]
    case: Case
    certified: bool
    moves: list[str]
    trail: list[tuple[str, str, str, str]]


def home(work: UnitOfWork) -> Home:
    """用户中心."""
    student = work.session.scalars(
        select(Student).options(joinedload(Student.school), joinedload(Student.college))
    ).one()
    closed = eligibility.closed_altogether_because(work, student)
    present = work.session.scalars(select(Signing).where(ACTIVE_SIGNING)).one_or_none()
    answerable = [Signing.state.not_in((*UNANSWERED, S.DRAFT))] if present else [_in_time(work)]
    return Home(
        base=_base_data(student),
        present=present,
        waiting=_count(work, Signing.state.in_(UNANSWERED)),
        ending=_count(work, Signing.rescission_status == RescissionState.AWAITING_COUNTERPART.label),
        mine=tasks.of_actor(work, *answerable),
        closed_because=closed,
        contact=contact_of(work, student) if closed else None,
    )


def online(work: UnitOfWork, *, status: str = "", number: int = 1) -> Rows[Signing]:
    """电子签约, newest first, of one 应约状态 or of all."""
    statement = select(Signing).where(Signing.kind == SigningKind.ONLINE)
    if status in STATUSES:
        statement = statement.where(Signing.state.in_([s for s, label in REPLY_STATUS.items() if label == status]))
    return one_page(work, statement.order_by(Signing.invited_at.desc(), Signing.id.desc()), Signing.id, number)


def invitation(work: UnitOfWork, public_id: str) -> Invitation:
    """邀请函, in the version that an answer would agree to."""
    signing = agreement_facts.whole(work, public_id)
    moves, refused_because = agreement_facts.moves_of(work, signing)
    obstacle = NO_LONGER_OPEN.get(signing.state, refused_because)
    return Invitation(
        signing=signing,
        employer=_employer(signing),
        groups=shown(INVITATION, terms_of(work, signing).content),
        moves=moves,
        obstacle=obstacle,
        contact=contact_of(work, signing.student) if obstacle else None,
    )


def detail(work: UnitOfWork, public_id: str) -> Detail:
    """签约详情."""
    signing = agreement_facts.whole(work, public_id)
    entries: list[TrailEntry] = trail_of(work, signing)
    terms = terms_of(work, signing).content
    moves, _ = agreement_facts.moves_of(work, signing)
    return Detail(
        signing=signing,
        agreement=agreement_facts.agreement(signing, entries),
        party_a=agreement_facts.party_a(signing, terms),
        party_b=agreement_facts.party_b(signing.student),
        groups=shown(INVITATION, masked(terms)),
        case=case_of(work, signing),
        certified=documents.certificate(work, signing) is not None,
        moves=moves,
        trail=agreement_facts.trail_lines(entries, oneself="学生本人"),
    )


def contact_of(work: UnitOfWork, student: Student) -> Contact | None:
    """Whom the student may turn to."""
    return eligibility.contact_of(work, school_id=student.school_id, college_id=student.college_id)


def _in_time(work: UnitOfWork) -> ColumnElement[bool]:
    """Leaves out invitations that are over, whether or not the clock has ended them yet."""
    return or_(Signing.state.not_in(UNANSWERED), Signing.deadline > work.at)


def _count(work: UnitOfWork, condition: ColumnElement[bool]) -> int:
    return work.session.scalar(select(func.count(Signing.id)).where(condition)) or 0


def _base_data(student: Student) -> Pairs:
    return [
        ("姓名", student.name),
        ("学号", student.student_number),
        ("身份证号", masking.id_number(student.id_number)),
        ("毕业学校", student.school.name),
        ("学院", student.college.name),
        ("专业", student.major),
        ("班级", student.class_name),
        ("学历", student.education),
        ("毕业年度", str(student.cohort)),
        ("手机号", masking.phone(student.phone) if student.phone else ""),
        ("邮箱", masking.email(student.email) if student.email else ""),
    ]


def _employer(signing: Signing) -> Pairs:
    employer = signing.employer
    return [
        ("单位名称", signing.employer_name),
        ("统一社会信用代码", signing.uscc),
        ("单位性质", employer.nature),
        ("单位行业", employer.industry),
        ("单位所在地", employer.place),
        ("通讯地址", employer.address),
    ]
