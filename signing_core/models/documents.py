"""Issued documents: ordered by an act, drawn by the worker from frozen values, kept as bytes in the store."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from signing_core.crypto import Sealed

from .base import Base
from .types import int_pk, moment, public_id, sealed, sha256, word

COPY = 0  # the issue of what has no code and is drawn anew: copies marked 未生效, previews, forms to be filled in


class DocumentKind(StrEnum):
    """What a document says."""

    AGREEMENT = "AGREEMENT"
    FORM = "FORM"
    PREVIEW = "PREVIEW"
    RELEASE = "RELEASE"
    RESCISSION = "RESCISSION"

    @property
    def label(self) -> str:
        return DOCUMENT_LABELS[self]


DOCUMENT_LABELS = {
    DocumentKind.AGREEMENT: "协议书",
    DocumentKind.FORM: "协议书",
    DocumentKind.PREVIEW: "协议书预览",
    DocumentKind.RELEASE: "就业协议解除证明",
    DocumentKind.RESCISSION: "解约证明",
}
AGREEMENTS = (DocumentKind.AGREEMENT, DocumentKind.FORM)  # what both parties signed, whichever way


class Document(Base):
    """One issue of a signing's document; never drawn again, replaced only by the next issue."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("signing_id", "kind", "issue"),)
    id: Mapped[int_pk]
    public_id: Mapped[public_id]
    signing_id: Mapped[int] = mapped_column(ForeignKey("signings.id"))
    kind: Mapped[DocumentKind] = mapped_column(word(DocumentKind))
    issue: Mapped[int]
    code: Mapped[str | None] = mapped_column(String(16), unique=True)
    sheet_sealed: Mapped[sealed]
    ordered_at: Mapped[moment]
    leased_until: Mapped[moment | None]
    drawn_at: Mapped[moment | None]
    key: Mapped[str | None] = mapped_column(String(64))
    sha256: Mapped[sha256 | None]

    sheet = Sealed()  # JSON of the values that the document shows, frozen when it was ordered


_TO_DRAW = Document.drawn_at.is_(None)
Index("ix_documents_to_draw", Document.ordered_at, sqlite_where=_TO_DRAW, postgresql_where=_TO_DRAW)
