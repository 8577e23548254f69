"""What becomes of copies, breaches, requests for minutes, and contribution forms that came back."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from mappa_desk.domain.copies import CopyEventKind
from mappa_desk.store.tables.base import Moment, RecordRow, json_list, one_of


class CopyEventRow(RecordRow, table=True):
    """One thing that happened to one copy. Append only."""

    __tablename__ = "copy_event"
    __table_args__ = (
        one_of("event_kind", CopyEventKind),
        Index("copy_event_document", "document_id", "at"),
        Index("copy_event_meeting", "meeting_id"),
    )

    meeting_id: str = Field(foreign_key="meeting.id")
    document_id: str
    event_kind: str
    happened_on: date
    told_by: str
    note: str
    at: datetime = Field(sa_type=Moment)


class BreachRow(RecordRow, table=True):
    """A document that reached somebody whom it was not for."""

    __tablename__ = "breach"
    __table_args__ = (Index("breach_meeting", "meeting_id"),)

    meeting_id: str = Field(foreign_key="meeting.id")
    document_id: str
    what: str
    who_has_it: str
    found_on: date
    found_by: str
    recalled_on: date | None
    reported_to: str
    reported_on: date | None
    reference: str
    outcome: str
    closed_on: date | None
    at: datetime = Field(sa_type=Moment)


class MinutesRequestRow(RecordRow, table=True):
    """Somebody asked for minutes, and what was given out."""

    __tablename__ = "minutes_request"
    __table_args__ = (*json_list("document_ids"), Index("minutes_request_meeting", "meeting_id"))

    meeting_id: str = Field(foreign_key="meeting.id")
    asked_by: str
    organisation: str
    asked_on: date
    purpose: str
    reply_by: date | None
    released: str
    released_because: str
    approved_by: str
    replied_on: date | None
    document_ids: str
    at: datetime = Field(sa_type=Moment)


class FormReturnRow(RecordRow, table=True):
    """A filled contribution form, and what was taken from it."""

    __tablename__ = "form_return"
    __table_args__ = (
        *json_list("answers", "taken", "entry_ids"),
        Index("form_return_meeting", "meeting_id"),
    )

    meeting_id: str = Field(foreign_key="meeting.id")
    agency: str
    file_name: str
    sha256: str
    answers: str
    taken: str
    entry_ids: str
    at: datetime = Field(sa_type=Moment)
