"""How the console writes moments, statuses and lines of the trail."""

from datetime import datetime

from signing_core.clock import local
from signing_core.models import TrailEntry

TONES = {
    "已生效": "ok",
    "等待签约审核": "waiting",
    "签约审核通过": "ok",
    "签约审核不通过": "bad",
    "待对方处理": "info",
    "等待解约审核": "waiting",
    "解约审核不通过": "bad",
    "未审核": "waiting",
    "已审核": "ok",
}


def as_minute(moment: datetime) -> str:
    """The moment as console lists write it: 2019-12-13 08:57."""
    return local(moment).strftime("%Y-%m-%d %H:%M")


def trail_line(entry: TrailEntry) -> tuple[str, str, str, str]:
    """One line of 签约过程记录: who, when, what, remark."""
    return f"{entry.who}（{entry.role.label}）", as_minute(entry.at), entry.label, entry.remark
