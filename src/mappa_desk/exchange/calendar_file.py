"""Writes due days of actions as an iCalendar file (RFC 5545): a whole day each, and an alarm before it.

An action is an event of a whole day and no task, since many calendars leave tasks of a file out. Its identity
is made of the action's id and stays for life; its sequence counts the changes of the action and of its case,
whose reference it bears, so that a calendar that reads a later file changes the entry it has. Nothing is in
it but references and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import vobject

from mappa_desk.domain.limits import clean

PRODUCT = "-//MAPPA Desk//Actions//EN"
ALARM_HOUR = 9
"""Clock hour of the alarm's day, in whatever zone the calendar is in."""
_LONGEST_LINE = 75
_NEVER = 1 << 20
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLine:
    """One action in a calendar."""

    uid: str
    reference: str
    """Number of the action, "LAN-0417-M03-07": the only thing that is said of it."""
    due: date
    sequence: int
    alarm_on: date | None = None
    """The day of the alarm, on or before the due day; None for no alarm."""
    cancelled: bool = False
    """No longer to be done by that day: a calendar that holds it strikes it out."""


def calendar_file(lines: Iterable[CalendarLine], *, made_at: datetime) -> bytes:
    """The file, its lines ended and folded as the standard says. `made_at` is aware.

    The same lines give the same bytes but for the moment at which it was made.
    """
    calendar = vobject.iCalendar()
    calendar.add("prodid").value = PRODUCT
    calendar.add("method").value = "PUBLISH"
    for line in lines:
        _add(calendar, line, made_at.astimezone(vobject.icalendar.utc).replace(microsecond=0))
    # The library may fold a line at its 76th byte; the standard wants 75 at most.
    text: str = calendar.serialize(lineLength=_NEVER)
    return "".join(f"{_folded(line)}\r\n" for line in re.split("\r?\n", text) if line).encode("utf-8")


def _folded(line: str) -> str:
    """A line in pieces of at most 75 bytes, none of which ends within a character."""
    pieces: list[str] = []
    room = 0
    for letter in line:
        size = len(letter.encode("utf-8"))
        if size > room:
            pieces.append("")
            room = _LONGEST_LINE - (len(pieces) > 1)  # the blank that a piece begins with counts
        pieces[-1] += letter
        room -= size
    return "\r\n ".join(pieces)


def _add(calendar: object, line: CalendarLine, made_at: datetime) -> None:
    event = calendar.add("vevent")  # type: ignore[attr-defined]  # the library has no types
    summary = f"Action {clean(line.reference)}"
    event.add("uid").value = line.uid
    event.add("summary").value = summary
    event.add("dtstamp").value = made_at
    event.add("dtstart").value = line.due
    if line.due < date.max:
        event.add("dtend").value = line.due + _ONE_DAY
    event.add("sequence").value = str(line.sequence)
    event.add("status").value = "CANCELLED" if line.cancelled else "CONFIRMED"
    event.add("transp").value = "TRANSPARENT"
    event.add("class").value = "PRIVATE"
    if line.alarm_on is not None and not line.cancelled:
        alarm = event.add("valarm")
        alarm.add("action").value = "DISPLAY"
        alarm.add("description").value = summary
        alarm.add("trigger").value = (line.alarm_on - line.due) + timedelta(hours=ALARM_HOUR)
