"""The documents of one meeting as the window lists them: each kind, its state, the copies that went out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.cases import Case
from mappa_desk.domain.copies import Breach, CopyEvent, MinutesRequest
from mappa_desk.domain.copies_rules import SETTLED, CopyState, copy_state
from mappa_desk.domain.editions import EDITIONS
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind, MinutesStatus
from mappa_desk.domain.paper_editions import PAPER_EDITIONS


class Group(StrEnum):
    """When in the life of a meeting a document is wanted."""

    BEFORE = "before"
    AT_THE_CLOSE = "at_the_close"
    MINUTES = "minutes"
    ON_REQUEST = "on_request"


_K = DocumentKind
GROUPS: Mapping[Group, tuple[DocumentKind, ...]] = MappingProxyType(
    {
        Group.BEFORE: (
            _K.INVITATION, _K.AGENDA, _K.CONTRIBUTION_FORM, _K.CALL_FOR_UPDATES, _K.RUNNING_BOOK,
            _K.RUNNING_SHEET,
        ),
        Group.AT_THE_CLOSE: (
            _K.ACTIONS_NOW, _K.DO_NOW, _K.ACTIONS, _K.AGENCY_ACTIONS, _K.AGENCY_SLIP,
        ),
        Group.MINUTES: (_K.CHAIR_DRAFT, _K.MINUTES, _K.ATTENDEE_COPY, _K.AGENCY_COPY, _K.ERRATUM),
        Group.ON_REQUEST: (_K.EXECUTIVE_SUMMARY, _K.COVERING_LETTER),
    }
)  # fmt: skip
"""Every kind, in the order in which the window lists them."""
OFFERED = frozenset((*EDITIONS, *PAPER_EDITIONS, _K.CONTRIBUTION_FORM))
"""Every kind that can be made: of the minutes, of their lists, and of the papers before a meeting."""
SUBJECTS = frozenset({_K.EXECUTIVE_SUMMARY, _K.COVERING_LETTER})
"""Given out in place of the minutes, to the person discussed among others."""


class Hindrance(StrEnum):
    """Why a document cannot be made now."""

    NOT_STARTED = "not_started"
    NOT_HELD = "not_held"
    SEALED = "sealed"
    NO_ERRATUM = "no_erratum"
    NOT_APPROVED = "not_approved"
    LIST_INSTEAD = "list_instead"
    """The minutes are approved: the action list goes out in place of the page of actions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLine:
    """One copy of the register with what became of it."""

    given: DocumentGiven
    events: tuple[CopyEvent, ...] = ()
    """Oldest first."""
    overdue: bool = False
    """True when it is past its day and nobody said that it came back or was destroyed."""
    written: bool = True
    """False for a file that could not be put in its place after all."""

    @property
    def state(self) -> CopyState:
        """Where it stands."""
        return copy_state(self.events)

    @property
    def is_out(self) -> bool:
        """True while somebody may still hold it."""
        return self.written and self.state not in SETTLED


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One kind of document of the meeting."""

    kind: DocumentKind
    group: Group
    hindrance: Hindrance | None = None
    """None when it can be made now."""
    is_paper: bool = False
    """True for what is drawn from the plan of the meeting, neither draft nor sealed."""
    copies: tuple[CopyLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDocuments:
    """Everything that the page of a meeting's documents shows."""

    reference: str
    meeting: Meeting
    case: Case
    status: MinutesStatus
    version: int
    """0 while a draft."""
    seal_code: str
    today: date
    agencies: tuple[Agency, ...]
    rows: tuple[DocumentRow, ...]
    copies: tuple[CopyLine, ...]
    """Newest first."""
    breaches: tuple[Breach, ...]
    requests: tuple[MinutesRequest, ...]
    reply_by: date | None = None
    """When a request of today would be due, by the area's figure; None where it has none."""

    @property
    def recall_due(self) -> tuple[CopyLine, ...]:
        """Copies past the day by which they were to come back."""
        return tuple(line for line in self.copies if line.overdue)

    def row(self, kind: DocumentKind) -> DocumentRow | None:
        """The row of a kind; None for one that is not offered."""
        return next((row for row in self.rows if row.kind is kind), None)


def needs_second_step(kind: DocumentKind, status: MinutesStatus) -> bool:
    """True for what is given out in two deliberate steps: a draft of the minutes, a subject's edition.

    The draft for the chair is meant to be one.
    """
    minutes = kind in GROUPS[Group.MINUTES] and kind is not DocumentKind.CHAIR_DRAFT
    return kind in SUBJECTS or (status is MinutesStatus.DRAFT and minutes)
