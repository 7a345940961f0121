"""What a parser that was taken over might try; run inside the sandbox by its tests."""

import os
import sys
import tempfile


def main() -> None:
    globals()[sys.argv[1]]()


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


def count() -> None:
    number = 0
    while True:
        number += 1
        print(number, flush=True)


def half() -> None:
    print('["学号", "姓', flush=True)
    die()


def keep() -> None:
    try:
        with tempfile.TemporaryFile() as file:
            file.write(b"x")
            file.flush()
    except OSError:
        sys.stdout.write("refused")


def die() -> None:
    raise RuntimeError("unreadable")
