"""The planted faults: patches whose first lines say what is broken and which tests are asked first."""

from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).parent


class Patch(NamedTuple):
    """One fault: ``first`` are the test files that should see it; all others follow if they do not."""

    path: Path
    fault: str
    first: list[str]

    @property
    def name(self) -> str:
        return self.path.stem


def kept() -> list[Patch]:
    """Every patch of the folder, in order of name."""
    return [_read(path) for path in sorted(FOLDER.glob("*.patch"))]


def _read(path: Path) -> Patch:
    fault, first, *_rest = path.read_text(encoding="utf-8").splitlines()
    return Patch(path, fault.removeprefix("Fault: "), first.removeprefix("First: ").split())
