"""去向代码: the codes that no source is sure of, and the school's own instead of them."""

from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from portals.web import reading, working
from signing_core.catalogues import destination_codes
from signing_core.errors import Problems
from signing_core.queries import plan_codes as doubts
from signing_core.use_cases import plan_codes

CONFIDENCE = {"high": "高", "medium": "中", "low": "低"}


def page(view: Any, problem: str = "") -> str:
    """Each doubted code with its confidence, and a choice."""
    with reading() as work:
        rows = doubts.doubted(work, view.cohort())
    choices = destination_codes.choices(view.cohort())
    around = {"seen": doubts.seen_as(rows), "confidence": CONFIDENCE, "name_of": destination_codes.name_of}
    urls = {"return_url": view.list_url(), "list_url": view.list_url}
    return str(view.render("admin/plan_codes.html", rows=rows, choices=choices, problem=problem, **around, **urls))


def answer(view: Any) -> ResponseReturnValue:
    """The page again, with how many plans have another code now."""
    then = view.get_url(".codes")
    pairs = zip(*(request.form.getlist(name) for name in ("destination", "assigned", "code")), strict=False)
    wanted = {(destination, assigned): code for destination, assigned, code in pairs}
    try:
        with working(then=then) as work:
            changed = plan_codes.set_own(work, cohort=view.cohort(), seen=request.form.get("seen", ""), wanted=wanted)
    except Problems as problems:
        return page(view, problems.by_field["code"]), problems.status
    flash(f"去向代码已保存，{changed:,} 个就业方案的代码随之改变。", "success")
    return redirect(then, 303)
