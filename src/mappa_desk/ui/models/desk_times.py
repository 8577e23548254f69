"""Times of a meeting in words: how long an item took, and when each thing was stamped."""

from __future__ import annotations

from datetime import datetime, timedelta

from mappa_desk.domain.timing import PAUSE, ItemTime, length, paused_since, spent
from mappa_desk.domain.views import DeskView
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_picks import Pick
from mappa_desk.ui.models.desk_words import tr

TAKE = "take"
"""Key of the choice to go by the laptop's clock."""
_ITEM = "item:"
_MINUTE = timedelta(minutes=1)
_SMALLEST = timedelta(minutes=2)
"""Less between the laptop's clock and the own count is not worth a line."""


def item_time(view: DeskView, item: str, now: datetime) -> str:
    """Time that an item took so far, such as "11 of 20 minutes"; with what it took beyond its plan.

    Empty for an item that was not talked about, and once the times are gone. While the meeting pauses, the
    current item says so: where the window is narrow the header has no room for it.
    """
    return ", ".join(_parts(view, item, now, ("minute", "minutes")))


def short_item_time(view: DeskView, item: str, now: datetime) -> str:
    """The same for a narrow column: "24 of 20 min, 4 over", or "24 of 20 min, paused"."""
    told = _parts(view, item, now, ("min", "min"))
    return f"{told[0]}, {told[-1]}" if len(told) > 1 else item_time(view, item, now)


def is_over(view: DeskView, item: str, now: datetime) -> bool:
    """True once an item has taken a minute more than it was planned for."""
    planned = _planned(view, item)
    return bool(planned) and spent(view.times, item, now) // _MINUTE > (planned or 0)


def span(by: timedelta) -> str:
    """A length in words, forward or back: "3 hours", "2 hours 5 minutes", "1 day"."""
    minutes = round(abs(by) / _MINUTE)
    days, hours = divmod(minutes // 60, 24)
    parts = ((days, "day", "days"), (hours, "hour", "hours"), (minutes % 60, "minute", "minutes"))
    told = [words.counted(count, one, many) for count, one, many in parts if count]
    return " ".join(told[:2]) or words.counted(0, "minute", "minutes")


def time_picks(view: DeskView, now: datetime, *, ahead: timedelta, may_take: bool) -> tuple[Pick, ...]:
    """What was stamped in a meeting, in order, each with its time; choosing an item goes there.

    `ahead` is how far the laptop's clock is ahead of the own count, `may_take` whether it may be taken.
    """
    found = [(stretch.began_at, place, _of_stretch(view, stretch, now)) for place, stretch in _numbered(view)]
    found += [(at, -1, Pick(f"stamp:{what}:{at.isoformat()}", "", what)) for at, what in _stamps(view)]
    rows = [
        Pick(pick.key, words.clock(at, now.tzinfo), pick.text, pick.note, pick.search)
        for at, _place, pick in sorted(found, key=lambda row: row[:2])
    ]
    return (*_clocks(now, ahead, may_take), *rows)


def picked_item(key: str) -> str:
    """Code of the item that was chosen, empty for any other row."""
    return key.removeprefix(_ITEM).partition(":")[0] if key.startswith(_ITEM) else ""


def _parts(view: DeskView, item: str, now: datetime, unit: tuple[str, str]) -> list[str]:
    planned = _planned(view, item)
    if planned is None or all(stretch.item != item for stretch in view.times):
        return []
    took = spent(view.times, item, now) // _MINUTE
    told = words.counted(planned or took, *unit)
    parts = [tr("{n} of {all}").format(n=took, all=told) if planned else told]
    if planned and took > planned:
        parts.append(tr("{n} over").format(n=took - planned))
    if item == view.meeting.current_item and paused_since(view.times) is not None:
        parts.append(tr("paused"))
    return parts


def _planned(view: DeskView, item: str) -> int | None:
    return next((row.minutes for row in view.items if row.code == item), None)


def _numbered(view: DeskView) -> list[tuple[int, ItemTime]]:
    return list(enumerate(view.times))


def _of_stretch(view: DeskView, stretch: ItemTime, now: datetime) -> Pick:
    took = words.counted(length(stretch, now) // _MINUTE, "minute", "minutes")
    note = took if stretch.ended_at else tr("{time} so far").format(time=took)
    row = next((item for item in view.items if item.code == stretch.item), None)
    if row is None:
        return Pick(f"pause:{stretch.id}", "", tr("Pause") if stretch.item == PAUSE else stretch.item, note)
    return Pick(
        f"{_ITEM}{row.code}:{stretch.id}", "", f"{row.number} {row.short_title or row.title}", note, row.title
    )


def _stamps(view: DeskView) -> list[tuple[datetime, str]]:
    meeting = view.meeting
    found = [(one.at, tr("Statement read")) for one in view.statements]
    for part in view.closed_parts:
        found.append((part.started_at, tr("Closed part began")))
        if part.ended_at is not None:
            found.append((part.ended_at, tr("Closed part ended")))
    if meeting.started_at is not None:
        found.append((meeting.started_at, tr("Meeting started")))
    if meeting.ended_at is not None:
        found.append((meeting.ended_at, tr("Meeting closed")))
    return found


def _clocks(now: datetime, ahead: timedelta, may_take: bool) -> tuple[Pick, ...]:
    if abs(ahead) <= _SMALLEST:
        return ()
    here = (now + ahead).strftime("%H:%M")
    way = tr("{span} ahead of our count") if ahead > timedelta(0) else tr("{span} behind our count")
    laptop = Pick("laptop", here, tr("The laptop's clock"), way.format(span=span(ahead)))
    if may_take:
        take = Pick(TAKE, here, tr("Take the laptop's clock from now on"), tr("if it was wrong before"))
    else:
        take = Pick("wait", "", tr("It is taken once the meeting has ended"), tr("times never run backwards"))
    return laptop, take
