"""The console's first page: what waits, whether signing is open, the rates of schools, and the ways on."""

from typing import Any

from flask.typing import ResponseReturnValue
from flask_admin import BaseView, expose

from portals.furniture import cohort
from portals.web import present_actor, reading
from signing_core.actors import STAFF, Role
from signing_core.catalogues.rates import FORMULAS
from signing_core.queries import console_home, employer_lists, figures, narrowing, openings, review_list, tasks
from signing_core.work import UnitOfWork

from .base import Console

MOST_WAITING, MOST_BARS = 5, 12


class HomeView(Console, BaseView):
    """The office sees its tasks and queues; the province employers that wait and figures, nobody's data."""

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
    waiting = employer_lists.Reviews.page(
        work.session, narrowing.Question(cohort=0, queue=employer_lists.PENDING), at=None, size=MOST_WAITING
    )
    return {"province": console_home.province(work), "waiting": waiting.rows, **rates(work)}


def rates(work: UnitOfWork) -> dict[str, Any]:
    """The newest cohort's rate by school, as a chart; nothing where there is no graduate yet."""
    years = figures.cohorts(work)
    found = figures.read(work, figures.Question(cohort=years[0], by=figures.SCHOOL)) if years else None
    return {"figures": found, "bars": found.largest(MOST_BARS) if found else [], "formula": FORMULAS[-1]}
