"""Actions: one owner, one date, a purpose, and a history that is only ever added to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from mappa_desk.domain.records import Record


class DeadlineKind(StrEnum):
    """What a deadline hangs on. Events take their date when it is known."""

    DATE = "date"
    NEXT_MEETING = "next_meeting"
    BEFORE_RELEASE = "before_release"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When an action is due. `on` is empty while an event has no date yet."""

    kind: DeadlineKind = DeadlineKind.NONE
    on: date | None = None
    said: str = ""
    """The words as typed ("by next meeting"), empty when a date was picked."""


class ActionState(StrEnum):
    """Present state. "Agency did not do it" and "overtaken by events" are never one state."""

    OPEN = "open"
    DONE = "done"
    DONE_LATE = "done_late"
    OVERTAKEN = "overtaken"
    NOT_DONE = "not_done"
    WITHDRAWN = "withdrawn"


class Acceptance(StrEnum):
    """Whether the owner said yes."""

    NOT_READ_BACK = "not_read_back"
    ACCEPTED = "accepted"
    ON_BEHALF = "on_behalf"
    """Accepted by somebody present for an owner who is not."""
    OBJECTED = "objected"


class Priority(StrEnum):
    """How an action ranks among the open ones. It is said of an action, never counted from its day."""

    URGENT = "urgent"
    """Done now: it does not wait for the minutes."""
    BEFORE_RELEASE = "before_release"
    NORMAL = "normal"


class Channel(StrEnum):
    """How word of an action came in or went out."""

    NOT_SAID = "not_said"
    MEETING = "meeting"
    TELEPHONE = "telephone"
    IN_PERSON = "in_person"
    SECURE_MAIL = "secure_mail"
    ORDINARY_MAIL = "ordinary_mail"
    POST = "post"
    FORM = "form"
    """On a sheet that was sent out for it and came back."""
    SPREADSHEET = "spreadsheet"


class ActionEventKind(StrEnum):
    """What happened to an action. The history is append only."""

    MADE = "made"
    ACCEPTED = "accepted"
    ACCEPTED_ON_BEHALF = "accepted_on_behalf"
    OBJECTED = "objected"
    ACCEPTANCE_UNDONE = "acceptance_undone"
    UPDATED = "updated"
    REDATED = "redated"
    CARRIED = "carried"
    TRANSFERRED = "transferred"
    DONE = "done"
    DONE_LATE = "done_late"
    OVERTAKEN = "overtaken"
    NOT_DONE = "not_done"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"
    MARKED = "marked"
    """Labels, priority or the day to look again changed; the note says from what to what."""
    CHASED = "chased"
    TOLD = "told"
    """Its owner was told of it, as a do-now action is by telephone."""
    CALLED_BACK = "called_back"
    """The owner, who had been told, called back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Record):
    """One undertaking. Its number is given once, by the meeting that made it, and stays for life."""

    KIND: ClassVar[str] = "action"

    case_id: str
    meeting_id: str | None
    """None for an action that no meeting of this vault made, such as one out of an earlier spreadsheet."""
    entry_id: str | None
    tag: str
    """Number within the case, "M03-07": the meeting that made it and its place there; "M00-02" without."""
    text: str
    purpose: str = ""
    owner_name: str = ""
    owner_role: str = ""
    owner_agency: str = ""
    owner_attendance_id: str | None = None
    on_behalf_taken_by: str = ""
    """Who, being present, took it for an absent owner and undertakes to tell them."""
    deadline: Deadline = Deadline()
    urgent: bool = False
    state: ActionState = ActionState.OPEN
    acceptance: Acceptance = Acceptance.NOT_READ_BACK
    accepted_at: datetime | None = None
    objection: str = ""
    carried: int = 0
    """How many reviews have carried it over."""
    settled_on: date | None = None
    settled_note: str = ""
    removed: bool = False
    labels: tuple[str, ...] = ()
    """Small letters without the hash that is typed before them, in the order of the alphabet."""
    before_release: bool = False
    """Must be done before the person is released, whatever day it has."""
    look_on: date | None = None
    """Folded away in reviews until this day, unless it is overdue. It never leaves the record of a review."""
    source_number: str = ""
    """The number it had in the spreadsheet that it came from."""
    import_id: str | None = None

    @property
    def priority(self) -> Priority:
        """Do now before everything, then what must be done before the release."""
        if self.urgent:
            return Priority.URGENT
        release = self.before_release or self.deadline.kind is DeadlineKind.BEFORE_RELEASE
        return Priority.BEFORE_RELEASE if release else Priority.NORMAL

    @property
    def place(self) -> int:
        """Number within the meeting that made it."""
        return int(self.tag.rpartition("-")[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionEvent(Record):
    """One thing that happened to an action, when, at which meeting, told by whom."""

    KIND: ClassVar[str] = "action_event"

    action_id: str
    meeting_id: str | None = None
    at: datetime
    event_kind: ActionEventKind
    note: str = ""
    told_by: str = ""
    """Who says so; of one that was told, who was told."""
    due_before: date | None = None
    due_after: date | None = None
    owner_before: str = ""
    owner_after: str = ""
    came_by: Channel = Channel.NOT_SAID
    evidence: str = ""
    """What shows it: a letter and its date, a reference in a case system."""
    rung: str = ""
    """Code of the rung of the escalation ladder, for one that was chased."""
    chase_id: str | None = None
