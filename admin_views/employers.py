"""单位列表: every employer, what was done about it, and the doors that are shut to it."""

import tempfile
from typing import Any

from flask.typing import ResponseReturnValue
from flask_admin import expose

from exports.employer_workbook import write_employers
from exports.rows_workbook import refuse_too_many
from portals import licences
from portals.downloads import workbook
from portals.look import tone_of
from portals.web import only, present_actor, reading, services
from signing_core.actors import Role
from signing_core.clock import today
from signing_core.lifecycles.employer import EMPLOYER
from signing_core.models import Employer
from signing_core.queries import employer_case, employer_lists
from signing_core.queries.employer_lists import REGISTERED, Listing
from signing_core.queries.employer_pages import licence_of
from signing_core.use_cases.employer_review import act_on

from .deciding import Decision, Failed
from .employer_decisions import BLOCK, RESUME, SUSPEND, UNBLOCK
from .employer_pages import COLUMNS, KINDS, EmployerPages, event_line, facts

OF_PROVINCE = {one.trigger: one for one in (SUSPEND, RESUME)}
STOPPED = {True: "已停止", False: ""}


class EmployerView(EmployerPages):
    """A school sees its own signings with an employer, the province none."""

    queries = Listing
    first_queue = REGISTERED
    list_template = "admin/employers.html"
    columns = COLUMNS | {"state": "状态", "blocked": "学校签约"}
    kinds = KINDS | {"blocked": "status"}

    def cells(self, row: Any) -> tuple[Any, ...]:
        return (row.name, row.uscc, row.nature, row.industry, row.place, row.state.label, STOPPED[row.blocked])

    def around(self) -> dict[str, Any]:
        return super().around() | {"controls": self.sought.controls([]), "queue": self.queue()}

    @expose("/<public_id>")
    def detail(self, public_id: str) -> ResponseReturnValue:
        return self.show(public_id)

    def show(self, public_id: str, failed: Failed | None = None) -> str:
        of_school = present_actor().role is Role.SCHOOL
        with reading() as work:
            employer = work.get(Employer, public_id)
            blocks = employer_case.blocks(work, employer)
            offered = EMPLOYER.offered(employer, act_on(work, employer))
            shown = {
                "employer": employer,
                "blocks": [("单位信息", facts(employer, full=False))],
                "licence": licence_of(work, employer),
                "stops": blocks,
                "tallied": employer_case.with_own_school(work, employer, cohort=self.cohort()) if of_school else [],
                "entries": [event_line(event) for event in employer_case.events(work, employer)],
            }
        decisions = self.own_door(stopped=bool(blocks)) if of_school else []
        decisions += [one for name, one in OF_PROVINCE.items() if name in offered and not offered[name]]
        return self.render(
            "admin/employer.html",
            decisions=decisions,
            heading_status=(employer.state.label, tone_of(employer.state.label)),
            failed=failed or Failed(),
            return_url=self.list_url(**self.asked()),
            asked=self.asked(),
            **shown,
        )

    @staticmethod
    def own_door(*, stopped: bool) -> list[Decision]:
        return [UNBLOCK if stopped else BLOCK]

    @expose("/licences/<public_id>")
    def licence(self, public_id: str) -> ResponseReturnValue:
        return licences.answer(public_id)

    @expose("/<public_id>/<any(block, unblock):decision>", methods=["POST"])
    @only(Role.SCHOOL)
    def own_school(self, public_id: str, decision: str) -> ResponseReturnValue:
        chosen = {"block": BLOCK, "unblock": UNBLOCK}[decision]
        return self.decide(public_id, chosen, then=self.row_url(public_id))

    @expose("/<public_id>/<any(suspend, resume):decision>", methods=["POST"])
    @only(Role.PROVINCE)
    def everywhere(self, public_id: str, decision: str) -> ResponseReturnValue:
        return self.decide(public_id, OF_PROVINCE[decision], then=self.row_url(public_id))

    @expose("/export")
    def export_list(self) -> ResponseReturnValue:
        """The list as it is filtered, in its order, without contact data."""
        question = self.question()
        target = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
        with reading() as work:
            refuse_too_many(employer_lists.count(work, question))
            rows = employer_lists.every(work, question)
            write_employers(((*self.cells(row), row.address) for row in rows), target)
        return workbook(target, f"单位列表_{today(services().clock())}")
