"""上报前检查: what is missing or wrong in a row of the national layout, cell by cell, each with the sentence why."""

from collections.abc import Callable, Mapping

from . import values
from .catalogues import national
from .catalogues.national import NAME_OF
from .errors import BadValue

Problems = dict[str, str]
MISSING = "缺少内容。"
ALWAYS = (
    *("身份证号", "姓名", "性别", "院校代码", "院校名称", "学历", "专业", "培养方式", "生源所在地", "所在院系", "学号"),
    *("手机号码", "毕业去向"),
)
OF_AN_EMPLOYER = (
    *("单位组织机构代码", "单位名称", "单位性质", "单位行业", "单位所在地", "工作职位类别", "单位联系人", "单位地址"),
)
EMPLOYED = frozenset({"10", "11", "12"})  # codes for which an employer is reported in full
NOWHERE = frozenset({"70", "71", "72", "76"})  # for which there is none, nor a school or project
FORMATS: dict[str, Callable[[str], object]] = {
    "身份证号": values.id_number,
    "手机号码": values.mobile,
    "电子邮箱": values.email,
    "单位组织机构代码": values.uscc,
    "联系人电话": values.contact_phone,
    "联系人手机": values.mobile,
    "联系人电子邮箱": values.email,
    "单位邮编": values.postcode,
    "档案转寄单位邮编": values.postcode,
}
LONGEST = {
    "姓名": 50,
    "院校名称": 60,
    "专业": 60,
    "所在院系": 60,
    "所在班级": 60,
    "单位名称": 60,
    "单位地址": 120,
    "报到证签往单位名称": 60,
    "档案转寄单位名称": 60,
    "档案转寄单位地址": 120,
    "户口迁转地址": 120,
}


def problems_of(cells: Mapping[str, str]) -> Problems:
    """By column what is wrong with the row; empty for one that can be reported as it stands."""
    return _wrong_formats(cells) | _too_long(cells) | _unlike(cells) | _codes(cells) | _missing(cells)


def doubts_of(cells: Mapping[str, str], mark: str) -> list[tuple[str, str]]:
    """The codes of a row that no document at hand vouches for, each with its column; ``mark`` is that of 去向代码."""
    found = []
    if mark and "毕业去向代码" in cells:
        found.append(("毕业去向代码", f"{cells['毕业去向代码']} {cells['毕业去向']}（{mark}）"))
    for column, (name, set_name) in NAME_OF.items():
        if column in cells and set_name != "去向" and national.is_doubted(set_name, cells[column]):
            found.append((column, f"{cells[column]} {cells.get(name, '')}"))
    return found


def _missing(cells: Mapping[str, str]) -> Problems:
    code = cells.get("毕业去向代码", "")
    wanted = [*ALWAYS, *(OF_AN_EMPLOYER if code in EMPLOYED else ())]
    if code and code not in EMPLOYED | NOWHERE:
        wanted.append("单位名称")
    lacking = {column: MISSING for column in wanted if not cells.get(column)}
    if "毕业去向" in lacking:
        lacking["毕业去向代码"] = "去向代码待指定，请在“去向代码”中设置。"
    if code in EMPLOYED and not cells.get("联系人电话") and not cells.get("联系人手机"):
        lacking["联系人电话"] = "联系人电话和手机至少填写一项。"
    return lacking


def _wrong_formats(cells: Mapping[str, str]) -> Problems:
    found = {}
    for column, check in FORMATS.items():
        if text := cells.get(column):
            try:
                check(text)
            except BadValue as problem:
                found[column] = problem.message
    return found


def _too_long(cells: Mapping[str, str]) -> Problems:
    lengths = ((column, len(cells.get(column, "")), limit) for column, limit in LONGEST.items())
    return {column: f"最多 {limit} 个字，现有 {length} 个。" for column, length, limit in lengths if length > limit}


def _codes(cells: Mapping[str, str]) -> Problems:
    """Code and name stand together and agree."""
    found = {}
    for column, (name_column, set_name) in NAME_OF.items():
        code, name = cells.get(column, ""), cells.get(name_column, "")
        known = national.code_of(set_name, name) if name else ""
        if name and not known:
            found[column] = f"代码表中没有“{name}”，请核对后补填。"
        elif code != known:
            found[column] = f"“{name}”的代码应为 {known}。" if name else "有代码而没有名称。"
    return found


def _unlike(cells: Mapping[str, str]) -> Problems:
    """What the ID number says of its holder."""
    number, found = cells.get("身份证号", ""), {}
    if len(number) != 18 or not number[:17].isdecimal():
        return {}
    if cells.get("性别") not in {None, "男" if int(number[16]) % 2 else "女"}:
        found["性别"] = "与身份证号第 17 位不符。"
    if cells.get("出生日期") not in {None, number[6:14]}:
        found["出生日期"] = "与身份证号不符。"
    return found
