"""kill -9 at every named fault point, on SQLite."""

import pytest

from tests.faults.every_kill import kill_everywhere


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_kill_at_any_point_leaves_whole_units_only(services, record_property) -> None:
    kill_everywhere(services, record_property)
