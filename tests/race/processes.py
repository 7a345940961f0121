"""Work done at once by processes of their own, forked warm from this one."""

import os
import pickle
import traceback
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from typing import Any

from signing_core.errors import Busy

PATIENCE = 120
Job = Callable[[], Any]


def barrier(parties: int) -> Any:
    """A barrier between forked processes; broken after a while, so that a dead worker hangs nobody."""
    return get_context("fork").Barrier(parties, timeout=PATIENCE)


def sent_again_while_busy(act: Callable[[], None]) -> int:
    """Do what a user does who is told 系统繁忙: send it again; returns how often. Any other refusal is raised."""
    for again in range(100):
        try:
            act()
        except Busy:
            continue
        return again
    raise AssertionError("busy a hundred times in a row")


def all_at_once(jobs: Sequence[Job]) -> list[Any]:
    """Run each job in its own process; returns their results in order. No database connection may be open here."""
    children = [_start(job) for job in jobs]
    results = [_end(*child) for child in children]
    failures = [text for failed, text in results if failed]
    assert not failures, "\n".join(failures)
    return [result for _, result in results]


def _start(job: Job) -> tuple[int, int]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    os.close(reading)
    _be_a_worker(job, writing)
    raise AssertionError("unreachable")


def _be_a_worker(job: Job, writing: int) -> None:
    """In the child: nothing of the parent's clean-up may run here, so it leaves by _exit."""
    try:
        answer = (False, job())
    except BaseException:
        answer = (True, traceback.format_exc())
    with os.fdopen(writing, "wb") as pipe:
        pickle.dump(answer, pipe)
    os._exit(0)


def _end(pid: int, reading: int) -> tuple[bool, Any]:
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read()
    os.waitpid(pid, 0)
    return pickle.loads(data) if data else (True, f"worker {pid} died")
