"""What all tables share: the two columns of a record, the type of a moment and the words of constraints."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as ISO text in UTC with microseconds, so that text order is time order."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Text of an aware moment. Raises ValueError for a naive one."""
        if value is None:
            return None
        return moment_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The aware moment in UTC."""
        return None if value is None else datetime.fromisoformat(value)


class RecordRow(SQLModel):
    """The columns of every kept record."""

    id: str = Field(primary_key=True)
    revision: int


def moment_text(value: datetime) -> str:
    """An aware moment as the text that is kept. Raises ValueError for a naive one."""
    if value.tzinfo is None:
        raise ValueError("A moment without its zone cannot be kept.")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def one_of(column: str, values: Iterable[Enum]) -> CheckConstraint:
    """The column holds one of an enum's values (or nothing, where it may be NULL)."""
    allowed = ", ".join(str(int(v.value)) if isinstance(v.value, int) else f"'{v.value}'" for v in values)
    return CheckConstraint(f'"{column}" IN ({allowed})', name=f"{column}_known")


def at_least(column: str, least: int) -> CheckConstraint:
    """The number in the column is `least` or more."""
    return CheckConstraint(f'"{column}" >= {least}', name=f"{column}_least")


def yes_no(*columns: str) -> tuple[CheckConstraint, ...]:
    """Each of the columns holds 0 or 1."""
    return tuple(CheckConstraint(f'"{column}" IN (0, 1)', name=f"{column}_yes_no") for column in columns)


def json_list(*columns: str) -> tuple[CheckConstraint, ...]:
    """Each of the columns holds a JSON array."""
    return tuple(
        CheckConstraint(f"json_type(\"{column}\") = 'array'", name=f"{column}_list") for column in columns
    )
