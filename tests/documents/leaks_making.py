"""Makes a whole record in which every text is a word that occurs nowhere else, so that each can be traced.

Texts are found by the type of a field, not by its name: a field that is added later is filled too.
"""

from __future__ import annotations

import random
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from mappa_desk.domain.edition_blanks import kind_of

DAY = date(2026, 11, 12)
STARTED = datetime(2026, 11, 12, 10, 0, tzinfo=UTC)
STRUCTURAL = frozenset(
    f"{kind}.{name}"
    for kind, names in {
        "case": "lead_agency",
        "meeting": "chair_agency lead_agency current_item planned_at",
        "item": "code",
        "attendance": "agency",
        "statement_reading": "how heard_by declined_by",
        "closed_part": "stayed",
        "entry": "item agency recipients",
        "dissent": "agency",
        "action": "tag owner_agency",
        "previous_action": "recipients stayed_agencies",
        "circulation_line": "agency",
        "erasure": "record_kind",
        "told_in_part": "name",
        "form": "logo section_order",
        "standing": "lead_agency",
        "agency_sheet": "agency",
        "papers_snapshot": "restricted",
    }.items()
    for name in names.split()
)
"""Texts that are no words but codes, ids and pictures: they lead from one record to another."""


@dataclass(frozen=True)
class Canary:
    """One traced word: where it stands, and of which record it is."""

    word: str
    path: tuple[str, ...]
    """The fields that lead to it, outermost first: ("snapshot.entries", "entry.text")."""
    owner: Any
    """Id of the outermost record that is no container."""


class Canaries:
    """Hands out traced words and remembers where each stands."""

    def __init__(self, seed: int = 0) -> None:
        self.chance = random.Random(seed)
        self.words: dict[str, list[str]] = {}
        """By word the "kind.field" that it stands in and the id of its record."""
        self._count = 0

    def word(self, path: str, owner: str) -> str:
        """The next word: letters and digits alone, so that no line end and no markup parts it."""
        self._count += 1
        made = f"zq{self._count:05d}qz"
        self.words[made] = [path, owner]
        return made

    def made(self, record_type: type, owner: str = "", **given: Any) -> Any:
        """A record of that type with a traced word in each text that is not given."""
        hints, kind = hints_of(record_type), kind_of(record_type)
        owner = given.get("id", owner)
        values = {}
        for each in fields(record_type):
            path = f"{kind}.{each.name}"
            if each.name in given:
                values[each.name] = given[each.name]
            elif is_text(hints[each.name]) and not is_id(each.name) and path not in STRUCTURAL:
                values[each.name] = self._text(hints[each.name], path, owner)
            else:
                values[each.name] = self._other(each, hints[each.name], owner)
        return record_type(**values)

    def _text(self, hint: Any, path: str, owner: str) -> Any:
        if get_origin(hint) is tuple:
            return (self.word(path, owner), self.word(path, owner))
        return self.word(path, owner)

    def _other(self, each: Any, hint: Any, owner: str) -> Any:
        kinds = [one for one in (get_args(hint) or (hint,)) if one is not NoneType]
        if len(kinds) == 1 and is_dataclass(kinds[0]) and isinstance(kinds[0], type):
            return self.made(kinds[0], owner)
        if each.default is not MISSING:
            return each.default
        return _BLANK[kinds[0]] if kinds[0] in _BLANK else _first(kinds[0])


def is_text(hint: Any) -> bool:
    """True for a text, a text or nothing, and any number of texts."""
    if get_origin(hint) is tuple:
        return get_args(hint)[0] is str
    return hint is str or (str in get_args(hint) and set(get_args(hint)) <= {str, NoneType})


def is_id(name: str) -> bool:
    """True for a field that holds the id of a record."""
    return name == "id" or name.endswith(("_id", "_ids"))


@cache
def hints_of(record_type: type) -> dict[str, Any]:
    """The type of each field."""
    return get_type_hints(record_type)


def record_types(root: type) -> list[type]:
    """A record and every record within it, each once."""
    found: list[type] = []
    waiting: list[Any] = [root]
    while waiting:
        one = waiting.pop()
        waiting += get_args(one)
        if isinstance(one, type) and is_dataclass(one) and one not in found:
            found.append(one)
            waiting += hints_of(one).values()
    return found


def at(minutes: float) -> datetime:
    """A moment so many minutes after the start."""
    return STARTED + timedelta(minutes=minutes)


def _first(kind: Any) -> Any:
    return next(iter(kind)) if isinstance(kind, type) and issubclass(kind, Enum) else None


_BLANK: dict[Any, Any] = {str: "", int: 1, bool: False, tuple: (), date: DAY, datetime: STARTED}
