"""The shape of a case file: frozen values that say what travels with one case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import ConfigDict

from mappa_desk.domain.actions import Action, ActionEvent
from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.attendance import Attendance, RemoteCheck
from mappa_desk.domain.cases import Case, Standing
from mappa_desk.domain.chair_drafts import ApprovalPaper, ChairDraft, ChairMark
from mappa_desk.domain.chasing import Chase, UrgentChange
from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.copies import Breach, CopyEvent, MinutesRequest
from mappa_desk.domain.corrections import Correction, Erratum, MinutesConfirmation
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.form_returns import FormReturn
from mappa_desk.domain.meetings import ClosedPart, Handover, Meeting, PanelDay, StatementReading
from mappa_desk.domain.minutes import Approval, DocumentGiven, SealedMinutes
from mappa_desk.domain.people import Person
from mappa_desk.domain.put_right import Erasure
from mappa_desk.domain.records import Record
from mappa_desk.domain.reports import ReceivedReport
from mappa_desk.domain.system_copies import SystemCopy
from mappa_desk.domain.write_up import WriteUpTick

FORMAT = 5
"""The format that is written. Older ones are read, newer ones refused."""

Kind = TypeVar("Kind", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept(Generic[Kind]):
    """One revision of a record: which, when, by whom (id of a person, or empty).

    `body` is the record as it was. It is left out of the last revision, which is the record as it stands
    in the file, and of a removal.
    """

    number: int
    at: datetime
    by: str = ""
    body: Kind | None = None
    removed: bool = False


Lives = Mapping[str, tuple[Kept[Kind], ...]]
"""Histories of the records of one kind by record id, oldest revision first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Histories:
    """The revisions of every record in the file, and of those that were removed."""

    case: Lives[Case] = field(default_factory=dict)
    standing: Lives[Standing] = field(default_factory=dict)
    meeting: Lives[Meeting] = field(default_factory=dict)
    item: Lives[AgendaItem] = field(default_factory=dict)
    attendance: Lives[Attendance] = field(default_factory=dict)
    entry: Lives[Entry] = field(default_factory=dict)
    decision: Lives[Decision] = field(default_factory=dict)
    statement_reading: Lives[StatementReading] = field(default_factory=dict)
    closed_part: Lives[ClosedPart] = field(default_factory=dict)
    handover: Lives[Handover] = field(default_factory=dict)
    remote_check: Lives[RemoteCheck] = field(default_factory=dict)
    approval: Lives[Approval] = field(default_factory=dict)
    sealed: Lives[SealedMinutes] = field(default_factory=dict)
    document_given: Lives[DocumentGiven] = field(default_factory=dict)
    write_up_tick: Lives[WriteUpTick] = field(default_factory=dict)
    received_report: Lives[ReceivedReport] = field(default_factory=dict)
    chair_draft: Lives[ChairDraft] = field(default_factory=dict)
    chair_mark: Lives[ChairMark] = field(default_factory=dict)
    approval_paper: Lives[ApprovalPaper] = field(default_factory=dict)
    correction: Lives[Correction] = field(default_factory=dict)
    erratum: Lives[Erratum] = field(default_factory=dict)
    minutes_confirmation: Lives[MinutesConfirmation] = field(default_factory=dict)
    circulation_line: Lives[CirculationLine] = field(default_factory=dict)
    system_copy: Lives[SystemCopy] = field(default_factory=dict)
    erasure: Lives[Erasure] = field(default_factory=dict)
    copy_event: Lives[CopyEvent] = field(default_factory=dict)
    breach: Lives[Breach] = field(default_factory=dict)
    minutes_request: Lives[MinutesRequest] = field(default_factory=dict)
    form_return: Lives[FormReturn] = field(default_factory=dict)
    chase: Lives[Chase] = field(default_factory=dict)
    urgent_change: Lives[UrgentChange] = field(default_factory=dict)
    action: Lives[Action] = field(default_factory=dict)
    action_event: Lives[ActionEvent] = field(default_factory=dict)
    person: Lives[Person] = field(default_factory=dict)
    panel_day: Lives[PanelDay] = field(default_factory=dict)

    def of(self, kind: str) -> Lives[Any]:
        """The histories of one kind of record (`Entry.KIND`, say)."""
        lives: Lives[Any] = getattr(self, kind)
        return lives


