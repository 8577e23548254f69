"""How long each item took: the chair's working papers. Never printed in minutes, not part of the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

PAUSE = "(pause)"
"""Stands in place of an item's code while the meeting pauses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTime:
    """One stretch of talk about one item, or one pause. `seconds` is the desk's own count, not a clock's."""

    id: str
    meeting_id: str
    item: str
    """Code of the agenda item, or `PAUSE`."""
    began_at: datetime
    ended_at: datetime | None = None
    seconds: int = 0
    """Counted so far; the whole length once it has ended."""
