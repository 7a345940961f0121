"""网签开放设置 as it stands, what a change of it would do now, and the history of its changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, exists, func, select

from signing_core.actors import Role
from signing_core.clock import today
from signing_core.models import UNDIRECTED, Plan, Rescission, SchoolSettings, SettingsChange, Signing, Student
from signing_core.models.signings import ACTIVE_SIGNING
from signing_core.opening_sheet import CHANNELS, LABELS, OpeningSheet
from signing_core.states import PlanSource, RescissionState, SigningKind, SigningState
from signing_core.work import UnitOfWork

from . import keyset

COUNTED = 50_000  # of one school and cohort; counting stops there, so that no answer is slow
PAGE = 10
REVIEWED = (SigningState.AWAITING_REVIEW, SigningState.FORM_REVIEW)
ENDED = (SigningState.RESCINDED, SigningState.RELEASED)
Counts = Mapping[str, str]


@dataclass(frozen=True)
class Present:
    """The settings of one cohort as they stand today; version 0 where there are none yet."""

    sheet: OpeningSheet
    version: int
    day: date

    @property
    def channels(self) -> list[tuple[str, str, str]]:
        """Of each channel its name, status and days."""
        stretches = ((kind, getattr(self.sheet, name)) for kind, name in CHANNELS.items())
        return [(kind.label, stretch.status(self.day), str(stretch)) for kind, stretch in stretches]

    @property
    def others(self) -> list[tuple[str, str]]:
        """The other settings by label."""
        return [(LABELS[name], said) for name, said in self.sheet.said().items() if name not in CHANNELS.values()]


class Effect(NamedTuple):
    """One setting that changes, and what that does now."""

    label: str
    old: str
    new: str
    does: str


def present(work: UnitOfWork, *, cohort: int) -> Present:
    """What the actor's school has set for one cohort, at the time of the unit."""
    ours = (SchoolSettings.school_id == work.actor.school_id, SchoolSettings.cohort == cohort)
    row = work.session.scalars(select(SchoolSettings).where(*ours)).one_or_none()
    return Present(OpeningSheet.of(row), row.version if row else 0, today(work.at))


def effects(work: UnitOfWork, *, cohort: int, old: OpeningSheet, new: OpeningSheet) -> list[Effect]:
    """What changes and what that does, in the order of the form; counted in one statement, none where nothing does."""
    names, day = old.differing(new), today(work.at)
    counts = _counted(work, cohort, old, new, day) if names else {}
    told = (_tell(name, old, new, day, counts) for name in names)
    return [Effect(*changed, does) for changed, does in zip(old.changes_to(new), told, strict=True)]


def history(work: UnitOfWork, *, cohort: int, at: keyset.Seek | None) -> keyset.Page:
    """A page of the changes, newest first."""
    columns = (SettingsChange.id, SettingsChange.at, SettingsChange.role, SettingsChange.who, SettingsChange.changes)
    ours = (SettingsChange.school_id == work.actor.school_id, SettingsChange.cohort == cohort)
    found: Any = select(*columns).where(*ours)
    return keyset.page(work.session, found, (SettingsChange.id,), at=at, size=PAGE, newest_first=True)


def place_of(row: Row[Any]) -> str:
    """A change's place in the history, as an address carries it."""
    return str(row.id)


def seek(place: str, *, before: bool) -> keyset.Seek | None:
    """What ``place_of`` gave, read back."""
    known = place.isascii() and place.isdigit() and len(place) < 10
    return keyset.Seek((int(place),), before=before) if known else None


def _counted(work: UnitOfWork, cohort: int, old: OpeningSheet, new: OpeningSheet, day: date) -> Counts:
    """What the sentences of these changes speak of, in one statement."""
    turned = [name for name in CHANNELS.values() if _turns(name, old, new, day)]
    asked: dict[str, Select[Any]] = {}
    if turned:
        asked["students"] = _free_students(work, cohort, Student.id)
    if "online" in turned:
        asked["invitations"] = _invitations(work, cohort)
    if old.review_levels is not new.review_levels:
        asked |= {"reviews": _reviews(work, cohort), "endings": _endings(work, cohort)}
    if old.rescission_cap != new.rescission_cap and new.rescission_cap:
        asked["capped"] = _capped(work, cohort, new.rescission_cap)
    return keyset.counts(work.session, asked, most=COUNTED) if asked else {}


def _turns(name: str, old: OpeningSheet, new: OpeningSheet, day: date) -> bool:
    """Whether the channel opens or closes with the change."""
    return getattr(old, name).includes(day) is not getattr(new, name).includes(day)


