"""The minutes as a frozen snapshot, their approval, their seal, and the register of copies given out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from mappa_desk.domain.actions import Action, ActionEvent
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.areas import AreaForm
from mappa_desk.domain.attendance import Attendance, RemoteCheck
from mappa_desk.domain.cases import Case
from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.closed_readers import ToldInPart
from mappa_desk.domain.contributions import Entry, Handling
from mappa_desk.domain.corrections import Erratum, MinutesConfirmation
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.meetings import ClosedPart, Handover, Meeting, StatementReading
from mappa_desk.domain.put_right import Erasure
from mappa_desk.domain.records import Record


class MinutesStatus(StrEnum):
    """The status word in the head of each page."""

    DRAFT = "draft"
    APPROVED = "approved"
    SUPERSEDED = "superseded"


class ApprovedHow(StrEnum):
    """How the chair approved."""

    AT_DESK = "at_desk"
    MARKED_PAPER = "marked_paper"
    EMAIL = "email"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Record):
    """Who approved the minutes, how and when, and with which gaps left open for which reason."""

    KIND: ClassVar[str] = "approval"

    meeting_id: str
    version: int
    approved_by: str
    how: ApprovedHow
    approved_on: date
    reference: str = ""
    """File or reference of the marked paper or the e-mail."""
    despite_gaps_because: str = ""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousAction:
    """An action that was open when the meeting began, and what the meeting made of it."""

    action: Action
    """As it stands after the meeting."""
    events: tuple[ActionEvent, ...] = ()
    """What this meeting added to its history and did not take back, oldest first."""
    handling: Handling = Handling.NORMAL
    """Of the entry that it was made with, which stands in an earlier meeting."""
    recipients: tuple[str, ...] = ()
    """Agency codes that may have that entry, with `NAMED_RECIPIENTS`."""
    in_closed_part: bool = False
    """True when it was made in a closed part of that meeting."""
    stayed_agencies: tuple[str, ...] = ()
    """Agency codes of those who stayed whole in that closed part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesSnapshot:
    """Everything the documents of one meeting may draw on, read in one transaction and never changed after.

    A document is a pure function of it: the same snapshot gives the same bytes.
    """

    case: Case
    meeting: Meeting
    previous_meeting: Meeting | None = None
    items: tuple[AgendaItem, ...]
    attendance: tuple[Attendance, ...]
    statements: tuple[StatementReading, ...] = ()
    closed_parts: tuple[ClosedPart, ...] = ()
    handovers: tuple[Handover, ...] = ()
    entries: tuple[Entry, ...] = ()
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Action, ...] = ()
    """Made at this meeting."""
    previous_actions: tuple[PreviousAction, ...] = ()
    agencies: tuple[Agency, ...] = ()
    form: AreaForm
    status: MinutesStatus = MinutesStatus.DRAFT
    version: int = 0
    """0 while a draft; 1 for the first approved minutes."""
    approval: Approval | None = None
    gap_count: int = 0
    taken_on: date
    """The day the snapshot was taken."""
    as_of: date | None = None
    """The day whose state it tells, where that is another: minutes are of the day of the meeting."""
    remote_checks: tuple[RemoteCheck, ...] = ()
    """What those who took part from elsewhere said when asked; the latest answer of each counts."""
    told_in_parts: tuple[ToldInPart, ...] = ()
    """Words about open records that belong to a closed part. Printed nowhere: by it they are taken out."""
    confirmation: MinutesConfirmation | None = None
    """What this meeting said of the minutes of the one before."""
    circulation: tuple[CirculationLine, ...] = ()
    errata: tuple[Erratum, ...] = ()
    """What this version says was wrong in earlier ones, oldest first."""
    erasures: tuple[Erasure, ...] = ()
    """Parts that were destroyed by order; only their places are known."""

    @property
    def measured_on(self) -> date:
        """The day that "overdue" is measured against."""
        return self.as_of or self.taken_on


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedMinutes(Record):
    """A version of the minutes that can no longer change: the canonical snapshot and its seal code."""

    KIND: ClassVar[str] = "sealed"

    meeting_id: str
    version: int
    sealed_at: datetime
    seal_code: str
    """Sixteen characters in groups of four, over the canonical snapshot."""
    snapshot_json: str


class DocumentKind(StrEnum):
    """Every kind of document, by the name that the register and the command line know it by."""

    AGENDA = "agenda"
    RUNNING_BOOK = "running-book"
    """The chair's own book: the agenda with what to say and what to ask."""
    RUNNING_SHEET = "running-sheet"
    """For the day the laptop fails: agenda, attendance and boxes to write in, numbered to be keyed later."""
    INVITATION = "invitation"
    CONTRIBUTION_FORM = "contribution-form"
    """A fillable form for one agency."""
    MINUTES = "minutes"
    CHAIR_DRAFT = "chair-draft"
    """The draft with numbered lines that goes to the chair alone."""
    ATTENDEE_COPY = "attendee-copy"
    """The minutes for one who was there: without the closed parts in which that person did not stay."""
    AGENCY_COPY = "agency-copy"
    """The minutes for an agency that was not there, or was not there for all of it."""
    EXECUTIVE_SUMMARY = "executive-summary"
    """Given out on request in place of the minutes."""
    COVERING_LETTER = "covering-letter"
    """Goes with the executive summary to the one who asked for the minutes."""
    ACTIONS = "actions"
    ACTIONS_NOW = "actions-now"
    """One page at the close, by agency, while the minutes are a draft."""
    AGENCY_ACTIONS = "agency-actions"
    AGENCY_SLIP = "agency-slip"
    """One agency's actions to cut off and to send back."""
    CALL_FOR_UPDATES = "call-for-updates"
    """One agency's open actions before a review, with a box for each answer."""
    DO_NOW = "do-now"
    """The actions that do not wait for the minutes, with who was told and when."""
    ERRATUM = "erratum"
    """What a new version of the minutes says was wrong in the one before, as a paper of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentGiven(Record):
    """One line of the register of documents given out. Append only."""

    KIND: ClassVar[str] = "document_given"

    meeting_id: str
    document: DocumentKind
    edition: str
    version: int
    status: MinutesStatus
    agency: str = ""
    recipient: str = ""
    copy_number: int = 0
    copies: int = 0
    how: str = ""
    seal_code: str = ""
    sha256: str = ""
    """Over the written bytes, hex."""
    file_name: str = ""
    pages: int = 0
    recall_by: date | None = None
    """The day by which the copy is to be sent back or destroyed; None for none."""
    protected: bool = False
    """True when the file opens with a passphrase only."""
    parts_left_out: tuple[str, ...] = ()
    """Ids of the entries that were ticked to be left out of this copy."""
    large_print: bool = False
    at: datetime
