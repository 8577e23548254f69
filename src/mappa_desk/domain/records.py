"""What every kept record has in common: an id that never changes and a revision that counts its changes.

A record is a frozen value. The vault keeps its present state, every earlier revision and who made it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One kept thing. `revision` is 0 before the first save and counts up by one with each."""

    KIND: ClassVar[str] = ""

    id: str
    revision: int = 0


AnyRecord = TypeVar("AnyRecord", bound=Record)
