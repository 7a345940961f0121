"""单位审核: the queue of registrations, one of them beside its licence, and the decision."""

from typing import Any

from flask.typing import ResponseReturnValue
from flask_admin import expose

from portals import licences
from portals.look import tone_of
from portals.web import reading
from signing_core.clock import as_minute
from signing_core.lifecycles.employer import EMPLOYER
from signing_core.models import Employer
from signing_core.queries import employer_case
from signing_core.queries.employer_lists import PENDING, Reviews
from signing_core.queries.employer_pages import licence_of
from signing_core.use_cases.employer_review import act_on

from .deciding import Failed
from .employer_decisions import APPROVE, REJECT
from .employer_pages import COLUMNS, KINDS, EmployerPages, event_line, facts

DECISIONS = {one.trigger: one for one in (APPROVE, REJECT)}


class EmployerReviewView(EmployerPages):
    """Whoever is first of all schools and the province judges; then the next of the queue comes."""

    queries = Reviews
    first_queue = PENDING
    columns = COLUMNS | {"last_act_at": "最后变动", "state": "状态"}
    kinds = KINDS | {"last_act_at": "time"}

    def cells(self, row: Any) -> tuple[Any, ...]:
        shown = (row.name, row.uscc, row.nature, row.industry, row.place)
        return (*shown, as_minute(row.last_act_at), row.state.label)

    @expose("/<public_id>")
    def detail(self, public_id: str) -> ResponseReturnValue:
        return self.show(public_id)

    def show(self, public_id: str, failed: Failed | None = None) -> str:
        with reading() as work:
            employer = work.get(Employer, public_id)
            licence = licence_of(work, employer)
            offered = EMPLOYER.offered(employer, act_on(work, employer))
            shown = {
                "employer": employer,
                "licence": licence,
                "facts": facts(employer, full=True),
                "findings": employer_case.findings(work, employer, licence),
                "entries": [event_line(event) for event in employer_case.events(work, employer)],
            }
            sides = Reviews.neighbours(work.session, self.question(), employer)
        previous, following = (self.row_url(side) if side else None for side in sides)
        judged = {name: said for name, said in offered.items() if name in DECISIONS}
        return self.render(
            "admin/employer_review.html",
            decisions=[DECISIONS[name] for name, said in judged.items() if not said],
            hindrances=[f"{DECISIONS[name].button}：{said[0]}" for name, said in judged.items() if said],
            heading_status=(employer.state.label, tone_of(employer.state.label)),
            failed=failed or Failed(),
            previous_url=previous,
            next_url=following,
            return_url=self.list_url(**self.asked()),
            asked=self.asked(),
            **shown,
        )

    @expose("/licences/<public_id>")
    def licence(self, public_id: str) -> ResponseReturnValue:
        return licences.answer(public_id)

    @expose("/<public_id>/approve", methods=["POST"])
    def approve(self, public_id: str) -> ResponseReturnValue:
        return self.decide(public_id, APPROVE, then=self.next_of(public_id))

    @expose("/<public_id>/reject", methods=["POST"])
    def reject(self, public_id: str) -> ResponseReturnValue:
        return self.decide(public_id, REJECT, then=self.next_of(public_id))

    def next_of(self, public_id: str) -> str:
        """Where one goes on after the decision: the next that waits, else the queue."""
        with reading() as work:
            employer = work.get(Employer, public_id)
            _, following = Reviews.neighbours(work.session, self.question(), employer)
        return self.row_url(following) if following else self.list_url(**self.asked())
