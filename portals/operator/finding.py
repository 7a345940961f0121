"""What a job keeps of the report of an uploaded file."""

from typing import Any

from importers.report import Report, reason_of

ROWS_SHOWN, NOTES_SHOWN = 100, 20


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
