"""去向统计: the kept counts of the graduates in scope, by group, narrowed by what they are."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from signing_core.actors import Actor, Role
from signing_core.catalogues import codes
from signing_core.clock import today
from signing_core.figures_sheet import Figures, Line, Standing
from signing_core.models import College, School, Tally
from signing_core.models.tallies import OF_PLAN
from signing_core.work import UnitOfWork

from . import narrowing

COLLEGE, SCHOOL, COHORT, MAJOR = "college", "school", "cohort", "major"
MOST_MAJORS = 300
GROUPS = {  # what graduates may be grouped by: the name in an address, the label, the column
    SCHOOL: ("学校", Tally.school_id),
    COLLEGE: ("院系", Tally.college_id),
    MAJOR: ("专业", Tally.major),
    "education": ("学历", Tally.education),
    "gender": ("性别", Tally.gender),
    COHORT: ("届别", Tally.cohort),
}
OFFERED = {
    Role.PROVINCE: (SCHOOL, "education", "gender", COHORT),
    Role.SCHOOL: (COLLEGE, MAJOR, "education", "gender", COHORT),
    Role.COLLEGE: (MAJOR, "education", "gender", COHORT),
}


def _is(column: Any) -> Callable[[str], ColumnElement[bool]]:
    return lambda value: column == value


OF_EVERYBODY = (
    narrowing.by_choice("education", "学历", codes.names("学历"), _is(Tally.education)),
    narrowing.by_choice("gender", "性别", codes.names("性别"), _is(Tally.gender)),
)
OF_A_COLLEGE = (
    narrowing.Filter(name=MAJOR, label="专业", where=_is(Tally.major), check=narrowing.text),
    *OF_EVERYBODY,
)
FILTERS = {  # what a role may narrow by; names of colleges and majors are those of one school
    Role.PROVINCE: OF_EVERYBODY,
    Role.SCHOOL: (narrowing.by_college(Tally.college_id), *OF_A_COLLEGE),
    Role.COLLEGE: OF_A_COLLEGE,
}


@dataclass(frozen=True, kw_only=True)
class Question:
    """Of which cohort, in which groups, and of whom alone; plain texts, which a job can keep."""

    cohort: int
    by: str
    wanted: Mapping[str, str] = field(default_factory=dict)


def read(work: UnitOfWork, question: Question) -> Figures:
    """The figures in the actor's scope, in three statements at most."""
    filters = FILTERS[work.actor.role]
    labels = {one.name: one.label for one in filters}
    in_a_list = work.actor.role is not Role.PROVINCE
    return Figures(
        scope=_scope(work),
        cohort="各届" if question.by == COHORT else f"{question.cohort}届",
        narrowed="，".join(f"{labels[name]}：{value}" for name, value in question.wanted.items()),
        by=GROUPS[question.by][0],
        made_at=work.at,
        lines=_lines(work, question),
        finds=dict(question.wanted) if in_a_list and question.by != COHORT else None,
    )


def file_name(work: UnitOfWork, question: Question) -> str:
    """What a file of the figures is called, without its ending."""
    cohort = "" if question.by == COHORT else f"_{question.cohort}届"
    return f"去向统计{cohort}_{GROUPS[question.by][0]}_{today(work.at)}"


def groups_of(actor: Actor) -> dict[str, str]:
    """What the actor may group by, the first unless another is asked for."""
    return {name: GROUPS[name][0] for name in OFFERED[actor.role]}


def majors(work: UnitOfWork) -> list[str]:
    """The majors in scope, for the field that chooses one."""
    return list(work.session.scalars(select(Tally.major).distinct().order_by(Tally.major).limit(MOST_MAJORS)))


def cohorts(work: UnitOfWork) -> list[int]:
    """The cohorts with graduates in scope, newest first: each is one look into an index."""
    found: list[int] = []
    newest = select(func.max(Tally.cohort))
    while last := work.session.scalar(newest.where(Tally.cohort < found[-1]) if found else newest):
        found.append(last)
    return found


def _lines(work: UnitOfWork, question: Question) -> list[Line]:
    standings: dict[Any, Counter[Standing]] = defaultdict(Counter)
    for group, *standing, n in work.session.execute(_counted(work.actor, question)):
        standings[group][Standing(*standing)] += n
    names = _names(work, question.by)
    found = [
        Line(names.get(group, str(group)), _finds(work.actor, question, group, names), dict(counts))
        for group, counts in standings.items()
    ]
    return _ordered(question.by, found)


def _counted(actor: Actor, question: Question) -> Select[Any]:
    group, total = GROUPS[question.by][1], func.sum(Tally.count)
    rows: Any = select(group, *OF_PLAN, total).group_by(group, *OF_PLAN).having(total != 0)
    if question.by != COHORT:
        rows = rows.where(Tally.cohort == question.cohort)
    return narrowing.narrowed(rows, FILTERS[actor.role], question.wanted)


def _names(work: UnitOfWork, by: str) -> dict[Any, str]:
    """Of groups that are rows of their own; of a cohort by its year."""
    rows: Any = {COLLEGE: College, SCHOOL: School}.get(by)
    return dict(work.session.execute(select(rows.id, rows.name)).all()) if rows else {}


def _finds(actor: Actor, question: Question, group: Any, names: Mapping[Any, str]) -> dict[str, str] | None:
    """The fields that find the group in the list of the chosen cohort; None where that list has not got it."""
    if actor.role is Role.PROVINCE or (question.by == COHORT and group != question.cohort):
        return None
    own = {} if question.by == COHORT else {question.by: names.get(group, str(group))}
    return {**question.wanted, **own}


def _ordered(by: str, lines: list[Line]) -> list[Line]:
    """Levels as their table has them, the newest cohort first, otherwise the largest group first."""
    if by in ("education", "gender"):
        known = {name: place for place, name in enumerate(codes.names({"education": "学历", "gender": "性别"}[by]))}
        return sorted(lines, key=lambda line: known.get(line.label, len(known)))
    if by == COHORT:
        return sorted(lines, key=lambda line: line.label, reverse=True)
    return sorted(lines, key=lambda line: (-line.graduates, line.label))


def _scope(work: UnitOfWork) -> str:
    if work.actor.role is Role.PROVINCE:
        return "全部学校"
    names = [work.session.scalars(select(School.name)).one()]
    if work.actor.role is Role.COLLEGE:
        names.append(work.session.scalars(select(College.name)).one())
    return "".join(names)
