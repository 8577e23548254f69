"""Who may speak from which seat, and how the speaker of the line is named."""

from __future__ import annotations

from dataclasses import dataclass

from mappa_desk.domain.attendance import Attendance, AttendanceState
from mappa_desk.domain.capture_people import speaker_prefix
from mappa_desk.domain.views import DeskView
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_words import tr

_ABSENT = (AttendanceState.APOLOGIES, AttendanceState.NO_REPLY)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is set as the speaker: an agency, one of its people where known, the seat and the words shown."""

    agency: str
    name: str
    seat: str
    attendance_id: str | None = None


def seated(attendance: tuple[Attendance, ...], seat: int) -> list[Attendance]:
    """Those who may speak from a seat: present and expected ones, without observers."""
    if seat == 0:
        return [row for row in attendance if row.is_chair]
    rows = [row for row in attendance if row.seat == seat and not (row.observer or row.is_chair)]
    return [row for row in rows if row.state not in _ABSENT] or rows


def voice_of(view: DeskView, row: Attendance, *, alone: bool = False) -> Voice:
    """The speaker that a row of the list stands for; `alone` names the agency without the person."""
    if row.is_chair:
        return Voice(row.agency, tr("Chair"), "0", row.id)
    name = words.agency_name(row.agency, view.agencies)
    several = len(seated(view.attendance, row.seat)) > 1
    if several and not alone:
        return Voice(row.agency, row.name or row.role or name, str(row.seat), row.id)
    return Voice(row.agency, name, str(row.seat), None if several else row.id)


def voice_of_agency(view: DeskView, agency: str, attendance_id: str | None) -> Voice | None:
    """The speaker that is kept with a line: one person, or an agency alone; None for nobody."""
    row = next((row for row in view.attendance if row.id == attendance_id), None)
    if row is not None:
        return voice_of(view, row)
    if not agency:
        return None
    seat = next((row.seat for row in view.attendance if row.agency == agency and not row.is_chair), 0)
    return Voice(agency, words.agency_name(agency, view.agencies), str(seat or ""))


def voice_from_seat(view: DeskView, seat: int, now: Voice | None) -> Voice | None:
    """Who speaks from a seat, None for an empty one.

    Where several people share it the agency comes first, and the same seat again steps through its people.
    """
    rows = seated(view.attendance, seat)
    if not rows:
        return None
    if len(rows) == 1:
        return voice_of(view, rows[0])
    steps = [voice_of(view, rows[0], alone=True), *(voice_of(view, row) for row in rows)]
    return steps[(steps.index(now) + 1) % len(steps)] if now in steps else steps[0]


def voice_of_prefix(view: DeskView, prefix: str) -> Voice | None:
    """The speaker named by a code, a colon and a space, when that is all the text there is."""
    found = speaker_prefix(prefix, view.attendance, view.agencies)
    if found is None or found.length != len(prefix) or found.escaped:
        return None
    speaker = found.speaker
    row = next((row for row in view.attendance if row.id == speaker.attendance_id), None)
    if row is not None and row.is_chair:
        return voice_of(view, row)
    rows = [row for row in view.attendance if row.agency == speaker.agency and not row.is_chair]
    seat = str(rows[0].seat) if rows else ""
    return Voice(speaker.agency, speaker.words, seat, speaker.attendance_id)
