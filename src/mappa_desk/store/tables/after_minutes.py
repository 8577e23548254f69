"""What follows the minutes: corrections, errata, confirmation, circulation, copies elsewhere, erasure."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from mappa_desk.domain.corrections import CorrectionState
from mappa_desk.store.tables.base import Moment, RecordRow, at_least, json_list, one_of, yes_no


class CorrectionRow(RecordRow, table=True):
    """One correction asked for by somebody who was there."""

    __tablename__ = "correction"
    __table_args__ = (
        one_of("state", CorrectionState),
        *yes_no("removed"),
        Index("correction_meeting", "meeting_id"),
    )

    meeting_id: str = Field(foreign_key="meeting.id")
    asked_by: str
    agency: str
    asked_on: date
    place: str
    record_kind: str
    record_id: str
    what: str
    state: str
    why: str
    noted_at: datetime = Field(sa_type=Moment)
    settled_at: datetime | None = Field(default=None, sa_type=Moment)
    erratum_id: str
    removed: bool


class ErratumRow(RecordRow, table=True):
    """What a later version says was wrong in the one before. Append only."""

    __tablename__ = "erratum"
    __table_args__ = (at_least("version", 1), Index("erratum_meeting", "meeting_id", "version"))

    meeting_id: str = Field(foreign_key="meeting.id")
    version: int
    place: str
    wrong: str
    right: str
    reason: str
    asked_by: str
    agreed_by: str
    at: datetime = Field(sa_type=Moment)


class MinutesConfirmationRow(RecordRow, table=True):
    """The minutes of an earlier meeting, confirmed at this one."""

    __tablename__ = "minutes_confirmation"
    __table_args__ = (
        at_least("version", 0),
        *yes_no("as_presented"),
        *json_list("changes"),
        Index("minutes_confirmation_meeting", "meeting_id"),
        Index("minutes_confirmation_confirmed", "confirmed_meeting_id"),
    )

    meeting_id: str = Field(foreign_key="meeting.id")
    confirmed_meeting_id: str
    version: int
    as_presented: bool
    changes: str
    at: datetime = Field(sa_type=Moment)


class CirculationLineRow(RecordRow, table=True):
    """One recipient on the circulation list of a meeting."""

    __tablename__ = "circulation_line"
    __table_args__ = (
        at_least("position", 0),
        *json_list("documents"),
        Index("circulation_line_meeting", "meeting_id", "position"),
    )

    meeting_id: str = Field(foreign_key="meeting.id")
    position: int
    person_id: str | None
    attendance_id: str | None
    name: str
    role: str
    agency: str
    documents: str
    why: str


class SystemCopyRow(RecordRow, table=True):
    """One block of the minutes that was put into a case system."""

    __tablename__ = "system_copy"
    __table_args__ = (
        at_least("version", 0),
        at_least("block", 0),
        at_least("blocks", 0),
        *yes_no("removed"),
        Index("system_copy_meeting", "meeting_id", "version", "block"),
    )

    meeting_id: str = Field(foreign_key="meeting.id")
    version: int
    block: int
    blocks: int
    sha256: str
    system: str
    reference: str
    entered_on: date
    at: datetime = Field(sa_type=Moment)
    removed: bool


class ErasureRow(RecordRow, table=True):
    """A part that was destroyed by order. Append only."""

    __tablename__ = "erasure"
    __table_args__ = (at_least("version", 0), Index("erasure_meeting", "meeting_id"))

    meeting_id: str = Field(foreign_key="meeting.id")
    version: int
    place: str
    record_kind: str
    record_id: str
    order_reference: str
    ordered_by: str
    ordered_on: date
    at: datetime = Field(sa_type=Moment)
