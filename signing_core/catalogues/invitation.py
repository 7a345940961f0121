"""邀请函: the fields of an invitation, which become the agreement's terms."""

from collections.abc import Mapping

from .. import fields
from ..fields import Content, Field, Kind
from . import codes

REPLY_DAYS, FEWEST_REPLY_DAYS, MOST_REPLY_DAYS = 5, 1, 30

SIGNING, ARCHIVE, HOUSEHOLD = "签约信息", "档案信息", "户口信息"

ARCHIVE_OPTIONS = codes.names("档案接收")
HOUSEHOLD_OPTIONS = codes.names("户口接收类型")

ARCHIVE_MOVES = ("archive", frozenset(ARCHIVE_OPTIONS) - {"单位不接收", "暂存学校"})
HOUSEHOLD_MOVES = ("household", frozenset(HOUSEHOLD_OPTIONS) - {"不接收", "未迁入学校"})

SIGNING_FIELDS = (
    Field("job_category", "工作职位类别", Kind.CHOICE, SIGNING, options=codes.names("工作职位类别")),
    Field("position", "拟聘用职位", Kind.TEXT, SIGNING, limit=50),
    Field(
        "reply_days",
        "反馈有效期(天)",
        Kind.DAYS,
        SIGNING,
        low=FEWEST_REPLY_DAYS,
        high=MOST_REPLY_DAYS,
        default=str(REPLY_DAYS),
    ),
    Field("probation_days", "试用期(天)", Kind.DAYS, SIGNING, low=0, high=180, hint="没有试用期填 0。"),
    Field("probation_pay", "试用起薪(元/月)", Kind.MONEY, SIGNING),
    Field("regular_pay", "转正起薪(元/月)", Kind.MONEY, SIGNING),
    Field("penalty", "违约金(元)", Kind.MONEY, SIGNING, hint="没有约定违约金填 0。"),
    Field("report_place", "报到地点", Kind.PLACE, SIGNING),
    Field("report_by", "报到期限", Kind.DATE, SIGNING, hint="从今天起 24 个月以内。"),
    Field("work_place", "实际工作地点", Kind.PLACE, SIGNING),
    Field("contact", "签约联系人", Kind.TEXT, SIGNING, limit=50),
    Field("contact_phone", "联系电话", Kind.PHONE, SIGNING, hint="手机号码，或带区号的固定电话。"),
    Field("other_terms", "补充约定", Kind.LONG_TEXT, SIGNING, limit=500, required=False),
)

ARCHIVE_FIELDS = (
    Field("archive", "档案接收", Kind.CHOICE, ARCHIVE, options=ARCHIVE_OPTIONS),
    Field("archive_unit", "档案转寄单位名称", Kind.TEXT, ARCHIVE, limit=60, when=ARCHIVE_MOVES),
    Field("archive_address", "档案转寄地址", Kind.TEXT, ARCHIVE, limit=120, when=ARCHIVE_MOVES),
    Field("archive_postcode", "档案转寄邮编", Kind.POSTCODE, ARCHIVE, when=ARCHIVE_MOVES),
    Field("archive_contact", "档案转寄联系人", Kind.TEXT, ARCHIVE, limit=50, when=ARCHIVE_MOVES),
    Field("archive_phone", "档案转寄联系电话", Kind.PHONE, ARCHIVE, when=ARCHIVE_MOVES),
)

HOUSEHOLD_FIELDS = (
    Field("household", "户口接收类型", Kind.CHOICE, HOUSEHOLD, options=HOUSEHOLD_OPTIONS),
    Field("household_address", "户口接收地址", Kind.TEXT, HOUSEHOLD, limit=120, when=HOUSEHOLD_MOVES),
)

INVITATION: tuple[Field, ...] = SIGNING_FIELDS + ARCHIVE_FIELDS + HOUSEHOLD_FIELDS


def masked(content: Mapping[str, str | int]) -> Content:
    """The terms with every phone number masked."""
    return fields.masked(INVITATION, content)


def second_looks(content: Mapping[str, str | int]) -> list[str]:
    """What is allowed but odd enough to ask about before it is sent; empty for usual terms."""
    probation, regular = content.get("probation_pay"), content.get("regular_pay")
    if not isinstance(probation, int) or not isinstance(regular, int):
        return []
    if regular < probation:
        return ["转正起薪低于试用起薪，请确认没有填反。"]
    if probation * 5 < regular * 4:
        return ["试用起薪不足转正起薪的 80%，请再确认一次。"]
    return []
