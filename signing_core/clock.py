"""Time: one zone for people, UTC for storage, and the edge of a deadline."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]

SHANGHAI = ZoneInfo("Asia/Shanghai")


def utc_now() -> datetime:
    """The clock of a running process; tests pass their own."""
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """The moment as people in the office read it."""
    return moment.astimezone(SHANGHAI)


def today(moment: datetime) -> date:
    """The calendar day in the office at that moment."""
    return local(moment).date()


def as_minute(moment: datetime) -> str:
    """The moment as pages and documents write it: 2019-12-13 08:57."""
    return local(moment).isoformat(" ", "minutes")[:16]


def as_day(moment: datetime) -> str:
    """The day of the moment as a certificate writes it: 2019年12月13日."""
    day = today(moment)
    return f"{day.year}年{day.month}月{day.day}日"


def start_of(day: date) -> datetime:
    """The first instant of a calendar day in the office."""
    return datetime.combine(day, time.min, SHANGHAI).astimezone(UTC)


def deadline(sent_at: datetime, reply_days: int) -> datetime:
    """The first instant after the day "sent date + reply days": an act is in time iff ``at < deadline``."""
    return start_of(today(sent_at) + timedelta(days=reply_days + 1))
