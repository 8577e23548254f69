"""What becomes of copies that were given out: recalls, returns, breaches, and requests for minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from mappa_desk.domain.records import Record


class CopyEventKind(StrEnum):
    """What happened to one copy after it was given out."""

    RECALLED = "recalled"
    """It was asked back."""
    RETURNED = "returned"
    DESTROYED = "destroyed"
    """Somebody said that it was destroyed; `told_by` says who."""
    LOST = "lost"
    WRONG_RECIPIENT = "wrong_recipient"
    FOUND = "found"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyEvent(Record):
    """One thing that happened to one copy of the register. Append only."""

    KIND: ClassVar[str] = "copy_event"

    meeting_id: str
    document_id: str
    """Id of the line of the register."""
    event_kind: CopyEventKind
    happened_on: date
    told_by: str = ""
    note: str = ""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach(Record):
    """A document, or part of one, reached somebody whom it was not for. Open until it is closed."""

    KIND: ClassVar[str] = "breach"

    meeting_id: str
    document_id: str = ""
    """Id of the line of the register; empty when no registered copy is known to be concerned."""
    what: str
    """What happened, in plain words."""
    who_has_it: str = ""
    found_on: date
    found_by: str = ""
    recalled_on: date | None = None
    reported_to: str = ""
    reported_on: date | None = None
    reference: str = ""
    """Of the report, as the office that took it gave it."""
    outcome: str = ""
    closed_on: date | None = None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesRequest(Record):
    """Somebody asked for minutes: who, for what, and what was given out on whose word."""

    KIND: ClassVar[str] = "minutes_request"

    meeting_id: str
    asked_by: str
    """Name or office of the one who asked."""
    organisation: str = ""
    asked_on: date
    purpose: str = ""
    reply_by: date | None = None
    released: str = ""
    """What was given out, or that nothing was, in words; empty until it is decided."""
    released_because: str = ""
    approved_by: str = ""
    replied_on: date | None = None
    document_ids: tuple[str, ...] = ()
    """Lines of the register that answered the request."""
    at: datetime
