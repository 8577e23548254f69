"""People who take part, and the one who is at the keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mappa_desk.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """A professional who may attend, own an action or sit at the keys. Never the person discussed."""

    KIND: ClassVar[str] = "person"

    name: str
    role: str = ""
    agency: str = ""
    holds_keys: bool = False
    """May say "this is me" after the passphrase."""
