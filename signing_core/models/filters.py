"""已存检索: a filter of 签约管理 under a name, for its maker alone or for the whole office."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base
from .types import int_pk, moment, public_id


class SavedFilter(Base):
    """An office is a school, or one college of it. The cohort is not kept: the head of the page says which one."""

    __tablename__ = "saved_filters"
    __table_args__ = (UniqueConstraint("account_id", "name"),)
    id: Mapped[int_pk]
    public_id: Mapped[public_id]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    college_id: Mapped[int | None] = mapped_column(ForeignKey("colleges.id"))
    shared: Mapped[bool]
    name: Mapped[str] = mapped_column(String(30))
    queue: Mapped[str] = mapped_column(String(20))
    wanted: Mapped[Mapping[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[moment]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


Index("ix_saved_filters_office", SavedFilter.school_id, SavedFilter.college_id)
