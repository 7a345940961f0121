"""审核意见模板: a school words its reasons once, in the order in which keys fill them in."""

from collections.abc import Mapping

from sqlalchemy import delete, select

from signing_core import values
from signing_core.actors import Role
from signing_core.effects import log
from signing_core.errors import BadValue, NotAllowed, Problems, StalePage
from signing_core.models import ReasonGroup, ReasonTemplate, School
from signing_core.queries import reason_templates
from signing_core.work import UnitOfWork

ACT = "设置审核意见模板"
MOST = 9  # of a group: one key for each


def set_all(work: UnitOfWork, *, seen: str, wanted: Mapping[ReasonGroup, str]) -> int:
    """Keep what was written, one template a line, instead of what there was; says how many there are now.

    Raises Problems by group.
    """
    if work.actor.role is not Role.SCHOOL:
        raise NotAllowed("只有学校就业办可以设置审核意见模板。")
    work.session.execute(select(School.id).where(School.id == work.actor.school_id).with_for_update())
    if reason_templates.seen_as(reason_templates.of_school(work)) != seen:
        raise StalePage
    lines = read(wanted)
    work.session.execute(delete(ReasonTemplate).where(ReasonTemplate.school_id == work.actor.school_id))
    work.session.add_all(
        ReasonTemplate(school_id=work.actor.school_id, group=group, position=position, text=text)
        for group, texts in lines.items()
        for position, text in enumerate(texts, 1)
    )
    log.note(work, ACT, "；".join(f"{group.label} {len(texts)} 条" for group, texts in lines.items()))
    return sum(map(len, lines.values()))


def read(wanted: Mapping[ReasonGroup, str]) -> reason_templates.Worded:
    """The lines of each group, each once; raises Problems by group."""
    found: reason_templates.Worded = {}
    problems: dict[str, str] = {}
    for group in ReasonGroup:
        try:
            found[group] = _lines(wanted.get(group, ""))
        except BadValue as problem:
            problems[group] = problem.message
    if problems:
        raise Problems(problems)
    return found


def _lines(written: str) -> list[str]:
    lines = list(dict.fromkeys(values.reason(line) for line in written.splitlines() if line.strip()))
    if len(lines) > MOST:
        raise BadValue(f"每类最多 {MOST} 条，现在有 {len(lines)} 条。")
    return lines
