"""录入协议书: the fields of a paper agreement, entered by the student as agreed on with the employer."""

from dataclasses import replace

from ..fields import Field, Kind
from . import unit_data
from .invitation import ARCHIVE_FIELDS, HOUSEHOLD_FIELDS, SIGNING_FIELDS

UNIT = "单位基本信息"

_OFFERED = {field.name: field for field in SIGNING_FIELDS}
_CORRECTED = {field.name: replace(field, group=UNIT) for field in unit_data.UNIT_DATA}

UNIT_FIELDS = (
    Field("unit_name", "单位名称", Kind.TEXT, UNIT, limit=60),
    Field("uscc", "统一社会信用代码", Kind.USCC, UNIT, hint="18 位，见营业执照或法人证书。"),
    _CORRECTED["unit_industry"],
    _CORRECTED["unit_nature"],
    _CORRECTED["unit_place"],
    Field("unit_email", "单位邮箱", Kind.EMAIL, UNIT),
    Field("unit_postcode", "单位邮编", Kind.POSTCODE, UNIT),
    Field("unit_address", "通讯地址", Kind.TEXT, UNIT, limit=120),
    replace(_OFFERED["job_category"], group=UNIT),
)

AGREED_FIELDS = (
    _OFFERED["position"],
    _OFFERED["probation_days"],
    _OFFERED["probation_pay"],
    _OFFERED["regular_pay"],
    _OFFERED["penalty"],
    _OFFERED["work_place"],
    _OFFERED["report_place"],
    _OFFERED["report_by"],
    replace(_OFFERED["contact"], label="单位签约联系人"),
    _OFFERED["contact_phone"],
)

PAPER: tuple[Field, ...] = UNIT_FIELDS + AGREED_FIELDS + ARCHIVE_FIELDS + HOUSEHOLD_FIELDS
