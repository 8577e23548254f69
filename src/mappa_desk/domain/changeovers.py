"""Between two cases of a panel day: who leaves, who stays, who is due. Nothing of what was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mappa_desk.domain.attendance import Attendance, AttendanceState, Mode
from mappa_desk.domain.meetings import Meeting

_WAITED_FOR = frozenset({AttendanceState.EXPECTED, AttendanceState.NO_REPLY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """Somebody at the change of cases."""

    agency: str
    name: str = ""
    role: str = ""
    mode: Mode | None = None
    is_chair: bool = False
    deputy_for: str = ""
    no_reply: bool = False
    is_here: bool = False
    """Marked as here for the next case before it began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Who leaves, who stays and who is due; `rows` are the new list's rows of those who stay, as present."""

    leave: tuple[Mover, ...]
    stay: tuple[Mover, ...]
    due: tuple[Mover, ...]
    rows: tuple[Attendance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changeover:
    """What the card shows: of the last case only its state and what is left to do, never its content."""

    before: Meeting
    before_reference: str
    following: Meeting
    following_reference: str
    line_is_empty: bool
    """False while something half typed is left in the last case."""
    gaps: int
    blocking_gaps: int
    leave: tuple[Mover, ...]
    stay: tuple[Mover, ...]
    due: tuple[Mover, ...]
    takes_chair: str = ""
    """The chair who goes on, where the next meeting names none."""


def in_at_the_end(rows: Iterable[Attendance], ended_at: datetime | None) -> tuple[Attendance, ...]:
    """Those who were in until the meeting ended at `ended_at`, or who are in while it is None."""
    return tuple(row for row in rows if row.took_part and row.intervals and _stayed(row, ended_at))


def _stayed(row: Attendance, ended_at: datetime | None) -> bool:
    out_at = row.intervals[-1].out_at
    if ended_at is None or out_at is None:
        return out_at is None
    return out_at >= ended_at


def movement(here: Sequence[Attendance], listed: Sequence[Attendance]) -> Movement:
    """Compares those who are here with the list of the next meeting.

    Somebody stays who is on that list: the same person, or the same name and agency. A deputy stays a deputy
    for the same person. Somebody who sent apologies for the next case leaves. Gives the rows of the next
    meeting as they are once those who stay are in it, with their way of taking part and without times.
    """
    left = list(listed)
    leave, stay, rows = [], [], []
    for row in here:
        found = _same(row, left)
        if found is None or found.state is AttendanceState.APOLOGIES:
            leave.append(_mover(row))
            continue
        left.remove(found)
        taken = _taken(row, found)
        rows.append(taken)
        stay.append(_mover(taken))
    return Movement(
        leave=tuple(leave),
        stay=tuple(stay),
        due=tuple(
            replace(_mover(row), is_here=row.took_part)
            for row in left
            if row.took_part or row.state in _WAITED_FOR
        ),
        rows=tuple(rows),
    )


def same_person(one: Attendance, other: Attendance) -> bool:
    """True for the same name of the same agency, or the same known person with no deputy in between."""
    named = one.name.casefold()
    if named and named == other.name.casefold() and one.agency == other.agency:
        return True
    known = one.person_id is not None and one.person_id == other.person_id
    return known and not one.deputy_for and not other.deputy_for


def _same(row: Attendance, listed: Sequence[Attendance]) -> Attendance | None:
    """The row of the next list that this person fills: their own, else that of the one deputised for."""
    for other in listed:
        if same_person(row, other):
            return other
    if row.deputy_for:
        for other in listed:
            known = row.person_id is not None and row.person_id == other.person_id
            stands_for = row.deputy_for.casefold() in (other.name.casefold(), other.deputy_for.casefold())
            if row.agency == other.agency and (known or stands_for):
                return other
    return None


def _taken(row: Attendance, found: Attendance) -> Attendance:
    """The next meeting's row with this person in it. The time in is set when the meeting starts."""
    if not row.deputy_for or (same_person(row, found) and not found.deputy_for):
        state = AttendanceState.DEPUTY if found.deputy_for else AttendanceState.ATTENDED
        return replace(found, state=state, mode=row.mode, intervals=())
    return replace(
        found,
        state=AttendanceState.DEPUTY,
        mode=row.mode,
        name=row.name,
        role=row.role,
        deputy_for=found.deputy_for or found.name or row.deputy_for,
        intervals=(),
    )


def _mover(row: Attendance) -> Mover:
    return Mover(
        agency=row.agency,
        name=row.name,
        role=row.role,
        mode=row.mode,
        is_chair=row.is_chair,
        deputy_for=row.deputy_for,
        no_reply=row.state is AttendanceState.NO_REPLY,
    )
