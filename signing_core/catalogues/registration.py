"""单位注册: what an employer says of itself, for the form, the office's page and the workbook alike."""

from dataclasses import replace

from signing_core.fields import Field, Kind

from .employer_data import EMPLOYER_DATA
from .unit_data import UNIT_DATA

UNIT, CONTACT = "单位信息", "联系信息"

_OFFERED = {field.name: replace(field, group=UNIT) for field in UNIT_DATA}
_REACHED = {field.name: replace(field, group=CONTACT, hint="") for field in EMPLOYER_DATA}

REGISTRATION: tuple[Field, ...] = (
    Field("name", "单位名称", Kind.TEXT, UNIT, limit=60, hint="与营业执照或法人证书一致。"),
    Field("uscc", "统一社会信用代码", Kind.USCC, UNIT, hint="18 位，见营业执照或法人证书。"),
    replace(_OFFERED["unit_nature"], name="nature"),
    replace(_OFFERED["unit_industry"], name="industry"),
    replace(_OFFERED["unit_place"], name="place"),
    replace(_REACHED["address"], group=UNIT),
    replace(_REACHED["postcode"], group=UNIT, required=True),
    _REACHED["contact"],
    replace(_REACHED["contact_phone"], hint="手机号码，或带区号的固定电话。"),
    replace(_REACHED["email"], hint="审核结果和学生的答复会发到这里。"),
)
