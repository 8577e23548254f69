"""What is known of a report that an agency sent and that was taken into the record as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from mappa_desk.domain.records import Record


class ReportSource(StrEnum):
    """How a report came in."""

    PASTED = "pasted"
    DOCX = "docx"
    TEXT = "text"
    MAIL = "mail"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedReport(Record):
    """A report as it came in. Its text stands in the entry's words; the entry's own text may sum it up."""

    KIND: ClassVar[str] = "received_report"

    meeting_id: str
    entry_id: str
    source: ReportSource
    file_name: str = ""
    sha256: str = ""
    """Over the bytes of the file, hex; empty for pasted text."""
    characters: int = 0
    left_out: tuple[str, ...] = ()
    """What was left out and how often, in words: "2 pictures", "1 link’s address"."""
    at: datetime
