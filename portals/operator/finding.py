"""What the jobs of an uploaded file share: fetched, watched while it is checked, its report kept and handed back."""

from collections.abc import Iterator, Sequence
from typing import Any

from importers.report import Report, reason_of, returned_workbook
from importers.workbook import Row
from signing_core.models import KeptFile
from signing_core.use_cases import checked_files
from signing_core.use_cases.checked_files import Import
from signing_core.use_cases.jobs import Running

ROWS_SHOWN, NOTES_SHOWN = 100, 20


def uploaded(job: Running, what: Import) -> KeptFile:
    """The file that the job was ordered for; raises MoveRefused where it is gone."""
    with job.reading() as work:
        file = checked_files.find(work, what, job.asked["file"])
    job.tell("正在读取文件")
    job.services.point("tasks.uploaded")
    return file


def watch(job: Running, after: str, rows: Sequence[Row]) -> Iterator[Row]:
    """The rows as they are checked, and what comes after the last."""
    yield from job.watched(rows, "正在检查", len(rows))
    job.tell(after)


def hand_back(job: Running, report: Report) -> None:
    """What a check found, and its wrong rows as a workbook."""
    wrong = (f"{report.title}待更正.xlsx", returned_workbook(report)) if report.problems else None
    job.services.point("tasks.checked")
    with job.working() as work:
        job.finish(work, report_shown(report), wrong)


def report_shown(report: Report) -> dict[str, Any]:
    """A report as a page shows it; sentences about rows name no ID number and no phone."""
    wrong = report.wrong_rows()
    return {
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "wrong": len(wrong),
        "rows": [[number, reason_of(problems)] for number, problems in list(wrong.items())[:ROWS_SHOWN]],
        "notes": report.notes[:NOTES_SHOWN],
    }
