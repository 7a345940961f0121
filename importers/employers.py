"""用人单位: the columns of the list, the check of a whole file, and its import."""

from collections.abc import Mapping
from typing import Any

from signing_core import values
from signing_core.catalogues import codes
from signing_core.catalogues.checks import Check, line, one_of
from signing_core.models import Employer
from signing_core.queries import employer_lists
from signing_core.states import EmployerState
from signing_core.use_cases import employer_import
from signing_core.work import UnitOfWork

from .report import Report
from .rows import Watch, examine, reported
from .templates import Column, names
from .workbook import Table, read_table

TITLE = "用人单位"
MOST_ROWS = 5_000  # each with an account and a letter, in one transaction
NAME, CODE = "单位名称", "统一社会信用代码"

EMPLOYER_COLUMNS = (
    Column(NAME, example="示范科技有限公司", width=30, note="与营业执照或法人证书一致，最多 60 个字。"),
    Column(CODE, example="91420100MA0000001X", width=24, note="18 位；不可重复。"),
    Column("单位性质", options=codes.names("单位性质"), example="其他企业", width=16),
    Column("单位行业", options=codes.names("单位行业"), example="制造业", width=26),
    Column("单位所在地", example="湖北省武汉市洪山区", width=26, note="从省级起写全称。"),
    Column("通讯地址", example="珞狮路 8 号", width=30),
    Column("邮编", example="430070", width=10, note="6 位。"),
    Column("联系人", example="李先生", width=12),
    Column("联系电话", example="027-87650000", width=18, note="手机号码，或带区号的固定电话。"),
    Column("邮箱", example="hr@example.com", width=26, note="设置密码的链接会发到这里。"),
)
NOTES = (
    "导入的单位直接为审核通过，请先核实。登录名是统一社会信用代码，设置密码的链接发到所填邮箱，7 天内有效。",
    "已审核通过的单位按统一社会信用代码识别，再次导入不会改动。",
)
CHECKS: dict[str, Check] = {
    NAME: line(60),
    CODE: values.uscc,
    "单位性质": one_of("单位性质"),
    "单位行业": one_of("单位行业"),
    "单位所在地": values.place,
    "通讯地址": line(120),
    "邮编": values.postcode,
    "联系人": line(50),
    "联系电话": values.contact_phone,
    "邮箱": values.email,
}
FACT_OF = {
    NAME: "name",
    CODE: "uscc",
    "单位性质": "nature",
    "单位行业": "industry",
    "单位所在地": "place",
    "通讯地址": "address",
    "邮编": "postcode",
    "联系人": "contact",
    "联系电话": "contact_phone",
    "邮箱": "email",
}


def read(data: bytes, filename: str, *, most: int | None = None) -> Table:
    """The file's rows; TooManyRows for more than ``most`` of them."""
    return read_table(data, filename, names(EMPLOYER_COLUMNS), most=min(most or MOST_ROWS, MOST_ROWS))


def prepare(work: UnitOfWork, data: bytes, filename: str, *, most: int | None = None, watch: Watch = iter) -> Report:
    """Read a file and check it whole, in itself and against the employers that there are; nothing is written.

    Raises BadWorkbook for a file that cannot be read, and TooManyRows for one of more rows than ``most``.
    """
    table = read(data, filename, most=most)
    report = reported(TITLE, table, [(row, *examine(row, CHECKS)) for row in watch(table.rows)], unique=[CODE])
    good, report.good = report.good, []
    cells = {row.number: row.cells for row in table.rows}
    known = employer_lists.by_code(work, [clean[CODE] for _, clean in good])
    for number, clean in good:
        _compare(report, number, clean, cells[number], known.get(clean[CODE]))
    return report


def apply(work: UnitOfWork, report: Report) -> int:
    """Register the employers of the right rows that are new; returns how many there were."""
    return employer_import.register_all(work, [facts(clean) for _, clean in report.good])


def facts(clean: Mapping[str, Any]) -> dict[str, Any]:
    """A clean row under the names of an employer."""
    return {fact: clean[column] for column, fact in FACT_OF.items()}


def _compare(
    report: Report, number: int, clean: dict[str, Any], cells: Mapping[str, str], known: Employer | None
) -> None:
    """New, or registered already; a name that differs and a registration that waits make the row wrong."""
    if known is not None and known.state is EmployerState.PENDING:
        report.refuse(number, cells, {CODE: f"“{known.name}”已用此代码注册，等待审核，请在单位审核中办理。"})
    elif known is not None and known.name != clean[NAME]:
        report.refuse(number, cells, {NAME: f"此代码已登记为“{known.name}”，请核对。"})
    else:
        report.good.append((number, clean))
        report.new += known is None
        report.unchanged += known is not None
