"""What the Room window may hold: item, clock, statement and accepted actions. There is no field for more.

Nothing of the record is imported here. The window knows these types alone; `domain.room` fills them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomAction:
    """One accepted action, known by its number and agency."""

    number: int
    """Place within the meeting."""
    agency: str
    """Name of the owning agency as the area's list has it; empty where the list has none."""
    text: str
    """Empty where the words are held back, because they name somebody of the record."""
    due: str
    """When, in words of the program; empty when there is no date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPicture:
    """Everything that everybody may see. A blank one says nothing but the practice mark."""

    blank: bool = True
    practice: bool = False
    item_number: str = ""
    item_title: str = ""
    clock: str = ""
    """Time of day, "10:42"."""
    ends: str = ""
    """Planned end, "11:15"; empty when none was planned."""
    statement: str = ""
    statement_read: str = ""
    """When the statement was last read, "10:03"; empty before that."""
    actions: tuple[RoomAction, ...] = ()
