"""Copies of minutes that somebody typed or pasted into an agency's own case system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from mappa_desk.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemCopy(Record):
    """One block of the minutes that was put into a case system: which, when, under which reference."""

    KIND: ClassVar[str] = "system_copy"

    meeting_id: str
    version: int
    block: int
    """From 1."""
    blocks: int
    sha256: str
    """Over the block as UTF-8, hex: tells whether the same words are still meant."""
    system: str = ""
    reference: str = ""
    entered_on: date
    at: datetime
    removed: bool = False
