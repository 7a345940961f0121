"""审核意见模板: the reasons that a school words once for the dialogs of its decisions."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from portals.web import reading, working
from signing_core.actors import Role
from signing_core.errors import Problems
from signing_core.models import ReasonGroup
from signing_core.queries import reason_templates as worded
from signing_core.use_cases import reason_templates

from .base import ConsolePage


class ReasonsView(ConsolePage):
    """Only the school's own office words them; its colleges use them."""

    who = frozenset({Role.SCHOOL})

    @expose("/", methods=("GET", "POST"))
    def index(self) -> ResponseReturnValue:
        if request.method == "GET":
            return self.page()
        written = {group: request.form.get(group, "") for group in ReasonGroup}
        then = self.get_url(".index")
        try:
            with working(then=then) as work:
                count = reason_templates.set_all(work, seen=request.form.get("seen", ""), wanted=written)
        except Problems as problems:
            return self.page(written, problems.by_field), problems.status
        flash(f"审核意见模板已保存，共 {count} 条。", "success")
        return redirect(then, 303)

    def page(self, written: dict[ReasonGroup, str] | None = None, problems: dict[str, str] | None = None) -> str:
        """What there is, or where there is none yet, what one may begin with."""
        with reading() as work:
            kept = worded.of_school(work)
        begun = any(kept.values())
        shown = written or {group: "\n".join((kept if begun else worded.READY_MADE)[group]) for group in ReasonGroup}
        return str(
            self.render(
                "admin/reasons.html",
                begun=begun,
                shown=shown,
                problems=problems or {},
                seen=request.form.get("seen") or worded.seen_as(kept),
                most=reason_templates.MOST,
            )
        )
