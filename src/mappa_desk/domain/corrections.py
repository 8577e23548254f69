"""What was asked to be put right in minutes, what came of it, and how the next meeting confirmed them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from mappa_desk.domain.records import Record


class CorrectionState(StrEnum):
    """What became of a correction that somebody asked for."""

    OPEN = "open"
    TAKEN = "taken"
    """Written into the draft."""
    NOT_TAKEN = "not_taken"
    ERRATUM = "erratum"
    """Taken after sealing: a new version says what was wrong."""
    NEXT_MEETING = "next_meeting"
    """Left for the accuracy of minutes at the next meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Record):
    """One correction asked for by somebody who was there: who, where, what, taken or not, why."""

    KIND: ClassVar[str] = "correction"

    meeting_id: str
    asked_by: str
    agency: str = ""
    asked_on: date
    place: str = ""
    """Where in the minutes, as it was said: "9.3", "page 4"."""
    record_kind: str = ""
    record_id: str = ""
    what: str
    state: CorrectionState = CorrectionState.OPEN
    why: str = ""
    noted_at: datetime
    settled_at: datetime | None = None
    erratum_id: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum(Record):
    """What a later version of sealed minutes says was wrong in the one before. Append only.

    The text of the record stays as it was sealed; the erratum stands on the change page.
    """

    KIND: ClassVar[str] = "erratum"

    meeting_id: str
    version: int
    """The version that carries it, 2 or more."""
    place: str
    wrong: str
    right: str
    reason: str
    asked_by: str = ""
    agreed_by: str
    """Who agreed to it: the chair, as a rule."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesConfirmation(Record):
    """At one meeting the minutes of the one before were confirmed, as presented or with changes.

    It belongs to the meeting that confirmed; the confirmed one is found by `confirmed_meeting_id`.
    """

    KIND: ClassVar[str] = "minutes_confirmation"

    meeting_id: str
    confirmed_meeting_id: str
    version: int = 0
    """The version of the minutes that was presented."""
    as_presented: bool
    changes: tuple[str, ...] = ()
    """What was changed, a sentence each."""
    at: datetime
