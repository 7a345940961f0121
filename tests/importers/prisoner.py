"""What a parser that was taken over might try; run inside the sandbox by its tests."""

import os
import sys


def main() -> None:
    {"environment": environment, "spin": spin, "hoard": hoard, "shout": shout, "die": die}[sys.argv[1]]()


def environment() -> None:
    sys.stdout.write(" ".join(sorted(set(os.environ) - {"LC_CTYPE"})))


def spin() -> None:
    while True:
        pass


def hoard() -> None:
    kept = []
    while True:
        kept.append(bytes(2**20))


def shout() -> None:
    while True:
        sys.stdout.write("a" * 2**20)


def die() -> None:
    raise RuntimeError("unreadable")
