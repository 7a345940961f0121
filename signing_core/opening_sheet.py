"""网签开放设置 as one value: what the form shows, what a change compares, what the history and its page say."""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from .catalogues.invitation import REPLY_DAYS
from .clock import start_of, today
from .errors import BadValue
from .states import ReviewLevels, SigningKind

CHANNELS = {SigningKind.ONLINE: "online", SigningKind.PAPER: "paper", SigningKind.DESTINATION: "other"}
LABELS = {
    "online": "电子签约开放日期",
    "paper": "纸质签约开放日期",
    "other": "其他去向登记开放日期",
    "review_levels": "审核级别",
    "reply_days": "反馈有效期默认天数",
    "rescission_cap": "学生申请解约次数上限",
    "minimum_wage": "当地最低工资",
}


class Changed(NamedTuple):
    """One setting by its label, as it was and as it becomes."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Stretch:
    """From the first day to the last, both included; without a first day never, without a last day for good."""

    first: date | None = None
    last: date | None = None

    @classmethod
    def of(cls, opens: datetime | None, shuts: datetime | None) -> "Stretch":
        """The days between two moments as they are stored, of which the second is not included."""
        if opens is None:
            return cls()
        return cls(today(opens), today(shuts) - timedelta(days=1) if shuts else None)

    @property
    def moments(self) -> tuple[datetime | None, datetime | None]:
        """The same as it is stored."""
        if self.first is None:
            return None, None
        return start_of(self.first), start_of(self.last + timedelta(days=1)) if self.last else None

    def check(self) -> None:
        """Raises BadValue for a last day that has no first, or lies before it."""
        if self.first is None and self.last is not None:
            raise BadValue("请填写开始日期。")
        if self.first and self.last and self.last < self.first:
            raise BadValue("截止日期不能早于开始日期。")

    def includes(self, day: date) -> bool:
        """Whether it is open on that day."""
        return self.first is not None and self.first <= day and (self.last is None or day <= self.last)

    def status(self, day: date) -> str:
        """How it stands on that day."""
        if self.first is None:
            return "未开放"
        return "开放中" if self.includes(day) else "未开始" if day < self.first else "已结束"

    def __str__(self) -> str:
        if self.first is None:
            return "不开放"
        return f"{self.first} 至 {self.last}" if self.last else f"{self.first} 起"


@dataclass(frozen=True, kw_only=True)
class OpeningSheet:
    """All settings of one school and cohort; those of a cohort that has none yet are the defaults."""

    online: Stretch = Stretch()
    paper: Stretch = Stretch()
    other: Stretch = Stretch()
    review_levels: ReviewLevels = ReviewLevels.EITHER
    reply_days: int = REPLY_DAYS
    rescission_cap: int | None = None
    minimum_wage: int | None = None

    @classmethod
    def of(cls, row: Any) -> "OpeningSheet":
        """As a row of settings says; None is no row."""
        if row is None:
            return cls()
        facts: dict[str, Any] = {name: getattr(row, name) for name in LABELS if name not in CHANNELS.values()}
        for name in CHANNELS.values():
            facts[name] = Stretch.of(getattr(row, f"{name}_from"), getattr(row, f"{name}_until"))
        return cls(**facts)

    def said(self) -> dict[str, str]:
        """Each setting by name as people read it."""
        return {
            **{name: str(getattr(self, name)) for name in CHANNELS.values()},
            "review_levels": self.review_levels.label,
            "reply_days": f"{self.reply_days} 天",
            "rescission_cap": "不限" if self.rescission_cap is None else f"{self.rescission_cap} 次",
            "minimum_wage": "未设置" if self.minimum_wage is None else f"{self.minimum_wage:,} 元/月",
        }

    def differing(self, other: "OpeningSheet") -> list[str]:
        """The names of the settings in which the other differs."""
        return [one.name for one in fields(self) if getattr(self, one.name) != getattr(other, one.name)]

    def changes_to(self, new: "OpeningSheet") -> list[Changed]:
        """What becomes different, in the order of the form."""
        old_words, new_words = self.said(), new.said()
        return [Changed(LABELS[name], old_words[name], new_words[name]) for name in self.differing(new)]
