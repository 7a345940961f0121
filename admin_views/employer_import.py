"""导入用人单位: employers that the office has verified itself."""

from importers import employers
from importers.report import Report
from importers.templates import template
from signing_core.lifecycles.employer import REVIEWERS
from signing_core.use_cases import checked_files
from signing_core.work import UnitOfWork

from .importing import ImportPage, left_out


class EmployerImportView(ImportPage):
    """Not in the menu: 单位列表 leads here."""

    who = REVIEWERS
    what = checked_files.EMPLOYERS
    label, title, page = "用人单位文件", employers.TITLE, "employer_import"
    most = employers.MOST_ROWS

    def is_visible(self) -> bool:
        return False

    def check(self, work: UnitOfWork, data: bytes, name: str, *, most: int) -> Report:
        return employers.prepare(work, data, name, most=most)

    def read(self, data: bytes, name: str, *, most: int) -> object:
        return employers.read(data, name, most=most)

    def apply(self, work: UnitOfWork, report: Report) -> int:
        return employers.apply(work, report)

    def blank_workbook(self) -> bytes:
        return template(employers.EMPLOYER_COLUMNS, employers.TITLE, employers.NOTES)

    def summary(self, touched: int, report: Report) -> str:
        told = f"导入完成：新增 {touched} 个单位，{report.unchanged} 个已有{left_out(report)}。"
        return told + "设置密码的链接已发到新增单位的邮箱。" if touched else told
