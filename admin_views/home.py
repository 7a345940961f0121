"""The console's first page: what waits, whether signing is open, and the ways on."""

from typing import Any

from flask.typing import ResponseReturnValue
from flask_admin import BaseView, expose

from portals.furniture import cohort
from portals.web import present_actor, reading
from signing_core.actors import STAFF, Role
from signing_core.queries import console_home, narrowing, openings, review_list, tasks
from signing_core.work import UnitOfWork

from .base import Console


class HomeView(Console, BaseView):
    """The office sees its tasks and queues; the province how many schools and employers there are, no business data."""

    who = STAFF

    @expose("/")
    def index(self) -> ResponseReturnValue:
        actor = present_actor()
        with reading() as work:
            shown = of_province(work) if actor.role is Role.PROVINCE else of_office(work)
        return self.render("admin/home.html", **shown)


def of_office(work: UnitOfWork) -> dict[str, Any]:
    question = narrowing.Question(cohort=cohort(), role=work.actor.role)
    return {
        "mine": tasks.of_actor(work, cohort=question.cohort),
        "counts": review_list.counts(work.session, question),
        "opening": openings.present(work, cohort=question.cohort),
        "may_set": work.actor.role is Role.SCHOOL,
    }


def of_province(work: UnitOfWork) -> dict[str, Any]:
    return {"province": console_home.province(work)}
