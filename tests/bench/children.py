"""Every variant in a fresh child process, one after the other and round after round, so that noise hits all alike."""

import importlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

Figures = dict[str, float]
Asked = dict[str, object]
ROOT = Path(__file__).resolve().parents[2]


class ChildFailed(Exception):
    """The child's last words."""


def run(variant: str, asked: Asked) -> Figures:
    """What the function ``module:name`` of this package returned when called in a process of its own."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.bench.children", variant, json.dumps(asked)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ChildFailed(f"{variant}: {done.stderr[-2000:]}")
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def medians(variants: Mapping[str, tuple[str, Asked]], rounds: int) -> dict[str, Figures]:
    """By the variant's name the median of each of its figures."""
    runs: dict[str, list[Figures]] = {name: [] for name in variants}
    for _ in range(rounds):
        for name, (variant, asked) in variants.items():
            runs[name].append(run(variant, asked))
    return {name: {key: statistics.median(run[key] for run in some) for key in some[0]} for name, some in runs.items()}


def milliseconds(act: Callable[[], object], *, least: int = 3, most: int = 25, seconds: float = 1.5) -> float:
    """The median of repeated calls after two to warm up, as many as fit into the time."""
    started = time.perf_counter()
    act()
    if time.perf_counter() - started < seconds:
        act()
    taken: list[float] = []
    while len(taken) < least or (len(taken) < most and sum(taken) < seconds):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def measured(act: Callable[[], object]) -> Figures:
    """Seconds of one call, and how many MiB it needed at its peak beyond what the process had before."""
    idle = _memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the peak so far
    start = time.perf_counter()
    act()
    return {"seconds": time.perf_counter() - start, "mib": (_memory("VmHWM") - idle) / 1024}


def _memory(name: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def main(variant: str, asked: str) -> None:
    """The child: call, and say the figures on the last line."""
    module, name = variant.split(":")
    figures = getattr(importlib.import_module(f"tests.bench.{module}"), name)(**json.loads(asked))
    print("\n" + json.dumps(figures), flush=True)
    os._exit(0)  # what a peer left running must not keep the child


if __name__ == "__main__":
    main(*sys.argv[1:])
