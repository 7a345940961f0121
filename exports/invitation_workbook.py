"""数据管理 and 解约办理 of an employer as a workbook."""

from collections.abc import Iterable
from typing import BinaryIO

from signing_core.sheets import INVITATION_COLUMNS, InvitationRow

from .rows_workbook import Column, Kind, write_rows

WIDTHS = {"school": 26, "student_name": 12, "id_number": 22, "education": 14, "major": 24, "position": 20}
KINDS = {"invited_on": Kind.DAY, "last_day": Kind.DAY}
COLUMNS = [
    Column(heading, WIDTHS.get(name, 15), KINDS.get(name, Kind.TEXT)) for name, heading in INVITATION_COLUMNS.items()
]


def write_invitations(rows: Iterable[InvitationRow], target: BinaryIO, *, sheet: str) -> int:
    """Write an .xlsx of the rows in their order; returns how many there were."""
    return write_rows(rows, COLUMNS, target, sheet=sheet)
