"""Linked people (co-defendants, one household) and entries that went from one record into another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from mappa_desk.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLink(Record):
    """Two cases whose people are discussed together. It stays in this vault and goes into no case file."""

    KIND: ClassVar[str] = "case_link"

    first_case_id: str
    second_case_id: str
    why: str = ""
    """ "Co-defendants", "one household"."""
    active: bool = True

    def other(self, case_id: str) -> str:
        """Id of the case at the other end."""
        return self.second_case_id if case_id == self.first_case_id else self.first_case_id


class TraceKind(StrEnum):
    """How an entry came into a record."""

    COPIED = "copied"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryTrace(Record):
    """An entry was copied or moved out of another meeting. Append only; it goes into no case file."""

    KIND: ClassVar[str] = "entry_trace"

    trace_kind: TraceKind
    at: datetime
    from_meeting_id: str
    from_entry_id: str
    to_meeting_id: str
    to_entry_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedCase:
    """A case at the other end of a link that stands, as the desk and the page of a case show it."""

    link_id: str
    case_id: str
    reference: str
    why: str
