"""How long each item took: working papers, outside revisions and audit, so that they can be forgotten."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from mappa_desk.store.tables.base import Moment, at_least


class ItemTimeRow(SQLModel, table=True):
    """One stretch of talk about one item, or one pause."""

    __tablename__ = "item_time"
    __table_args__ = (at_least("seconds", 0), Index("item_time_meeting", "meeting_id", "began_at"))

    id: str = Field(primary_key=True)
    meeting_id: str = Field(foreign_key="meeting.id")
    item: str
    began_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    seconds: int
