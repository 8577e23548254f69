"""First look at JSON from outside: size of numbers and texts, nesting, doubled keys, control characters."""

from __future__ import annotations

import json
import re
from typing import Any

from mappa_desk.domain.contributions import FIELD_LIMIT, RUN_LIMIT
from mappa_desk.domain.errors import FileRefused
from mappa_desk.domain.limits import clean
from mappa_desk.exchange.faults import FAULTS_NAMED, Fault, place_of

DEPTH_LIMIT = 16
"""Deepest nesting that is read; a case file needs eight."""
NUMBER_LIMIT = 2**31
SNAPSHOT_LIMIT = 16 * 1024 * 1024
"""Most characters in a sealed snapshot, which is a JSON text of its own."""

_LONG_TEXT = frozenset({"snapshot_json"})
_MAY_BE_NEGATIVE = frozenset({"position"})
_LONG_RUN = re.compile(rf"\S{{{RUN_LIMIT + 1}}}")


class _Doubled(ValueError):
    """A key that stands twice in one object."""


def load_json(data: bytes) -> Any:
    """The value that the bytes hold. Raises FileRefused when they are not one clean JSON text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused("This is not a case file: it is not UTF-8 text.") from None
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except _Doubled:
        raise FileRefused("This is not a case file: a key stands twice in one object.") from None
    except json.JSONDecodeError as error:
        raise FileRefused(f"This is not a case file: it is not JSON (line {error.lineno}).") from None
    except RecursionError:
        raise FileRefused("This is not a case file: it is nested too deeply.") from None
    except ValueError:
        raise FileRefused("This is not a case file: it holds a number that cannot be read.") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _Doubled
    return made


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def text_faults(value: Any) -> tuple[Fault, ...]:
    """What is too long, too deep, too large or not printable in a JSON value, each by its place."""
    found: list[Fault] = []
    _walk(value, (), found)
    return tuple(found)


def _walk(value: Any, steps: tuple[str | int, ...], found: list[Fault]) -> None:
    if len(found) >= FAULTS_NAMED:
        return
    words = ""
    if isinstance(value, str):
        words = _text_words(value, long_text=bool(steps) and steps[-1] in _LONG_TEXT)
    elif isinstance(value, float):
        words = "must be a whole number"
    elif isinstance(value, int):
        least = -NUMBER_LIMIT if steps and steps[-1] in _MAY_BE_NEGATIVE else 0
        words = "" if least <= value < NUMBER_LIMIT else "is a number out of range"
    elif value is not None and len(steps) >= DEPTH_LIMIT:
        words = "is nested too deeply"
    elif isinstance(value, dict):
        for key, inner in value.items():
            if _text_words(key, long_text=False):
                found.append(Fault(place_of(steps), "holds a key that is no word"))
            else:
                _walk(inner, (*steps, key), found)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            _walk(inner, (*steps, at), found)
    if words:
        found.append(Fault(place_of(steps), words))


def _text_words(text: str, *, long_text: bool) -> str:
    """What is wrong with one text, in words; empty when nothing is."""
    if len(text) > (SNAPSHOT_LIMIT if long_text else FIELD_LIMIT):
        return f"is longer than {FIELD_LIMIT:,} characters"
    if not long_text and len(text) > RUN_LIMIT and _LONG_RUN.search(text):
        return f"has a run of more than {RUN_LIMIT:,} characters without a space"
    return "holds a control character" if clean(text) != text else ""
