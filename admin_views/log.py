"""操作日志: who of the staff did what that leaves no trail of its own; to be read and exported, never changed."""

from dataclasses import asdict, replace
from typing import Any

from flask import redirect
from flask.typing import ResponseReturnValue
from flask_admin import expose

from portals.web import services, working
from signing_core.actors import Role
from signing_core.models import LogEntry
from signing_core.queries import log, narrowing
from signing_core.use_cases import jobs
from signing_core.use_cases.jobs import JobKind

from .base import ConsoleView


class LogView(ConsoleView):
    """A school reads its own, the province its own and what concerns no school."""

    who = frozenset({Role.SCHOOL, Role.PROVINCE})
    model = LogEntry
    queries = log
    columns = {"at": "时间", "who": "操作人", "role": "身份", "act": "操作类型", "detail": "内容"}  # noqa: RUF012
    kinds = {"at": "num", "who": "cell-lead", "role": "num cell-brief", "act": "num cell-brief", "detail": "wrap"}  # noqa: RUF012
    search_label = ""
    list_template = "admin/log.html"

    def question(self) -> narrowing.Question:
        return narrowing.Question(cohort=0, wanted=self.wanted())

    def around(self) -> dict[str, Any]:
        return super().around() | {"controls": self.controls(), "clear_url": self.list_url()}

    def controls(self) -> list[Any]:
        """An act is chosen from those that there are."""
        fields = self.sought.controls(())
        return [
            replace(one, kind="choice", options=log.acts(self.reader)) if one.name == "act" else one for one in fields
        ]

    def get_pk_value(self, row: Any) -> str:
        return str(row.id)

    def row_address(self) -> None:
        """An entry has no page of its own."""

    def cells(self, row: Any) -> tuple[Any, ...]:
        return log.told(row)

    @expose("/export", methods=["POST"])
    def export(self) -> ResponseReturnValue:
        """What the list is narrowed to as a workbook, by the worker; the answer stands on the job's page."""
        job_id = services().new_id()
        then = self.get_url("admin_jobs.show", public_id=job_id)
        asked = {"question": asdict(self.question())}
        with working(then=then) as work:
            jobs.order(work, JobKind.LOG_EXPORT, asked, public_id=job_id)
        return redirect(then, 303)
