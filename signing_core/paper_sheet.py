"""Frozen values from which the paper agreement is drawn, to be printed, signed and stamped."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from . import fields, masking
from .catalogues.paper import PAPER, UNIT
from .fields import Group
from .frozen import Frozen, Pair
from .parties import student_facts
from .states import SigningKind

PREVIEW = "预览"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSheet:
    """All that a form prints; equal sheets are drawn as equal bytes.

    ``terms`` is what ``fields.shown`` gives, but for the employer's own group. ``copy`` marks what is not to be signed,
    such as 预览 or 未生效, which has neither ``number`` nor ``code`` nor ``address``; it is empty for the issued form.
    """

    kind: str = SigningKind.PAPER.label
    cohort: int
    number: str = ""
    employer: list[Pair]
    student: list[Pair]
    terms: list[Group]
    version: int
    made_at: datetime
    issue: int = 1
    code: str = ""
    address: str = ""
    entry_hash: str = ""
    copy: str = ""

    @classmethod
    def of(
        cls,
        student: Any,
        content: Mapping[str, Any],
        *,
        version: int,
        made_at: datetime,
        copy: str = "",
        **printed: Any,
    ) -> "PaperSheet":
        """What a student entered, for the student: the issued form in full, a copy with ID number and phones masked.

        A preview shows unmasked what was typed, since that is what it is read for.
        """
        seen = content if copy in {"", PREVIEW} else fields.masked(PAPER, content)
        groups = dict(fields.shown(PAPER, seen))
        employer = groups.pop(UNIT)
        return cls(
            cohort=student.cohort,
            employer=employer,
            student=[*student_facts(student, final=not copy), ("联系邮箱", _email(student, final=not copy))],
            terms=list(groups.items()),
            version=version,
            made_at=made_at,
            copy=copy,
            **printed,
        )

    @property
    def version_code(self) -> str:
        """Tells by which content a page was printed: the version and a digest of it and of all that was agreed on."""
        said = [self.number, self.version, self.employer, self.student, self.terms]
        digest = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest().upper()
        return f"{self.version}-{digest[:4]}-{digest[4:8]}"

    def fact(self, label: str) -> str:
        """One fact about a party by its label."""
        return dict([*self.employer, *self.student])[label]


def _email(student: Any, *, final: bool) -> str:
    return (student.email if final else masking.email(student.email)) or "-"


class FrozenPaper(Frozen[PaperSheet]):
    """A form as it is kept until it is drawn."""

    of: ClassVar[type[PaperSheet]] = PaperSheet

    def whole(self, entries: Sequence[Any]) -> PaperSheet:
        """The sheet as it is drawn; a copy names no entry, and a preview is ordered by no act that has one."""
        return self.sheet if self.sheet.copy else super().whole(entries)
