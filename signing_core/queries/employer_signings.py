"""数据管理: an employer's invitations and what became of them, as a page of a list and row by row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

from signing_core import clock
from signing_core.lifecycles.machine import Act
from signing_core.lifecycles.online import OnlineFacts
from signing_core.lifecycles.registry import lifecycle_of
from signing_core.models import School, Signing, Student
from signing_core.sheets import InvitationRow
from signing_core.states import SigningKind, SigningState, reply_status
from signing_core.work import UnitOfWork

from . import agreement_facts
from .paging import Rows, one_page

S = SigningState
AT_ONCE = 200

TABS = {
    "waiting": ("待应约", (S.INVITED,)),
    "answered": ("已应约", (S.AWAITING_REVIEW, S.REJECTED, S.APPROVED)),
    "closed": ("已拒绝/已过期", (S.DECLINED, S.EXPIRED, S.WITHDRAWN)),
    "rescinded": ("已解约", (S.RESCINDED,)),
}


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the list is narrowed to; ``ids`` are rows that were ticked, none of them means all."""

    tab: str
    school: str = ""
    cohort: int | None = None
    name: str = ""
    major: str = ""
    status: str = ""
    ids: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether more than the tab was asked for."""
        return self != Question(tab=self.tab)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of 数据管理."""

    signing: Signing
    id_number: str
    may_revise: bool


def page(work: UnitOfWork, question: Question, number: int = 1) -> Rows[Line]:
    """One page of a tab, the newest first."""
    found = one_page(work, _asked(question), Signing.id, number)
    return Rows([_line(work, signing) for signing in found.rows], found.number, found.total)


def every(work: UnitOfWork, question: Question) -> Iterator[InvitationRow]:
    """All rows of a tab in the same order, read some at a time."""
    for signing in work.session.scalars(_asked(question).execution_options(yield_per=AT_ONCE)):
        yield InvitationRow(
            school=signing.student.school.name,
            student_name=signing.student_name,
            id_number=_id_number(signing),
            education=signing.student.education,
            major=signing.major,
            position=signing.position,
            invited_on=clock.today(signing.invited_at),
            last_day=agreement_facts.last_day(signing.deadline),
            reply_status=reply_status(signing.state),
            audit_status=agreement_facts.audit_status(signing),
        )


def counts(work: UnitOfWork) -> dict[str, int]:
    """How many stand in each tab."""
    by_state = dict(
        work.session.execute(
            select(Signing.state, func.count(Signing.id))
            .where(Signing.kind == SigningKind.ONLINE)
            .group_by(Signing.state)
        ).all()
    )
    return {tab: sum(by_state.get(state, 0) for state in states) for tab, (_, states) in TABS.items()}


def cohorts(work: UnitOfWork) -> Sequence[int]:
    """The cohorts of all students that were invited, newest first."""
    return work.session.scalars(select(Signing.cohort).distinct().order_by(Signing.cohort.desc())).all()


def statuses(tab: str) -> list[str]:
    """Every 应约状态 that a row of the tab can have."""
    return list(dict.fromkeys(reply_status(state) for state in TABS[tab][1]))


def _asked(question: Question) -> Select[Signing]:
    states = [state for state in TABS[question.tab][1] if question.status in ("", reply_status(state))]
    statement = (
        select(Signing)
        .join(Signing.student)
        .join(Student.school)
        .where(Signing.state.in_(states), Signing.kind == SigningKind.ONLINE)
        .options(contains_eager(Signing.student).contains_eager(Student.school))
        .order_by(Signing.invited_at.desc(), Signing.id.desc())
    )
    for column, part in (
        (School.name, question.school),
        (Signing.student_name, question.name),
        (Signing.major, question.major),
    ):
        if part:
            statement = statement.where(column.contains(part, autoescape=True))
    if question.cohort is not None:
        statement = statement.where(Signing.cohort == question.cohort)
    return statement.where(Signing.public_id.in_(question.ids)) if question.ids else statement


def _line(work: UnitOfWork, signing: Signing) -> Line:
    act = Act(actor=work.actor, at=work.at, facts=OnlineFacts())  # the guards of 修改邀约 read the row alone
    return Line(
        signing=signing,
        id_number=_id_number(signing),
        may_revise=not lifecycle_of(signing.kind).refusals(signing, "revise", act),
    )


def _id_number(signing: Signing) -> str:
    return agreement_facts.id_number(signing.student, accepted=agreement_facts.accepted(signing))
