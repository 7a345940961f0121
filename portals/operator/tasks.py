"""What the worker does when long work is ordered: one runner per kind, each ending in a unit that finishes the job."""

from functools import partial
from tempfile import TemporaryFile

from exports.log_workbook import write_log
from exports.review_workbook import write_reviews
from exports.rows_workbook import refuse_too_many
from importers import employers, students
from importers.report import Report
from signing_core.clock import today
from signing_core.queries import figures, log, review_export
from signing_core.queries.narrowing import Question
from signing_core.use_cases import checked_files, disclosure, roster, uploads
from signing_core.use_cases.jobs import JobKind, Runner, Running

from . import restriction_tasks
from .bulk_tasks import check_bulk, run_bulk
from .finding import hand_back, report_shown, uploaded, watch
from .plan_tasks import check_plans, export_plans


def check_roster(job: Running) -> None:
    """What an uploaded file would do: counts, the first wrong rows, and all of them as a workbook."""
    report = _checked(job)
    hand_back(job, report)


def import_roster(job: Running) -> None:
    """Write the right rows of an uploaded file in one transaction; a repetition finds them unchanged."""
    report = _checked(job)
    facts = [students.facts(clean) for _, clean in report.good]
    rows = [roster.sealed(job.services.new_id, row) for row in job.watched(facts, "正在准备", len(facts))]
    job.services.point("tasks.prepared")
    job.tell("正在写入，请稍候")
    with job.working() as work:
        touched = roster.import_students(
            work, school_id=job.actor.school_id or 0, cohort=job.asked["cohort"], rows=rows
        )
        keys = checked_files.let_go(work, checked_files.ROSTER, job.asked["file"])
        job.finish(work, report_shown(report) | {"touched": touched})
    uploads.clear(job.services, keys)


def check_employers(job: Running) -> None:
    """The same of a list of employers."""
    hand_back(job, _checked_employers(job))


def import_employers(job: Running) -> None:
    """Register the employers of the right rows in one transaction; a repetition finds them registered."""
    report = _checked_employers(job)
    job.services.point("tasks.prepared")
    job.tell("正在写入，请稍候")
    with job.working() as work:
        touched = employers.apply(work, report)
        keys = checked_files.let_go(work, checked_files.EMPLOYERS, job.asked["file"])
        job.finish(work, report_shown(report) | {"touched": touched})
    uploads.clear(job.services, keys)


def export_reviews(job: Running) -> None:
    """签约管理 as it was filtered, as a workbook; full numbers leave an entry in the log."""
    question, columns, full = Question(**job.asked["question"]), job.asked["columns"], job.asked["full"]
    with job.reading() as work, TemporaryFile() as target:
        total = review_export.count(work, question)
        refuse_too_many(total)
        rows = review_export.rows(work, question, columns=columns, full=full)
        written = write_reviews(job.watched(rows, "正在导出", total), target, columns)
        target.seek(0)
        data = target.read()
    job.services.point("tasks.exported")
    with job.working() as work:
        if full:
            disclosure.exported(work, question, rows=written)
        found = {"rows": written, "filter": review_export.described(question)}
        job.finish(work, found, (f"{review_export.file_name(work, question)}.xlsx", data))


def print_figures(job: Running) -> None:
    """The figures as a document."""
    from exports.statistics_pdf import draw_figures

    question = figures.Question(**job.asked["question"])
    with job.reading() as work:
        found, name = figures.read(work, question), figures.file_name(work, question)
    data = draw_figures(found)
    job.services.point("tasks.printed")
    with job.working() as work:
        job.finish(work, {"filter": found.about, "by": found.by}, (f"{name}.pdf", data))


def export_log(job: Running) -> None:
    """操作日志 as it was filtered, as a workbook; the export stands in the log itself."""
    question = Question(**job.asked["question"])
    with job.reading() as work, TemporaryFile() as target:
        total = log.count(work, question)
        refuse_too_many(total)
        written = write_log(job.watched(log.rows(work, question), "正在导出", total), target)
        target.seek(0)
        data = target.read()
    job.services.point("tasks.log_exported")
    with job.working() as work:
        told = log.described(question)
        disclosure.log_exported(work, told, rows=written)
        job.finish(work, {"rows": written, "filter": told}, (f"操作日志_{today(work.at)}.xlsx", data))


RUNNERS: dict[JobKind, Runner] = {
    JobKind.ROSTER_CHECK: check_roster,
    JobKind.ROSTER_IMPORT: import_roster,
    JobKind.EMPLOYER_CHECK: check_employers,
    JobKind.EMPLOYER_IMPORT: import_employers,
    JobKind.REVIEW_EXPORT: export_reviews,
    JobKind.PLAN_CHECK: check_plans,
    JobKind.PLAN_EXPORT: export_plans,
    JobKind.FIGURES_PRINT: print_figures,
    JobKind.BULK_CHECK: check_bulk,
    JobKind.BULK_RUN: run_bulk,
    JobKind.RESTRICTION_CHECK: restriction_tasks.check_list,
    JobKind.RESTRICTION_IMPORT: restriction_tasks.import_list,
    JobKind.RESTRICTION_CHANGE: restriction_tasks.change_all,
    JobKind.LOG_EXPORT: export_log,
    JobKind.RESTRICTION_EXPORT: restriction_tasks.export_list,
}


def _checked(job: Running) -> Report:
    file = uploaded(job, checked_files.ROSTER)
    place = {"school_id": job.actor.school_id, "cohort": job.asked["cohort"]}
    with job.reading() as work:
        data = uploads.content(job.services, file)
        return students.prepare(work, data, file.name, **place, watch=partial(watch, job, "正在与现有生源比对"))


def _checked_employers(job: Running) -> Report:
    file = uploaded(job, checked_files.EMPLOYERS)
    with job.reading() as work:
        data = uploads.content(job.services, file)
        return employers.prepare(work, data, file.name, watch=partial(watch, job, "正在与现有单位比对"))
