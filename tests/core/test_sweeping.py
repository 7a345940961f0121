"""The collector of cycles stands still for the work on many rows, and goes on whatever comes of it."""

import gc

import pytest

from signing_core.sweeping import unswept


def test_the_collector_stands_still_and_goes_on_after_an_error():
    @unswept()
    def fail() -> None:
        assert not gc.isenabled()
        raise ArithmeticError

    with pytest.raises(ArithmeticError):
        fail()
    assert gc.isenabled()


def test_work_within_such_work_does_not_set_it_going():
    with unswept():
        with unswept():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
