"""Addresses of a list to hand on: the cohort is named by the address, and what is no more is told with a way on."""

from typing import Any

from flask import flash, redirect, request, session
from flask.typing import ResponseReturnValue

from portals.furniture import cohort, cohorts
from signing_core.queries import conditions

NAME = "cohort"


def to_its_cohort(then: str) -> ResponseReturnValue | None:
    """Where the address names a cohort, choose it if the school has it, and lead on to the same list."""
    if NAME not in request.args:
        return None
    chosen = request.args.get(NAME, type=int)
    if chosen not in cohorts():
        flash("链接中的毕业届不存在，下面是当前届的列表。", "warning")
    elif chosen != cohort():
        session[NAME] = chosen
        flash(f"已按链接切换到{chosen}届。", "info")
    return redirect(then, 303)


def lost(view: Any, *, anything: bool) -> dict[str, Any]:
    """What the page says of conditions that are no more; what nothing has is looked for where the list is empty."""
    sought, gone = view.sought, set[conditions.Condition]()
    if not anything:
        gone = conditions.gone(view.reader, sought.filters, view.cohort(), [sought.typed])
    told = sought.lost(view.cohort(), gone)
    kept = {name: value for name, value in view.filter().items() if name not in told}
    return {"lost": told, "without_lost_url": view.list_url(**kept)}
