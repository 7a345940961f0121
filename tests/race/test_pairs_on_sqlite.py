"""Every two triggers that are open at once, raced on SQLite."""

import pytest

from tests.race.sampled import race_all, refuse_a_missing_pair


def test_every_two_triggers_can_be_raced() -> None:
    refuse_a_missing_pair()


@pytest.mark.parametrize("services", ["sqlite"], indirect=True)
def test_a_race_does_what_one_order_of_the_two_does(services, record_property) -> None:
    race_all(services, record_property)
