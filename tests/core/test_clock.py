"""Days are the office's, moments are UTC, and a deadline is the first instant that is too late."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing_core import clock

moments = st.integers(946684800, 4102444800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def shanghai(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=clock.SHANGHAI)


@pytest.mark.parametrize(
    ("sent", "days", "first_late"),
    [
        (shanghai(2020, 3, 2, 12), 5, shanghai(2020, 3, 8)),
        (shanghai(2020, 3, 2, 0), 5, shanghai(2020, 3, 8)),
        (shanghai(2020, 3, 2, 23, 59, 59, 999999), 5, shanghai(2020, 3, 8)),
        (shanghai(2020, 3, 3, 0), 5, shanghai(2020, 3, 9)),
        (shanghai(2020, 2, 28, 8), 1, shanghai(2020, 3, 1)),
        (shanghai(2019, 12, 31, 7), 30, shanghai(2020, 1, 31)),
    ],
)
def test_a_deadline_is_the_first_instant_after_the_last_day_in_shanghai(sent, days, first_late):
    assert clock.deadline(sent, days) == first_late


@given(moments, st.integers(1, 30))
def test_a_deadline_leaves_all_the_reply_days_and_less_than_one_more(sent, days):
    left = clock.deadline(sent, days) - sent
    assert timedelta(days=days) < left <= timedelta(days=days + 1)
    assert clock.local(clock.deadline(sent, days)).time().isoformat() == "00:00:00"


@given(moments)
def test_a_moment_lies_within_its_own_day(moment):
    day = clock.today(moment)
    assert clock.start_of(day) <= moment < clock.start_of(day + timedelta(days=1))


def test_the_day_turns_at_midnight_in_the_office_not_in_greenwich():
    assert clock.today(datetime(2020, 3, 2, 15, 59, 59, tzinfo=UTC)) == date(2020, 3, 2)
    assert clock.today(datetime(2020, 3, 2, 16, tzinfo=UTC)) == date(2020, 3, 3)


def test_what_is_stored_is_utc():
    assert clock.start_of(date(2020, 3, 2)).tzinfo is UTC
    assert clock.utc_now().tzinfo is UTC


def test_a_certificate_writes_the_day_in_the_office_without_noughts():
    assert clock.as_day(datetime(2020, 5, 6, 16, tzinfo=UTC)) == "2020年5月7日"
    assert clock.as_day(datetime(2020, 12, 31, 15, 59, tzinfo=UTC)) == "2020年12月31日"
