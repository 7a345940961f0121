"""The sandbox gives a whole answer or none, within its limits."""

import pytest

from importers import sandbox

PRISONER = "tests.importers.prisoner"


@pytest.mark.parametrize("attempt", ["spin", "hoard", "shout"])
def test_taking_more_than_allowed_ends_the_child(attempt):
    with pytest.raises(sandbox.Overrun):
        sandbox.run(PRISONER, b"", [attempt], seconds=1)


def test_a_child_that_dies_gives_no_answer():
    with pytest.raises(sandbox.Crashed):
        sandbox.run(PRISONER, b"", ["die"])


def test_the_child_sees_no_secret_of_the_application(monkeypatch):
    monkeypatch.setenv("SIGNING_SECRET_KEY", "not for children")
    with sandbox.run(PRISONER, b"", ["environment"]) as answer:
        assert answer.read() == b""
