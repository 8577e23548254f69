"""Hypothesis strategies for every type of record, read off its fields."""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from typing import Any

from hypothesis import strategies as st

from mappa_desk.domain.records import Record

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
SMALL = st.integers(0, 10**9)
DATES = st.dates(date(1900, 1, 1), date(2200, 12, 31))
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=1)), timezone(timedelta(hours=-9, minutes=-30))])
MOMENTS = st.builds(datetime.combine, DATES, st.times(), ZONES)


def records(record_type: type[Record]) -> st.SearchStrategy[Any]:
    """New records of one type, with every field drawn."""
    return _values(record_type, revision=st.just(0), id=st.uuids().map(lambda value: value.hex))


def _values(cls: type[Any], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(cls)
    drawn = {field.name: given.get(field.name, _of(hints[field.name])) for field in dataclasses.fields(cls)}
    if "version" in drawn:
        drawn["version"] = st.integers(1, 10**9)
    return st.builds(cls, **drawn)


def _of(hint: Any) -> st.SearchStrategy[Any]:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        inner = next(part for part in typing.get_args(hint) if part is not type(None))
        return st.none() | _of(inner)
    if typing.get_origin(hint) is tuple:
        return st.lists(_of(typing.get_args(hint)[0]), max_size=3).map(tuple)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    if dataclasses.is_dataclass(hint):
        return _values(typing.cast(type[Any], hint))
    plain: dict[Any, st.SearchStrategy[Any]] = {
        str: TEXT,
        bool: st.booleans(),
        int: SMALL,
        float: st.floats(-1e300, 1e300, allow_nan=False),
        date: DATES,
        datetime: MOMENTS,
    }
    return plain[hint]
