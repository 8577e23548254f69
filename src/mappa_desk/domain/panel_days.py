"""A panel day as a timetable: cases down, agencies across, who is needed from when to when.

Pure: slots in, timetable out. Clock times are whole minutes after midnight, since a slot lies within its day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mappa_desk.domain.attendance import Attendance, AttendanceState
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting, MeetingState

DAY_MINUTES = 24 * 60
LONGEST_SLOT = 600
"""Most minutes of one slot."""
NOT_TO_COME = frozenset({AttendanceState.APOLOGIES})
"""States of an invitation after which nobody is expected for it."""
_CALLED_OFF = frozenset({MeetingState.CANCELLED, MeetingState.NOT_HELD})
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def minutes_of(clock: str) -> int | None:
    """Minutes after midnight of a clock time "10:00"; None for anything else."""
    found = _CLOCK.fullmatch(clock.strip())
    return int(found[1]) * 60 + int(found[2]) if found else None


def clock_of(minutes: int | None) -> str:
    """The clock time "10:00" of minutes after midnight; empty for None."""
    return "" if minutes is None else f"{minutes // 60:02d}:{minutes % 60:02d}"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody expected in a slot; without a name it is whoever the agency sends."""

    agency: str
    name: str = ""
    role: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What makes two of them the same person on one day."""
        return self.agency, (self.name or self.role).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One case of the day: when, how long, who is expected."""

    meeting_id: str
    reference: str
    at: int | None
    """Minutes after midnight; None when no time was set."""
    minutes: int
    state: MeetingState = MeetingState.PLANNED
    guests: tuple[Guest, ...] = ()

    @property
    def ends(self) -> int | None:
        """When it ends by its plan."""
        return None if self.at is None else self.at + self.minutes

    @property
    def takes_place(self) -> bool:
        """False once it was called off."""
        return self.state not in _CALLED_OFF

    @property
    def is_movable(self) -> bool:
        """True until it has begun or was called off."""
        return self.state is MeetingState.PLANNED


@dataclass(frozen=True, slots=True)
class Stretch:
    """From when to when, in minutes after midnight."""

    begins: int
    ends: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One agency's day, or one person's: from the first slot's start to the last slot's end."""

    agency: str
    name: str = ""
    role: str = ""
    meeting_ids: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    """Time in which it is needed; slots that touch make one."""

    @property
    def arrives(self) -> int | None:
        """Start of its first slot; None when none of its slots has a time."""
        return self.stretches[0].begins if self.stretches else None

    @property
    def leaves(self) -> int | None:
        """End of its last slot."""
        return self.stretches[-1].ends if self.stretches else None

    @property
    def gaps(self) -> tuple[Stretch, ...]:
        """Time between in which it is not needed."""
        pairs = zip(self.stretches, self.stretches[1:], strict=False)
        return tuple(Stretch(before.ends, after.begins) for before, after in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """The whole day for who holds it: every slot, every agency, every person."""

    slots: tuple[Slot, ...]
    agencies: tuple[Stay, ...]
    people: tuple[Stay, ...]
    clashes: frozenset[str]
    """Ids of meetings that are to begin before the one before has ended."""


@dataclass(frozen=True, slots=True)
class SheetSlot:
    """A slot as an agency's own sheet shows it. It cannot hold a name."""

    at: int | None
    ends: int | None
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencySheet:
    """One agency's own sheet: its slots and references, when it is needed. No name, nobody else's slot."""

    agency: str
    slots: tuple[SheetSlot, ...]
    arrives: int | None
    leaves: int | None
    gaps: tuple[Stretch, ...]


def slot_of(meeting: Meeting, reference: str, rows: Iterable[Attendance]) -> Slot:
    """The slot of a meeting with those of its list who are expected. Observers are, too."""
    guests = (Guest(row.agency, row.name, row.role) for row in rows if row.state not in NOT_TO_COME)
    return Slot(
        meeting_id=meeting.id,
        reference=reference,
        at=minutes_of(meeting.planned_at),
        minutes=meeting.planned_minutes,
        state=meeting.state,
        guests=tuple(guests),
    )


