"""单位信息: what a reviewer may correct about the employer of one signing."""

from signing_core.fields import Field, Kind

from . import codes

GROUP = "单位信息"

UNIT_DATA: tuple[Field, ...] = (
    Field("unit_nature", "单位性质", Kind.CHOICE, GROUP, options=codes.names("单位性质")),
    Field("unit_industry", "单位行业", Kind.CHOICE, GROUP, options=codes.names("单位行业")),
    Field("unit_place", "单位所在地", Kind.PLACE, GROUP),
    Field("unit_address", "单位地址", Kind.TEXT, GROUP, limit=120, required=False),
)
