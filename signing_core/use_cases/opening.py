"""网签开放设置 per cohort: when a school's channels are open, how many rescissions are allowed, the minimum wage."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from signing_core import clock, values
from signing_core.actors import Role
from signing_core.errors import BadValue, NotAllowed
from signing_core.models import SchoolSettings
from signing_core.work import UnitOfWork

MOST_RESCISSIONS = 9
LOWEST_WAGE, HIGHEST_WAGE = 500, 20_000


def set_online(work: UnitOfWork, *, school_id: int, cohort: int, first: date, last: date | None) -> SchoolSettings:
    """Open online signing from the first day to the last, both included; no last day leaves it open."""
    settings = _settings(work, school_id, cohort)
    settings.online_from, settings.online_until = _stretch(first, last)
    return settings


def set_paper(
    work: UnitOfWork, *, school_id: int, cohort: int, first: date | None, last: date | None
) -> SchoolSettings:
    """The same for signing on paper, which a school need not offer: without a first day it is not open."""
    settings = _settings(work, school_id, cohort)
    settings.paper_from, settings.paper_until = _optional_stretch(first, last)
    return settings


def set_other(
    work: UnitOfWork, *, school_id: int, cohort: int, first: date | None, last: date | None
) -> SchoolSettings:
    """The same for registering other destinations."""
    settings = _settings(work, school_id, cohort)
    settings.other_from, settings.other_until = _optional_stretch(first, last)
    return settings


def set_rescission_cap(work: UnitOfWork, *, school_id: int, cohort: int, cap: int | None) -> SchoolSettings:
    """How many approved rescissions that a student asked for are allowed in the cohort; None is no cap."""
    settings = _settings(work, school_id, cohort)
    settings.rescission_cap = cap
    return settings


def rescission_cap(typed: str) -> int | None:
    """The cap as somebody typed it; nothing is no cap."""
    return values.times(typed, MOST_RESCISSIONS) if values.tidy(typed) else None


def set_minimum_wage(work: UnitOfWork, *, school_id: int, cohort: int, wage: int | None) -> SchoolSettings:
    """Against how much a month 预审 compares pay; None compares it with nothing."""
    settings = _settings(work, school_id, cohort)
    settings.minimum_wage = wage
    return settings


def minimum_wage(typed: str) -> int | None:
    """The wage as somebody typed it; nothing is none."""
    return values.money(typed, LOWEST_WAGE, HIGHEST_WAGE) if values.tidy(typed) else None


def _settings(work: UnitOfWork, school_id: int, cohort: int) -> SchoolSettings:
    """The school's own settings to change, made where there are none yet."""
    if work.actor.role not in {Role.SCHOOL, Role.SYSTEM}:
        raise NotAllowed("只有学校就业办可以更改网签开放设置。")
    settings = work.session.scalars(
        select(SchoolSettings).where(SchoolSettings.school_id == school_id, SchoolSettings.cohort == cohort)
    ).one_or_none()
    if settings is None:
        settings = SchoolSettings(school_id=school_id, cohort=cohort)
        work.session.add(settings)
    settings.changed_at = work.at
    return settings


def _optional_stretch(first: date | None, last: date | None) -> tuple[datetime | None, datetime | None]:
    if first is None and last is not None:
        raise BadValue("请填写开始日期。")
    return _stretch(first, last) if first else (None, None)


def _stretch(first: date, last: date | None) -> tuple[datetime, datetime | None]:
    if last is not None and last < first:
        raise BadValue("截止日期不能早于开始日期。")
    return clock.start_of(first), clock.start_of(last + timedelta(days=1)) if last else None
