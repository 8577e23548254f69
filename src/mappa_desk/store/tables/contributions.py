"""Entries of the record, and the half-typed line that is not part of it yet."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from mappa_desk.domain.contributions import EntryKind, Handling, IssueOutcome
from mappa_desk.store.tables.base import Moment, RecordRow, json_list, one_of, yes_no


class EntryRow(RecordRow, table=True):
    """One kept line or paragraph."""

    __tablename__ = "entry"
    __table_args__ = (
        one_of("entry_kind", EntryKind),
        one_of("handling", Handling),
        one_of("outcome", IssueOutcome),
        *yes_no("removed"),
        *json_list("recipients"),
        Index("entry_meeting", "meeting_id", "position"),
    )

    meeting_id: str = Field(foreign_key="meeting.id")
    item: str
    position: int
    entry_kind: str
    agency: str
    attendance_id: str | None
    text: str
    words: str
    captured_at: datetime = Field(sa_type=Moment)
    handling: str
    recipients: str
    closed_part_id: str | None
    report_dated: str
    settles_issue_id: str | None
    outcome: str | None
    outcome_reason: str
    removed: bool


class DraftRow(SQLModel, table=True):
    """A half-typed line of one field of one meeting."""

    __tablename__ = "draft"

    meeting_id: str = Field(primary_key=True)
    place: str = Field(primary_key=True)
    text: str
    caret: int
    anchor: int
    item: str
    agency: str
    attendance_id: str | None
    kind: str
    revision: int
