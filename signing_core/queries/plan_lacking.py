"""学生未提交: what a plan still waits for, in plain words, from what stands on the student's record and signings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from signing_core.models import Plan, Signing, Student
from signing_core.states import ACTIVE, PlanStatus, SigningKind, SigningState
from signing_core.turns import Turn, task_of
from signing_core.work import UnitOfWork

from .eligibility import barriers

S = SigningState
WHO = {Turn.STUDENT: "学生", Turn.EMPLOYER: "单位", Turn.OFFICE: "学院或学校就业办"}
CAME_TO_NOTHING = (S.DECLINED, S.EXPIRED, S.WITHDRAWN)
BEGUN = {SigningKind.PAPER: "已开始录入协议书，学生尚未提交", SigningKind.DESTINATION: "已开始填写，学生尚未提交"}
NOTHING_BEGUN = "没有签约，也没有登记其他去向"
MOST = 5_000  # signings of one page; a student has few that are not over


class Lack(NamedTuple):
    """One reason; ``public_id`` is the signing's that it lies in, where the office can open it."""

    text: str
    public_id: str = ""


def of_rows(session: Session, rows: Iterable[Any]) -> dict[int, list[Lack]]:
    """By student id what each plan of a page lacks, the nearest first, in one statement; nothing for submitted ones.

    A row has the student's id, ``training``, ``source_reviewed``, ``restricted`` and its reason, and the plan's status.
    """
    waiting = {row.student_id: row for row in rows if row.status is PlanStatus.NOT_SUBMITTED}
    signings = _signings(session, list(waiting)) if waiting else {}
    return {student_id: told(row, signings.get(student_id, [])) for student_id, row in waiting.items()}


def of_student(work: UnitOfWork, student: Student, plan: Plan) -> list[Lack]:
    """The same of one student."""
    if plan.status is not PlanStatus.NOT_SUBMITTED:
        return []
    return told(student, _signings(work.session, [student.id]).get(student.id, []))


def told(student: Any, signings: Sequence[Any]) -> list[Lack]:
    """What stands in the student's way, and how far each signing is."""
    active = [one for one in signings if one.state in ACTIVE[one.kind]]
    if active:
        return [Lack(_waits(one), one.public_id) for one in active]
    lacks = [Lack(barrier.to_office) for barrier in barriers(student)] + _begun(signings)
    return lacks or [Lack(NOTHING_BEGUN)]


def _begun(signings: Sequence[Any]) -> list[Lack]:
    """Invitations first, as one; then what was begun, refused or ended."""
    invited = [one for one in signings if one.state is S.INVITED]
    lacks = [Lack(f"{len(invited)} 份邀请等待学生答复")] if invited else []
    lacks += [Lack(f"{one.kind.label}：{BEGUN[one.kind]}") for one in signings if one.state is S.DRAFT]
    over = [one for one in signings if one.state not in (S.INVITED, S.DRAFT)]
    return lacks + [Lack(f"{one.kind.label}：{task_of(one).what}", one.public_id) for one in over]


def _waits(signing: Any) -> str:
    task = task_of(signing)
    return f"{signing.kind.label}：等待{WHO[task.turn]}{task.what}" if task.turn in WHO else task.what


def _signings(session: Session, student_ids: Sequence[int]) -> Mapping[int, list[Any]]:
    columns = (
        Signing.student_id,
        Signing.public_id,
        Signing.kind,
        Signing.state,
        Signing.rescission_status,
        Signing.rescission_by,
        Signing.proposed_version,
    )
    theirs = select(*columns).where(Signing.student_id.in_(student_ids), Signing.discarded_at.is_(None))
    running = theirs.where(Signing.state.not_in(CAME_TO_NOTHING)).order_by(Signing.last_act_at.desc(), Signing.id)
    found: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(running.limit(MOST)):
        found[row.student_id].append(row)
    return found
