"""What the worker does for 就业方案: the check before it is reported, and the export with its differences."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from tempfile import TemporaryFile
from typing import Any

from exports.plan_workbook import marked, write_check, write_plans
from exports.rows_workbook import refuse_too_many
from signing_core import plan_check, plan_sheet
from signing_core.catalogues.national import COLUMNS
from signing_core.queries import plan_export
from signing_core.queries.plan_export import Line
from signing_core.use_cases import disclosure, plan_exports
from signing_core.use_cases.jobs import Running

FIRST_ROW = 2  # of a sheet, below its headings
KINDS_SHOWN = 100
NEW, CHANGED, GONE = "新增", "变更", "不再上报"


@dataclass
class Findings:
    """What is counted while the rows go by; ``rows`` are those with a wrong cell, masked and marked."""

    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)
    doubted: Counter[tuple[str, str]] = field(default_factory=Counter)
    rows: list[list[str]] = field(default_factory=list)
    wrong_rows: int = 0

    def look(self, line: Line) -> plan_check.Problems:
        """Count one row; by column what is wrong with it."""
        problems = plan_check.problems_of(line.cells)
        self.wrong.update(problems.items())
        self.doubted.update(plan_check.doubts_of(line.cells, line.mark))
        self.wrong_rows += bool(problems)
        return problems

    def cells(self, lines: Iterable[Line]) -> Iterator[list[str]]:
        """Each wrong cell with its row's number in the export, whose it is, what stands there, and why it is wrong."""
        for number, line in enumerate(lines, FIRST_ROW):
            if problems := self.look(line):
                shown = plan_sheet.masked(line.cells)
                self.rows.append(marked(number, plan_sheet.row_of(shown), problems))
                for column in sorted(problems, key=COLUMNS.index):
                    yield [str(number), *_whose(shown), column, shown.get(column, ""), problems[column]]

    def told(self) -> dict[str, Any]:
        """As the page of the job shows it, in the order of the columns."""
        return {
            "wrong_rows": self.wrong_rows,
            "cells": self.wrong.total(),
            "wrong": _in_order(self.wrong),
            "doubted": _in_order(self.doubted),
        }


@dataclass
class Export:
    """What an export gathers while its rows are written: the rows to keep, and the differences to the last one."""

    job: Running
    findings: Findings = field(default_factory=Findings)
    kept: list[plan_exports.Kept] = field(default_factory=list)
    different: list[list[str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def rows(self, lines: Iterable[Line]) -> Iterator[list[str]]:
        for line in lines:
            self.findings.look(line)
            self.kept.append(plan_exports.sealed(line, self.job.services.new_id()))
            self._compare(line)
            yield plan_sheet.row_of(line.cells)

    def _compare(self, line: Line) -> None:
        if line.before is None:
            self._note(line.cells, NEW)
        elif changes := plan_sheet.changes(line.before, line.cells):
            self._note(line.cells, CHANGED, *changes)

    def gone(self, rows: Iterable[plan_sheet.Cells]) -> Iterator[list[str]]:
        """What was reported last and is not now; the rows are read when all others are written."""
        for cells in rows:
            self.counts[GONE] += 1
            yield [*_whose(cells), GONE, "", "", ""]

    def _note(self, cells: plan_sheet.Cells, what: str, *changes: plan_sheet.Change) -> None:
        self.counts[what] += 1
        self.different += [[*_whose(cells), what, *change] for change in changes or [("", "", "")]]

    def told(self) -> dict[str, Any]:
        counts = {"new": self.counts[NEW], "changed": self.counts[CHANGED], "gone": self.counts[GONE]}
        return self.findings.told() | counts


def check_plans(job: Running) -> None:
    """Every cell that is missing or wrong in what would be reported, of what the orderer may see."""
    cohort, findings = job.asked["cohort"], Findings()
    with job.reading() as work, TemporaryFile() as target:
        total = plan_export.standing(work, cohort).submitted
        lines = job.watched(plan_export.lines(work, cohort), "正在检查", total)
        write_check(findings.cells(lines), findings.rows, target)
        name, data = plan_export.file_name(work, cohort, check=True), _whole(target)
    with job.working() as work:
        job.finish(work, {"rows": total} | findings.told(), (name, data) if findings.wrong_rows else None)


def export_plans(job: Running) -> None:
    """What is reported upward, and what has changed since the last time; the last unit keeps it for the next one."""
    cohort, export = job.asked["cohort"], Export(job)
    with job.reading() as work, TemporaryFile() as target:
        plan_exports.refuse_others(work)
        total = plan_export.standing(work, cohort).submitted
        refuse_too_many(total)
        rows = export.rows(job.watched(plan_export.lines(work, cohort), "正在导出", total))
        differences = chain(export.different, export.gone(_gone(work, cohort, export)))
        written = write_plans(rows, differences, target)
        name, data = plan_export.file_name(work, cohort), _whole(target)
    job.services.point("tasks.plans_read")
    job.tell("正在保存，请稍候")
    with job.working() as work:
        plan_exports.keep(work, cohort=cohort, rows=export.kept)
        disclosure.plans_exported(work, cohort, rows=written)
        job.finish(work, {"rows": written} | export.told(), (name, data))


def _gone(work: Any, cohort: int, export: Export) -> Iterator[plan_sheet.Cells]:
    """Asked when the rows are written: only then it is known who is among them."""
    yield from plan_export.gone(work, cohort, {row["student_id"] for row in export.kept})


def _whose(cells: plan_sheet.Cells) -> list[str]:
    return [cells.get(name, "") for name in ("学号", "姓名", "所在院系")]


def _in_order(counted: Counter[tuple[str, str]]) -> list[list[Any]]:
    by_column = sorted(counted.items(), key=lambda one: (COLUMNS.index(one[0][0]), -one[1]))
    return [[column, why, times] for (column, why), times in by_column[:KINDS_SHOWN]]


def _whole(target: Any) -> bytes:
    target.seek(0)
    data: bytes = target.read()
    return data
