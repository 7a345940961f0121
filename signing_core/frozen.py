"""Sheets as one text each, kept until the worker draws them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

Pair = tuple[str, str]


def text(sheet: Any, told: int, *, without: Iterable[str] = ()) -> str:
    """A sheet, without what the trail tells, and how many entries the trail had when an act ordered the document.

    The trail keeps the rest by itself, the act's own entry and its hash included: they are written after the order.
    """
    held = asdict(sheet) | {"made_at": sheet.made_at.isoformat()}
    for name in without:
        del held[name]
    return json.dumps({"told": told, "sheet": held}, ensure_ascii=False, separators=(",", ":"))


def read(kept: str, *, pairs: Iterable[str] = (), groups: Iterable[str] = ()) -> tuple[dict[str, Any], int]:
    """What ``text`` was given: the facts of the sheet, those named being lists of pairs or of groups, and ``told``."""
    opened = json.loads(kept)
    held = opened["sheet"]
    held |= {name: _pairs(held[name]) for name in pairs}
    held |= {name: [(group, _pairs(below)) for group, below in held[name]] for name in groups}
    held["made_at"] = datetime.fromisoformat(held["made_at"])
    return held, opened["told"]


def _pairs(held: Iterable[Sequence[str]]) -> list[Pair]:
    return [(label, said) for label, said in held]
