"""A worker does very many units one after the other: whoever else writes is let in between two of them."""

import threading

from signing_core.actors import SYSTEM
from signing_core.models import School
from signing_core.work import Services

MOST, SOON = 2000, 200  # units in the series, and until when the other one has had its turn


def test_whoever_waits_is_let_in_while_a_long_series_goes_on(services):
    done, over, began = [], threading.Event(), threading.Event()
    series = threading.Thread(target=many_units, args=(services, done, over, began))
    series.start()
    try:
        assert began.wait(timeout=30)
        before = len(done)
        add_school(services, "99999")
        waited = len(done) - before
    finally:
        over.set()
        series.join()
    assert waited <= SOON


def many_units(services: Services, done: list[str], over: threading.Event, began: threading.Event) -> None:
    while not over.is_set() and len(done) < MOST:
        code = f"{10000 + len(done)}"
        add_school(services, code)
        done.append(code)
        services.database.give_way()
        if len(done) == 5:
            began.set()


def add_school(services: Services, code: str) -> None:
    with services.working(SYSTEM) as work:
        work.session.add(School(code=code, name=code))
        work.session.flush()
