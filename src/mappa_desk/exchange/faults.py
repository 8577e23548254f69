"""What is wrong with a file from outside: a place and a few plain words, never the words of the case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mappa_desk.domain.errors import FileRefused

if TYPE_CHECKING:
    from pydantic import ValidationError

FAULTS_NAMED = 100
"""Most faults that are named for one file."""

_WORDS = {
    "missing": "is missing",
    "missing_argument": "is missing",
    "unexpected_keyword_argument": "is not a field of this format",
    "extra_forbidden": "is not a field of this format",
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "date_type": "must be a day such as 2026-11-12",
    "date_from_datetime_parsing": "must be a day such as 2026-11-12",
    "date_parsing": "must be a day such as 2026-11-12",
    "datetime_type": "must be a time such as 2026-11-12T10:03:00Z",
    "datetime_parsing": "must be a time such as 2026-11-12T10:03:00Z",
    "datetime_from_date_parsing": "must be a time such as 2026-11-12T10:03:00Z",
    "tuple_type": "must be a list",
    "dict_type": "must be an object",
    "mapping_type": "must be an object",
    "dataclass_type": "must be an object",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its place in the file ("meetings[2].entries[5].text") and what is wrong there."""

    place: str
    words: str

    def __str__(self) -> str:
        return f"{self.place}: {self.words}" if self.place else self.words


def place_of(steps: Sequence[str | int]) -> str:
    """A path of keys and list positions as it is read: ("meetings", 2, "level") is "meetings[2].level"."""
    place = ""
    for step in steps:
        if isinstance(step, int):
            place += f"[{step}]"
        else:
            name = " ".join(step[:64].split())
            place += f".{name}" if place else name
    return place


def faults_of(error: ValidationError) -> tuple[Fault, ...]:
    """The faults that pydantic found, in this program's words and without any value of the file."""
    found = []
    for detail in error.errors(include_url=False, include_context=True, include_input=False):
        words = _WORDS.get(detail["type"])
        if words is None and detail["type"] == "enum":
            words = f"must be one of {detail['ctx']['expected']}"
        found.append(
            Fault(place_of(detail["loc"]), words or detail["msg"].replace("Input should be", "must be"))
        )
    return tuple(found)


def refused(faults: Sequence[Fault]) -> FileRefused:
    """The error for a file with these faults: one sentence with the first, all of them beside it."""
    more = len(faults) - 1
    tail = "" if not more else " (and 1 more fault)" if more == 1 else f" (and {more} more faults)"
    return FileRefused(f"{faults[0]}{tail}.", faults=tuple(str(fault) for fault in faults[:FAULTS_NAMED]))
