"""Limits hold over all processes, outlive the refusal that they cause, and end with their window."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from signing_core.errors import TooMany
from signing_core.models import Limit
from signing_core.use_cases import limits
from signing_core.use_cases.limits import Allowance

THREE = Allowance("sign_in", 3, 900, "请稍后再试。")


def counts(world) -> list[int]:
    with world.reading() as work:
        return list(work.session.scalars(select(Limit.count)))


def spend(world, times: int = 1, subject: str = "某人") -> None:
    for _ in range(times):
        limits.spend(world.services, THREE, subject)


def test_so_many_and_not_one_more(world):
    spend(world, 3)
    with pytest.raises(TooMany, match="请稍后再试。"):
        spend(world)


def test_a_refused_try_is_counted_too(world):
    spend(world, 3)
    with pytest.raises(TooMany):
        spend(world)
    assert counts(world) == [4]


def test_what_is_given_back_can_be_spent_again(world):
    for _ in range(5):
        spend(world)
        limits.give_back(world.services, (THREE, "某人"))
    assert counts(world) == [0]


def test_giving_back_what_was_never_spent_gives_nothing(world):
    limits.give_back(world.services, (THREE, "某人"))
    spend(world, 3)
    with pytest.raises(TooMany):
        spend(world)


def test_subjects_and_limits_do_not_share(world):
    spend(world, 3)
    spend(world, 3, subject="别人")
    limits.spend(world.services, Allowance("misses", 3, 900, "请稍后再试。"), "某人")


def test_of_several_subjects_the_one_with_none_left_refuses_and_each_is_counted(world):
    spend(world, 3)
    with pytest.raises(TooMany):
        limits.spend(world.services, THREE, "别人", "某人")
    assert sorted(counts(world)) == [1, 4]


def test_the_next_window_begins_anew(world):
    spend(world, 3)
    world.clock.now += timedelta(seconds=900)
    spend(world, 3)


def test_a_count_outlives_the_failure_of_the_act(world):
    with pytest.raises(ZeroDivisionError):
        _ = spend(world), 1 / 0
    assert counts(world) == [1]


def test_who_was_counted_is_not_stored_in_the_clear(world):
    spend(world, subject="420106199801010039")
    with world.reading() as work:
        assert "420106199801010039" not in work.session.scalars(select(Limit.subject)).one()


def test_the_limits_of_the_rules():
    assert (limits.MISS_OF_NAME.most, limits.MISSES.most) == (20, 200)
    assert limits.MISS_OF_NAME.seconds == limits.MISSES.seconds == 86400
