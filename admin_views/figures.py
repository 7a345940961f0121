"""去向统计: graduates, signed, by destination, and both rates, as charts and tables; as a workbook and on paper."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from io import BytesIO
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose

from exports.statistics_workbook import write_figures
from portals.downloads import workbook
from portals.furniture import cohort
from portals.web import present_actor, reading, services, working
from signing_core.actors import STAFF, Role
from signing_core.catalogues.rates import FORMULAS
from signing_core.errors import Problems
from signing_core.figures_sheet import shown
from signing_core.queries import figures, narrowing
from signing_core.use_cases import jobs
from signing_core.use_cases.jobs import JobKind
from signing_core.work import UnitOfWork

from .base import ConsolePage
from .search import Control, Search

MOST_BARS = 30


class FiguresView(ConsolePage):
    """The office sees its own graduates and goes on to their list; the province sees figures only, by school."""

    who = STAFF

    @expose("/")
    def index(self) -> ResponseReturnValue:
        sought = searched()
        with reading() as work:
            page = self.page(work, sought) | {"controls": controls(work, sought)}
        return self.render("admin/figures.html", **page), Problems.status if sought.problems else 200

    @expose("/export")
    def export(self) -> ResponseReturnValue:
        """All tables as a workbook."""
        with reading() as work:
            question = asked(work, searched())
            data, name = write_figures(figures.read(work, question)), figures.file_name(work, question)
        return workbook(BytesIO(data), name)

    @expose("/print", methods=["POST"])
    def print(self) -> ResponseReturnValue:
        """The same on paper, by the worker; the answer stands on the job's page."""
        with reading() as work:
            question = asked(work, searched())
        job_id = services().new_id()
        then = self.get_url("admin_jobs.show", public_id=job_id)
        with working(then=then) as work:
            jobs.order(work, JobKind.FIGURES_PRINT, {"question": asdict(question)}, public_id=job_id)
        return redirect(then, 303)

    def page(self, work: UnitOfWork, sought: Search) -> dict[str, Any]:
        """What the template shows; nothing is asked while a field is wrong."""
        years = of_the_province(work)
        question = replace(question_of(sought, years), wanted=sought.wanted)
        found = None if sought.problems else figures.read(work, question)
        kept = sought.typed | ({"cohort": str(question.cohort)} if years else {})
        return {
            "figures": found,
            "bars": found.largest(MOST_BARS) if found else [],
            "tabs": [
                (label, self.get_url(".index", by=name, **kept), None, name == question.by)
                for name, label in figures.groups_of(work.actor).items()
            ],
            "formulas": FORMULAS,
            "years": years,
            "question": question,
            "kept": kept | {"by": question.by},
            "shown": shown,
            "list_url": plan_url,
        }


def searched() -> Search:
    return Search.read(figures.FILTERS[present_actor().role], request.args)


def asked(work: UnitOfWork, sought: Search) -> figures.Question:
    """What the address asks for; raises Problems."""
    if sought.problems:
        raise Problems(sought.problems)
    return replace(question_of(sought, of_the_province(work)), wanted=sought.wanted)


def question_of(sought: Search, years: list[int]) -> figures.Question:
    """The cohort of the page's head; the province, whose head has none, chooses among those that there are."""
    groups = figures.groups_of(present_actor())
    by = request.args.get("by", "")
    chosen = request.args.get("cohort", type=int)
    year = chosen if chosen in years else years[0] if years else cohort()
    return figures.Question(cohort=year, by=by if by in groups else next(iter(groups)))


def of_the_province(work: UnitOfWork) -> list[int]:
    return figures.cohorts(work) if work.actor.role is Role.PROVINCE else []


def controls(work: UnitOfWork, sought: Search) -> list[Control]:
    """The fields of the form; a major is chosen from those that there are."""
    school = work.actor.role is Role.SCHOOL
    fields = sought.controls(narrowing.colleges(work.session) if school else ())
    return [
        replace(one, kind="choice", options=figures.majors(work)) if one.name == figures.MAJOR else one
        for one in fields
    ]


def plan_url(finds: Mapping[str, str]) -> str:
    """就业方案, narrowed to those whom a count is of."""
    return url_for("admin_plan.index_view", **finds)
