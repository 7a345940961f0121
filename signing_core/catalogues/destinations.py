"""其他去向: the nine categories and their details, with the fields and the proof that each asks for.

A table: a row more is a category more, in both choices, the form, its checks, the detail, the review and the exports.
The labels are those of the manual (2.5.1), to the letter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from functools import cache

from ..fields import Field, Kind
from . import codes
from .invitation import SIGNING_FIELDS
from .paper import UNIT_FIELDS

JOB, DISPATCH, ARCHIVE = "就业信息", "派遣信息", "档案信息"
NOT_SHOWN = ("我是", "我参加的是", "我")  # of a choice, where it stands for what was chosen

NATURES = codes.names("单位性质")
LEVELS = ("专科起点本科", "第二学士学位", "硕士研究生", "博士研究生", "其他")

_UNIT = {field.name: replace(field, group=JOB) for field in UNIT_FIELDS}
_OFFERED = {field.name: replace(field, group=JOB) for field in SIGNING_FIELDS}

NATURE, PLACE = _UNIT["unit_nature"], replace(_UNIT["unit_place"], label="所在地")
EMPLOYER = (
    _UNIT["unit_name"],
    _UNIT["uscc"],
    _UNIT["unit_industry"],
    NATURE,
    replace(PLACE, label="单位所在地"),
    _UNIT["unit_address"],
    replace(_UNIT["unit_postcode"], required=False),
    replace(_UNIT["unit_email"], required=False),
    _UNIT["job_category"],
    replace(_OFFERED["contact"], label="单位联系人"),
    _OFFERED["contact_phone"],
)
MONTHLY_PAY = Field("pay", "月薪(元/月)", Kind.MONEY, JOB)
DISPATCHED = (
    Field("dispatch_name", "单位或院校名称", Kind.TEXT, DISPATCH, limit=60, hint="报到证抬头，或档案托管单位的名称。"),
    Field("dispatch_place", "所在地", Kind.PLACE, DISPATCH, hint="回原籍或在直辖市的可以选到区县，其他选到市。"),
)
ARCHIVED = (
    Field("archive_unit", "档案转寄单位名称", Kind.TEXT, ARCHIVE, limit=60, required=False),
    Field("archive_address", "档案转递地址", Kind.TEXT, ARCHIVE, limit=120, required=False, hint="写到门牌号。"),
    Field("archive_postcode", "档案转递邮编", Kind.POSTCODE, ARCHIVE, required=False),
    Field("archive_contact", "档案转递联系电话", Kind.CONTACT, ARCHIVE, required=False, hint="格式：联系人(电话)。"),
    Field(
        "household_address",
        "户口迁转地址",
        Kind.TEXT,
        ARCHIVE,
        limit=120,
        required=False,
        hint="户口没有迁入学校的，填写“未迁入”。",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Category:
    """One of the nine. ``fields`` make 就业信息, ``named_by`` is the one that lists show as the destination's name.

    ``proof`` says what has to be uploaded, and is empty where nothing has. ``natures`` are the usual 单位性质 of some
    details. ``dispatch`` replaces labels of 派遣信息.
    """

    label: str
    details: tuple[str, ...]
    fields: tuple[Field, ...]
    named_by: str
    proof: str = ""
    natures: Mapping[str, tuple[str, ...]] = dataclass_field(default_factory=dict)
    dispatch: Mapping[str, str] = dataclass_field(default_factory=dict)

    @property
    def name(self) -> str:
        """就业类型, as lists show it."""
        for start in NOT_SHOWN:
            if self.label.startswith(start):
                return self.label.removeprefix(start)
        return self.label


INSTITUTIONS = ("科研设计单位", "高等教育单位", "中初教育单位", "医疗卫生单位", "其他事业单位")

CATEGORIES: tuple[Category, ...] = (
    Category(
        label="我是签就业协议书形式就业（包括公务员、事业单位招聘通知书等）",
        details=("公务员录用", "事业单位聘用", "其他签协议形式"),
        fields=(*EMPLOYER, _OFFERED["report_by"]),
        named_by="unit_name",
        proof="录用通知书或者协议书",
        natures={"公务员录用": ("机关",), "事业单位聘用": INSTITUTIONS},
    ),
    Category(
        label="我是签劳动合同形式就业（我没有签毕业生就业协议书）",
        details=("劳动合同",),
        fields=(
            *EMPLOYER,
            Field("term_from", "合同起始日期", Kind.DAY, JOB),
            Field("term_to", "合同截止日期", Kind.DAY, JOB, not_before="term_from"),
            MONTHLY_PAY,
        ),
        named_by="unit_name",
        proof="劳动合同",
    ),
    Category(
        label="我是其它录用形式就业（没有签就业协议，有用人单位提供的单位用人证明）",
        details=("单位用人证明",),
        fields=(*EMPLOYER, MONTHLY_PAY),
        named_by="unit_name",
        proof="单位用人证明",
    ),
    Category(
        label="我是自由职业（没有和具体的用人单位签约，以个体劳动为主）",
        details=("自由撰稿", "自由翻译", "网络主播/新媒体", "其他自由职业"),
        fields=(
            Field("work_kind", "从事的工作", Kind.TEXT, JOB, limit=60),
            replace(NATURE, default="其他"),
            replace(PLACE, label="从业地点"),
            replace(MONTHLY_PAY, label="月收入(元/月)"),
        ),
        named_by="work_kind",
        proof="本人签名的自由职业说明",
        natures=dict.fromkeys(("自由撰稿", "自由翻译", "网络主播/新媒体", "其他自由职业"), ("其他",)),
    ),
    Category(
        label="我是自主创业（参考《关于普通高等学校毕业生自主创业认定暂行办法》）",
        details=("创立公司", "在孵化机构中创业", "电子商务创业"),
        fields=(
            replace(_UNIT["unit_name"], label="公司(项目、网店)名称"),
            replace(_UNIT["uscc"], hint="18 位，见营业执照；个人网店没有的可以不填。", required=False),
            _UNIT["unit_industry"],
            NATURE,
            PLACE,
            Field("role", "担任职务", Kind.TEXT, JOB, limit=30),
            Field("share", "持股比例(%)", Kind.PERCENT, JOB),
        ),
        named_by="unit_name",
        proof="营业执照或者孵化机构、网店的证明",
    ),
    Category(
        label="我参加的是政策类就业项目（应征义务兵、选调生、科研助理、农村义务教育学校教师、特岗教师、西部计划、村官、三支一扶等）",
        details=(
            "应征义务兵",
            "选调生",
            "科研助理",
            "农村义务教育学校教师",
            "特岗教师",
            "西部计划",
            "村官",
            "三支一扶",
            "其他基层项目",
        ),
        fields=(
            Field("project", "项目名称", Kind.TEXT, JOB, limit=60),
            NATURE,
            replace(PLACE, label="服务地"),
            Field("term_from", "服务起始日期", Kind.DAY, JOB),
            Field("term_to", "服务截止日期", Kind.DAY, JOB, not_before="term_from"),
        ),
        named_by="project",
        proof="入伍通知书、录用文件或者服务协议",
        natures={
            "应征义务兵": ("部队",),
            "选调生": ("机关",),
            "科研助理": ("科研设计单位", "高等教育单位", "国有企业", "其他企业"),
            "农村义务教育学校教师": ("中初教育单位",),
            "特岗教师": ("中初教育单位",),
            "村官": ("机关", "农村建制村"),
        },
    ),
    Category(
        label="升学（包含全日制升学和非全日制升学、不含出国出境）",
        details=(
            "升学（全日制）",
            "升学（非全日制），户档迁回原籍（默认）",
            "升学（非全日制），户档办理人事代理（托管）",
            "升学（非全日制），户档工作单位直接接收",
            "升学（非全日制），户档迁往就读高校",
        ),
        fields=(
            replace(NATURE, options=("升学", "高等教育单位", "科研设计单位"), default="升学"),
            Field("school_name", "录取院校名称", Kind.TEXT, JOB, limit=60),
            replace(PLACE, label="录取院校所在地"),
            Field("level", "录取层次", Kind.CHOICE, JOB, options=LEVELS, required=False),
            Field("admitted_to", "录取专业", Kind.TEXT, JOB, limit=60, required=False),
        ),
        named_by="school_name",
        proof="录取证明材料或录取通知书",
        dispatch={"dispatch_name": "录取院校名称", "dispatch_place": "录取院校所在地"},
    ),
    Category(
        label="出国、出境（包含出国出境工作和出国出境学习深造）",
        details=("出国出境工作", "出国出境学习深造"),
        fields=(
            Field("country", "国家或地区", Kind.COUNTRY, JOB),
            Field("abroad_name", "学校或单位名称", Kind.TEXT, JOB, limit=60),
            replace(NATURE, default="其他"),
            replace(PLACE, label="出国出境前所在地"),
        ),
        named_by="abroad_name",
        proof="录取通知书、工作合同或者签证",
    ),
    Category(
        label="我暂未就业（包含待就业、拟升学、其它暂不就业）",
        details=("待就业", "拟升学", "其它暂不就业"),
        fields=(
            Field("cause", "暂未就业的原因", Kind.LONG_TEXT, JOB, limit=200),
            Field("expected", "希望的去向", Kind.TEXT, JOB, limit=60),
            replace(NATURE, default="其他"),
            PLACE,
        ),
        named_by="destination",
        natures=dict.fromkeys(("待就业", "拟升学", "其它暂不就业"), ("其他",)),
    ),
)

_CATEGORY_OF = {detail: category for category in CATEGORIES for detail in category.details}
DETAILS = tuple(_CATEGORY_OF)
WHICH = Field("destination", "毕业去向", Kind.CHOICE, JOB, options=DETAILS)


def category_of(detail: str) -> Category:
    """The category that a detail belongs to; KeyError for what is none."""
    return _CATEGORY_OF[detail]


@cache
def fields_of(detail: str) -> tuple[Field, ...]:
    """Every field of a detail, the detail itself first, in the order of the form; KeyError for what is none."""
    category = category_of(detail)
    dispatch = (replace(field, label=category.dispatch.get(field.name, field.label)) for field in DISPATCHED)
    return (WHICH, *category.fields, *dispatch, *ARCHIVED)


@cache
def every_field() -> tuple[Field, ...]:
    """One field of each name that any detail asks for: what a working copy may hold."""
    return tuple({field.name: field for detail in DETAILS for field in fields_of(detail)}.values())


def named(content: Mapping[str, str | int]) -> str:
    """单位(学校、国家、项目)名称 of a content; empty where that was not filled in yet."""
    return str(content.get(category_of(str(content["destination"])).named_by, ""))
