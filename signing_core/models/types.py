"""Column types that several tables share."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from sqlalchemy import DateTime, Dialect, Enum, LargeBinary, String
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC; SQLite drops the zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def word(kind: type[StrEnum]) -> Enum:
    """A stored word of an enum, name equal to value, as text on both databases."""
    return Enum(kind, native_enum=False, length=30, create_constraint=False)


int_pk = Annotated[int, mapped_column(primary_key=True)]
public_id = Annotated[str, mapped_column(String(22), unique=True)]
moment = Annotated[datetime, mapped_column(UtcDateTime)]
sealed = Annotated[bytes, mapped_column(LargeBinary)]
blind_index = Annotated[str, mapped_column(String(32), index=True)]
title120 = Annotated[str, mapped_column(String(120))]
sha256 = Annotated[str, mapped_column(String(64))]
