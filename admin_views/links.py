"""Addresses of a list to hand on: the cohort, which stands in the session, is named by the address."""

from flask import flash, redirect, request, session
from flask.typing import ResponseReturnValue

from portals.furniture import cohort, cohorts

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
