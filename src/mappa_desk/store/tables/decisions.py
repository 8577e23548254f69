"""Decisions with their rationale and the views against them."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from mappa_desk.domain.cases import Level
from mappa_desk.domain.decisions import DecisionKind
from mappa_desk.store.tables.base import RecordRow, at_least, json_list, one_of, yes_no


class DecisionRow(RecordRow, table=True):
    """One decision of one meeting."""

    __tablename__ = "decision"
    __table_args__ = (
        one_of("decision_kind", DecisionKind),
        one_of("level", Level),
        at_least("number", 0),
        *yes_no("dissent_asked"),
        *json_list("dissent"),
        Index("decision_meeting", "meeting_id", "number"),
        Index("decision_entry", "entry_id"),
    )

    meeting_id: str = Field(foreign_key="meeting.id")
    entry_id: str
    number: int
    decision_kind: str
    heading: str
    decided: str
    because: str
    also_considered: str
    dissent: str
    dissent_asked: bool
    resolved: str
    takes_effect: date | None
    level: int | None
