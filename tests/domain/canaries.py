"""Records in which every field holds a value that no default has, with its own path where it is text."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, get_args, get_type_hints

from mappa_desk.domain.editions import kind_of


def canary(record_type: type, name: str, hint: Any) -> Any:
    """A value of the field's type that no default has, with the path in it where it is text."""
    origin = getattr(hint, "__origin__", None) or hint
    arms = [arm for arm in get_args(hint) if arm is not type(None)]
    if origin is tuple:
        return (canary(record_type, name, arms[0]),)
    if arms:
        return canary(record_type, name, arms[0])
    if isinstance(hint, type) and issubclass(hint, Enum):
        return list(hint)[-1]
    simple: dict[Any, Any] = {
        str: f"canary {kind_of(record_type)}.{name}",
        int: 77,
        float: 7.5,
        bool: True,
        date: date(2031, 7, 7),
        datetime: datetime(2031, 7, 7, tzinfo=UTC),
    }
    return simple[hint] if hint in simple else full(hint)


def full(record_type: type) -> Any:
    hints = get_type_hints(record_type)
    values = {field.name: canary(record_type, field.name, hints[field.name]) for field in fields(record_type)}
    return record_type(**values)
