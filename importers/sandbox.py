"""Runs one module on untrusted bytes in a child process with little memory, little time and no secrets."""

import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from .boxed import OUT_OF_ROOM

BOXED = Path(__file__).with_name("boxed.py")
MEMORY = 280 * 2**20
SECONDS = 20
LIMIT_SIGNALS = {-signal.SIGKILL, -signal.SIGXCPU, -signal.SIGABRT}  # a failed allocation in Rust aborts


class Failed(Exception):
    """The child gave no whole answer."""


class Overrun(Failed):
    """It took more memory, time or room than it may have."""


class Crashed(Failed):
    """It died of what it was given."""


def run(
    module: str, data: bytes, arguments: Sequence[str] = (), *, memory: int = MEMORY, seconds: int = SECONDS
) -> IO[bytes]:
    """All that the module's ``main`` wrote when given the data as its input; the caller closes the file."""
    command = [sys.executable, "-I", str(BOXED), str(BOXED.parent.parent), module, str(memory), str(seconds)]
    answer = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    try:
        with tempfile.TemporaryFile() as given:
            given.write(data)
            given.seek(0)
            _finish([*command, *arguments], given, answer, seconds)
        answer.seek(0)
    except BaseException:
        answer.close()
        raise
    return answer


def _finish(command: list[str], given: IO[bytes], answer: IO[bytes], seconds: int) -> None:
    """Files in place of pipes: nobody waits for the other, and the answer's size has a limit of its own."""
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module; no shell
            command,
            stdin=given,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=seconds * 3,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Overrun from None
    if done.returncode == OUT_OF_ROOM or done.returncode in LIMIT_SIGNALS:
        raise Overrun
    if done.returncode:
        raise Crashed
