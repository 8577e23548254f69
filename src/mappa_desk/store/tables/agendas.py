"""Agenda items of the meetings, as they stood that day."""

from sqlalchemy import Index
from sqlmodel import Field

from mappa_desk.domain.agendas import ItemState, Round
from mappa_desk.store.tables.base import RecordRow, at_least, json_list, one_of, yes_no


class ItemRow(RecordRow, table=True):
    """One item of one meeting."""

    __tablename__ = "item"
    __table_args__ = (
        one_of("heard_in", Round),
        one_of("state", ItemState),
        at_least("minutes", 0),
        *yes_no("statutory"),
        *json_list("prompts", "record", "needs", "settle_reasons"),
        Index("item_meeting", "meeting_id", "number"),
    )

    meeting_id: str = Field(foreign_key="meeting.id")
    number: int
    code: str
    title: str
    short_title: str
    say: str
    prompts: str
    record: str
    needs: str
    settle_reasons: str
    heard_in: str | None
    group: str
    statutory: bool
    minutes: int
    state: str
    reason: str
