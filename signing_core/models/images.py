"""Images of stamped paper and other proofs: kept sealed in the store, decoded and written anew before."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base
from .types import int_pk, moment, public_id, sha256, word


class ImagePurpose(StrEnum):
    """What an image is a proof of."""

    FEEDBACK = "FEEDBACK"
    RESCISSION = "RESCISSION"
    DESTINATION = "DESTINATION"

    @property
    def label(self) -> str:
        return {"FEEDBACK": "签约资料", "RESCISSION": "解约证明材料", "DESTINATION": "就业证明材料"}[self]

    @property
    def trigger(self) -> str:
        """The act that hands them in."""
        return {"FEEDBACK": "submit_scan", "RESCISSION": "ask_rescission", "DESTINATION": "submit"}[self]


class Image(Base):
    """One picture. ``round`` says with which submission it was handed in; 0 waits to be. Earlier rounds are kept."""

    __tablename__ = "images"
    id: Mapped[int_pk]
    public_id: Mapped[public_id]
    signing_id: Mapped[int] = mapped_column(ForeignKey("signings.id"))
    purpose: Mapped[ImagePurpose] = mapped_column(word(ImagePurpose))
    round: Mapped[int] = mapped_column(default=0)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    key: Mapped[str] = mapped_column(String(64), unique=True)
    thumbnail_key: Mapped[str] = mapped_column(String(64), unique=True)
    sent_sha256: Mapped[sha256]
    pixel_sha256: Mapped[sha256] = mapped_column(index=True)
    image_sha256: Mapped[sha256]
    thumbnail_sha256: Mapped[sha256]
    width: Mapped[int]
    height: Mapped[int]
    added_at: Mapped[moment]
    submitted_at: Mapped[moment | None]


Index("ix_images_signing", Image.signing_id, Image.purpose, Image.round, Image.position)
