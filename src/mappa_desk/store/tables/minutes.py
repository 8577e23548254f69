"""Approvals, sealed minutes and the register of documents given out."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from mappa_desk.domain.minutes import ApprovedHow, MinutesStatus
from mappa_desk.store.tables.base import Moment, RecordRow, at_least, json_list, one_of, yes_no


class ApprovalRow(RecordRow, table=True):
    """Who approved the minutes, how and when."""

    __tablename__ = "approval"
    __table_args__ = (
        one_of("how", ApprovedHow),
        at_least("version", 1),
        UniqueConstraint("meeting_id", "version", name="approval_version"),
    )

    meeting_id: str = Field(foreign_key="meeting.id")
    version: int
    approved_by: str
    how: str
    approved_on: date
    reference: str
    despite_gaps_because: str
    at: datetime = Field(sa_type=Moment)


class SealedRow(RecordRow, table=True):
    """A version of the minutes that can no longer change."""

    __tablename__ = "sealed"
    __table_args__ = (
        at_least("version", 1),
        UniqueConstraint("meeting_id", "version", name="sealed_version"),
        Index("sealed_code", "seal_code"),
    )

    meeting_id: str = Field(foreign_key="meeting.id")
    version: int
    sealed_at: datetime = Field(sa_type=Moment)
    seal_code: str
    snapshot_json: str


class DocumentGivenRow(RecordRow, table=True):
    """One line of the register of documents. The program says which kinds of document there are."""

    __tablename__ = "document_given"
    __table_args__ = (
        one_of("status", MinutesStatus),
        at_least("version", 0),
        at_least("copy_number", 0),
        at_least("copies", 0),
        at_least("pages", 0),
        *yes_no("protected", "large_print"),
        *json_list("parts_left_out"),
        Index("document_given_meeting", "meeting_id", "at"),
    )

    meeting_id: str = Field(foreign_key="meeting.id")
    document: str
    edition: str
    version: int
    status: str
    agency: str
    recipient: str
    copy_number: int
    copies: int
    how: str
    seal_code: str
    sha256: str
    file_name: str
    pages: int
    recall_by: date | None
    protected: bool
    parts_left_out: str
    large_print: bool
    at: datetime = Field(sa_type=Moment)
