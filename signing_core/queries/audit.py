"""Does the trail's hash chain hold? Read entry by entry against the head of each school."""

from collections.abc import Iterator

from sqlalchemy import select

from signing_core.chain import GENESIS, chained
from signing_core.models import School, TrailEntry, TrailHead
from signing_core.work import UnitOfWork


def broken_entries(work: UnitOfWork) -> Iterator[str]:
    """The first break of each school's chain, as a sentence; nothing where it holds."""
    heads = {head.school_id: head for head in work.session.scalars(select(TrailHead))}
    for school_id, code in work.session.execute(select(School.id, School.code).order_by(School.code)):
        head = heads.get(school_id)
        if head is None:
            yield f"学校 {code}：缺少流程记录的链头"
        elif broken := _first_break(work, head):
            yield f"学校 {code}：{broken}"


def _first_break(work: UnitOfWork, head: TrailHead) -> str:
    previous, count = GENESIS, 0
    entries = select(TrailEntry).where(TrailEntry.school_id == head.school_id).order_by(TrailEntry.position)
    with work.session.scalars(entries.execution_options(yield_per=1000)) as stored:
        for count, entry in enumerate(stored, start=1):
            if entry.position != count:
                return f"第 {count} 条缺失"
            if entry.hash != chained(previous, entry):
                return f"第 {count} 条与其校验值不符"
            previous = entry.hash
            work.session.expunge(entry)
    if (count, previous) != (head.count, head.hash):
        return f"共 {count} 条，链头记录为 {head.count} 条或末条不符"
    return ""
