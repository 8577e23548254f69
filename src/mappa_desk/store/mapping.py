"""Maps a record to its row and back, and to JSON and back, field by field."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Hashable, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, Generic, TypeVar, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError
from sqlalchemy import Table, bindparam, select

from mappa_desk.domain.errors import RuleError, StoreBug
from mappa_desk.domain.records import Record
from mappa_desk.store.tables import ROWS, table

R = TypeVar("R", bound=Record)
_Convert = Callable[[Any], Any]
_AS_IT_IS = (str, int, float, bool, date, datetime)


class Mapper(Generic[R]):
    """Everything that is known about keeping one type of record."""

    def __init__(self, record_type: type[R]) -> None:
        """Reads the record type's fields once. Raises KeyError for a type that has no table."""
        self.record_type = record_type
        self.kind = record_type.KIND
        self.table: Table = table(ROWS[record_type])
        self.adapter = TypeAdapter(record_type)
        hints = typing.get_type_hints(record_type)
        self.fields = tuple(field.name for field in dataclasses.fields(record_type))
        self.columns = tuple(self.table.c[name] for name in self.fields)
        self.by_id = select(*self.columns).where(self.table.c.id == bindparam("id"))
        self.insert = self.table.insert()
        self.update = (
            self.table.update()
            .where(
                self.table.c.id == bindparam("kept_id"), self.table.c.revision == bindparam("kept_revision")
            )
            .values({name: bindparam(name) for name in self.fields if name != "id"})
        )
        self.enums = tuple(name for name in self.fields if _is_enum(_bare(hints[name])))
        self._moments = tuple(name for name in self.fields if _holds_moments(hints[name]))
        self._out: dict[str, _Convert] = {}
        self._in: dict[str, _Convert] = {}
        for name in self.fields:
            out, back = _converters(hints[name])
            if out is not None and back is not None:
                self._out[name], self._in[name] = out, back

    def in_utc(self, record: R) -> R:
        """The record with every moment in UTC. Raises StoreBug for a moment without a zone."""
        changed = {name: _utc(getattr(record, name)) for name in self._moments}
        return dataclasses.replace(record, **changed) if changed else record

    def to_row(self, record: R) -> dict[str, Any]:
        """Column values of a record."""
        row = {name: getattr(record, name) for name in self.fields}
        for name, convert in self._out.items():
            if row[name] is not None:
                row[name] = convert(row[name])
        return row

    def from_row(self, row: Sequence[Any]) -> R:
        """The record of a row whose values come in the order of `columns`.

        Raises StoreBug for values that make no record; it says nothing of what they are.
        """
        values = dict(zip(self.fields, row, strict=True))
        try:
            for name, convert in self._in.items():
                if values[name] is not None:
                    values[name] = convert(values[name])
        except (KeyError, ValueError):
            raise StoreBug(f"The {name} of a record of kind {self.kind} cannot be read.") from None
        return self.record_type(**values)

    def column_value(self, name: str, value: Any) -> Any:
        """What the column `name` holds for a field value, for comparing."""
        convert = self._out.get(name)
        return convert(value) if convert is not None and value is not None else value

    def to_json(self, record: R) -> str:
        """The record as JSON. Raises RuleError for text that is no text (half a surrogate pair)."""
        try:
            return self.adapter.dump_json(record).decode("utf-8")
        except (PydanticSerializationError, UnicodeError) as error:
            raise RuleError(
                "The text holds a broken character, perhaps from a paste. Take it out and try again."
            ) from error

    def from_json(self, body: str) -> R:
        """The record of a JSON body. Raises StoreBug, silent about its text, for one that is no record."""
        try:
            return self.adapter.validate_json(body)
        except ValidationError as error:
            raise StoreBug(f"A revision of kind {self.kind} has {error.error_count()} faults.") from None


@cache
def _mapper(record_type: Hashable) -> Mapper[Any]:
    return Mapper(cast(type[Any], record_type))


def mapper(record_type: type[R]) -> Mapper[R]:
    """The mapper of a record type, made once. Raises StoreBug for a type that is not kept."""
    try:
        return cast(Mapper[R], _mapper(cast(Hashable, record_type)))
    except KeyError as error:
        raise StoreBug(f"There is no table for {record_type.__name__}.") from error


def _bare(hint: Any) -> Any:
    """The type without "or nothing"."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return next(part for part in typing.get_args(hint) if part is not type(None))
    return hint


def _is_enum(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Enum)


def _converters(hint: Any) -> tuple[_Convert | None, _Convert | None]:
    bare = _bare(hint)
    if bare in _AS_IT_IS:
        return None, None
    if _is_enum(bare):
        return (lambda value: value.value), {member.value: member for member in bare}.__getitem__
    adapter: TypeAdapter[Any] = TypeAdapter(bare)
    return (lambda value: adapter.dump_json(value).decode("utf-8")), adapter.validate_json


def _holds_moments(hint: Any) -> bool:
    bare = _bare(hint)
    if bare is datetime:
        return True
    if dataclasses.is_dataclass(bare):
        return any(_holds_moments(inner) for inner in typing.get_type_hints(bare).values())
    return any(_holds_moments(inner) for inner in typing.get_args(bare) if inner is not Ellipsis)


def _utc(value: Any) -> Any:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise StoreBug("A moment without its zone cannot be kept.")
        return value.astimezone(UTC)
    if isinstance(value, tuple):
        return tuple(_utc(inner) for inner in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(
            value, **{field.name: _utc(getattr(value, field.name)) for field in dataclasses.fields(value)}
        )
    return value
