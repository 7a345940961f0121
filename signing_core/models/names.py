"""The names that signings show, each once for a school and cohort, and their pieces, by which any part is found."""

from sqlalchemy import ForeignKey, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base
from .types import int_pk, title120

NAMED = ("student_name", "employer_name", "major", "class_name")  # of a signing; a name's kind is its place here
LONGEST_PIECE = 4
PIECE = String(LONGEST_PIECE).with_variant(String(LONGEST_PIECE, collation="C"), "postgresql")  # in code point order


class Name(Base):
    """A name that a signing of the school and cohort shows or once showed; only ever added."""

    __tablename__ = "names"
    __table_args__ = (UniqueConstraint("school_id", "cohort", "kind", "name"),)
    id: Mapped[int_pk]
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    cohort: Mapped[int]
    kind: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[title120]


class NamePiece(Base):
    """What begins at one place of a name, in small letters: whoever looks for a part finds where it begins."""

    __tablename__ = "name_pieces"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012
    school_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    cohort: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    piece: Mapped[str] = mapped_column(PIECE, primary_key=True)
    name_id: Mapped[int] = mapped_column(ForeignKey("names.id"), primary_key=True, autoincrement=False)
