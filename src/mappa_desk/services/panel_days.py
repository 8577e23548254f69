"""Panel days: several cases heard one after the other, by a timetable that is made anew as slots move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from mappa_desk.domain import panel_days as days
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.cases import Case
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting, MeetingState, PanelDay
from mappa_desk.domain.panel_days import Slot, Timetable, clock_of, minutes_of, slot_of
from mappa_desk.domain.views import MeetingRow, PanelDayView
from mappa_desk.services.filing import area_agencies, required
from mappa_desk.services.gaps import gaps_of
from mappa_desk.services.meeting_record import view_of
from mappa_desk.services.neighbours import of_panel_day
from mappa_desk.services.work import Work
from mappa_desk.store.queries import lists
from mappa_desk.store.work import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCase:
    """One line of the day's list: a case, its state, what it lacks and whether a half-typed line is left."""

    row: MeetingRow
    on_panel_day: bool
    gaps: int
    has_draft: bool


def make_panel_day(work: Work, *, on: date, title: str, place: str = "") -> Outcome[PanelDay]:
    """Makes a panel day. Raises RuleError without a title. Durable on return."""
    name = required(title, "A panel day needs a title.", field="title")
    with work.writing() as uow:
        day = uow.save(PanelDay(id=work.new_id(), on=on, title=name, place=place.strip()))
        return Outcome(day, uow.changes)


def add_to_panel_day(work: Work, *, meeting_id: str, panel_day_id: str, at: str = "") -> Outcome[Meeting]:
    """Puts a planned meeting on a panel day: it takes the day, the place if it has none, and `at` if given.

    Raises RuleError for a meeting that is not planned, NotFound. Durable on return.
    """
    with work.writing() as uow:
        day = uow.get(PanelDay, panel_day_id)
        meeting = uow.get(Meeting, meeting_id)
        if meeting.state is not MeetingState.PLANNED:
            raise RuleError("Only a planned meeting can be put on a panel day.")
        kept = uow.save(
            replace(
                meeting,
                panel_day_id=day.id,
                planned_on=day.on,
                planned_at=at.strip() or meeting.planned_at,
                place=meeting.place or day.place,
            )
        )
        return Outcome(kept, uow.changes)


def list_panel_days(work: Work) -> tuple[PanelDay, ...]:
    """Every panel day, newest first."""
    with work.reading() as reading:
        return reading.all(PanelDay, order_by="-on")


def panel_day(work: Work, *, panel_day_id: str) -> PanelDayView:
    """A panel day with its meetings in time order. Raises NotFound."""
    with work.reading() as reading:
        return PanelDayView(
            day=reading.get(PanelDay, panel_day_id),
            meetings=lists.meeting_rows(reading, panel_day_id=panel_day_id),
        )


def day_timetable(work: Work, *, panel_day_id: str) -> Timetable:
    """The timetable of a panel day: slots, and who is needed from when to when. Raises NotFound."""
    with work.reading() as reading:
        return timetable_of(work, reading, panel_day_id)


def timetable_of(work: Work, reading: Reading, panel_day_id: str) -> Timetable:
    """The timetable of a panel day in the reading that is open. Raises NotFound."""
    reading.get(PanelDay, panel_day_id)
    order = tuple(agency.code for agency in area_agencies(reading, work))
    return days.timetable(_slots(reading, panel_day_id), agency_order=order)


def move_slot(work: Work, *, meeting_id: str, step: int) -> Outcome[tuple[Meeting, ...]]:
    """Exchanges a case with its neighbour, `step` -1 earlier or 1 later; both get new planned times.

    Gives the meetings that changed. The same step the other way takes it back. Raises RuleError for a case
    that has begun and for one on no panel day, NotFound. Durable on return.
    """
    return _change(work, meeting_id, lambda slots: days.moved(slots, meeting_id, step))


