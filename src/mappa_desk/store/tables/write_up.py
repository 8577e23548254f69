"""From shorthand to approved minutes: ticks, reports, drafts for the chair and marks on them."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from mappa_desk.domain.chair_drafts import MarkState
from mappa_desk.domain.reports import ReportSource
from mappa_desk.store.tables.base import Moment, RecordRow, at_least, json_list, one_of, yes_no


class WriteUpTickRow(RecordRow, table=True):
    """A paragraph finished, or a mark left as it is."""

    __tablename__ = "write_up_tick"
    __table_args__ = (*yes_no("active"), Index("write_up_tick_meeting", "meeting_id"))

    meeting_id: str = Field(foreign_key="meeting.id")
    record_id: str
    code: str
    words: str
    active: bool


class ReceivedReportRow(RecordRow, table=True):
    """A report as it came in."""

    __tablename__ = "received_report"
    __table_args__ = (
        one_of("source", ReportSource),
        at_least("characters", 0),
        *json_list("left_out"),
        Index("received_report_meeting", "meeting_id"),
    )

    meeting_id: str = Field(foreign_key="meeting.id")
    entry_id: str
    source: str
    file_name: str
    sha256: str
    characters: int
    left_out: str
    at: datetime = Field(sa_type=Moment)


class ChairDraftRow(RecordRow, table=True):
    """One draft made for the chair. Append only."""

    __tablename__ = "chair_draft"
    __table_args__ = (
        at_least("number", 0),
        at_least("gap_count", 0),
        *json_list("lines"),
        UniqueConstraint("meeting_id", "number", name="chair_draft_number"),
    )

    meeting_id: str = Field(foreign_key="meeting.id")
    number: int
    at: datetime = Field(sa_type=Moment)
    marks_by: date | None
    lines: str
    gap_count: int


class ChairMarkRow(RecordRow, table=True):
    """One point that the chair marked on a draft."""

    __tablename__ = "chair_mark"
    __table_args__ = (
        one_of("state", MarkState),
        at_least("draft_number", 0),
        at_least("line", 0),
        *yes_no("removed"),
        Index("chair_mark_meeting", "meeting_id"),
    )

    meeting_id: str = Field(foreign_key="meeting.id")
    draft_number: int
    line: int
    record_kind: str
    record_id: str
    point: str
    state: str
    why: str
    noted_at: datetime = Field(sa_type=Moment)
    settled_at: datetime | None = Field(default=None, sa_type=Moment)
    removed: bool


class ApprovalPaperRow(RecordRow, table=True):
    """The paper by which the minutes were approved. Append only."""

    __tablename__ = "approval_paper"
    __table_args__ = (
        at_least("version", 1),
        at_least("size", 0),
        Index("approval_paper_meeting", "meeting_id"),
    )

    meeting_id: str = Field(foreign_key="meeting.id")
    version: int
    file_name: str
    sha256: str
    size: int
    content: str
    at: datetime = Field(sa_type=Moment)
