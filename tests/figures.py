"""Figures that tests reach: noted on a test's report, printed after the run, with and without worker processes."""

import os
from collections.abc import Callable, Iterator
from typing import Any

Record = Callable[[str, object], None]

SOAK = os.environ.get("SOAK") == "1"


def note(record_property: Record, line: str) -> None:
    """Keep one line with a figure; pytest's own ``record_property`` carries it to the summary."""
    record_property("figure", line)


def noted(reporter: Any) -> Iterator[str]:
    """Every line of this run, in the order of the reports."""
    for reports in reporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "call":
                yield from (str(value) for name, value in report.user_properties if name == "figure")
