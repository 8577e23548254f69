"""Who is to get which documents of one meeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mappa_desk.domain.contacts import MayGet
from mappa_desk.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class CirculationLine(Record):
    """One recipient on the circulation list that is agreed at the close and printed in the minutes."""

    KIND: ClassVar[str] = "circulation_line"

    meeting_id: str
    position: int
    person_id: str | None = None
    attendance_id: str | None = None
    name: str
    role: str = ""
    agency: str = ""
    documents: tuple[MayGet, ...] = ()
    """None of them: on the list and not to be given anything, `why` says why."""
    why: str = ""
