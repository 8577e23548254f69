"""Blanks every field of a value that an allow-list does not name."""

from __future__ import annotations

import re
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from mappa_desk.domain.minutes import MinutesSnapshot

Value = TypeVar("Value")


def kind_of(record_type: type) -> str:
    """The word before the dot in a field's path: the record's kind, or the value's name ("next_review")."""
    kind: str = getattr(record_type, "KIND", "")
    if record_type is MinutesSnapshot:
        return "snapshot"
    return kind or re.sub(r"(?<!^)(?=[A-Z])", "_", record_type.__name__).lower()


def blanked(value: Value, allowed: frozenset[str]) -> Value:
    """The value with the default, or the empty value, in each field whose "kind.field" is not allowed."""
    if isinstance(value, tuple):
        return tuple(blanked(part, allowed) for part in value)  # type: ignore[return-value]  # same tuple type
    if not is_dataclass(value) or isinstance(value, type):
        return value
    record_type = type(value)
    kind, hints = kind_of(record_type), _hints(record_type)
    kept = {
        field.name: blanked(getattr(value, field.name), allowed)
        if f"{kind}.{field.name}" in allowed
        else _default(field, hints[field.name])
        for field in fields(value)
    }
    return record_type(**kept)


@cache
def _hints(record_type: type) -> dict[str, Any]:
    return get_type_hints(record_type)


def _default(field: Field[Any], hint: Any) -> object:
    """The field's own default, or the empty value of its type where it must be given."""
    if field.default is not MISSING:
        return field.default
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if type(None) in get_args(hint):
        return None
    return _EMPTY[getattr(hint, "__origin__", hint)]


_EMPTY: dict[type, object] = {
    str: "",
    int: 0,
    tuple: (),
    date: date(1970, 1, 1),
    datetime: datetime(1970, 1, 1, tzinfo=UTC),
}
