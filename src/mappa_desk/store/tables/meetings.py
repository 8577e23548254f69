"""Meetings, panel days and what happens to a meeting as a whole."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Category, Level
from mappa_desk.domain.meetings import HandoverOf, MeetingState
from mappa_desk.store.tables.base import Moment, RecordRow, at_least, json_list, one_of


class MeetingRow(RecordRow, table=True):
    """One meeting on one case."""

    __tablename__ = "meeting"
    __table_args__ = (
        one_of("kind", MeetingKind),
        one_of("level", Level),
        one_of("category", Category),
        one_of("state", MeetingState),
        one_of("level_after", Level),
        at_least("number", 0),
        at_least("planned_minutes", 0),
        Index("meeting_case", "case_id", "number"),
        Index("meeting_planned", "planned_on", "planned_at"),
        Index("meeting_panel_day", "panel_day_id"),
        Index("meeting_state", "state"),
    )

    case_id: str = Field(foreign_key="case.id")
    number: int
    kind: str
    level: int
    category: int | None
    state: str
    planned_on: date
    planned_at: str
    planned_minutes: int
    place: str
    template: str
    template_edition: str
    panel_day_id: str | None
    chair: str
    chair_agency: str
    minutes_by: str
    started_at: datetime | None = Field(sa_type=Moment)
    ended_at: datetime | None = Field(sa_type=Moment)
    current_item: str
    lead_agency: str
    lead_officer: str
    level_after: int | None
    next_review: str | None
    adjourned_to: date | None
    ended_because: str
    brief_why: str
    brief_risk: str


class PanelDayRow(RecordRow, table=True):
    """A day of several meetings."""

    __tablename__ = "panel_day"
    __table_args__ = (Index("panel_day_on", "on"),)

    on: date
    title: str
    place: str


class ClosedPartRow(RecordRow, table=True):
    """A part of a meeting for which some people left."""

    __tablename__ = "closed_part"
    __table_args__ = (*json_list("stayed"), Index("closed_part_meeting", "meeting_id"))

    meeting_id: str = Field(foreign_key="meeting.id")
    started_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(sa_type=Moment)
    stayed: str
    reason: str


class HandoverRow(RecordRow, table=True):
    """The chair or the keys passed on."""

    __tablename__ = "handover"
    __table_args__ = (one_of("of", HandoverOf), Index("handover_meeting", "meeting_id"))

    meeting_id: str = Field(foreign_key="meeting.id")
    of: str
    at: datetime = Field(sa_type=Moment)
    from_whom: str
    to_whom: str


class StatementReadingRow(RecordRow, table=True):
    """The statement was read or shown, and to whom."""

    __tablename__ = "statement_reading"
    __table_args__ = (
        *json_list("heard_by", "declined_by"),
        Index("statement_reading_meeting", "meeting_id"),
    )

    meeting_id: str = Field(foreign_key="meeting.id")
    at: datetime = Field(sa_type=Moment)
    edition: str
    how: str
    heard_by: str
    declined_by: str
