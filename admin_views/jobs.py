"""导入导出任务: how far the actor's long work is, and what came of it."""

from io import BytesIO

from flask.typing import ResponseReturnValue
from flask_admin import expose

from portals.downloads import attached
from portals.web import reading, services
from signing_core.actors import STAFF
from signing_core.clock import as_minute
from signing_core.models import JobState
from signing_core.queries import jobs as kept
from signing_core.use_cases import jobs, uploads
from signing_core.use_cases.housekeeping import RESULTS_KEPT
from signing_core.use_cases.jobs import UNFINISHED, JobKind

from .base import ConsolePage

STATES = {
    JobState.WAITING: ("等待处理", "waiting"),
    JobState.RUNNING: ("处理中", "info"),
    JobState.DONE: ("已完成", "ok"),
    JobState.FAILED: ("未完成", "bad"),
}


class JobsView(ConsolePage):
    """Not in the menu: an import, an export or a print leads here."""

    who = STAFF

    def is_visible(self) -> bool:
        return False

    @expose("/")
    def index(self) -> ResponseReturnValue:
        with reading() as work:
            found = kept.mine(work)
        shown = {"kinds": JobKind, "states": STATES, "days": RESULTS_KEPT.days, "minute": as_minute}
        return self.render("admin/jobs.html", jobs=found, **shown)

    @expose("/<public_id>")
    def show(self, public_id: str) -> ResponseReturnValue:
        with reading() as work:
            job = jobs.find(work, public_id)
        return self.render(
            "admin/job.html",
            job=job,
            kind=JobKind(job.kind),
            state=STATES[job.state],
            going_on=job.state in UNFINISHED,
            done=job.state is JobState.DONE,
            days=RESULTS_KEPT.days,
        )

    @expose("/<public_id>/file")
    def file(self, public_id: str) -> ResponseReturnValue:
        with reading() as work:
            result = jobs.result(work, public_id)
        return attached(BytesIO(uploads.content(services(), result)), result.name)
