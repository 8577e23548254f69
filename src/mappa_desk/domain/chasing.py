"""What is done about actions and answers between meetings: calls, reminders, the ladder, what cannot wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from mappa_desk.domain.actions import Channel
from mappa_desk.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung(Record):
    """One rung of the area's escalation ladder. `id` is its code; the lowest position comes first."""

    KIND: ClassVar[str] = "rung"

    position: int
    title: str
    to_whom: str
    """The office that is written to: "the owner", "the agency's single point of contact"."""
    days: int
    """Working days after the day on which the action was due."""
    wording: str
    """What the message says, with {numbers}, {agency} and {reply_by} to be filled in."""
    source: str = ""
    verified_by: str = ""
    verified_on: date | None = None
    active: bool = True

    @property
    def verified(self) -> bool:
        """True once somebody has confirmed it against a source."""
        return self.verified_on is not None and bool(self.verified_by)


class ChaseKind(StrEnum):
    """What an agency was asked for."""

    CALL = "call"
    """Updates on its open actions before a review."""
    RUNG = "rung"
    """An action that is overdue, by a rung of the ladder."""
    DO_NOW = "do_now"
    """It was told of an action that does not wait for the minutes."""
    INVITATION = "invitation"
    """An answer to an invitation."""
    REPORT = "report"
    """A written report for a meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chase(Record):
    """One agency, asked once in one case. Append only; what is done at once for several has one round."""

    KIND: ClassVar[str] = "chase"

    case_id: str
    meeting_id: str | None = None
    """The meeting that it is asked for, when there is one."""
    round_id: str
    chase_kind: ChaseKind
    agency: str
    action_ids: tuple[str, ...] = ()
    attendance_id: str | None = None
    rung: str = ""
    skipped_because: str = ""
    """Why rungs below this one were left out."""
    how: Channel
    to_whom: str = ""
    reply_by: date | None = None
    note: str = ""
    file_name: str = ""
    """The file that went with it, empty for none."""
    sha256: str = ""
    at: datetime


class ChangeKind(StrEnum):
    """What has happened that does not wait for the next review."""

    ARREST = "arrest"
    RELEASE_DATE = "release_date"
    ADDRESS_LOST = "address_lost"
    RECALL = "recall"
    THREAT = "threat"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgentChange(Record):
    """A dated line on the case between two meetings. It offers an earlier meeting."""

    KIND: ClassVar[str] = "urgent_change"

    case_id: str
    change_kind: ChangeKind
    happened_on: date
    text: str
    told_by: str = ""
    came_by: Channel = Channel.NOT_SAID
    meeting_id: str | None = None
    """The earlier meeting that was arranged because of it."""
    at: datetime
    removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFilter(Record):
    """Words that find actions, kept by name."""

    KIND: ClassVar[str] = "saved_filter"

    name: str
    words: str
    """As typed: "is:open @health due:<7d"."""
    group_by: str = ""
    sort_by: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionImport(Record):
    """One spreadsheet that was taken in, so that it can be taken back as one."""

    KIND: ClassVar[str] = "action_import"

    file_name: str
    sha256: str
    sheet: str = ""
    columns: tuple[str, ...] = ()
    """What each column of the sheet was read as, empty for one that was left out."""
    heads: tuple[str, ...] = ()
    """The words at the heads of the columns, by which the same tracker is known again."""
    accepted: int = 0
    doubted: int = 0
    refused: int = 0
    action_ids: tuple[str, ...] = ()
    """The actions that it made."""
    event_ids: tuple[str, ...] = ()
    """The lines that it added to the histories of actions that were there."""
    at: datetime
    undone_at: datetime | None = None
