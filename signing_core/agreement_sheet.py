"""Frozen values from which the electronic agreement is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, ClassVar

from . import masking
from .catalogues.invitation import INVITATION, masked
from .clock import as_minute
from .fields import Group, shown
from .frozen import Frozen, Pair
from .parties import student_facts
from .states import EFFECTIVE, SigningState, agreement_status, review_status

OFFERED = {"发起邀约", "修改邀约", "修改协议书"}
AGREED = {"同意签约，待管理员审核", "同意修改"}
CONFIRMED = "系统电子确认"


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
    terms: list[Group]
    confirmations: list[Confirmation] = field(default_factory=list)
    trail: list[TrailLine] = field(default_factory=list)
    made_at: datetime
    issue: int = 1
    code: str = ""
    address: str = ""
    entry_hash: str = ""
    copy: str = ""

    @classmethod
    def of(cls, signing: Any, terms: Mapping[str, Any], *, made_at: datetime) -> "AgreementSheet":
        """What stands on a signing now, but for what the trail tells: in force with ID number and phones in full,
        before that a copy with both masked."""
        final = signing.state in EFFECTIVE[signing.kind]
        content = terms if final else masked(terms)
        return cls(
            kind=signing.kind.label,
            cohort=signing.cohort,
            number=signing.number if final else "",
            employer=_employer(signing, content, final=final),
            student=student_facts(signing.student, final=final),
            terms=shown(INVITATION, content),
            made_at=made_at,
            copy="" if final else agreement_status(signing.kind, signing.state),
        )

    def fact(self, label: str) -> str:
        """One fact about a party by its label."""
        return dict([*self.employer, *self.student])[label]


class FrozenSheet(Frozen[AgreementSheet]):
    """An agreement as it is kept until it is drawn."""

    of: ClassVar[type[AgreementSheet]] = AgreementSheet
    from_the_trail = ("confirmations", "trail")

    def whole(self, entries: Sequence[Any]) -> AgreementSheet:
        """The sheet as it is drawn, from the signing's entries in their order; later ones are left out."""
        told = entries[: self.told + 1]
        own, sheet = told[-1], self.sheet
        return replace(
            sheet,
            confirmations=[
                Confirmation("甲方（用人单位）", sheet.fact("单位名称"), CONFIRMED, _last(told, OFFERED)),
                Confirmation("乙方（毕业生）", sheet.fact("姓名"), CONFIRMED, _last(told, AGREED)),
                _by_the_school(sheet.fact("毕业学校"), own),
            ],
            trail=[TrailLine(as_minute(entry.at), entry.who, entry.label) for entry in told],
            entry_hash="" if sheet.copy else own.hash,
        )


def _employer(signing: Any, content: Mapping[str, Any], *, final: bool) -> list[Pair]:
    employer = signing.employer
    return [
        ("单位名称", signing.employer_name),
        ("统一社会信用代码", signing.uscc),
        ("单位性质", employer.nature),
        ("单位行业", employer.industry),
        ("单位所在地", employer.place),
        ("通讯地址", employer.address),
        ("联系人", content["contact"]),
        ("联系电话", content["contact_phone"]),
        ("邮箱", employer.email if final else masking.email(employer.email)),
    ]


def _by_the_school(school: str, own: Any) -> Confirmation:
    waits = own.state_after == SigningState.AWAITING_REVIEW
    at = "-" if waits else as_minute(own.at)
    return Confirmation("学校", school, review_status(SigningState(own.state_after)), at)


def _last(entries: Sequence[Any], labels: set[str]) -> str:
    """When one of these was done for the last time."""
    return next((as_minute(entry.at) for entry in reversed(entries) if entry.label in labels), "-")
