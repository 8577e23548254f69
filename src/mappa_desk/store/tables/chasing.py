"""What is done about actions between meetings: the ladder, chases, changes, saved filters, imports."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from mappa_desk.domain.actions import Channel
from mappa_desk.domain.chasing import ChangeKind, ChaseKind
from mappa_desk.store.tables.base import Moment, RecordRow, at_least, json_list, one_of, yes_no


class RungRow(RecordRow, table=True):
    """One rung of the escalation ladder."""

    __tablename__ = "rung"
    __table_args__ = (at_least("position", 0), at_least("days", 0), *yes_no("active"))

    position: int
    title: str
    to_whom: str
    days: int
    wording: str
    source: str
    verified_by: str
    verified_on: date | None
    active: bool


class ChaseRow(RecordRow, table=True):
    """One agency, asked once in one case. Append only."""

    __tablename__ = "chase"
    __table_args__ = (
        one_of("chase_kind", ChaseKind),
        one_of("how", Channel),
        *json_list("action_ids"),
        Index("chase_case", "case_id", "at"),
        Index("chase_meeting", "meeting_id", "at"),
        Index("chase_round", "round_id"),
        Index("chase_reply", "reply_by"),
    )

    case_id: str = Field(foreign_key="case.id")
    meeting_id: str | None = Field(foreign_key="meeting.id")
    round_id: str
    chase_kind: str
    agency: str
    action_ids: str
    attendance_id: str | None
    rung: str
    skipped_because: str
    how: str
    to_whom: str
    reply_by: date | None
    note: str
    file_name: str
    sha256: str
    at: datetime = Field(sa_type=Moment)


class UrgentChangeRow(RecordRow, table=True):
    """A change on the case that does not wait for the next review."""

    __tablename__ = "urgent_change"
    __table_args__ = (
        one_of("change_kind", ChangeKind),
        one_of("came_by", Channel),
        *yes_no("removed"),
        Index("urgent_change_case", "case_id", "happened_on"),
    )

    case_id: str = Field(foreign_key="case.id")
    change_kind: str
    happened_on: date
    text: str
    told_by: str
    came_by: str
    meeting_id: str | None
    at: datetime = Field(sa_type=Moment)
    removed: bool


class SavedFilterRow(RecordRow, table=True):
    """Words that find actions, kept by name."""

    __tablename__ = "saved_filter"
    __table_args__ = (at_least("position", 0),)

    name: str
    words: str
    group_by: str
    sort_by: str
    position: int


class ActionImportRow(RecordRow, table=True):
    """One spreadsheet that was taken in."""

    __tablename__ = "action_import"
    __table_args__ = (
        at_least("accepted", 0),
        at_least("doubted", 0),
        at_least("refused", 0),
        *json_list("columns", "heads", "action_ids", "event_ids"),
    )

    file_name: str
    sha256: str
    sheet: str
    columns: str
    heads: str
    accepted: int
    doubted: int
    refused: int
    action_ids: str
    event_ids: str
    at: datetime = Field(sa_type=Moment)
    undone_at: datetime | None = Field(default=None, sa_type=Moment)
