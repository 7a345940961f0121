"""What the parties' pages say of one signing: its steps, its statuses, and each party with masked data."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from signing_core import masking
from signing_core.actors import Role
from signing_core.clock import as_minute, today
from signing_core.errors import NotFound
from signing_core.lifecycles.registry import lifecycle_of
from signing_core.models import Signing, Student, TrailEntry
from signing_core.states import (
    RescissionState,
    SigningKind,
    SigningState,
    agreement_status,
    rescission_status,
    review_status,
)
from signing_core.work import UnitOfWork

from .signings import act_on, signing_of

S = SigningState
Pairs = list[tuple[str, str]]

STEPS = ("单位发起签约", "学生处理", "院校审核")
STEP_OF = {
    S.INVITED: (2, False),
    S.DECLINED: (2, True),
    S.EXPIRED: (2, True),
    S.WITHDRAWN: (2, True),
    S.AWAITING_REVIEW: (3, False),
    S.RETURNED: (3, True),
    S.REJECTED: (3, True),
    S.APPROVED: (4, False),
    S.RESCINDED: (4, False),
}
PAPER_STEPS = ("学生录入签约信息", "协议书审核", "学生打印协议书", "学生上传签约资料", "就业信息审核")
PAPER_STEP_OF = {
    S.DRAFT: (1, False),
    S.FORM_RETURNED: (1, True),
    S.FORM_REVIEW: (2, False),
    S.FORM_REJECTED: (2, True),
    S.AWAITING_FEEDBACK: (3, False),
    S.REJECTED: (4, True),
    S.AWAITING_REVIEW: (5, False),
    S.APPROVED: (6, False),
    S.RESCINDED: (6, False),
}
BETWEEN_THE_PARTIES = {"", RescissionState.AWAITING_COUNTERPART.label, RescissionState.DECLINED.label}


def whole(work: UnitOfWork, public_id: str, *, kind: SigningKind = SigningKind.ONLINE) -> Signing:
    """A signing of that kind, as ``signing_of`` gives it; raises NotFound outside the scope."""
    found = signing_of(work, public_id)
    if found.kind is not kind or found.discarded_at is not None:
        raise NotFound
    return found


def steps_of(signing: Signing) -> tuple[tuple[str, ...], tuple[int, bool]]:
    """The step bar: its steps, the number of the one that is on, and whether that was refused."""
    if signing.kind is SigningKind.PAPER:
        return PAPER_STEPS, PAPER_STEP_OF[signing.state]
    return STEPS, STEP_OF[signing.state]


def audit_status(signing: Signing) -> str:
    """审核状态 of the portals: the latest rescission's once both parties agreed on it, else the signing's own."""
    asked, passed = signing.rescission_status, signing.college_passed_at is not None
    if asked in BETWEEN_THE_PARTIES:
        return review_status(signing.state, passed=passed)
    return rescission_status(asked, passed=passed)


def last_day(deadline: datetime) -> date:
    """应约过期日期: the last day on which an answer is still in time."""
    return today(deadline - timedelta(seconds=1))


def moves_of(work: UnitOfWork, signing: Signing) -> tuple[list[str], str]:
    """The buttons that the actor has now, and why ``accept`` is not among them where it is the actor's to make."""
    offered = offered_on(work, signing)
    return [move for move, refusals in offered.items() if not refusals], next(iter(offered.get("accept", [])), "")


def offered_on(work: UnitOfWork, signing: Signing) -> dict[str, list[str]]:
    """The actor's own moves, each with why it cannot be made now.

    The facts behind the guards are read only where some move is the actor's at all.
    """
    lifecycle = lifecycle_of(signing.kind)
    if not lifecycle.own_moves(signing, work.actor.role):
        return {}
    return lifecycle.offered(signing, act_on(work, signing))


def agreement(signing: Signing, entries: Iterable[TrailEntry]) -> Pairs:
    """协议书信息."""
    signed = signed_at(entries)
    return [
        ("就业类别", f"协议就业（{signing.kind.label}）"),
        ("协议书编号", signing.number or ""),
        ("拟录用岗位", signing.position),
        ("签约时间", today(signed).isoformat() if signed else ""),
        ("协议书状态", agreement_status(signing.kind, signing.state)),
    ]


def signed_at(entries: Iterable[TrailEntry]) -> datetime | None:
    """When both were bound: by the student's answer, or by handing in what both signed and stamped; None before."""
    binding = {(S.INVITED, S.AWAITING_REVIEW), (S.AWAITING_FEEDBACK, S.AWAITING_REVIEW)}
    bound = [entry.at for entry in entries if (entry.state_before, entry.state_after) in binding]
    return min(bound, default=None)


def party_a(signing: Signing, terms: Mapping[str, str | int]) -> Pairs:
    """甲方, with the contact that the terms name; of a paper agreement all of it as the student entered it."""
    paper = signing.kind is SigningKind.PAPER
    return [
        ("单位名称", signing.employer_name),
        ("统一社会信用代码", signing.uscc),
        ("联系人", str(terms["contact"])),
        ("联系电话", masking.contact(str(terms["contact_phone"]))),
        ("邮箱", masking.email(str(terms["unit_email"]) if paper else signing.employer.email)),
        ("通讯地址", str(terms["unit_address"]) if paper else signing.employer.address),
    ]


def party_b(student: Student, *, accepted: bool = True) -> Pairs:
    """乙方; before acceptance only the end of the ID number, and no phone."""
    return [
        ("姓名", student.name),
        ("身份证号", id_number(student, accepted=accepted)),
        ("毕业学校", student.school.name),
        ("学历", student.education),
        ("专业", student.major),
        ("联系电话", masking.phone(student.phone) if accepted and student.phone else ""),
    ]


def accepted(signing: Signing) -> bool:
    """Whether the student ever agreed: from then on the employer sees more of the student's data."""
    return signing.agreed_version is not None


def id_number(student: Student, *, accepted: bool) -> str:
    """The masked ID number, shorter for an employer to whom the student has not yet agreed."""
    mask = masking.id_number if accepted else masking.id_tail
    return mask(student.id_number)


def trail_lines(entries: Iterable[TrailEntry], *, oneself: str = "") -> list[tuple[str, str, str, str]]:
    """流程追踪: who, when to the minute, what, remark. ``oneself`` is what the student is called on own pages."""
    return [
        (
            oneself if oneself and entry.role is Role.STUDENT else entry.who,
            as_minute(entry.at),
            entry.label,
            entry.remark,
        )
        for entry in entries
    ]
