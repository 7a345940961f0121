"""Commands that read and write workbooks: the roster and employers in, the review list out."""

from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import click

from exports.review_workbook import write_reviews
from importers import employers, students
from importers.report import Report, reason_of
from importers.workbook import MOST_BYTES
from signing_core.actors import SYSTEM, Actor, Role
from signing_core.queries import review_export, schools
from signing_core.queries.narrowing import Question
from signing_core.sheets import REVIEW_COLUMNS

from .terminal import Said, group, here, operator_command, shown

import_ = group("import", "导入。")
export = group("export", "导出。")
COMMANDS = (import_, export)


@import_.command("students")
@click.argument("file", type=click.File("rb"))
@click.option("--school", "code", required=True, help="学校的院校标识码。")
@click.option("--cohort", required=True, type=click.IntRange(2000, 2100), help="毕业年度。")
@click.option("--dry-run", is_flag=True, help="只检查，不写入。")
@click.option("--right-rows", is_flag=True, help="有错误行时，仍写入其余正确的行。")
@operator_command
def import_students(file: BinaryIO, code: str, cohort: int, dry_run: bool, right_rows: bool) -> None:
    """导入生源信息。有任何一行不对时列出原因并以 1 退出；除非指定 --right-rows，此时不写入任何一行。"""
    office = office_of(code)
    where = {"school_id": office.school_id, "cohort": cohort}
    with here().reading(office) as work:
        report = students.prepare(work, file.read(MOST_BYTES + 1), file.name, **where)
    tell(report)
    if may_write(report, dry_run=dry_run, right_rows=right_rows):
        rows = shown(report.good, "写入", len(report.good))
        with here().working(office) as work:
            touched = students.apply(work, replace(report, good=rows), **where)
        click.echo(f"已写入：新增或变更 {touched} 人。")
    refuse_wrong_rows(report)


@import_.command("employers")
@click.argument("file", type=click.File("rb"))
@click.option("--dry-run", is_flag=True, help="只检查，不写入。")
@click.option("--right-rows", is_flag=True, help="有错误行时，仍写入其余正确的行。")
@operator_command
def import_employers(file: BinaryIO, dry_run: bool, right_rows: bool) -> None:
    """导入用人单位，直接为审核通过。有任何一行不对时列出原因并以 1 退出；除非指定 --right-rows，此时不写入任何一行。"""
    with here().reading(SYSTEM) as work:
        report = employers.prepare(work, file.read(MOST_BYTES + 1), file.name)
    tell(report)
    if may_write(report, dry_run=dry_run, right_rows=right_rows):
        with here().working(SYSTEM) as work:
            touched = employers.apply(work, report)
        click.echo(f"已写入：新增 {touched} 个单位，设置密码的链接会发到各单位邮箱。")
    refuse_wrong_rows(report)


@export.command("reviews")
@click.option("--school", "code", required=True, help="学校的院校标识码。")
@click.option("--cohort", required=True, type=click.IntRange(2000, 2100), help="毕业年度。")
@click.option("--out", required=True, type=click.Path(dir_okay=False, writable=True, path_type=Path), help="目标文件。")
@operator_command
def export_reviews(code: str, cohort: int, out: Path) -> None:
    """把签约管理列表导出为工作簿，与页面上的“导出”相同。"""
    part = out.with_name(f"{out.name}.part")
    with here().reading(office_of(code)) as work, part.open("wb") as target:
        rows = review_export.rows(work, Question(cohort=cohort), columns=list(REVIEW_COLUMNS), full=False)
        count = write_reviews(shown(rows, "导出"), target)
    part.replace(out)
    click.echo(f"已导出 {count} 行到 {out}。")


def office_of(code: str) -> Actor:
    """The school's office, as whom a command sees and does what the office could."""
    with here().reading(SYSTEM) as work:
        school = schools.by_code(work, code)
    return Actor(role=Role.SCHOOL, name=f"{school.name}就业办（命令行）", school_id=school.id)


def may_write(report: Report, *, dry_run: bool, right_rows: bool) -> bool:
    """Whether the right rows are written; says so where nothing is."""
    writes = not dry_run and (report.all_right or right_rows)
    if not writes:
        click.echo("没有写入。")
    return writes


def refuse_wrong_rows(report: Report) -> None:
    """Exit 1 where any row is wrong."""
    if not report.all_right:
        raise Said(f"{len(report.wrong_rows())} 行有误。")


def tell(report: Report) -> None:
    """The outcome of the check: what would happen, and each wrong row with its reasons on stderr."""
    click.echo(f"新增 {report.new}，变更 {report.changed}，无变化 {report.unchanged}。")
    for note in report.notes:
        click.echo(note)
    for number, problems in report.wrong_rows().items():
        click.echo(f"第 {number} 行：{reason_of(problems)}。", err=True)
