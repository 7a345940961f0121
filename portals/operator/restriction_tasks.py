"""What the worker does for 签约开放列表: lists checked and imported, what a filter finds changed or exported."""

from functools import partial
from tempfile import TemporaryFile

from exports.restriction_workbook import write_restrictions
from exports.rows_workbook import refuse_too_many
from importers import restrictions as lists
from importers.report import Report
from signing_core.queries import restriction_list
from signing_core.queries.narrowing import Question
from signing_core.use_cases import checked_files, disclosure, restrictions, uploads
from signing_core.use_cases.checked_files import RESTRICTIONS
from signing_core.use_cases.jobs import Running
from signing_core.use_cases.restrictions import MOST_AT_ONCE, Wish

from .finding import hand_back, report_shown, uploaded, watch


def check_list(job: Running) -> None:
    """What an uploaded list would do: counts, the first wrong rows, and all of them as a workbook."""
    hand_back(job, _checked(job))


def import_list(job: Running) -> None:
    """Restrict and open whom the right rows name, in one transaction; a repetition finds them so."""
    report = _checked(job)
    job.tell("正在写入，请稍候")
    with job.working() as work:
        touched = lists.apply(work, report, cohort=job.asked["cohort"])
        keys = checked_files.let_go(work, RESTRICTIONS, job.asked["file"])
        job.finish(work, report_shown(report) | {"touched": touched})
    uploads.clear(job.services, keys)


def change_all(job: Running) -> None:
    """Restrict or open all that a filter finds now, in one transaction."""
    question, wish = Question(**job.asked["question"]), Wish(**job.asked["wish"])
    job.tell("正在写入，请稍候")
    with job.working() as work:
        numbers = restriction_list.numbers(work, question, most=MOST_AT_ONCE)
        touched = restrictions.change_many(work, dict.fromkeys(numbers, wish), cohort=question.cohort)
        described = restriction_list.described(question)
        job.finish(work, {"touched": touched, "unchanged": len(numbers) - touched, "filter": described})


def export_list(job: Running) -> None:
    """The list as it was filtered, as a workbook; the log has who took it along."""
    question = Question(**job.asked["question"])
    with job.reading() as work, TemporaryFile() as target:
        total = restriction_list.count(work, question)
        refuse_too_many(total)
        rows = restriction_list.rows(work, question)
        written = write_restrictions(job.watched(rows, "正在导出", total), target)
        target.seek(0)
        data = target.read()
    job.services.point("tasks.exported")
    with job.working() as work:
        disclosure.restrictions_exported(work, question, rows=written)
        found = {"rows": written, "filter": restriction_list.described(question)}
        job.finish(work, found, (f"{restriction_list.file_name(work, question)}.xlsx", data))


def _checked(job: Running) -> Report:
    file = uploaded(job, RESTRICTIONS)
    place = {"school_id": job.actor.school_id, "cohort": job.asked["cohort"]}
    with job.reading() as work:
        data = uploads.content(job.services, file)
        return lists.prepare(work, data, file.name, **place, watch=partial(watch, job, "正在与现有生源比对"))
