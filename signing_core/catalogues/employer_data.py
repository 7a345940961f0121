"""确认签约信息: what an employer keeps up to date itself and confirms before its first invitation."""

from signing_core.fields import Field, Kind

from .invitation import ARCHIVE_FIELDS, HOUSEHOLD_FIELDS

GROUP = "联系信息"

EMPLOYER_DATA: tuple[Field, ...] = (
    Field("contact", "联系人", Kind.TEXT, GROUP, limit=50),
    Field("contact_phone", "联系电话", Kind.PHONE, GROUP, hint="手机号码，或带区号的固定电话。"),
    Field("email", "邮箱", Kind.EMAIL, GROUP, hint="学生答复和学校审核的结果会发到这里。"),
    Field("address", "通讯地址", Kind.TEXT, GROUP, limit=120),
    Field("postcode", "邮编", Kind.POSTCODE, GROUP, required=False),
)

RECEIVERS: tuple[Field, ...] = ARCHIVE_FIELDS + HOUSEHOLD_FIELDS
CONFIRMED: tuple[Field, ...] = EMPLOYER_DATA + RECEIVERS
