"""One row of the national layout: made of what the roster, the signing and the office know; the rest stays empty."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from . import masking
from .catalogues import destination_codes, national
from .catalogues.national import COLUMNS, NAME_OF
from .fields import Content

Cells = dict[str, str]
NOT_MOVED = ("未迁入", "未迁入学校")
NO_UNIT = "升学"  # among 单位性质 an option of our forms: the ministry's table has no such nature
NAMED_UNITS = ("unit_name", "school_name", "abroad_name", "project")  # what of a destination is somebody's name


@dataclass(frozen=True, kw_only=True)
class Reported:
    """What is known of one student: the roster's record, the code that counts, and of a signing what was agreed on.

    ``unit`` is 单位信息 as the office corrected it. ``employer`` is the registered one of an agreement made online.
    """

    student: Any
    school_code: str
    school_name: str
    college: str
    code: str
    content: Content
    unit: Mapping[str, str]
    employer: Any = None
    uscc: str = ""
    unit_name: str = ""


PERSONAL: dict[str, Callable[[str], str]] = {
    "身份证号": masking.id_number,
    "出生日期": lambda day: "*" * len(day),
    "手机号码": masking.phone,
    "电子邮箱": masking.email,
    "联系人电话": masking.contact,
    "联系人手机": masking.contact,
    "联系人电子邮箱": masking.email,
}


class Change(NamedTuple):
    """One cell that says something else than the last time."""

    column: str
    before: str
    after: str


def cells_of(one: Reported) -> Cells:
    """Every column that is not empty, by its name; a code stands wherever its name has one."""
    named = _roster(one) | _destination(one) | _unit(one) | _forwarding(one)
    coded = {
        column: national.code_of(set_name, named[name])
        for column, (name, set_name) in NAME_OF.items()
        if name in named and column not in named
    }
    return {column: text for column in COLUMNS if (text := named.get(column) or coded.get(column, ""))}


def row_of(cells: Mapping[str, str]) -> list[str]:
    """The row in the order of the columns."""
    return [cells.get(column, "") for column in COLUMNS]


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """The cells in which two rows differ, in the order of the columns."""
    pairs = ((column, before.get(column, ""), after.get(column, "")) for column in COLUMNS)
    return [Change(*pair) for pair in pairs if pair[1] != pair[2]]


def masked(cells: Mapping[str, str]) -> Cells:
    """The row without the personal data that may not leave in full."""
    return {column: PERSONAL[column](text) if column in PERSONAL else text for column, text in cells.items()}


def _roster(one: Reported) -> Cells:
    student = one.student
    return {
        "身份证号": student.id_number,
        "姓名": student.name,
        "性别": student.gender,
        "院校代码": one.school_code,
        "院校名称": one.school_name,
        "学历": student.education,
        "专业": student.major,
        "培养方式": student.training,
        "生源所在地": student.origin,
        "所在院系": one.college,
        "所在班级": student.class_name,
        "学号": student.student_number,
        "出生日期": student.id_number[6:14],
        "手机号码": student.phone,
        "电子邮箱": student.email,
    }


def _destination(one: Reported) -> Cells:
    """The code that counts with its own name; one that is not assigned yet has neither."""
    return {"毕业去向代码": one.code, "毕业去向": destination_codes.name_of(one.code)} if one.code else {}


def _unit(one: Reported) -> Cells:
    content, phone = one.content, _text(one.content, "contact_phone")
    registered = one.employer.email if one.employer else ""
    return {
        "单位组织机构代码": one.uscc,
        "单位名称": one.unit_name or next((_text(content, name) for name in NAMED_UNITS if name in content), ""),
        "单位性质": "" if one.unit.get("unit_nature") == NO_UNIT else one.unit.get("unit_nature", ""),
        "单位行业": one.unit.get("unit_industry", ""),
        "单位所在地": one.unit.get("unit_place", ""),
        "工作职位类别": _text(content, "job_category"),
        "单位联系人": _text(content, "contact"),
        "联系人电话": phone if "-" in phone else "",
        "联系人手机": "" if "-" in phone else phone,
        "联系人电子邮箱": _text(content, "unit_email") or registered,
        "单位地址": one.unit.get("unit_address", "") or _text(content, "unit_address"),
        "单位邮编": _text(content, "unit_postcode"),
    }


def _forwarding(one: Reported) -> Cells:
    content = one.content
    unmoved = {_text(content, "household"), _text(content, "household_address")} & set(NOT_MOVED)
    return {
        "户口是否转入学校": "否" if unmoved else "",
        "报到证签往单位名称": _text(content, "dispatch_name"),
        "签往单位所在地": _text(content, "dispatch_place"),
        "档案转寄单位名称": _text(content, "archive_unit"),
        "档案转寄单位地址": _text(content, "archive_address"),
        "档案转寄单位邮编": _text(content, "archive_postcode"),
        "户口迁转地址": "" if unmoved else _text(content, "household_address"),
    }


def _text(content: Content, name: str) -> str:
    return str(content.get(name, ""))