def _free_students(work: UnitOfWork, cohort: int, *columns: Any) -> Select[Any]:
    """Those who may sign as soon as a channel is open: eligible, not restricted, not bound."""
    bound = exists().where(Signing.student_id == Student.id, ACTIVE_SIGNING)
    return (
        select(*columns)
        .select_from(Student)
        .join(Plan, Plan.student_id == Student.id)
        .where(
            Student.school_id == work.actor.school_id,
            Student.cohort == cohort,
            Student.training == UNDIRECTED,
            Student.source_reviewed,
            ~Student.restricted,
            Plan.source != PlanSource.OTHER,
            ~bound,
        )
    )


def _invitations(work: UnitOfWork, cohort: int) -> Select[Any]:
    live = (Signing.state == SigningState.INVITED, Signing.deadline > work.at)
    free = _free_students(work, cohort, Student.id).where(Student.id == Signing.student_id).correlate(Signing)
    return _signings(work, cohort).where(*live, free.exists())


def _reviews(work: UnitOfWork, cohort: int) -> Select[Any]:
    return _signings(work, cohort).where(Signing.state.in_(REVIEWED))


def _endings(work: UnitOfWork, cohort: int) -> Select[Any]:
    waiting = (Rescission.signing_id == Signing.id, Rescission.state == RescissionState.AWAITING_REVIEW)
    return _signings(work, cohort).where(Signing.state == SigningState.APPROVED, exists().where(*waiting))


def _capped(work: UnitOfWork, cohort: int, cap: int) -> Select[Any]:
    """Students who have used up as many approved rescissions as the cap allows."""
    asked = (Rescission.asked_by == Role.STUDENT, Rescission.state == RescissionState.APPROVED)
    used = _signings(work, cohort, Signing.student_id).join(Rescission, Rescission.signing_id == Signing.id)
    return used.where(Signing.state.in_(ENDED), *asked).group_by(Signing.student_id).having(func.count() >= cap)


def _signings(work: UnitOfWork, cohort: int, column: Any = Signing.id) -> Select[Any]:
    return select(column).where(Signing.school_id == work.actor.school_id, Signing.cohort == cohort)


def _tell(name: str, old: OpeningSheet, new: OpeningSheet, day: date, counts: Counts) -> str:
    if name not in CHANNELS.values():
        return TELLING[name](old, new, counts)
    if not _turns(name, old, new, day):
        return f"今天仍为“{getattr(new, name).status(day)}”，学生现在能做的不变。"
    kind = next(kind for kind, channel in CHANNELS.items() if channel == name)
    return (_opened if getattr(new, name).includes(day) else _closed)(kind, counts)


def _opened(kind: SigningKind, counts: Counts) -> str:
    if kind is SigningKind.ONLINE:
        invited = f"，{counts['invitations']} 份未过期的邀请可以应约"
        return f"保存后立即开放：{counts['students']} 名可签约的学生能收到邀请{invited}。"
    return f"保存后立即开放：{counts['students']} 名可签约的学生可以录入。"


def _closed(kind: SigningKind, counts: Counts) -> str:
    kept = "已经应约或提交的不受影响。"
    if kind is SigningKind.ONLINE:
        invited = f"，{counts['invitations']} 份未过期的邀请不能应约"
        return f"保存后立即关闭：{counts['students']} 名可签约的学生不能再收到邀请{invited}。{kept}"
    return f"保存后立即关闭：{counts['students']} 名可签约的学生不能再录入和提交。{kept}"


def _levels(_old: OpeningSheet, _new: OpeningSheet, counts: Counts) -> str:
    waiting = f"正在等待审核的 {counts['reviews']} 件签约、{counts['endings']} 件解约"
    return f"从下一次审核起按新的级别办理，包括{waiting}；已有的审核结果不变。"


def _days(_old: OpeningSheet, new: OpeningSheet, _counts: Counts) -> str:
    return f"单位首次邀请本校学生时预填 {new.reply_days} 天，单位可以修改；已发出的邀请期限不变。"


def _cap(_old: OpeningSheet, new: OpeningSheet, counts: Counts) -> str:
    if new.rescission_cap is None:
        return "学生申请解约不再受次数限制。"
    if new.rescission_cap == 0:
        return "所有学生都不能再主动申请解约；单位申请和学校强制解约不受影响。"
    return f"{counts['capped']} 名学生已达到新的上限，不能再主动申请解约；正在办理的申请不受影响。"


def _wage(_old: OpeningSheet, new: OpeningSheet, _counts: Counts) -> str:
    if new.minimum_wage is None:
        return "审核页面的预审不再对照月薪。"
    return "审核页面的预审从现在起按新的标准对照月薪；已有的审核结果不变。"


TELLING: dict[str, Callable[[OpeningSheet, OpeningSheet, Counts], str]] = {
    "review_levels": _levels,
    "reply_days": _days,
    "rescission_cap": _cap,
    "minimum_wage": _wage,
}
