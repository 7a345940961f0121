"""What the console's first page says: what waits, whether signing is open, and how large the province is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from signing_core.clock import today
from signing_core.models import Employer, School, SchoolSettings
from signing_core.states import EmployerState
from signing_core.work import UnitOfWork


@dataclass(frozen=True)
class Channel:
    """When one way of signing is open, in days as people read them, the last one included; how it stands now."""

    first: date | None = None
    last: date | None = None
    status: str = "尚未设置"
    tone: str = "off"


@dataclass(frozen=True)
class Opening:
    """网签开放设置 of one cohort: both ways of signing, the cap of rescissions, the minimum wage."""

    online: Channel = Channel()
    paper: Channel = Channel()
    other: Channel = Channel()
    cap: int | None = None
    minimum_wage: int | None = None


def opening(work: UnitOfWork, *, cohort: int) -> Opening:
    """What the actor's school has set for one cohort, at the time of the unit."""
    settings = work.session.scalars(
        select(SchoolSettings).where(SchoolSettings.school_id == work.actor.school_id, SchoolSettings.cohort == cohort)
    ).one_or_none()
    if settings is None:
        return Opening()
    return Opening(
        online=_channel(work.at, settings.online_from, settings.online_until),
        paper=_channel(work.at, settings.paper_from, settings.paper_until),
        other=_channel(work.at, settings.other_from, settings.other_until),
        cap=settings.rescission_cap,
        minimum_wage=settings.minimum_wage,
    )


def _channel(now: datetime, first: datetime | None, until: datetime | None) -> Channel:
    if first is None:
        return Channel()
    last = today(until) - timedelta(days=1) if until else None
    return Channel(today(first), last, *_status(now, first, until))


def _status(now: datetime, first: datetime, until: datetime | None) -> tuple[str, str]:
    if now < first:
        return "未开始", "waiting"
    if until is not None and now >= until:
        return "已结束", "off"
    return "开放中", "ok"


def province(work: UnitOfWork) -> dict[str, int]:
    """How many schools, and employers by what the province may have to do with them."""
    waiting = select(func.count()).select_from(Employer).where(Employer.state == EmployerState.PENDING)
    return {
        "schools": work.session.scalar(select(func.count()).select_from(School)) or 0,
        "employers": work.session.scalar(select(func.count()).select_from(Employer)) or 0,
        "waiting": work.session.scalar(waiting) or 0,
    }
