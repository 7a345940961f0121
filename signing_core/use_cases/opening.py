"""网签开放设置 per school and cohort: when channels are open, who reviews, reply days, the cap, the minimum wage."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from signing_core import values
from signing_core.actors import Role
from signing_core.catalogues.invitation import FEWEST_REPLY_DAYS, MOST_REPLY_DAYS
from signing_core.effects import log
from signing_core.errors import BadValue, NotAllowed, Problems, StalePage
from signing_core.models import SchoolSettings, SettingsChange
from signing_core.opening_sheet import CHANNELS, Changed, OpeningSheet
from signing_core.work import UnitOfWork

ACT = "修改网签开放设置"
MOST_RESCISSIONS = 9
LOWEST_WAGE, HIGHEST_WAGE = 500, 20_000
SAVED_MEANWHILE = "网签开放设置刚被其他人修改过，您的修改还没有保存。请核对下面“目前”的内容，再次确认。"


def change(work: UnitOfWork, *, school_id: int, cohort: int, seen: int | None = None, **settings: Any) -> list[Changed]:
    """Set the settings that are given, and leave the others; returns what has changed, which the history keeps.

    ``seen`` is the version that the page showed, 0 of none yet. Raises StalePage where it moved on, and Problems by
    setting.
    """
    if work.actor.role not in {Role.SCHOOL, Role.SYSTEM}:
        raise NotAllowed("只有学校就业办可以更改网签开放设置。")
    row = _held(work, school_id, cohort)
    if seen is not None and seen != (row.version if row else 0):
        raise StalePage(SAVED_MEANWHILE)
    old = OpeningSheet.of(row)
    new = replace(old, **settings)
    check(new)
    changed = old.changes_to(new)
    if changed:
        row = row or SchoolSettings(school_id=school_id, cohort=cohort)
        _write(row, new, old.differing(new))
        row.changed_at = work.at
        work.session.add(row)
        work.session.flush()
        work.point("opening.changed")
        _remember(work, row, changed)
    return changed


def check(sheet: OpeningSheet) -> None:
    """Raises Problems that name every channel whose days cannot be."""
    problems = {}
    for name in CHANNELS.values():
        try:
            getattr(sheet, name).check()
        except BadValue as problem:
            problems[name] = problem.message
    if problems:
        raise Problems(problems)


def rescission_cap(typed: str) -> int | None:
    """The cap as somebody typed it; nothing is no cap."""
    return values.times(typed, MOST_RESCISSIONS) if values.tidy(typed) else None


def minimum_wage(typed: str) -> int | None:
    """The wage as somebody typed it; nothing is none."""
    return values.money(typed, LOWEST_WAGE, HIGHEST_WAGE) if values.tidy(typed) else None


def reply_days(typed: str) -> int:
    """The days as somebody typed them."""
    return values.days(typed, FEWEST_REPLY_DAYS, MOST_REPLY_DAYS)


def _held(work: UnitOfWork, school_id: int, cohort: int) -> SchoolSettings | None:
    """The settings, locked before they are read: an acceptance at this moment waits, or was first."""
    ours = select(SchoolSettings).where(SchoolSettings.school_id == school_id, SchoolSettings.cohort == cohort)
    return work.session.scalars(ours.with_for_update()).one_or_none()


def _write(row: SchoolSettings, sheet: OpeningSheet, names: list[str]) -> None:
    for name in names:
        value = getattr(sheet, name)
        if name in CHANNELS.values():
            opens, shuts = value.moments
            setattr(row, f"{name}_from", opens)
            setattr(row, f"{name}_until", shuts)
        else:
            setattr(row, name, value)


def _remember(work: UnitOfWork, row: SchoolSettings, changed: list[Changed]) -> None:
    kept = SettingsChange(
        school_id=row.school_id,
        cohort=row.cohort,
        at=work.at,
        role=work.actor.role,
        who=work.actor.name,
        changes=[list(one) for one in changed],
    )
    work.session.add(kept)
    work.session.flush()
    told = "；".join(f"{one.label} {one.old} → {one.new}" for one in changed)
    log.note(work, ACT, f"{row.cohort}届：{told}", school_id=row.school_id)
