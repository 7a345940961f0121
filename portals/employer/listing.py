"""What 数据管理 and 解约办理 share: the question that stands in the address, a page of a tab, its workbook."""

import tempfile
from contextlib import suppress
from datetime import date
from typing import Any

from flask import Response, request, url_for

from exports.invitation_workbook import write_invitations
from portals import look
from portals.downloads import workbook
from portals.web import reading, services
from signing_core import values
from signing_core.clock import today
from signing_core.errors import BadValue
from signing_core.queries import employer_signings
from signing_core.queries.employer_signings import Question, Tabs

from .finding import MOST_TICKED

TEXTS = ("school", "name", "major", "status")


def page(tabs: Tabs, endpoint: str) -> dict[str, Any]:
    """What the template of a list reads: rows, pages, tabs with their counts, and what was asked."""
    key, asked = _question(tabs)
    with reading() as work:
        rows = employer_signings.page(work, asked, look.page_number())
        counts, cohorts = employer_signings.counts(work, tabs), employer_signings.cohorts(work)
    return {
        "rows": rows.rows,
        "page": look.pager(rows),
        "tab": key,
        "tabs": [(tab.label, url_for(endpoint, tab=one), counts[one], one == key) for one, tab in tabs.items()],
        "asked": asked,
        "kept": [(name, given) for name, given in request.args.items() if name not in {"page", "rowid"}],
        "years": [(year, year) for year in cohorts],
        "replies": [(label, label) for label in employer_signings.statuses(asked.tab)],
    }


def export(tabs: Tabs, sheet: str) -> Response:
    """导出列表: the present tab and filter, or of these the ticked rows."""
    _, asked = _question(tabs)
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    with reading() as work:
        write_invitations(employer_signings.every(work, asked), target, sheet=sheet)
    label = asked.tab.label.replace("/", "、")
    return workbook(target, f"{label}_{today(services().clock())}")


def _question(tabs: Tabs) -> tuple[str, Question]:
    key = request.args.get("tab", "")
    key = key if key in tabs else next(iter(tabs))
    return key, Question(
        tab=tabs[key],
        cohort=_cohort(),
        id_number=look.searched("id_number").upper(),
        since=_day("since"),
        until=_day("until"),
        ids=tuple(request.args.getlist("rowid")[:MOST_TICKED]),
        **{name: look.searched(name) for name in TEXTS},
    )


def _cohort() -> int | None:
    with suppress(BadValue):
        return values.cohort(look.searched("cohort"))
    return None


def _day(name: str) -> date | None:
    with suppress(ValueError):
        day = date.fromisoformat(look.searched(name))
        return day if 2000 <= day.year <= 2100 else None
    return None
