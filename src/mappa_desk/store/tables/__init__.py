"""SQLModel tables, per subject. Rows never leave the store room."""

from __future__ import annotations

from sqlalchemy import Table
from sqlmodel import SQLModel

from mappa_desk.domain.actions import Action, ActionEvent
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.areas import AreaForm, AreaStandard
from mappa_desk.domain.attendance import Attendance, RemoteCheck
from mappa_desk.domain.cases import Case, Standing
from mappa_desk.domain.chair_drafts import ApprovalPaper, ChairDraft, ChairMark
from mappa_desk.domain.chasing import ActionImport, Chase, Rung, SavedFilter, UrgentChange
from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.contacts import Contact, PersonMerge
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.copies import Breach, CopyEvent, MinutesRequest
from mappa_desk.domain.corrections import Correction, Erratum, MinutesConfirmation
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.form_returns import FormReturn
from mappa_desk.domain.linked import CaseLink, EntryTrace
from mappa_desk.domain.meetings import ClosedPart, Handover, Meeting, PanelDay, StatementReading
from mappa_desk.domain.minutes import Approval, DocumentGiven, SealedMinutes
from mappa_desk.domain.people import Person
from mappa_desk.domain.put_right import Erasure
from mappa_desk.domain.records import Record
from mappa_desk.domain.reports import ReceivedReport
from mappa_desk.domain.system_copies import SystemCopy
from mappa_desk.domain.wording import Abbreviation, OwnWord, StandardWording
from mappa_desk.domain.write_up import WriteUpTick
from mappa_desk.store.tables import (
    actions,
    after_minutes,
    agendas,
    areas,
    attendance,
    cases,
    chasing,
    contacts,
    contributions,
    copies,
    decisions,
    linked,
    machinery,
    meetings,
    minutes,
    people,
    timing,
    wording,
    write_up,
)

ROWS: dict[type[Record], type[SQLModel]] = {
    Person: people.PersonRow,
    Agency: people.AgencyRow,
    AreaStandard: areas.StandardRow,
    AreaForm: areas.FormRow,
    Case: cases.CaseRow,
    PanelDay: meetings.PanelDayRow,
    Meeting: meetings.MeetingRow,
    Standing: cases.StandingRow,
    AgendaItem: agendas.ItemRow,
    Attendance: attendance.AttendanceRow,
    StatementReading: meetings.StatementReadingRow,
    ClosedPart: meetings.ClosedPartRow,
    Handover: meetings.HandoverRow,
    Entry: contributions.EntryRow,
    Decision: decisions.DecisionRow,
    Action: actions.ActionRow,
    ActionEvent: actions.ActionEventRow,
    Approval: minutes.ApprovalRow,
    SealedMinutes: minutes.SealedRow,
    DocumentGiven: minutes.DocumentGivenRow,
    RemoteCheck: attendance.RemoteCheckRow,
    Abbreviation: wording.AbbreviationRow,
    StandardWording: wording.StandardWordingRow,
    OwnWord: wording.OwnWordRow,
    CaseLink: linked.CaseLinkRow,
    EntryTrace: linked.EntryTraceRow,
    Contact: contacts.ContactRow,
    PersonMerge: contacts.PersonMergeRow,
    WriteUpTick: write_up.WriteUpTickRow,
    ReceivedReport: write_up.ReceivedReportRow,
    ChairDraft: write_up.ChairDraftRow,
    ChairMark: write_up.ChairMarkRow,
    ApprovalPaper: write_up.ApprovalPaperRow,
    Correction: after_minutes.CorrectionRow,
    Erratum: after_minutes.ErratumRow,
    MinutesConfirmation: after_minutes.MinutesConfirmationRow,
    CirculationLine: after_minutes.CirculationLineRow,
    SystemCopy: after_minutes.SystemCopyRow,
    Erasure: after_minutes.ErasureRow,
    CopyEvent: copies.CopyEventRow,
    Breach: copies.BreachRow,
    MinutesRequest: copies.MinutesRequestRow,
    FormReturn: copies.FormReturnRow,
    Rung: chasing.RungRow,
    Chase: chasing.ChaseRow,
    UrgentChange: chasing.UrgentChangeRow,
    SavedFilter: chasing.SavedFilterRow,
    ActionImport: chasing.ActionImportRow,
}
"""The table of each kind of record, parents before children."""

RECORD_TYPES: dict[str, type[Record]] = {record_type.KIND: record_type for record_type in ROWS}

APPEND_ONLY = frozenset(
    record_type.KIND
    for record_type in (
        Standing,
        ActionEvent,
        Approval,
        SealedMinutes,
        DocumentGiven,
        EntryTrace,
        PersonMerge,
        ChairDraft,
        ApprovalPaper,
        Erratum,
        Erasure,
        CopyEvent,
        Chase,
    )
)
"""Kinds whose rows are only ever added: the database refuses to change or to remove one."""

SEALED_KINDS = frozenset(
    record_type.KIND
    for record_type in (
        Meeting,
        AgendaItem,
        Attendance,
        StatementReading,
        ClosedPart,
        Handover,
        Entry,
        Decision,
        RemoteCheck,
        WriteUpTick,
        ReceivedReport,
        ChairMark,
        MinutesConfirmation,
        CirculationLine,
    )
)
"""Kinds that cannot change once the minutes of their meeting are approved. An action's life goes on."""


def table(row_type: type[SQLModel]) -> Table:
    """The SQLAlchemy table of a row class."""
    found = SQLModel.metadata.tables[str(row_type.__tablename__)]
    assert isinstance(found, Table)
    return found


REVISION = table(machinery.RevisionRow)
AUDIT = table(machinery.AuditRow)
UNDO_STEP = table(machinery.UndoStepRow)
DIGEST_KEY = table(machinery.DigestKeyRow)
META = table(machinery.MetaRow)
SEARCH_DOC = table(machinery.SearchDocRow)
DRAFT = table(contributions.DraftRow)
ITEM_TIME = table(timing.ItemTimeRow)
