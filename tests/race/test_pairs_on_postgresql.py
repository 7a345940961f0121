"""Every two triggers that are open at once, raced on PostgreSQL."""

import pytest

from tests.race.sampled import race_all


@pytest.mark.parametrize("services", ["postgresql"], indirect=True)
def test_a_race_does_what_one_order_of_the_two_does(services, record_property) -> None:
    race_all(services, record_property)
