"""网签开放设置: when a school's channels are open, per cohort."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from signing_core import clock
from signing_core.actors import Role
from signing_core.errors import BadValue, NotAllowed
from signing_core.models import SchoolSettings
from signing_core.work import UnitOfWork


def set_paper(work: UnitOfWork, *, school_id: int, cohort: int, first: date, last: date | None) -> SchoolSettings:
    """The same for signing on paper."""
    settings = _changed(work, school_id, cohort, first, last)
    settings.paper_from, settings.paper_until = clock.start_of(first), _end_of(last)
    return settings


def set_online(work: UnitOfWork, *, school_id: int, cohort: int, first: date, last: date | None) -> SchoolSettings:
    """Open online signing from the first day to the last, both included; no last day leaves it open."""
    settings = _changed(work, school_id, cohort, first, last)
    settings.online_from, settings.online_until = clock.start_of(first), _end_of(last)
    return settings


def _changed(work: UnitOfWork, school_id: int, cohort: int, first: date, last: date | None) -> SchoolSettings:
    if work.actor.role not in {Role.SCHOOL, Role.SYSTEM}:
        raise NotAllowed("只有学校就业办可以更改网签开放设置。")
    if last is not None and last < first:
        raise BadValue("截止日期不能早于开始日期。")
    settings = work.session.scalars(
        select(SchoolSettings).where(SchoolSettings.school_id == school_id, SchoolSettings.cohort == cohort)
    ).one_or_none()
    if settings is None:
        settings = SchoolSettings(school_id=school_id, cohort=cohort)
        work.session.add(settings)
    settings.changed_at = work.at
    return settings


def _end_of(last: date | None) -> datetime | None:
    return clock.start_of(last + timedelta(days=1)) if last else None
