"""上报格式: the columns of the national layout, and which of them are a code and its name."""

from functools import cache
from pathlib import Path

from . import codes, destination_codes, places

COLUMNS: tuple[str, ...] = tuple(
    (Path(__file__).parent / "national_columns.txt").read_text(encoding="utf-8").split("\n")[:-1]
)
NAME_OF = {  # code column: the column of its name, and the set that both are of
    "性别代码": ("性别", "性别"),
    "学历代码": ("学历", "学历"),
    "培养方式代码": ("培养方式", "培养方式"),
    "生源所在地代码": ("生源所在地", "地区"),
    "毕业去向代码": ("毕业去向", "去向"),
    "单位性质代码": ("单位性质", "单位性质"),
    "单位行业代码": ("单位行业", "单位行业"),
    "单位所在地代码": ("单位所在地", "地区"),
    "工作职位类别代码": ("工作职位类别", "工作职位类别"),
    "签往单位所在地代码": ("签往单位所在地", "地区"),
}
UNKNOWN = (  # what no form of the product asks for: these stay empty, and the office fills them in elsewhere
    *("考生号", "民族代码", "民族", "政治面貌代码", "政治面貌", "分校名称", "专业代码", "专业方向", "定向或委培单位"),
    *("城乡生源", "学制", "入学时间", "毕业时间", "师范生类别代码", "师范生类别", "困难生类别代码", "困难生类别"),
    *("入学前档案所在单位", "入学前户口所在地派出所", "档案是否转入学校", "QQ号码", "家庭住址", "家庭电话", "家庭邮编"),
    *("联系人传真", "报到证签发类别代码", "报到证签发类别", "报到证编号", "报到起始时间"),
)


@cache
def code_of(set_name: str, name: str) -> str:
    """The code of a name in its set; empty for a name that the set does not have."""
    if set_name == "地区":
        return places.code_of(name) if places.is_place(name) else ""
    return {entry.name: entry.code for entry in codes.entries(set_name) if not entry.valid_to}.get(name, "")


@cache
def is_doubted(set_name: str, code: str) -> bool:
    """Whether no document was at hand that says so; of destinations this hangs on more than the code."""
    if set_name == "地区":
        return False
    return any(entry.code == code and entry.confidence != destination_codes.SURE for entry in codes.entries(set_name))
