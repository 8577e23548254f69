"""The columns of the office's lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.minutes import DocumentGiven
from mappa_desk.domain.views import CaseRow, MeetingRow
from mappa_desk.ui.models import dates
from mappa_desk.ui.models import office_words as words
from mappa_desk.ui.models.tables import Column, RowsModel

_FAR = date.max


def _tr(text: str) -> str:
    return QCoreApplication.translate("lists", text)


def cases_model(agencies: Iterable[Agency] = ()) -> RowsModel[CaseRow]:
    """The list of cases. Keys are case ids."""
    known = tuple(agencies)
    columns: tuple[Column[CaseRow], ...] = (
        Column(_tr("Reference"), lambda row: row.case.reference, bold=True, share=0),
        Column(_tr("Name"), lambda row: row.case.name),
        Column(_tr("Category"), lambda row: words.category(row.case.category), share=0),
        Column(_tr("Level"), lambda row: words.level(row.case.level), share=0),
        Column(_tr("Lead agency"), lambda row: words.agency_name(row.case.lead_agency, known)),
        Column(
            _tr("Open"), lambda row: str(row.open_actions), lambda row: row.open_actions, right=True, share=0
        ),
        Column(
            _tr("Overdue"),
            lambda row: str(row.overdue_actions) if row.overdue_actions else "",
            lambda row: row.overdue_actions,
            right=True,
            share=0,
            tone=lambda row: "danger" if row.overdue_actions else "",
        ),
        Column(
            _tr("Last meeting"),
            lambda row: dates.day(row.last_meeting_on),
            lambda row: row.last_meeting_on,
            share=0,
        ),
        Column(
            _tr("Next meeting"),
            lambda row: dates.day(row.next_meeting_on),
            lambda row: row.next_meeting_on or _FAR,
            share=0,
        ),
    )
    return RowsModel(columns, lambda row: row.case.id)


def meetings_model() -> RowsModel[MeetingRow]:
    """The list of meetings. Keys are meeting ids."""
    columns: tuple[Column[MeetingRow], ...] = (
        Column(
            _tr("Date"),
            lambda row: dates.day(row.meeting.planned_on),
            lambda row: row.meeting.planned_on,
            share=0,
        ),
        Column(_tr("Time"), lambda row: row.meeting.planned_at, share=0),
        Column(_tr("Case"), lambda row: row.case_reference, bold=True, share=0),
        Column(_tr("Meeting"), lambda row: words.meeting(row.meeting)),
        Column(
            _tr("State"),
            lambda row: words.state(row.meeting.state),
            share=0,
            icon=lambda row: words.state_icon(row.meeting.state),
        ),
        Column(_tr("Place"), lambda row: row.meeting.place),
        Column(_tr("Agencies"), lambda row: str(row.agencies), lambda row: row.agencies, right=True, share=0),
        Column(
            _tr("Not answered"),
            lambda row: str(row.awaited) if row.awaited else "",
            lambda row: row.awaited,
            right=True,
            share=0,
            tone=lambda row: "warning" if row.awaited else "",
        ),
    )
    return RowsModel(columns, lambda row: row.meeting_id)


def register_model(references: dict[str, str], agencies: Iterable[Agency]) -> RowsModel[DocumentGiven]:
    """The register of documents given out, by meeting reference. Keys are the ids of its lines."""
    known = tuple(agencies)
    columns: tuple[Column[DocumentGiven], ...] = (
        Column(
            _tr("Written"), lambda row: dates.day(row.at.astimezone().date()), lambda row: row.at, share=0
        ),
        Column(_tr("Time"), lambda row: dates.clock(row.at), share=0),
        Column(_tr("Meeting"), lambda row: references.get(row.meeting_id, ""), bold=True, share=0),
        Column(_tr("Document"), lambda row: words.document(row.document), share=0),
        Column(_tr("Status"), lambda row: words.status(row.status, row.version), share=0),
        Column(_tr("For"), lambda row: row.recipient or words.agency_name(row.agency, known)),
        Column(_tr("File"), lambda row: row.file_name),
        Column(_tr("Pages"), lambda row: str(row.pages), lambda row: row.pages, right=True, share=0),
        Column(_tr("Seal"), lambda row: row.seal_code, share=0),
    )
    return RowsModel(columns, lambda row: row.id)
