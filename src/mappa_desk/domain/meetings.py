"""One meeting on one case, its life from planned to approved, and what happens to it as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Category, Level
from mappa_desk.domain.records import Record


class MeetingState(StrEnum):
    """Where a meeting stands. Only `APPROVED` is sealed."""

    PLANNED = "planned"
    RUNNING = "running"
    ADJOURNED = "adjourned"
    CLOSED = "closed"
    APPROVED = "approved"
    CANCELLED = "cancelled"
    NOT_HELD = "not_held"


HELD = frozenset({MeetingState.RUNNING, MeetingState.ADJOURNED, MeetingState.CLOSED, MeetingState.APPROVED})
"""States of a meeting that was begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextReview:
    """When and how the next meeting is to be. `none_because` says why there is none (the case leaves)."""

    on: date | None = None
    at: str = ""
    """Clock time as said, "10:00"."""
    level: Level | None = None
    place: str = ""
    invite: str = ""
    none_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Record):
    """A Level 2 or 3 meeting. `number` counts the meetings on this person from 1 and never changes."""

    KIND: ClassVar[str] = "meeting"

    case_id: str
    number: int
    kind: MeetingKind
    level: Level
    category: Category | None = None
    """Category at the start of the meeting."""
    state: MeetingState = MeetingState.PLANNED
    planned_on: date
    planned_at: str = ""
    """Planned clock time, "10:00"; empty when none was set."""
    planned_minutes: int = 0
    place: str = ""
    template: str = ""
    """Code of the agenda template it runs with."""
    template_edition: str = ""
    panel_day_id: str | None = None
    chair: str = ""
    """Name, role and agency of the chair as printed."""
    chair_agency: str = ""
    minutes_by: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    current_item: str = ""
    """Code of the item that is being talked about."""
    lead_agency: str = ""
    lead_officer: str = ""
    level_after: Level | None = None
    next_review: NextReview | None = None
    adjourned_to: date | None = None
    ended_because: str = ""
    """Reason of an adjournment, a cancellation or a meeting not held, and who decided."""
    brief_why: str = ""
    brief_risk: str = ""
    """The two sentences of the front sheet that nobody but a person can write."""

    @property
    def tag(self) -> str:
        """Short form within the case, "M03"."""
        return f"M{self.number:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDay(Record):
    """A day on which several cases are heard one after the other."""

    KIND: ClassVar[str] = "panel_day"

    on: date
    title: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPart(Record):
    """A part of a meeting for which some people left. What is said in it is only for those who stayed."""

    KIND: ClassVar[str] = "closed_part"

    meeting_id: str
    started_at: datetime
    ended_at: datetime | None = None
    stayed: tuple[str, ...] = ()
    """Ids of the attendance rows of those who stayed."""
    reason: str = ""


class HandoverOf(StrEnum):
    """What was handed over."""

    CHAIR = "chair"
    KEYS = "keys"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover(Record):
    """The chair or the keys passed to somebody else during the meeting."""

    KIND: ClassVar[str] = "handover"

    meeting_id: str
    of: HandoverOf
    at: datetime
    from_whom: str
    to_whom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementReading(Record):
    """The confidentiality and diversity statement was read or shown, and to whom."""

    KIND: ClassVar[str] = "statement_reading"

    meeting_id: str
    at: datetime
    edition: str
    how: str = "read"
    """"read" or "displayed"."""
    heard_by: tuple[str, ...] = ()
    """Ids of the attendance rows of those in the room who had not heard it before; of all who were in it
    where everybody had."""
    declined_by: tuple[str, ...] = ()
