"""数据管理 and 解约办理: an employer's signings by tab, narrowed, as a page of a list and row by row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager

from signing_core import clock
from signing_core.actors import Role
from signing_core.lifecycles.machine import Act
from signing_core.lifecycles.online import OnlineFacts
from signing_core.lifecycles.registry import lifecycle_of
from signing_core.models import School, Signing, Student
from signing_core.models.signings import OPEN_ENDING
from signing_core.sheets import InvitationRow
from signing_core.states import RescissionState, SigningKind, SigningState, reply_status
from signing_core.work import UnitOfWork

from . import agreement_facts
from .paging import Rows, one_page

S = SigningState
AT_ONCE = 200
TAIL = 4  # as much of an ID number as every mask shows
CHANGES = ("revise", "propose_change")

WAITS_FOR_THE_OTHER = Signing.rescission_status == RescissionState.AWAITING_COUNTERPART.label
ASKED_BY_THE_STUDENT = WAITS_FOR_THE_OTHER & (Signing.rescission_by == Role.STUDENT)


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One tab of a list: its label, the states that stand in it, and what else holds for its rows."""

    label: str
    states: tuple[SigningState, ...]
    more: tuple[ColumnElement[bool], ...] = ()


Tabs = Mapping[str, Tab]

DATA_TABS: Tabs = {
    "waiting": Tab(label="待应约", states=(S.INVITED,)),
    "answered": Tab(
        label="已应约", states=(S.AWAITING_REVIEW, S.RETURNED, S.REJECTED, S.APPROVED), more=(~OPEN_ENDING,)
    ),
    "closed": Tab(label="已拒绝/已过期", states=(S.DECLINED, S.EXPIRED, S.WITHDRAWN)),
    "ending": Tab(label="待解约", states=(S.APPROVED,), more=(OPEN_ENDING,)),
    "rescinded": Tab(label="已解约", states=(S.RESCINDED,)),
}
RESCISSION_TABS: Tabs = {
    "asked": Tab(label="学生提出解约待办列表", states=(S.APPROVED,), more=(ASKED_BY_THE_STUDENT,)),
    "signed": Tab(label="已签约成功学生列表", states=(S.APPROVED,), more=(~OPEN_ENDING,)),
}


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a tab is narrowed to; ``ids`` are rows that were ticked, none of them means all.

    Of ``id_number`` only its end counts, which every row shows: a longer part would let the hidden digits be guessed.
    """

    tab: Tab
    school: str = ""
    cohort: int | None = None
    name: str = ""
    id_number: str = ""
    major: str = ""
    since: date | None = None
    until: date | None = None
    status: str = ""
    ids: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether more than the tab was asked for."""
        return self != Question(tab=self.tab)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of a list; ``change`` is the move by which its terms can be changed now, if any."""

    signing: Signing
    id_number: str
    change: str


def page(work: UnitOfWork, question: Question, number: int = 1) -> Rows[Line]:
    """One page of a tab, the newest first."""
    found = one_page(work, _asked(work, question), Signing.id, number)
    return Rows([_line(work, signing) for signing in found.rows], found.number, found.total)


def every(work: UnitOfWork, question: Question) -> Iterator[InvitationRow]:
    """All rows of a tab in the same order, read some at a time."""
    for signing in work.session.scalars(_asked(work, question).execution_options(yield_per=AT_ONCE)):
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


def counts(work: UnitOfWork, tabs: Tabs) -> dict[str, int]:
    """How many stand in each tab."""
    each = [func.count(Signing.id).filter(*_standing_in(tab)) for tab in tabs.values()]
    found = work.session.execute(select(*each).where(Signing.kind == SigningKind.ONLINE)).one()
    return dict(zip(tabs, found, strict=True))


def cohorts(work: UnitOfWork) -> Sequence[int]:
    """The cohorts of all students that were invited, newest first."""
    return work.session.scalars(select(Signing.cohort).distinct().order_by(Signing.cohort.desc())).all()


def statuses(tab: Tab) -> list[str]:
    """Every 应约状态 that a row of the tab can have."""
    return list(dict.fromkeys(reply_status(state) for state in tab.states))


def _standing_in(tab: Tab) -> tuple[ColumnElement[bool], ...]:
    return (Signing.state.in_(tab.states), *tab.more)


def _asked(work: UnitOfWork, question: Question) -> Select[Signing]:
    statement = (
        select(Signing)
        .join(Signing.student)
        .join(Student.school)
        .where(Signing.kind == SigningKind.ONLINE, *_standing_in(question.tab), *_narrowing(question))
        .options(contains_eager(Signing.student).contains_eager(Student.school))
        .order_by(Signing.invited_at.desc(), Signing.id.desc())
    )
    if question.id_number:
        statement = statement.where(Signing.id.in_(_ending_in(work, statement, question.id_number[-TAIL:])))
    return statement


def _narrowing(question: Question) -> list[ColumnElement[bool]]:
    parts = ((School.name, question.school), (Signing.student_name, question.name), (Signing.major, question.major))
    wanted = [column.contains(part, autoescape=True) for column, part in parts if part]
    if question.status:
        states = [state for state in question.tab.states if reply_status(state) == question.status]
        wanted.append(Signing.state.in_(states))
    if question.cohort is not None:
        wanted.append(Signing.cohort == question.cohort)
    if question.since is not None:
        wanted.append(Signing.invited_at >= clock.start_of(question.since))
    if question.until is not None:
        wanted.append(Signing.invited_at < clock.start_of(question.until + timedelta(days=1)))
    if question.ids:
        wanted.append(Signing.public_id.in_(question.ids))
    return wanted


def _ending_in(work: UnitOfWork, asked: Select[Any], end: str) -> list[int]:
    """The ids of those whose student's ID number ends so; the numbers are sealed, so each is opened."""
    found = work.session.scalars(asked.execution_options(yield_per=AT_ONCE))
    return [signing.id for signing in found if signing.student.id_number.endswith(end)]


def _line(work: UnitOfWork, signing: Signing) -> Line:
    act = Act(actor=work.actor, at=work.at, facts=OnlineFacts())  # the guards of a change read the row alone
    offered = lifecycle_of(signing.kind).offered(signing, act)
    change = next((move for move in CHANGES if offered.get(move) == []), "")
    return Line(signing=signing, id_number=_id_number(signing), change=change)


def _id_number(signing: Signing) -> str:
    return agreement_facts.id_number(signing.student, accepted=agreement_facts.accepted(signing))
