"""How the console writes lines of the trail."""

from signing_core.clock import as_minute
from signing_core.models import TrailEntry


def trail_line(entry: TrailEntry) -> tuple[str, str, str, str]:
    """One line of 签约过程记录: who, when, what, remark."""
    return f"{entry.who}（{entry.role.label}）", as_minute(entry.at), entry.label, entry.remark