RECORD_TYPES: tuple[type[Record], ...] = (
    Case, Standing, Meeting, AgendaItem, Attendance, Entry, Decision, StatementReading, ClosedPart, Handover,
    RemoteCheck, Approval, SealedMinutes, DocumentGiven, WriteUpTick, ReceivedReport, ChairDraft, ChairMark,
    ApprovalPaper, Correction, Erratum, MinutesConfirmation, CirculationLine, SystemCopy, Erasure, CopyEvent,
    Breach, MinutesRequest, FormReturn, UrgentChange, Action, ActionEvent, Chase, Person, PanelDay,
)  # fmt: skip
"""Every kind of record that travels, owners before what they own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPart:
    """One meeting with everything that belongs to it alone. Entries in the bin travel too."""

    meeting: Meeting
    items: tuple[AgendaItem, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    entries: tuple[Entry, ...] = ()
    decisions: tuple[Decision, ...] = ()
    statements: tuple[StatementReading, ...] = ()
    closed_parts: tuple[ClosedPart, ...] = ()
    handovers: tuple[Handover, ...] = ()
    remote_checks: tuple[RemoteCheck, ...] = ()
    approvals: tuple[Approval, ...] = ()
    sealed: tuple[SealedMinutes, ...] = ()
    documents: tuple[DocumentGiven, ...] = ()
    write_up_ticks: tuple[WriteUpTick, ...] = ()
    received_reports: tuple[ReceivedReport, ...] = ()
    chair_drafts: tuple[ChairDraft, ...] = ()
    chair_marks: tuple[ChairMark, ...] = ()
    approval_papers: tuple[ApprovalPaper, ...] = ()
    corrections: tuple[Correction, ...] = ()
    errata: tuple[Erratum, ...] = ()
    confirmations: tuple[MinutesConfirmation, ...] = ()
    circulation: tuple[CirculationLine, ...] = ()
    system_copies: tuple[SystemCopy, ...] = ()
    erasures: tuple[Erasure, ...] = ()
    copy_events: tuple[CopyEvent, ...] = ()
    breaches: tuple[Breach, ...] = ()
    minutes_requests: tuple[MinutesRequest, ...] = ()
    form_returns: tuple[FormReturn, ...] = ()

    def in_order(self) -> MeetingPart:
        """The same part with each list in its one order."""
        sorted_: dict[str, Any] = {name: _by(getattr(self, name), *keys) for name, keys in _ORDER.items()}
        return replace(self, **sorted_)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPart:
    """One action with its events, oldest first."""

    action: Action
    events: tuple[ActionEvent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A whole case as it travels from one vault to another."""

    # Refuses fields that the format does not have, here and in everything below (pydantic hands it on).
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", title="MAPPA Desk case file")

    format: int = FORMAT
    reference: str
    case: Case
    standings: tuple[Standing, ...] = ()
    meetings: tuple[MeetingPart, ...] = ()
    actions: tuple[ActionPart, ...] = ()
    urgent_changes: tuple[UrgentChange, ...] = ()
    chases: tuple[Chase, ...] = ()
    persons: tuple[Person, ...] = ()
    """People who acted in the case or are named in it by their id."""
    panel_days: tuple[PanelDay, ...] = ()
    histories: Histories

    def placed(self) -> tuple[tuple[str, Record], ...]:
        """Every record with its place in the file, "meetings[2].entries[5]", owners first."""
        found: list[tuple[str, Record]] = [("case", self.case)]
        found += _numbered("persons", self.persons)
        found += _numbered("panel_days", self.panel_days)
        for at, part in enumerate(self.meetings):
            place = f"meetings[{at}]"
            found.append((f"{place}.meeting", part.meeting))
            for name in _ORDER:
                found += _numbered(f"{place}.{name}", getattr(part, name))
        for at, held in enumerate(self.actions):
            found.append((f"actions[{at}].action", held.action))
            found += _numbered(f"actions[{at}].events", held.events)
        found += _numbered("urgent_changes", self.urgent_changes)
        found += _numbered("chases", self.chases)
        found += _numbered("standings", self.standings)
        return tuple(found)

    def in_order(self) -> CaseFile:
        """The same file with everything in its one order; what is equal in that keeps the order it has."""
        return replace(
            self,
            standings=_by(self.standings, "since"),
            meetings=tuple(
                part.in_order() for part in sorted(self.meetings, key=lambda part: part.meeting.number)
            ),
            actions=tuple(
                replace(held, events=_by(held.events, "at"))
                for held in sorted(self.actions, key=lambda held: held.action.tag)
            ),
            urgent_changes=_by(self.urgent_changes, "at"),
            chases=_by(self.chases, "at"),
            persons=_by(self.persons, "id"),
            panel_days=_by(self.panel_days, "id"),
        )


_ORDER: Mapping[str, tuple[str, ...]] = {
    "items": ("number",),
    "attendance": ("seat",),
    "entries": ("position",),
    "decisions": ("number",),
    "statements": ("at",),
    "closed_parts": ("started_at",),
    "handovers": ("at",),
    "remote_checks": ("at",),
    "approvals": ("version",),
    "sealed": ("version",),
    "documents": ("at",),
    "write_up_ticks": ("record_id", "code"),
    "received_reports": ("at",),
    "chair_drafts": ("number",),
    "chair_marks": ("noted_at",),
    "approval_papers": ("version", "at"),
    "corrections": ("noted_at",),
    "errata": ("version", "at"),
    "confirmations": ("at",),
    "circulation": ("position",),
    "system_copies": ("at",),
    "erasures": ("at",),
    "copy_events": ("at",),
    "breaches": ("at",),
    "minutes_requests": ("at",),
    "form_returns": ("at",),
}


def _by(records: tuple[Kind, ...], *names: str) -> tuple[Kind, ...]:
    return tuple(sorted(records, key=lambda record: [getattr(record, name) for name in names]))


def _numbered(place: str, records: tuple[Record, ...]) -> list[tuple[str, Record]]:
    return [(f"{place}[{at}]", record) for at, record in enumerate(records)]
