"""``make mutants``: each planted fault in a copy of the tree, and the test that turned red for it."""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.mutants.patches import ROOT, Patch, kept

AT_ONCE = 2
LONGEST = 1800  # seconds for one run of the suite
RED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


class Verdict(NamedTuple):
    """What became of one planted fault; without a test it lived."""

    patch: Patch
    test: str
    seconds: float

    def __str__(self) -> str:
        caught = f"caught by {self.test}" if self.test else "LIVED"
        return f"{self.patch.name:<40} {self.seconds:5.0f} s  {caught}\n    {self.patch.fault}"


@contextmanager
def copy_with(patch: Patch) -> Iterator[Path]:
    """The tree as it stands, with the fault in it, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        copy = Path(folder) / "tree"
        left_out = shutil.ignore_patterns(".git", ".venv", "instance", "__pycache__", ".*_cache", "build")
        shutil.copytree(ROOT, copy, ignore=left_out)
        (copy / ".venv").symlink_to(ROOT / ".venv")
        subprocess.run(["git", "apply", str(patch.path)], cwd=copy, check=True)
        yield copy


def first_red(tree: Path, *arguments: str) -> str:
    """The name of a test that fails there; empty where none does."""
    command = [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", *arguments]
    ran = subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=LONGEST, check=False)
    if ran.returncode == 0:
        return ""
    found = RED.search(ran.stdout)
    return found[1] if found else f"the run itself: {(ran.stderr or ran.stdout).strip()[-200:]}"


def judge(patch: Patch) -> Verdict:
    """Where the fault is likely to be seen first; the whole suite if it was not."""
    began = time.monotonic()
    with copy_with(patch) as tree:
        test = first_red(tree, *patch.first) or first_red(
            tree, "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "--ignore=tests/mutants"
        )
    return Verdict(patch, test, time.monotonic() - began)


def main(names: list[str]) -> int:
    """Judge all, or those whose names begin with one of ``names``; how many lived."""
    chosen = [patch for patch in kept() if not names or patch.name.startswith(tuple(names))]
    lived = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for verdict in pool.map(judge, chosen):
            print(verdict, flush=True)
            lived += not verdict.test
    print(f"{len(chosen)} planted, {len(chosen) - lived} caught, {lived} lived")
    return lived


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