def change_slot(work: Work, *, meeting_id: str, at: str, minutes: int) -> Outcome[tuple[Meeting, ...]]:
    """Gives a case its planned start "10:00" (empty leaves it) and its length in minutes, both or neither.

    What follows and waits to begin moves by the difference in length. Raises as `move_slot`. Durable on
    return.
    """
    start = minutes_of(at)
    if at.strip() and start is None:
        raise RuleError(f"\u201c{at.strip()}\u201d is not a time. Write 10:00.", field="at")

    def arrange(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        slot = next(one for one in slots if one.meeting_id == meeting_id)
        if start is not None and start != slot.at:
            slots = days.retimed(slots, meeting_id, start)
        if minutes != slot.minutes:
            slots = days.lengthened(slots, meeting_id, minutes)
        return slots

    return _change(work, meeting_id, arrange)


def take_off_panel_day(work: Work, *, meeting_id: str) -> Outcome[Meeting]:
    """Takes a planned meeting off its panel day; its day, time and place stay. Raises RuleError. Durable."""
    with work.writing() as uow:
        meeting = uow.get(Meeting, meeting_id)
        if meeting.state is not MeetingState.PLANNED or meeting.panel_day_id is None:
            raise RuleError("Only a planned meeting that is on a panel day can be taken off it.")
        return Outcome(uow.save(replace(meeting, panel_day_id=None)), uow.changes)


def day_cases(work: Work, *, meeting_id: str) -> tuple[DayCase, ...]:
    """The cases of the day of a meeting: those of its panel day first, by time, then others of that day.

    Gaps are counted for those that were begun and not approved. Raises NotFound.
    """
    with work.reading() as reading:
        here = reading.get(Meeting, meeting_id)
        rows = {
            row.meeting_id: row
            for row in (
                *(
                    lists.meeting_rows(reading, panel_day_id=here.panel_day_id)
                    if here.panel_day_id is not None
                    else ()
                ),
                *lists.meeting_rows(reading, since=here.planned_on, until=here.planned_on),
            )
        }
        drafts = {draft.meeting_id for draft in reading.drafts() if draft.text.strip()}
        found = [
            DayCase(
                row=row,
                on_panel_day=here.panel_day_id is not None and row.meeting.panel_day_id == here.panel_day_id,
                gaps=_gaps(work, reading, row.meeting),
                has_draft=row.meeting_id in drafts,
            )
            for row in rows.values()
        ]
    found.sort(key=lambda one: (not one.on_panel_day, one.row.meeting.planned_at or "99"))
    return tuple(found)


def _gaps(work: Work, reading: Reading, meeting: Meeting) -> int:
    begun = meeting.state in (MeetingState.RUNNING, MeetingState.ADJOURNED, MeetingState.CLOSED)
    return len(gaps_of(work, reading, view_of(work, reading, meeting.id))) if begun else 0


def _slots(reading: Reading, panel_day_id: str) -> tuple[Slot, ...]:
    return tuple(
        slot_of(
            meeting,
            reading.get(Case, meeting.case_id).reference,
            reading.all(Attendance, order_by=("seat", "name", "id"), meeting_id=meeting.id),
        )
        for meeting in of_panel_day(reading, panel_day_id)
    )


def _change(
    work: Work, meeting_id: str, arrange: Callable[[tuple[Slot, ...]], tuple[Slot, ...]]
) -> Outcome[tuple[Meeting, ...]]:
    """Arranges the slots of the meeting's panel day anew and saves the meetings whose slot changed."""
    with work.writing() as uow:
        meeting = uow.get(Meeting, meeting_id)
        if meeting.panel_day_id is None:
            raise RuleError("This meeting is on no panel day.")
        before = _slots(uow, meeting.panel_day_id)
        known = {slot.meeting_id: slot for slot in before}
        changed = []
        for slot in arrange(before):
            if slot != known[slot.meeting_id]:
                kept = uow.get(Meeting, slot.meeting_id)
                at = kept.planned_at if slot.at == known[slot.meeting_id].at else clock_of(slot.at)
                changed.append(uow.save(replace(kept, planned_at=at, planned_minutes=slot.minutes)))
        return Outcome(tuple(changed), uow.changes)
