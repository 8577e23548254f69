"""What follows the minutes of a meeting, counted in one question, so that a desk asks once for all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Table, func, literal_column, select

from mappa_desk.domain.chair_drafts import ChairMark
from mappa_desk.domain.corrections import Correction, MinutesConfirmation
from mappa_desk.domain.minutes import SealedMinutes
from mappa_desk.store.reading import Reading
from mappa_desk.store.tables import ROWS, table

_MARK = table(ROWS[ChairMark])
_CORRECTION = table(ROWS[Correction])
_CONFIRMATION = table(ROWS[MinutesConfirmation])
_SEALED = table(ROWS[SealedMinutes])


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """How many records of each kind there are, and the newest version of the minutes before."""

    marks: int
    corrections: int
    confirmations: int
    """What this meeting said of the minutes before."""
    confirmed: int
    """What later meetings said of the minutes of this one."""
    last_corrections: int
    last_version: int


def what_follows(reading: Reading, meeting_id: str, previous_id: str) -> Followed:
    """What there is to read of a meeting and of the one before; `previous_id` is empty for none."""
    found = reading.connection.execute(
        select(
            _count(_MARK, meeting_id).scalar_subquery(),
            _count(_CORRECTION, meeting_id).scalar_subquery(),
            _count(_CONFIRMATION, meeting_id).scalar_subquery(),
            _count(_CONFIRMATION, meeting_id, "confirmed_meeting_id").scalar_subquery(),
            _count(_CORRECTION, previous_id).scalar_subquery(),
            _newest(previous_id).scalar_subquery(),
        )
    ).one()
    marks, corrections, confirmations, confirmed, last_corrections, last_version = found
    return Followed(
        marks=marks,
        corrections=corrections,
        confirmations=confirmations,
        confirmed=confirmed,
        last_corrections=last_corrections,
        last_version=last_version or 0,
    )


def newest_version(reading: Reading, meeting_id: str) -> int:
    """The newest sealed version of the minutes of a meeting; 0 while they are a draft."""
    return reading.connection.execute(_newest(meeting_id)).scalar() or 0


def newest_versions(reading: Reading) -> dict[str, int]:
    """The newest sealed version of the minutes of every meeting that has one, by meeting id."""
    query = select(_SEALED.c.meeting_id, func.max(_SEALED.c.version)).group_by(_SEALED.c.meeting_id)
    return {row[0]: row[1] for row in reading.connection.execute(query)}


def _newest(meeting_id: str) -> Select[Any]:
    return select(func.max(_SEALED.c.version)).where(_SEALED.c.meeting_id == meeting_id)


def _count(rows: Table, meeting_id: str, column: str = "meeting_id") -> Select[Any]:
    query = select(func.count()).select_from(rows).where(rows.c[column] == meeting_id)
    return query.where(rows.c.removed == literal_column("0")) if "removed" in rows.c else query
