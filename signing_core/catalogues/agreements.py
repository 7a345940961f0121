"""Which fields the content of a signing has, and which of them the office may correct; why paper is rescinded."""

from collections.abc import Mapping

from ..fields import Field
from ..states import SigningKind
from . import destinations
from .invitation import INVITATION
from .paper import PAPER
from .unit_data import UNIT_DATA

TERMS_OF: dict[SigningKind, tuple[Field, ...]] = {
    SigningKind.ONLINE: INVITATION,
    SigningKind.PAPER: PAPER,
    SigningKind.DESTINATION: destinations.every_field(),
}
_UNIT_NAMES = {field.name for field in UNIT_DATA}


def fields_of(kind: SigningKind, content: Mapping[str, str | int]) -> tuple[Field, ...]:
    """The fields of one content: of a destination those that its detail asks for."""
    return destinations.fields_of(str(content["destination"])) if "destination" in content else TERMS_OF[kind]


def correctable(kind: SigningKind, content: Mapping[str, str | int]) -> tuple[Field, ...]:
    """单位信息 that a reviewer may correct: of a destination what its detail asks for of it."""
    if kind is not SigningKind.DESTINATION:
        return UNIT_DATA
    return tuple(field for field in fields_of(kind, content) if field.name in _UNIT_NAMES)


RESCISSION_TYPES = (
    "单位原因",
    "个人原因：升学",
    "个人原因：考取公务员",
    "个人原因：应征入伍",
    "个人原因：另有就业单位",
    "个人原因：其他",
)
