"""Linked cases, and entries that went from one record into another."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from mappa_desk.domain.linked import TraceKind
from mappa_desk.store.tables.base import Moment, RecordRow, one_of, yes_no


class CaseLinkRow(RecordRow, table=True):
    """Two cases whose people are discussed together."""

    __tablename__ = "case_link"
    __table_args__ = yes_no("active")

    first_case_id: str = Field(foreign_key="case.id")
    second_case_id: str = Field(foreign_key="case.id")
    why: str
    active: bool


class EntryTraceRow(RecordRow, table=True):
    """An entry was copied or moved out of another meeting. Append only."""

    __tablename__ = "entry_trace"
    __table_args__ = (
        one_of("trace_kind", TraceKind),
        Index("entry_trace_from", "from_entry_id"),
        Index("entry_trace_to", "to_entry_id"),
    )

    trace_kind: str
    at: datetime = Field(sa_type=Moment)
    from_meeting_id: str
    from_entry_id: str
    to_meeting_id: str
    to_entry_id: str
    reason: str
