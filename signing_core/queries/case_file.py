"""办理档案: all that happened on one signing, step by step, each with what it left behind; for the office."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import func, select

from signing_core.clock import as_minute
from signing_core.models import (
    AGREEMENTS,
    COPY,
    Channel,
    Document,
    DocumentKind,
    Image,
    Message,
    Notice,
    Signing,
    TrailEntry,
)
from signing_core.states import SigningKind
from signing_core.work import UnitOfWork

from .agreement_case import Case, Rows
from .agreement_facts import Pairs
from .papers import WAITING
from .signings import MOST

WAYS = {Channel.MAIL: "邮件", Channel.SMS: "短信"}

Left = Iterator[tuple[datetime, str, str]]


@dataclass
class Step:
    """What was done at one moment: the entries of the trail, and beside them what the act left behind."""

    at: datetime
    acts: list[TrailEntry] = field(default_factory=list)
    left: Pairs = field(default_factory=list)


def steps(work: UnitOfWork, signing: Signing, *, rows: Rows, case: Case, trail: Sequence[TrailEntry]) -> list[Step]:
    """In their order; what one act wrote bears one moment. Two or three statements: the rest was read before."""
    found: dict[datetime, Step] = {}
    for entry in sorted(trail, key=lambda entry: entry.position):
        found.setdefault(entry.at, Step(entry.at)).acts.append(entry)
    read = (_images(work, signing), _documents(work, signing), _notices(work, signing))
    for at, label, text in chain(_terms(case, rows), _returns(case, rows), *read):
        found.setdefault(at, Step(at)).left.append((label, text))
    return [found[at] for at in sorted(found)]


def _terms(case: Case, rows: Rows) -> Left:
    deadlines = {proposal.version: proposal.deadline for proposal in rows.proposals}
    for version in reversed(case.versions):
        changes = "；".join(f"{one.label}：{one.before} → {one.after}" for one in version.changes)
        yield version.made_at, "签约内容", f"第 {version.number} 版" + (f"，{changes}" if changes else "")
        if version.number in deadlines:
            until = as_minute(deadlines[version.number])
            yield version.made_at, "修改申请", f"学生应在 {until} 前答复；{version.standing}"


def _returns(case: Case, rows: Rows) -> Left:
    for one, told in zip(rows.returns, case.returns, strict=True):
        yield one.returned_at, "需要修改的内容", "、".join(told.labels)


def _images(work: UnitOfWork, signing: Signing) -> Left:
    """How many images were handed in at once; an agreement online has none."""
    if signing.kind is SigningKind.ONLINE:
        return
    one = (Image.purpose, Image.round, Image.submitted_at)
    handed_in = select(*one, func.count()).where(Image.signing_id == signing.id, Image.round > WAITING).group_by(*one)
    for purpose, number, at, count in work.session.execute(handed_in.order_by(Image.submitted_at)):
        assert at is not None  # whatever has a round was handed in
        yield at, purpose.label, f"第 {number} 次，{count} 张图片"


def _documents(work: UnitOfWork, signing: Signing) -> Left:
    """Which documents were ordered, without what they say and without their codes."""
    columns = (Document.kind, Document.issue, Document.ordered_at, Document.drawn_at)
    of_the_office = (Document.signing_id == signing.id, Document.kind.in_((*AGREEMENTS, DocumentKind.RESCISSION)))
    issued = select(*columns).where(*of_the_office).order_by(Document.id).limit(MOST)
    for kind, issue, ordered_at, drawn_at in work.session.execute(issued):
        which = "（未生效）" if issue == COPY else f"第 {issue} 次出具"
        yield ordered_at, "文件", f"{kind.label}{which}，{'已生成' if drawn_at else '生成中'}"


def _notices(work: UnitOfWork, signing: Signing) -> Left:
    """What the parties were told of a signing in scope, and how it left; of the letters no more than columns."""
    how = (Message.channel, Message.sent_at, Message.given_up_at)
    told = (
        select(Notice.student_id, Notice.subject, Notice.at, Notice.read_at, *how)
        .outerjoin(Message, Message.id == Notice.message_id)
        .where(Notice.signing_id == signing.id)
        .order_by(Notice.id.desc())
        .limit(MOST)
        .execution_options(as_system=True)
    )
    for notice in reversed(work.session.execute(told).all()):
        to = signing.student_name if notice.student_id else signing.employer_name
        read = f"{as_minute(notice.read_at)} 已读" if notice.read_at else "未读"
        yield (
            notice.at,
            f"通知{'学生' if notice.student_id else '单位'}",
            f"{to}：{notice.subject}（{_way(notice)}，{read}）",
        )


def _way(notice: Any) -> str:
    """How a notice left beside the portal."""
    if notice.channel is None:
        return "仅站内"
    if notice.sent_at:
        return f"{WAYS[notice.channel]}于 {as_minute(notice.sent_at)} 发出"
    return f"{WAYS[notice.channel]}{'未能送达' if notice.given_up_at else '待发送'}"
