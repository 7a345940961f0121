"""Sheets as one text each, kept until the worker draws them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any, ClassVar, Generic, Self, TypeVar

Pair = tuple[str, str]
Sheet = TypeVar("Sheet", bound=Any)


@dataclass(frozen=True)
class Frozen(Generic[Sheet]):
    """A sheet without what the trail tells, and how many entries the trail had when an act ordered the document.

    The trail keeps the rest by itself, the act's own entry and its hash included: they are written after the order.
    Each sheet has a subclass that names it, and what of it the trail tells.
    """

    sheet: Sheet
    told: int

    of: ClassVar[type[Any]]
    from_the_trail: ClassVar[tuple[str, ...]] = ("entry_hash",)

    def text(self) -> str:
        """One text to keep until the sheet is drawn."""
        names = [field.name for field in fields(self.sheet) if field.name not in self.from_the_trail]
        held = {name: getattr(self.sheet, name) for name in names} | {"made_at": self.sheet.made_at.isoformat()}
        kept = {"told": self.told, "sheet": held}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"), default=asdict)

    @classmethod
    def read(cls, text: str) -> Self:
        """What ``text`` gave."""
        kept = json.loads(text)
        held = {name: _with_pairs(value) for name, value in kept["sheet"].items()}
        held["made_at"] = datetime.fromisoformat(held["made_at"])
        return cls(cls.of(**held), kept["told"])

    def whole(self, entries: Sequence[Any]) -> Sheet:
        """The sheet as it is drawn, from the signing's entries in their order: the act's own is the next one told."""
        return replace(self.sheet, entry_hash=entries[self.told].hash)


def _with_pairs(value: Any) -> Any:
    """JSON knows no tuples: what stands in a list and is one itself was a pair."""
    if not isinstance(value, list):
        return value
    return [tuple(map(_with_pairs, item)) if isinstance(item, list) else item for item in value]
