"""Which fields the content of an agreement has, by the kind of its signing; and why paper agreements are rescinded."""

from ..fields import Field
from ..states import SigningKind
from .invitation import INVITATION
from .paper import PAPER

TERMS_OF: dict[SigningKind, tuple[Field, ...]] = {SigningKind.ONLINE: INVITATION, SigningKind.PAPER: PAPER}

RESCISSION_TYPES = (
    "单位原因",
    "个人原因：升学",
    "个人原因：考取公务员",
    "个人原因：应征入伍",
    "个人原因：另有就业单位",
    "个人原因：其他",
)
