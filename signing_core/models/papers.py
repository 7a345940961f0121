"""Working copies of what a student enters; what was handed to the office stands in immutable versions of its terms."""

import json

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from signing_core.crypto import Sealed

from .base import Base
from .types import int_pk, moment, public_id, sealed, sha256


class WorkingCopy:
    """What the student typed so far, right or wrong."""

    id: Mapped[int_pk]
    public_id: Mapped[public_id]
    signing_id: Mapped[int] = mapped_column(ForeignKey("signings.id"), unique=True)
    text_sealed: Mapped[sealed]
    saved_at: Mapped[moment]

    text = Sealed()

    @property
    def typed(self) -> dict[str, str]:
        """The fields by name, as signing_core.fields kept them."""
        typed: dict[str, str] = json.loads(self.text)
        return typed


class Paper(WorkingCopy, Base):
    """Of a paper agreement, with which content was previewed last."""

    __tablename__ = "papers"
    previewed_sha256: Mapped[sha256 | None]


class Destination(WorkingCopy, Base):
    """Of another destination; which one it is stands on the signing."""

    __tablename__ = "destinations"
