"""Entries of the record: what was said, noted, raised, decided or undertaken, in the order it was kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from mappa_desk.domain.records import Record

FIELD_LIMIT = 50_000
"""Most characters in one field, for typing, paste and import alike."""
PARKED = "(parked)"
"""Stands in place of an item's code for what is set aside for later; like *Unsorted* it blocks approval."""
RUN_LIMIT = 2_000
"""Longest unbroken run of characters without a space in one field."""


class EntryKind(StrEnum):
    """What an entry is. Actions and decisions have a record of their own beside it."""

    CONTRIBUTION = "contribution"
    WRITTEN_REPORT = "written_report"
    NIL_RETURN = "nil_return"
    REFUSAL = "refusal"
    """An agency declines to share, with its reason."""
    ISSUE = "issue"
    DECISION = "decision"
    ACTION = "action"
    NOTE = "note"


class Handling(StrEnum):
    """How far an entry may travel. Each edition's allow-list names the flags it takes."""

    NORMAL = "normal"
    NOT_FOR_SUMMARY = "not_for_summary"
    NOT_FOR_PERSON = "not_for_person"
    """Not to be told to the person discussed."""
    NAMED_RECIPIENTS = "named_recipients"
    SANITISE = "sanitise"
    """Police intelligence: sanitise before any further use."""


class IssueOutcome(StrEnum):
    """How a raised issue was settled. `OPEN` blocks approval."""

    OPEN = "open"
    DECISION = "decision"
    ACTION = "action"
    NO_ACTION = "no_action"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Record):
    """One kept line or paragraph. `item` empty means *Unsorted*: it must be placed before approval."""

    KIND: ClassVar[str] = "entry"

    meeting_id: str
    item: str = ""
    """Code of the agenda item."""
    position: int
    """Order within the meeting; gaps are left so that an entry can be put between two others."""
    entry_kind: EntryKind = EntryKind.CONTRIBUTION
    agency: str = ""
    attendance_id: str | None = None
    text: str
    words: str = ""
    """The line as it was typed in the room, never overwritten."""
    captured_at: datetime
    handling: Handling = Handling.NORMAL
    recipients: tuple[str, ...] = ()
    """Agency codes that may have it, with `NAMED_RECIPIENTS`."""
    closed_part_id: str | None = None
    report_dated: str = ""
    settles_issue_id: str | None = None
    """The issue that this decision or action answers."""
    outcome: IssueOutcome | None = None
    """Only for an issue."""
    outcome_reason: str = ""
    removed: bool = False
    """In the bin; kept for the life of the draft."""

    @property
    def is_open(self) -> bool:
        """True for what everybody at the meeting may hear: of no closed part, and restricted in no way."""
        return self.closed_part_id is None and self.handling is Handling.NORMAL

    @property
    def went_elsewhere(self) -> bool:
        """True for what is left of one whose words were joined to another or moved to another record."""
        return self.removed and not self.text
