"""A part of sealed minutes that was destroyed by order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from mappa_desk.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure(Record):
    """By whose order a part was destroyed, and where it stood. It never says what it was. Append only."""

    KIND: ClassVar[str] = "erasure"

    meeting_id: str
    version: int
    """The version of the minutes that no longer holds the part; 0 when the minutes were not sealed."""
    place: str
    """Where it stood: "9.3"."""
    record_kind: str
    record_id: str
    order_reference: str
    ordered_by: str
    ordered_on: date
    at: datetime
