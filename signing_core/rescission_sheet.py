"""Frozen values of the papers of a rescission: the certificate of an approved one, and the form that proves consent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Protocol

from .clock import as_day
from .frozen import Frozen, Pair

EMPLOYER_FACTS = ("单位名称", "统一社会信用代码", "单位所在地")
STUDENT_FACTS = ("姓名", "身份证号", "学号", "毕业学校", "学院", "专业", "学历")


class Agreement(Protocol):
    """What a certificate takes over from the agreement that ended, as the agreement's own document says it."""

    @property
    def kind(self) -> str: ...

    @property
    def cohort(self) -> int: ...

    @property
    def number(self) -> str: ...

    def fact(self, label: str) -> str:
        """One fact about a party by its label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RescissionSheet:
    """All that a certificate prints; equal sheets are drawn as equal bytes. Days and who asked are as they are printed.

    Of the parties it says who they are and no more: a certificate is shown to others than the agreement is.
    """

    kind: str
    cohort: int
    agreement_number: str
    employer: list[Pair]
    student: list[Pair]
    approved_on: str
    rescinded_on: str
    asked_by: str
    reason: str
    made_at: datetime
    issue: int = 1
    code: str
    address: str
    entry_hash: str = ""

    @classmethod
    def of(
        cls,
        agreement: Agreement,
        *,
        approved_at: datetime,
        rescinded_at: datetime,
        asked_by: str,
        reason: str,
        **printed: Any,
    ) -> "RescissionSheet":
        """What stands on the agreement's issued document, and how it ended, but for what the trail tells.

        ``printed`` is what belongs to the certificate itself: ``made_at``, ``issue``, ``code`` and ``address``.
        """
        return cls(
            kind=agreement.kind,
            cohort=agreement.cohort,
            agreement_number=agreement.number,
            employer=_facts(agreement, EMPLOYER_FACTS),
            student=_facts(agreement, STUDENT_FACTS),
            approved_on=as_day(approved_at),
            rescinded_on=as_day(rescinded_at),
            asked_by=asked_by,
            reason=reason,
            **printed,
        )

    @property
    def number(self) -> str:
        """证明编号: the agreement's and, as its tail, which certificate of it this is."""
        return f"{self.agreement_number}-{self.issue:02}"

    def fact(self, label: str) -> str:
        """One fact about a party by its label."""
        return dict([*self.employer, *self.student])[label]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseForm:
    """All that 解除证明 prints for the employer to complete and stamp: nothing was decided yet, so it has no code."""

    province: str
    kind: str
    cohort: int
    agreement_number: str
    employer: list[Pair]
    student: list[Pair]
    approved_on: str
    made_at: datetime

    @classmethod
    def of(cls, agreement: Agreement, *, province: str, approved_at: datetime, made_at: datetime) -> "ReleaseForm":
        """What stands on the agreement's issued document."""
        return cls(
            province=province,
            kind=agreement.kind,
            cohort=agreement.cohort,
            agreement_number=agreement.number,
            employer=_facts(agreement, EMPLOYER_FACTS),
            student=_facts(agreement, STUDENT_FACTS),
            approved_on=as_day(approved_at),
            made_at=made_at,
        )

    @property
    def title(self) -> str:
        """The form's name, which the page that offers it says as well."""
        return release_title(self.province)

    def fact(self, label: str) -> str:
        """One fact about a party by its label."""
        return dict([*self.employer, *self.student])[label]


def release_title(province: str) -> str:
    """What 解除证明 is called in a province."""
    return f"{province}高等学校毕业生就业协议解除证明"


def _facts(agreement: Agreement, labels: tuple[str, ...]) -> list[Pair]:
    return [(label, agreement.fact(label)) for label in labels]


class FrozenRelease(Frozen[ReleaseForm]):
    """解除证明 as it is kept until it is drawn; the trail tells nothing of it."""

    of: ClassVar[type[ReleaseForm]] = ReleaseForm
    from_the_trail: ClassVar[tuple[str, ...]] = ()

    def whole(self, entries: Sequence[Any]) -> ReleaseForm:
        return self.sheet


class FrozenRescission(Frozen[RescissionSheet]):
    """A certificate as it is kept until it is drawn."""

    of: ClassVar[type[RescissionSheet]] = RescissionSheet
