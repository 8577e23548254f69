"""How long each item took: the chair's working papers. Never printed in minutes, not part of the record.

A stretch is one run of talk about one item, or one pause. Its length is what the desk itself counted: from
its begin to its end, sleep and a short absence of the program included, since people go on talking. Of an
absence longer than `LONG_GAP` nothing is known, and none of it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

PAUSE = "(pause)"
"""Stands in place of an item's code while the meeting pauses."""
LONG_GAP = timedelta(minutes=30)
"""An absence of the program (asleep, locked, down) up to this long counts as talk, a longer one does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTime:
    """One stretch of talk about one item, or one pause. `seconds` is the desk's own count, not a clock's."""

    id: str
    meeting_id: str
    item: str
    """Code of the agenda item, or `PAUSE`."""
    began_at: datetime
    ended_at: datetime | None = None
    seconds: int = 0
    """Counted so far; the whole length once it has ended."""


def length(stretch: ItemTime, now: datetime) -> timedelta:
    """How long a stretch is, or is so far at the moment `now`."""
    kept = timedelta(seconds=stretch.seconds)
    if stretch.ended_at is not None:
        return kept
    uncounted = now - stretch.began_at - kept
    return kept + uncounted if timedelta(0) < uncounted <= LONG_GAP else kept


def is_torn(stretch: ItemTime, now: datetime) -> bool:
    """True for a stretch that goes on, when the program was away too long since it was last counted."""
    return stretch.ended_at is None and now - stretch.began_at - length(stretch, now) > LONG_GAP


def counted(stretch: ItemTime, now: datetime) -> ItemTime:
    """The stretch with its count brought up to the moment `now`."""
    return replace(stretch, seconds=round(length(stretch, now).total_seconds()))


def ended(stretch: ItemTime, now: datetime) -> ItemTime:
    """The stretch with its end: `now`, or where it was last counted when the program was away too long."""
    whole = counted(stretch, now)
    torn = is_torn(stretch, now)
    end = stretch.began_at + timedelta(seconds=whole.seconds) if torn else max(now, stretch.began_at)
    return replace(whole, ended_at=end)


def going_on(times: Iterable[ItemTime]) -> ItemTime | None:
    """The stretch that has not ended, None when there is none."""
    return next((stretch for stretch in times if stretch.ended_at is None), None)


def spent(times: Iterable[ItemTime], item: str, now: datetime) -> timedelta:
    """How long one item took in all, or `PAUSE` for all pauses."""
    return sum((length(stretch, now) for stretch in times if stretch.item == item), timedelta(0))


def paused_since(times: Sequence[ItemTime]) -> datetime | None:
    """When the pause that goes on began, None while the meeting does not pause. `times` are oldest first."""
    since = None
    for stretch in reversed(times):
        if stretch.item != PAUSE or (since is None and stretch.ended_at is not None):
            break
        since = stretch.began_at
    return since


def latest(times: Iterable[ItemTime]) -> datetime | None:
    """The newest moment that the times speak of, None for no times."""
    ends = (one.ended_at or one.began_at + timedelta(seconds=one.seconds) for one in times)
    return max(ends, default=None)
