"""Run topics and print their ratios: ``make bench``, or ``python -m tests.bench list export`` for some of them."""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from . import accepting, bulk, document, entry, exporting, figures, importing, lists, pages
from .data import Data, making
from .verdicts import Verdict, table

TOPICS: dict[str, Callable[[Data], Iterator[Verdict | str]]] = {
    "accept": accepting.compare,
    "entry": entry.compare,
    "page": pages.compare,
    "document": document.compare,
    "import": importing.compare,
    "export": exporting.compare,
    "list": lists.compare,
    "figures": figures.compare,
    "bulk": bulk.compare,
}


def main(wanted: list[str]) -> None:
    """Each topic as it goes, and all verdicts again at the end."""
    if unknown := set(wanted) - set(TOPICS):
        sys.exit(f"no such topic: {', '.join(sorted(unknown))}; there are {', '.join(TOPICS)}")
    verdicts: list[Verdict] = []
    with tempfile.TemporaryDirectory() as folder, making(Path(folder)) as data:
        for name in wanted or TOPICS:
            start = time.perf_counter()
            for line in TOPICS[name](data):
                print(line, flush=True)
                if isinstance(line, Verdict):
                    verdicts.append(line)
            print(f"[{name}: {time.perf_counter() - start:.0f} s]\n", flush=True)
    print(table(verdicts))


if __name__ == "__main__":
    main(sys.argv[1:])
