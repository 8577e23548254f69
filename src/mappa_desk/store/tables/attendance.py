"""Who was invited, who came and when they were in the room."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.store.tables.base import Moment, RecordRow, at_least, json_list, one_of, yes_no


class AttendanceRow(RecordRow, table=True):
    """One invited person of one agency at one meeting."""

    __tablename__ = "attendance"
    __table_args__ = (
        one_of("state", AttendanceState),
        one_of("mode", Mode),
        at_least("seat", 0),
        *yes_no("observer", "is_chair", "report_received", "paperwork_sent"),
        *json_list("intervals"),
        Index("attendance_meeting", "meeting_id", "seat"),
    )

    meeting_id: str = Field(foreign_key="meeting.id")
    seat: int
    agency: str
    name: str
    role: str
    person_id: str | None
    state: str
    mode: str | None
    deputy_for: str
    observer: bool
    is_chair: bool
    report_received: bool
    report_dated: str
    paperwork_sent: bool
    intervals: str
    absence_reason: str


class RemoteCheckRow(RecordRow, table=True):
    """What somebody who takes part from elsewhere said when asked once."""

    __tablename__ = "remote_check"
    __table_args__ = (
        *yes_no("alone", "not_overheard", "not_recording"),
        Index("remote_check_meeting", "meeting_id"),
    )

    meeting_id: str = Field(foreign_key="meeting.id")
    attendance_id: str
    at: datetime = Field(sa_type=Moment)
    alone: bool | None
    not_overheard: bool | None
    not_recording: bool | None
