"""Frozen values from which the electronic agreement is drawn."""

from dataclasses import dataclass
from datetime import datetime

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One party's confirmation: as what, by whom, what it did and when, as they are printed."""

    party: str
    name: str
    act: str
    at: str


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One line of 流程追踪, as it is printed."""

    at: str
    who: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSheet:
    """All that an agreement prints; equal sheets are drawn as equal bytes.

    ``terms`` is what ``fields.shown`` gives. ``copy`` marks a copy from before the approval, such as 未生效,
    which has neither ``number`` nor ``code`` nor ``address``; it is empty for the final document.
    """

    kind: str
    cohort: int
    number: str
    employer: list[Pair]
    student: list[Pair]
    terms: list[tuple[str, list[Pair]]]
    confirmations: list[Confirmation]
    trail: list[TrailLine]
    made_at: datetime
    issue: int = 1
    code: str = ""
    address: str = ""
    entry_hash: str = ""
    copy: str = ""
