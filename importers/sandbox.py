"""Runs one module on untrusted bytes in a child process with little memory, little time and no secrets."""

import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from signing_core.errors import Busy

from .boxed import OUT_OF_ROOM

BOXED = Path(__file__).with_name("boxed.py")
MEMORY = 280 * 2**20
SECONDS = 20
AT_ONCE = threading.BoundedSemaphore(2)  # of one process: eight slow files must not take all its threads and memory
PATIENCE = 5  # seconds to wait for room
LONGEST_ANSWER, LONGEST_LINE = 128 * 2**20, 4 * 2**20
GRACE = 5  # seconds in which a child whose answer broke off comes to its end
LIMIT_SIGNALS = {-signal.SIGKILL, -signal.SIGXCPU, -signal.SIGABRT}  # a failed allocation in Rust aborts


class Failed(Exception):
    """The child gave no whole answer."""


class Overrun(Failed):
    """It took more memory, time or room than it may have."""


class Crashed(Failed):
    """It died of what it was given."""


@contextmanager
def run(
    module: str,
    data: bytes,
    arguments: Sequence[str] = (),
    *,
    memory: int = MEMORY,
    seconds: int = SECONDS,
    longest: int = LONGEST_ANSWER,
) -> Iterator[Iterator[bytes]]:
    """The lines that the module's ``main`` writes when given the data as its input, read while it works.

    Raises Failed at the end where they were not all there is, whatever the reader made of them; and Busy while
    others' files take all the room there is.
    """
    command = [sys.executable, "-I", str(BOXED), str(BOXED.parent.parent), module, str(memory), str(seconds)]
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise Busy
    try:
        with tempfile.TemporaryFile() as given:
            given.write(data)
            given.seek(0)
            with _child([*command, *arguments], given, alarm_after=seconds * 3, longest=longest) as lines:
                yield lines
    finally:
        AT_ONCE.release()


@contextmanager
def _child(command: list[str], given: IO[bytes], *, alarm_after: int, longest: int) -> Iterator[Iterator[bytes]]:
    """Its input is a file, so that neither waits for the other; the alarm ends a child that only sleeps."""
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module; no shell
        command, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
    )
    alarm = threading.Timer(alarm_after, child.kill)
    alarm.start()
    try:
        assert child.stdout is not None
        with child.stdout:
            try:
                yield _lines(child.stdout, longest)
            except Failed:
                raise
            except Exception:
                _refuse_a_broken_answer(child)
                raise
        _judge(child.wait())
    finally:
        alarm.cancel()
        child.kill()
        child.wait()


def _lines(answer: IO[bytes], longest: int) -> Iterator[bytes]:
    written = 0
    while line := answer.readline(LONGEST_LINE):
        written += len(line)
        if written > longest:
            raise Overrun
        yield line


def _refuse_a_broken_answer(child: subprocess.Popen[bytes]) -> None:
    """What the reader could not understand may have been cut off: then the reason is the child's end."""
    try:
        _judge(child.wait(GRACE))
    except subprocess.TimeoutExpired:
        return  # it still works: the reader has read enough


def _judge(code: int) -> None:
    if code == OUT_OF_ROOM or code in LIMIT_SIGNALS:
        raise Overrun
    if code:
        raise Crashed
