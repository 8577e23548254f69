"""What a screen shows: frozen pictures that services give and item models take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mappa_desk.domain.actions import Action, ActionEvent
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.agendas import AgendaItem, Round
from mappa_desk.domain.areas import AreaForm, AreaStandard
from mappa_desk.domain.attendance import Attendance, RemoteCheck
from mappa_desk.domain.cases import Case, Standing
from mappa_desk.domain.chair_drafts import ChairMark
from mappa_desk.domain.chasing import UrgentChange
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.corrections import Correction, MinutesConfirmation
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.linked import LinkedCase
from mappa_desk.domain.meetings import ClosedPart, Handover, Meeting, PanelDay, StatementReading
from mappa_desk.domain.minutes import Approval, DocumentGiven
from mappa_desk.domain.timing import ItemTime


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A half-typed line: not part of the record, kept at most a second after the last key."""

    meeting_id: str
    place: str
    """Which field it belongs to: "line", or "entry:<id>"."""
    text: str
    caret: int = 0
    anchor: int = 0
    item: str = ""
    agency: str = ""
    attendance_id: str | None = None
    kind: str = ""
    """Kind chosen for the line and, behind a slash, how far it may travel: "action", "/sanitise"."""
    revision: int = 0
    """Revision of the entry it edits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something missing. `blocking` ones must be settled before approval, the others are worth a look."""

    code: str
    sentence: str
    blocking: bool
    item: str = ""
    record_kind: str = ""
    record_id: str = ""
    """Where a link leads: the record that lacks something, else the item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAction:
    """An action open before this meeting, with its history and whether this meeting gave it an outcome."""

    action: Action
    events: tuple[ActionEvent, ...]
    settled_here: bool
    overdue: bool
    left_open: bool = False
    """Open when the meeting ended; while it is not over, open now."""
    folded: bool = False
    """Not to be looked at before its day: a list may fold it away. The record of the review never does."""
    rung: str = ""
    """Title of the rung of the escalation ladder on which it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChange:
    """One fact of the case that is another than at the last meeting."""

    fact: str
    """Name of the field of the case."""
    before: object
    after: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One agency's row under "who has been heard": the rounds in which it spoke, reported or had nothing."""

    agency: str
    rounds: frozenset[Round]
    how: tuple[tuple[Round, EntryKind], ...] = ()
    """For each of those rounds the most telling kind: spoke, written report, declined, nothing to add."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedAt:
    """The later meeting at which these minutes were confirmed."""

    reference: str
    """Full reference, "LAN-0417-M04"."""
    on: date
    confirmation: MinutesConfirmation


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskView:
    """Everything the live desk shows of one meeting."""

    case: Case
    meeting: Meeting
    items: tuple[AgendaItem, ...]
    attendance: tuple[Attendance, ...]
    entries: tuple[Entry, ...]
    """Not removed, in order."""
    decisions: tuple[Decision, ...]
    actions: tuple[Action, ...]
    past_actions: tuple[PastAction, ...]
    statements: tuple[StatementReading, ...]
    closed_parts: tuple[ClosedPart, ...]
    handovers: tuple[Handover, ...]
    heard: tuple[Heard, ...]
    agencies: tuple[Agency, ...]
    form: AreaForm
    past_restricted: tuple[str, ...] = ()
    """Ids of past actions that were made in a closed part, or whose entry does not go to everybody."""
    previous_meeting: Meeting | None = None
    previous_decisions: tuple[Decision, ...] = ()
    settled_since: tuple[PastAction, ...] = ()
    """Actions that got their outcome between the last meeting and this one."""
    case_changes: tuple[CaseChange, ...] = ()
    """Facts of the case that are others than at the end of the last meeting."""
    urgent_changes: tuple[UrgentChange, ...] = ()
    """What happened since the last meeting and did not wait for this one, oldest first."""
    carried_prompt: int = 3
    """Carried this often, an action makes the chair ask what stands in the way."""
    standings: tuple[Standing, ...] = ()
    statement_due: tuple[str, ...] = ()
    """Ids of attendance rows of those in the room who have not heard the statement."""
    remote_checks: tuple[RemoteCheck, ...] = ()
    """What those who take part from elsewhere said when asked, oldest first."""
    remote_due: tuple[str, ...] = ()
    """Ids of attendance rows of those who are in from elsewhere and were not asked yet."""
    draft: Draft | None = None
    can_undo: str = ""
    """What undo would take back, in words; empty when there is nothing."""
    can_redo: str = ""
    undo_step: int = 0
    """Number of the step that undo would take back; 0 for none. Two steps may have the same words."""
    keys: str = ""
    """Who is at the keys."""
    approval: Approval | None = None
    binned: tuple[Entry, ...] = ()
    """Entries in the bin that can be brought back, in the order of the record."""
    linked: tuple[LinkedCase, ...] = ()
    """People who are discussed together with this one."""
    place_in_day: int = 0
    """Place among the cases of its panel day, from 1; 0 when it is on none."""
    cases_of_day: int = 0
    times: tuple[ItemTime, ...] = ()
    """How long the items took: working papers, in no document."""
    chair_marks: tuple[ChairMark, ...] = ()
    """What the chair marked on drafts, without those taken away, oldest first."""
    corrections: tuple[Correction, ...] = ()
    """What was asked to be put right in these minutes, without those taken away, oldest first."""
    confirmation: MinutesConfirmation | None = None
    """What this meeting said of the minutes of the one before."""
    last_version: int = 0
    """Newest approved version of the minutes of the meeting before; 0 while it has none."""
    last_notes: tuple[Correction, ...] = ()
    """Corrections to the minutes of the meeting before that wait for this one."""
    confirmed_at: ConfirmedAt | None = None
    """Where a later meeting confirmed these minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """One line of a list of meetings."""

    meeting_id: str
    case_id: str
    case_reference: str
    meeting: Meeting
    agencies: int
    awaited: int
    """Agencies that have not answered."""
    open_actions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One line of the list of cases."""

    case: Case
    meetings: int
    open_actions: int
    overdue_actions: int
    last_meeting_on: date | None
    next_meeting_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A case with its meetings, its actions and the history of its level."""

    case: Case
    standings: tuple[Standing, ...]
    meetings: tuple[Meeting, ...]
    actions: tuple[Action, ...]
    decisions: tuple[Decision, ...]
    documents: tuple[DocumentGiven, ...]
    urgent_changes: tuple[UrgentChange, ...] = ()
    """What could not wait for a review, oldest day first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """One line of the tracker."""

    action: Action
    case_reference: str
    reference: str
    """Full reference, "LAN-0417-M03-07"."""
    agency_name: str
    overdue: bool
    days_left: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A number on the start page with its words."""

    count: int
    word: str
    note: str = ""
    grave: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StartView:
    """The start page: today's meetings, what is due, what was touched last, how the vault is."""

    today: tuple[MeetingRow, ...]
    coming: tuple[MeetingRow, ...]
    due: tuple[Due, ...]
    recent: tuple[MeetingRow, ...]
    running_meeting_id: str = ""
    case_count: int = 0
    practice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One find: the record, where it belongs and a short excerpt as plain text."""

    record_kind: str
    record_id: str
    case_reference: str
    reference: str
    title: str
    excerpt: str
    at: datetime | None = None
    meeting_id: str = ""
    state: str = ""
    """Of a meeting and of an action: how it stands, as the record says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaView:
    """The area's settings."""

    form: AreaForm
    standards: tuple[AreaStandard, ...]
    agencies: tuple[Agency, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDayView:
    """A panel day with its meetings in time order."""

    day: PanelDay
    meetings: tuple[MeetingRow, ...]
