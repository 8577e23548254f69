"""Places in the record of a meeting, asked for without reading the record."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Integer, cast, func, literal_column, select

from mappa_desk.domain.actions import Action
from mappa_desk.domain.contributions import Entry
from mappa_desk.store.reading import Reading
from mappa_desk.store.tables import ROWS, table

_ENTRY = table(ROWS[Entry])
_ACTION = table(ROWS[Action])


def last_position(reading: Reading, meeting_id: str) -> int:
    """The position of the last entry of a meeting, the removed ones too; 0 when there is none."""
    query = select(func.max(_ENTRY.c.position)).where(_ENTRY.c.meeting_id == meeting_id)
    return reading.connection.execute(query).scalar() or 0


def next_position(reading: Reading, meeting_id: str, position: int) -> int | None:
    """The first position of the meeting that is taken behind this one; None when none is."""
    query = select(func.min(_ENTRY.c.position)).where(
        _ENTRY.c.meeting_id == meeting_id, _ENTRY.c.position > position
    )
    return reading.connection.execute(query).scalar()


def holds_entries(reading: Reading, meeting_id: str, item: str) -> bool:
    """True when an agenda item of the meeting, by its code, holds an entry that is not removed."""
    query = (
        select(_ENTRY.c.id)
        .where(
            _ENTRY.c.meeting_id == meeting_id,
            _ENTRY.c.item == item,
            _ENTRY.c.removed == literal_column("0"),
        )
        .limit(1)
    )
    return reading.connection.execute(query).first() is not None


def last_action_place(reading: Reading, meeting_id: str) -> int:
    """The highest number that a meeting has given to an action ("M03-07" is 7), removed ones too; else 0."""
    place = func.substr(_ACTION.c.tag, func.instr(_ACTION.c.tag, "-") + 1)
    query = select(func.max(cast(place, Integer))).where(_ACTION.c.meeting_id == meeting_id)
    return reading.connection.execute(query).scalar() or 0


def last_outside_place(reading: Reading, case_id: str) -> int:
    """The highest number among the actions of a case that no meeting made ("M00-02" is 2); else 0."""
    place = func.substr(_ACTION.c.tag, func.instr(_ACTION.c.tag, "-") + 1)
    query = select(func.max(cast(place, Integer))).where(
        _ACTION.c.case_id == case_id, _ACTION.c.meeting_id.is_(None)
    )
    return reading.connection.execute(query).scalar() or 0


def place_of_action(reading: Reading, action_id: str) -> int:
    """The row of an action in the vault, as the tracker knows it; 0 when there is none."""
    rowid: ColumnElement[int] = literal_column("action.rowid")
    query = select(rowid).select_from(_ACTION).where(_ACTION.c.id == action_id)
    return reading.connection.execute(query).scalar() or 0
