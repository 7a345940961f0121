"""How two steps are brought to meet: started together, held at their first write, or one held before its commit."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from signing_core.scope import Scope

A_MOMENT = 0.05  # long enough for the other side to come to the lock that it will wait for
Point = Callable[[str], None]
Side = Callable[[Point], Any]
_here = threading.local()


def together(first: Side, second: Side) -> tuple[Any, Any]:
    """Both start at the same moment."""
    gate = threading.Barrier(2)

    def start(side: Side) -> Any:
        gate.wait()
        return side(_no_point)

    return _both(lambda: start(first), lambda: start(second))


def at_the_first_write(first: Side, second: Side) -> tuple[Any, Any]:
    """Both have read and judged before either writes; who is refused earlier keeps nobody waiting."""
    gate = threading.Barrier(2)

    def start(side: Side) -> Any:
        with _before_first_write(lambda: _meet(gate)):
            try:
                return side(_no_point)
            finally:
                gate.abort()

    return _both(lambda: start(first), lambda: start(second))


def held_before_commit(first: Side, second: Side) -> tuple[Any, Any]:
    """The first has written all and not committed while the second runs, to its end or to a lock."""
    written, over = threading.Event(), threading.Event()

    def hold(name: str) -> None:
        if name == "commit":
            written.set()
            over.wait(A_MOMENT)

    def run_first() -> Any:
        try:
            return first(hold)
        finally:
            written.set()

    def run_second() -> Any:
        written.wait()
        try:
            return second(_no_point)
        finally:
            over.set()

    return _both(run_first, run_second)


def held_the_other_way(first: Side, second: Side) -> tuple[Any, Any]:
    """As ``held_before_commit``, the second being held."""
    theirs, ours = held_before_commit(second, first)
    return ours, theirs


def _both(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[Any, Any]:
    with ThreadPoolExecutor(2) as threads:
        running = [threads.submit(first), threads.submit(second)]
        return running[0].result(), running[1].result()


def _no_point(_name: str) -> None:
    """Nobody is held here."""


def _meet(gate: threading.Barrier) -> None:
    try:
        gate.wait(A_MOMENT * 10)
    except threading.BrokenBarrierError:
        return


@contextmanager
def _before_first_write(wait: Callable[[], None]) -> Iterator[None]:
    _here.wait = wait
    try:
        yield
    finally:
        _here.wait = None


@event.listens_for(Scope, "before_flush")
def _wait_once(_session: Scope, _context: object, _instances: object) -> None:
    wait, _here.wait = getattr(_here, "wait", None), None
    if wait is not None:
        wait()
