"""Named fields that narrow a list: each checks what was typed and makes one condition that an index can serve."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from signing_core import values
from signing_core.errors import BadValue, Problems
from signing_core.models import College, Student

LONGEST = 60
MOST_COLLEGES = 300
LARGEST = "z" * 20  # after every character that such a number has
_NUMBER = re.compile(r"[A-Za-z0-9_-]+")

Condition = Callable[[str], ColumnElement[bool]]
Check = Callable[[str], str]
Held = Callable[[int, str], Select[Any]]
EVERY = "all"  # the queue that leaves nothing out


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a list is narrowed to; ``wanted`` is what ``checked`` gave: plain texts, which a job can keep.

    ``role`` is of the one who asks, where it matters whose turn it is. Where somebody has looked (review_located),
    ``among`` are the ids of the only rows in which the answer can be, the foremost first, and ``counted`` how many of
    them are in each queue.
    """

    cohort: int
    queue: str = EVERY
    role: str = ""
    wanted: Mapping[str, str] = field(default_factory=dict)
    among: tuple[int, ...] | None = None
    counted: tuple[int, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One field: its name in the address, its label, its condition; ``options`` are all that it may be, if any.

    ``says`` has what the page shows for options that are codes, ``not_before`` names the field of the first day,
    where this one is the last day of a stretch. ``group`` is the heading under which a long form has it; ``held`` finds
    what of a cohort has the value at all, where that can come to an end.
    """

    name: str
    label: str
    where: Condition
    check: Check
    options: tuple[str, ...] = ()
    says: Mapping[str, str] = field(default_factory=dict)
    kind: str = "text"
    not_before: str = ""
    group: str = ""
    held: Held | None = None


def under(heading: str, *filters: Filter) -> tuple[Filter, ...]:
    """The fields under their heading."""
    return tuple(replace(one, group=heading) for one in filters)


def by_number(name: str, label: str, column: Any, *, upper: bool = False) -> Filter:
    """A number that is found by itself and by its beginning."""
    return Filter(name=name, label=label, where=begins(column), check=_upper if upper else _number)


def by_part(name: str, label: str, column: Any) -> Filter:
    """A text that is found by any part of it."""
    return Filter(name=name, label=label, where=lambda part: column.contains(part, autoescape=True), check=text)


def by_trait(name: str, label: str, column: Any, of_student: Any) -> Filter:
    """A text that students have in common, found by any part of it; it is gone when no student has it."""

    def held(cohort: int, part: str) -> Select[Any]:
        return select(Student.id).where(Student.cohort == cohort, of_student.contains(part, autoescape=True))

    return replace(by_part(name, label, column), held=held)


def by_choice(name: str, label: str, options: Iterable[str], where: Condition) -> Filter:
    """One of the options, which are labels."""
    offered = tuple(options)
    return Filter(name=name, label=label, where=where, check=_one_of(offered), options=offered, kind="choice")


def by_code(name: str, label: str, says: Mapping[str, str], where: Condition) -> Filter:
    """One of the codes, of which the page shows what they say."""
    return replace(by_choice(name, label, says, where), says=says)


def by_day(name: str, label: str, where: Condition, *, not_before: str = "") -> Filter:
    """A calendar day, as ISO text."""
    return Filter(name=name, label=label, where=where, check=_day, kind="day", not_before=not_before)


def by_college(column: Any) -> Filter:
    """A college by its name; the page offers those in scope."""
    return Filter(
        name="college",
        label="学院",
        where=lambda given: column == select(College.id).where(College.name == given).scalar_subquery(),
        check=text,
        kind="college",
        held=lambda _cohort, given: select(College.id).where(College.name == given),
    )


def begins(column: Any) -> Condition:
    """The range is for the index, which LIKE cannot use under every collation."""
    return lambda head: and_(column.between(head, head + LARGEST), column.startswith(head, autoescape=True))


def checked(filters: Sequence[Filter], raw: Mapping[str, str]) -> dict[str, str]:
    """What was asked for, clean and by name; raises Problems that names every wrong field, and days in wrong order."""
    wanted: dict[str, str] = {}
    problems: dict[str, str] = {}
    for one in filters:
        if typed := values.tidy(raw.get(one.name, "")):
            try:
                wanted[one.name] = one.check(typed)
            except BadValue as problem:
                problems[one.name] = problem.message
        if wanted.get(one.not_before, "") > wanted.get(one.name, "9"):
            problems[one.name] = "结束日期不能早于开始日期。"
    if problems:
        raise Problems(problems)
    return wanted


def narrowed(rows: Select[Any], filters: Sequence[Filter], wanted: Mapping[str, str]) -> Select[Any]:
    """The rows to which all that was asked for applies."""
    return rows.where(*(one.where(wanted[one.name]) for one in filters if one.name in wanted))


def colleges(session: Session) -> list[str]:
    """The names of the colleges in scope, for the field that chooses one."""
    return list(session.scalars(select(College.name).order_by(College.name).limit(MOST_COLLEGES)))


def text(typed: str) -> str:
    """The check of a plain text."""
    if len(typed) > LONGEST:
        raise BadValue(f"最多 {LONGEST} 个字。")
    return typed


def _number(typed: str) -> str:
    joined = typed.replace(" ", "")
    if not _NUMBER.fullmatch(joined) or len(joined) > len(LARGEST):
        raise BadValue("请填写号码的全部或开头几位，由字母和数字组成。")
    return joined


def _upper(typed: str) -> str:
    return _number(typed).upper()


def _one_of(options: tuple[str, ...]) -> Check:
    def check(typed: str) -> str:
        if typed not in options:
            raise BadValue("没有这个选项，请从列表中选择。")
        return typed

    return check


def _day(typed: str) -> str:
    try:
        given = date.fromisoformat(typed)
    except ValueError:
        given = date.min
    if not 2000 <= given.year <= 2100:
        raise BadValue("请填写存在的日期，如 2020-03-02。")
    return given.isoformat()
