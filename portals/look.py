"""How the portals write moments, statuses and pages of a list."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Blueprint, request, url_for
from markupsafe import Markup

from signing_core.actors import Role
from signing_core.clock import as_minute, today
from signing_core.queries.agreement_facts import audit_status, last_day
from signing_core.queries.documents import in_force, readable
from signing_core.queries.paging import Rows
from signing_core.states import RESCISSION_BY, entry_status, reply_status
from signing_core.turns import line_of

LONG = 40  # characters that a third of the page's width holds on two lines
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d(?: \d\d:\d\d)?)")
TONES = {
    "已生效": "ok",
    "未审核": "waiting",
    "已审核": "ok",
    "待答复": "waiting",
    "已答复": "ok",
    "待应约": "waiting",
    "双方已签约": "info",
    "等待签约审核": "waiting",
    "等待学校审核": "waiting",
    "签约审核通过": "ok",
    "解约审核通过": "ok",
    "已由学校强制解约": "bad",
    "签约审核不通过": "bad",
    "退回修改": "bad",
    "暂存": "off",
    "协议书已生成": "info",
    "协议书待审核": "waiting",
    "协议书审核不通过": "bad",
    "待反馈": "waiting",
    "待对方处理": "info",
    "等待解约审核": "waiting",
    "解约审核不通过": "bad",
    "对方不同意": "bad",
    "待学生答复": "waiting",
    "待单位答复": "waiting",
    "学生已同意": "ok",
    "学生未同意": "bad",
    "须更正": "bad",
    "留意": "waiting",
    "正常": "ok",
    "使用中": "ok",
    "未设置密码": "waiting",
    "代理已到期": "off",
    "已停用": "bad",
    "学生未提交": "waiting",
    "院系待审核": "ok",
    "需更正": "bad",
    "开放中": "ok",
    "未开始": "waiting",
    "开放": "ok",
    "限制签约": "bad",
    "待审核": "waiting",
    "审核通过": "ok",
    "审核不通过": "bad",
    "已暂停": "bad",
    "已停止": "bad",
}


@dataclass(frozen=True)
class Pager:
    """What the pager macro reads; the filters in the address stay when the page changes."""

    number: int
    pages: int
    total: int

    def url(self, number: int) -> str:
        """The address of the same list at another page."""
        query: dict[str, Any] = request.args.to_dict() | {"page": number}
        return url_for(request.endpoint or "", **(request.view_args or {}), **query)


def pager(rows: Rows[Any]) -> Pager:
    """The pages around the one that is shown."""
    return Pager(rows.number, rows.pages, rows.total)


def page_number() -> int:
    """The page that the address asks for."""
    return request.args.get("page", 1, type=int)


def searched(name: str) -> str:
    """One filter of the address; what no keyboard types is left out, since PostgreSQL refuses a NUL."""
    return "".join(character for character in request.args.get(name, "") if character.isprintable()).strip()[:120]


def as_dots(moment: datetime | date) -> str:
    """The day as lists of the portals write it: 2019.12.11."""
    day = today(moment) if isinstance(moment, datetime) else moment
    return day.strftime("%Y.%m.%d")


def whole_moments(sentence: object) -> Markup:
    """The sentence, in which no line ends inside a day or a moment."""
    kept = Markup('<span class="moment">{}</span>')
    return Markup("").join(kept.format(part) if at % 2 else part for at, part in enumerate(MOMENT.split(str(sentence))))


def tone_of(label: str) -> str:
    """The colour of a status."""
    return TONES.get(label, "off")


def with_wide(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Labels and texts for the facts macro; a long text takes a whole line."""
    return [(label, text, "wide") if len(text) > LONG else (label, text) for label, text in pairs]


def asked_by(role: Role | None) -> str:
    """解约发起人."""
    return RESCISSION_BY[role] if role else ""


def teach(bp: Blueprint) -> None:
    """Let templates use these words as filters."""
    for word in (
        as_dots,
        asked_by,
        as_minute,
        with_wide,
        tone_of,
        reply_status,
        audit_status,
        entry_status,
        last_day,
        in_force,
        readable,
        line_of,
        whole_moments,
    ):
        bp.add_app_template_filter(word)