def in_day_order(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """Slots by time; those without one come last, in the order in which they are given."""
    return tuple(sorted(slots, key=lambda slot: DAY_MINUTES if slot.at is None else slot.at))


def timetable(slots: Iterable[Slot], *, agency_order: Sequence[str] = ()) -> Timetable:
    """The day's timetable. Agencies and people stand in the area's order of agencies, others after it."""
    ordered = in_day_order(slots)
    held = [slot for slot in ordered if slot.takes_place]
    place = {code: number for number, code in enumerate(agency_order)}

    def rank(guest: Guest) -> tuple[int, str, str]:
        return place.get(guest.agency, len(place)), guest.agency, (guest.name or guest.role).casefold()

    guests = sorted((guest for slot in held for guest in slot.guests), key=rank)
    agencies = dict.fromkeys(guest.agency for guest in guests if guest.agency)
    people: dict[tuple[str, str], Guest] = {}
    for guest in guests:
        people.setdefault(guest.key, guest)
    return Timetable(
        slots=ordered,
        agencies=tuple(
            _stay(Guest(code), [slot for slot in held if code in {one.agency for one in slot.guests}])
            for code in agencies
        ),
        people=tuple(
            _stay(guest, [slot for slot in held if key in {one.key for one in slot.guests}])
            for key, guest in people.items()
        ),
        clashes=frozenset(_clashes(held)),
    )


def agency_sheet(table: Timetable, agency: str) -> AgencySheet:
    """What one agency is given of the day: its own slots by reference and nothing else."""
    stay = next((one for one in table.agencies if one.agency == agency), None)
    own = stay.meeting_ids if stay else ()
    return AgencySheet(
        agency=agency,
        slots=tuple(
            SheetSlot(slot.at, slot.ends, slot.reference) for slot in table.slots if slot.meeting_id in own
        ),
        arrives=stay.arrives if stay else None,
        leaves=stay.leaves if stay else None,
        gaps=stay.gaps if stay else (),
    )


def moved(slots: Iterable[Slot], meeting_id: str, step: int) -> tuple[Slot, ...]:
    """The day with a slot exchanged with its neighbour, `step` -1 earlier or 1 later; times are made anew.

    The earlier of the two begins where the pair began, the pause between them stays. At the end of the day
    nothing moves. Raises RuleError for a slot that has begun or was called off, and when neither has a time.
    """
    ordered = list(in_day_order(slots))
    at = _place(ordered, meeting_id)
    other = at + step
    if not 0 <= other < len(ordered):
        return tuple(ordered)
    first, second = ordered[min(at, other)], ordered[max(at, other)]
    for slot in (first, second):
        if not slot.is_movable:
            raise RuleError(f"{slot.reference} is not waiting to begin, so it keeps its place.")
    starts = first.at
    if starts is None:
        starts = ordered[min(at, other) - 1].ends if min(at, other) else None
    if starts is None:
        raise RuleError("Give the first case of the day a time first.", field="at")
    pause = max(0, (second.at or 0) - (first.ends or 0)) if None not in (first.at, second.at) else 0
    now_first = replace(second, at=starts)
    now_second = replace(first, at=starts + second.minutes + pause)
    ordered[min(at, other)], ordered[max(at, other)] = now_first, now_second
    return _checked(ordered)


def lengthened(slots: Iterable[Slot], meeting_id: str, minutes: int) -> tuple[Slot, ...]:
    """The day with another length of one slot; what follows and has not begun moves by the difference.

    Raises RuleError for a length that is none, a slot that is over, and a day that would go past midnight.
    """
    if not 1 <= minutes <= LONGEST_SLOT:
        raise RuleError(f"A slot takes 1 to {LONGEST_SLOT} minutes.", field="minutes")
    ordered = list(in_day_order(slots))
    at = _place(ordered, meeting_id)
    if ordered[at].state not in (MeetingState.PLANNED, MeetingState.RUNNING):
        raise RuleError("This case is over; its slot stays as it was planned.", field="minutes")
    by = minutes - ordered[at].minutes
    ordered[at] = replace(ordered[at], minutes=minutes)
    for place in range(at + 1, len(ordered)):
        slot = ordered[place]
        if slot.is_movable and slot.at is not None and ordered[at].at is not None:
            ordered[place] = replace(slot, at=max(0, slot.at + by))
    return _checked(ordered)


def retimed(slots: Iterable[Slot], meeting_id: str, at: int) -> tuple[Slot, ...]:
    """The day with another start of one slot; the others stay. Raises RuleError as `lengthened`."""
    ordered = list(in_day_order(slots))
    place = _place(ordered, meeting_id)
    if not ordered[place].is_movable:
        raise RuleError("Only a case that waits to begin can be given another time.", field="at")
    ordered[place] = replace(ordered[place], at=at)
    return in_day_order(_checked(ordered))


def _checked(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    for slot in slots:
        if slot.ends is not None and slot.ends > DAY_MINUTES and slot.is_movable:
            raise RuleError(f"{slot.reference} would go on past midnight.", field="at")
    return tuple(slots)


def _place(ordered: Sequence[Slot], meeting_id: str) -> int:
    for place, slot in enumerate(ordered):
        if slot.meeting_id == meeting_id:
            return place
    raise RuleError("This case is not on the day.")


def _stay(who: Guest, slots: Sequence[Slot]) -> Stay:
    stretches: list[Stretch] = []
    for slot in slots:
        if slot.at is None or slot.ends is None:
            continue
        if stretches and slot.at <= stretches[-1].ends:
            stretches[-1] = Stretch(stretches[-1].begins, max(stretches[-1].ends, slot.ends))
        else:
            stretches.append(Stretch(slot.at, slot.ends))
    return Stay(
        agency=who.agency,
        name=who.name,
        role=who.role,
        meeting_ids=tuple(slot.meeting_id for slot in slots),
        stretches=tuple(stretches),
    )


def _clashes(held: Sequence[Slot]) -> Iterator[str]:
    latest = 0
    for slot in held:
        if slot.at is None or slot.ends is None:
            continue
        if slot.at < latest:
            yield slot.meeting_id
        latest = max(latest, slot.ends)
