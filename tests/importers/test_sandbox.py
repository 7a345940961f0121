"""The sandbox gives a whole answer or none, within its limits."""

import pytest

from importers import sandbox
from signing_core.errors import Busy

PRISONER = "tests.importers.prisoner"


@pytest.mark.parametrize("attempt", ["spin", "hoard", "shout"])
def test_taking_more_than_allowed_ends_the_child(attempt):
    with pytest.raises(sandbox.Overrun), sandbox.run(PRISONER, b"", [attempt], seconds=1) as answer:
        for _ in answer:
            pass


def test_a_child_that_dies_gives_no_answer():
    with pytest.raises(sandbox.Crashed), sandbox.run(PRISONER, b"", ["die"]) as answer:
        assert list(answer) == []


def test_the_reason_of_a_broken_answer_is_the_childs_end_and_not_what_the_reader_made_of_it():
    with pytest.raises(sandbox.Crashed), sandbox.run(PRISONER, b"", ["half"]) as answer:
        raise ValueError(next(answer))


def test_a_reader_that_has_read_enough_ends_the_child(monkeypatch):
    monkeypatch.setattr(sandbox, "GRACE", 0.1)
    with pytest.raises(ValueError, match="1"), sandbox.run(PRISONER, b"", ["count"]) as answer:
        raise ValueError(next(answer))


def test_the_child_writes_no_file():
    with sandbox.run(PRISONER, b"", ["keep"]) as answer:
        assert list(answer) == [b"refused"]


def test_a_third_file_at_once_is_told_to_wait(monkeypatch):
    monkeypatch.setattr(sandbox, "PATIENCE", 0)
    first, second, third = (sandbox.run(PRISONER, b"", ["environment"]) for _ in range(3))
    with first, second, pytest.raises(Busy), third:
        pass
    with sandbox.run(PRISONER, b"", ["environment"]) as answer:
        assert list(answer) == []


def test_the_child_sees_no_secret_of_the_application(monkeypatch):
    monkeypatch.setenv("SIGNING_SECRET_KEY", "not for children")
    with sandbox.run(PRISONER, b"", ["environment"]) as answer:
        assert list(answer) == []
