"""The roll: who was invited, who came and how, when they were in, what they sent instead.

A mark before the meeting starts counts from its start. While it runs, a mark counts from the start until the
statement has been read (the roll is being taken) and from now on afterwards (somebody joined late). In a
meeting that was resumed, "from the start" is from then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mappa_desk.domain.attendance import Attendance, AttendanceState, Interval, Mode
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contact_book import known_by_name
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import ClosedPart, Meeting, MeetingState, StatementReading
from mappa_desk.services.contacts import active_people, person_in_book
from mappa_desk.services.filing import (
    agency_name,
    area_agencies,
    known_agency,
    required,
    running_closed_part,
    writable_meeting,
)
from mappa_desk.services.planning import fixed_seats, invited_person
from mappa_desk.services.sittings import sitting_since
from mappa_desk.services.work import Work
from mappa_desk.store.work import UnitOfWork

STATE_WORDS = {
    AttendanceState.EXPECTED: "expected",
    AttendanceState.ATTENDED: "here",
    AttendanceState.DEPUTY: "deputy",
    AttendanceState.APOLOGIES: "apologies",
    AttendanceState.NO_REPLY: "no reply",
}
"""How an undo step says it."""
_CAME = (AttendanceState.ATTENDED, AttendanceState.DEPUTY)
Change = Callable[[UnitOfWork, Meeting, Attendance], Attendance]
"""What becomes of a row of the list."""
_CLOSED_PART = "A closed part is going on; end it before somebody comes in."


def add_person(
    work: Work,
    *,
    meeting_id: str,
    agency: str,
    name: str,
    role: str = "",
    observer: bool = False,
    into_book: bool = False,
) -> Outcome[Attendance]:
    """Adds somebody to the list. The seats that are taken stay as they are; a new agency gets the next one.

    Somebody of the contact book is taken from there; with `into_book` anybody else is put into it, and undo
    takes them out. Before the meeting starts the seats follow the agencies' order. One undo step. Raises
    RuleError for a missing name, NotFound for an unknown agency. Durable on return.
    """
    with work.writing() as uow:
        meeting = writable_meeting(uow, meeting_id)
        known_agency(uow, work, agency)
        who = required(name, "Who is it? A name is needed.", field="name")
        person = known_by_name(active_people(uow), who, agency)
        if person is None and into_book:
            person = person_in_book(work, uow, name=who, role=role, agency=agency)
        row = uow.save(
            Attendance(
                id=work.new_id(),
                meeting_id=meeting_id,
                seat=_seat_for(work, uow, meeting, agency),
                agency=agency,
                name=who,
                role=role.strip() or (person.role if person else ""),
                person_id=person.id if person else None,
                observer=observer,
            )
        )
        uow.step(meeting_id, f"{who_is(work, uow, row)}: added")
        return Outcome(row, uow.changes)


def edit_attendance(work: Work, *, attendance: Attendance) -> Outcome[Attendance]:
    """Saves a row as it was edited: name, role, times in and out, reason of absence. One undo step.

    Raises RuleError for times that run backwards or overlap, StaleRevision. Durable on return.
    """
    with work.writing() as uow:
        kept = uow.get(Attendance, attendance.id)
        writable_meeting(uow, kept.meeting_id)
        if replace(attendance, revision=kept.revision) == kept:
            return Outcome(kept)
        _check_intervals(attendance.intervals)
        if attendance.agency:
            known_agency(uow, work, attendance.agency)
        row = uow.save(replace(attendance, meeting_id=kept.meeting_id))
        uow.step(row.meeting_id, f"{who_is(work, uow, row)}: edited")
        return Outcome(row, uow.changes)


def mark(
    work: Work, *, attendance_id: str, state: AttendanceState, mode: Mode | None = None
) -> Outcome[Attendance]:
    """Marks how an invitation ended; with ATTENDED the person is in (see the head of this module).

    Where a deputy sits in, ATTENDED is the deputy's. Apologies, no reply and expected are the invited
    person's own and take deputy and times away. One undo step. Raises RuleError, also for one who would come
    in the place of another who stayed in a closed part. Durable on return.
    """
    return _alone(work, attendance_id, marked(work, state, mode), STATE_WORDS[state])


def marked(work: Work, state: AttendanceState, mode: Mode | None = None) -> Change:
    """The change that `mark` makes, for a unit of work that makes others too."""

    def change(uow: UnitOfWork, meeting: Meeting, row: Attendance) -> Attendance:
        if state not in _CAME:
            return replace(invited_person(uow, row), state=state, mode=None, intervals=())
        came = AttendanceState.DEPUTY if row.deputy_for else state
        return _present(work, uow, meeting, replace(row, state=came, mode=mode or row.mode or Mode.ROOM))

    return change


def deputise(
    work: Work, *, attendance_id: str, name: str, role: str = "", mode: Mode | None = None
) -> Outcome[Attendance]:
    """Somebody sits in for the invited person, who is named as the one deputised for. One undo step.

    Raises RuleError without a name, and for a row whose person stayed in a closed part: its words would pass
    to somebody who was not there. Durable on return.
    """
    change = deputised(work, name=name, role=role, mode=mode)
    return _alone(work, attendance_id, change, f"{name.strip()} sits in")


def deputised(work: Work, *, name: str, role: str = "", mode: Mode | None = None) -> Change:
    """The change that `deputise` makes. Raises RuleError without a name."""
    deputy = required(name, "Who sits in? A name is needed.", field="name")

    def change(uow: UnitOfWork, meeting: Meeting, row: Attendance) -> Attendance:
        if deputy != row.name:
            _check_not_inside(uow, row, deputy)
        person = known_by_name(active_people(uow), deputy, row.agency)
        taken = replace(
            row,
            state=AttendanceState.DEPUTY,
            mode=mode or row.mode or Mode.ROOM,
            deputy_for=row.deputy_for or row.name or row.role,
            name=deputy,
            role=role.strip() or (person.role if person else ""),
            person_id=person.id if person else None,
        )
        return _present(work, uow, meeting, taken)

    return change


def came_in(work: Work, *, attendance_id: str, mode: Mode | None = None) -> Outcome[Attendance]:
    """Somebody comes in now, for the first time or again; before the start it counts from the start.

    One undo step. Raises RuleError when the person is in, the meeting is over, or a closed part goes on.
    Durable on return.
    """

    def change(uow: UnitOfWork, meeting: Meeting, row: Attendance) -> Attendance:
        if row.is_in:
            raise RuleError(f"{row.name or row.role} is in already.")
        _check_under_way(meeting)
        if running_closed_part(uow, meeting.id) is not None:
            raise RuleError(_CLOSED_PART)
        state = row.state if row.took_part else AttendanceState.ATTENDED
        return replace(
            row,
            state=state,
            mode=mode or row.mode or Mode.ROOM,
            intervals=(*row.intervals, Interval(work.now())),
        )

    return _alone(work, attendance_id, change, "in")


def went_out(work: Work, *, attendance_id: str) -> Outcome[Attendance]:
    """Somebody goes out now. Noted for the record; it withholds nothing by itself. One undo step.

    Raises RuleError when the person is not in. Durable on return.
    """

    def change(uow: UnitOfWork, meeting: Meeting, row: Attendance) -> Attendance:
        if not row.is_in:
            raise RuleError(f"{row.name or row.role} is not in.")
        return replace(row, intervals=(*row.intervals[:-1], replace(row.intervals[-1], out_at=work.now())))

    return _alone(work, attendance_id, change, "out")


def report(work: Work, *, attendance_id: str, received: bool, dated: str = "") -> Outcome[Attendance]:
    """Notes whether a report came, and its date as written on it. One undo step. Durable on return."""
    words = "report received" if received else "no report"
    return _alone(work, attendance_id, reported(received=received, dated=dated), words)


def reported(*, received: bool, dated: str = "") -> Change:
    """The change that `report` makes."""

    def change(uow: UnitOfWork, meeting: Meeting, row: Attendance) -> Attendance:
        return replace(row, report_received=received, report_dated=dated.strip() if received else "")

    return change


def observe(work: Work, *, attendance_id: str, observer: bool) -> Outcome[Attendance]:
    """Makes somebody an observer, or a member again. One undo step. Durable on return."""

    def change(uow: UnitOfWork, meeting: Meeting, row: Attendance) -> Attendance:
        return replace(row, observer=observer)

    return _alone(work, attendance_id, change, "observer" if observer else "no observer")


def change_in(uow: UnitOfWork, attendance_id: str, change: Change) -> Attendance | None:
    """Makes a change to a row and saves it; None when it is so already. Raises as the change, NotFound."""
    kept = uow.get(Attendance, attendance_id)
    changed = change(uow, writable_meeting(uow, kept.meeting_id), kept)
    return None if changed == kept else uow.save(changed)


def _alone(work: Work, attendance_id: str, change: Change, words: str) -> Outcome[Attendance]:
    with work.writing() as uow:
        row = change_in(uow, attendance_id, change)
        if row is None:
            return Outcome(uow.get(Attendance, attendance_id))
        uow.step(row.meeting_id, f"{who_is(work, uow, row)}: {words}")
        return Outcome(row, uow.changes)


def _present(work: Work, uow: UnitOfWork, meeting: Meeting, row: Attendance) -> Attendance:
    if row.intervals:
        return row
    _check_not_inside(uow, row, row.name or row.role)
    if running_closed_part(uow, meeting.id) is not None:
        raise RuleError(_CLOSED_PART)
    if meeting.started_at is None or meeting.state is MeetingState.PLANNED:
        return replace(row, intervals=(Interval(work.now()),))
    if meeting.ended_at is not None:
        return replace(row, intervals=(Interval(meeting.started_at, meeting.ended_at),))
    _check_under_way(meeting)
    statement_read = bool(uow.all(StatementReading, meeting_id=meeting.id))
    since = None if statement_read else sitting_since(uow, meeting)
    return replace(row, intervals=(Interval(since or work.now()),))


def _check_not_inside(uow: UnitOfWork, row: Attendance, who: str) -> None:
    """Raises RuleError where somebody would take the place of one who stayed in a closed part."""
    if any(row.id in part.stayed for part in uow.all(ClosedPart, meeting_id=row.meeting_id)):
        raise RuleError(
            f"This place was of somebody who stayed in a closed part. Add {who} to the list instead.",
            field="name",
        )


def _check_under_way(meeting: Meeting) -> None:
    if meeting.state not in (MeetingState.PLANNED, MeetingState.RUNNING):
        raise RuleError("The meeting is not going on; edit the times in and out instead.")


def _check_intervals(intervals: tuple[Interval, ...]) -> None:
    last_out = None
    for place, stay in enumerate(intervals):
        ends_later = stay.out_at is None and place != len(intervals) - 1
        backwards = stay.out_at is not None and stay.out_at < stay.in_at
        if ends_later or backwards or (last_out is not None and stay.in_at < last_out):
            raise RuleError("The times in and out are not in order.", field="intervals")
        last_out = stay.out_at


def _seat_for(work: Work, uow: UnitOfWork, meeting: Meeting, agency: str) -> int:
    rows = [row for row in uow.all(Attendance, meeting_id=meeting.id) if not row.is_chair]
    taken = {row.agency: row.seat for row in rows}
    if agency in taken:
        return taken[agency]
    if meeting.state is not MeetingState.PLANNED:
        return max(taken.values(), default=0) + 1
    seats = fixed_seats(area_agencies(uow, work), (*taken, agency))
    for row in rows:
        if row.seat != seats[row.agency]:
            uow.save(replace(row, seat=seats[row.agency]))
    return seats[agency]


def who_is(work: Work, uow: UnitOfWork, row: Attendance) -> str:
    """How a step names somebody of the list: by the agency, else by name or role."""
    return agency_name(uow, work, row.agency) if row.agency else row.name or row.role
