"""From one case of a panel day to the next: what the card between them says, and how the next one starts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.cases import Case
from mappa_desk.domain.changeovers import Changeover, Movement, in_at_the_end, movement
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import HELD, Meeting, MeetingState
from mappa_desk.services.gaps import gaps_of
from mappa_desk.services.meeting_record import view_of
from mappa_desk.services.meetings import begin
from mappa_desk.services.neighbours import of_panel_day
from mappa_desk.services.planning import seat_chair
from mappa_desk.services.sittings import adjourned_at, in_state
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

_NOT_WAITING = "This meeting has started already."


def next_case(work: Work, *, meeting_id: str) -> str:
    """Id of the meeting that comes after this one on its panel day and waits to begin; empty for none.

    The next one by the timetable, else the first of the day that still waits. Raises NotFound.
    """
    with work.reading() as reading:
        meeting = reading.get(Meeting, meeting_id)
        if meeting.panel_day_id is None:
            return ""
        day = of_panel_day(reading, meeting.panel_day_id)
        waiting = [one.id for one in day if one.state is MeetingState.PLANNED and one.id != meeting_id]
        at = [one.id for one in day].index(meeting_id)
        later = [one.id for one in day[at:] if one.id in waiting]
        return (later or waiting or [""])[0]


def needs_card(work: Work, *, meeting_id: str) -> bool:
    """True when this meeting waits to begin and another case of its panel day was begun today before it."""
    with work.reading() as reading:
        meeting = reading.get(Meeting, meeting_id)
        return meeting.state is MeetingState.PLANNED and _before(work, reading, meeting) is not None


def changeover(work: Work, *, meeting_id: str) -> Changeover:
    """What the card says before a planned meeting; the case before is the one of its day begun last today.

    Raises RuleError when the meeting has started or no case of its panel day was begun today, NotFound.
    """
    with work.reading() as reading:
        following = reading.get(Meeting, meeting_id)
        if following.state is not MeetingState.PLANNED:
            raise RuleError(_NOT_WAITING)
        before = _before(work, reading, following)
        if before is None:
            raise RuleError("No other case of this panel day was begun today.")
        found = gaps_of(work, reading, view_of(work, reading, before.id))
        moved, chair = _movement(reading, before, following)
        return Changeover(
            before=before,
            before_reference=reading.get(Case, before.case_id).reference,
            following=following,
            following_reference=reading.get(Case, following.case_id).reference,
            line_is_empty=not any(
                draft.meeting_id == before.id and draft.text.strip() for draft in reading.drafts()
            ),
            gaps=len(found),
            blocking_gaps=sum(gap.blocking for gap in found),
            leave=moved.leave,
            stay=moved.stay,
            due=moved.due,
            takes_chair=chair,
        )


def start_next(work: Work, *, meeting_id: str) -> Outcome[Meeting]:
    """Starts the planned meeting with those who stay from the last case of its panel day as present.

    They are in from its start, each in the room, on video or on the telephone as before; deputies stay
    deputies; the others on its list stay expected. The statement is due for everybody anew. Where it names
    no chair, the chair who stays goes on as chair. Raises RuleError as `start_meeting`. Durable on return.
    """
    with work.writing() as uow:
        meeting = in_state(uow, meeting_id, (MeetingState.PLANNED,), _NOT_WAITING)
        before = _before(work, uow, meeting)
        if before is None:
            return Outcome(begin(work, uow, meeting), uow.changes)
        moved, chair = _movement(uow, before, meeting)
        if chair:
            meeting = uow.save(replace(meeting, chair=chair, chair_agency=before.chair_agency))
        for row in moved.rows:
            uow.save(row)
        started = begin(work, uow, meeting)
        if chair:
            seat_chair(work, uow, started)
            _keep_mode(uow, started, moved)
        return Outcome(started, uow.changes)


def _before(work: Work, reading: Reading, meeting: Meeting) -> Meeting | None:
    """The case of the same panel day from which people go on: one that runs, else the one left last today."""
    if meeting.panel_day_id is None:
        return None
    begun = [
        (one.state is MeetingState.RUNNING, _left_at(reading, one) or one.started_at, one)
        for one in of_panel_day(reading, meeting.panel_day_id)
        if one.id != meeting.id
        and one.state in HELD
        and one.started_at is not None
        and work.day_of(one.started_at) == work.today()
    ]
    return max(begun, key=lambda found: found[:2])[2] if begun else None


def _left_at(reading: Reading, meeting: Meeting) -> datetime | None:
    """When people left the meeting: its end, or when it was adjourned; None while it runs."""
    if meeting.state is MeetingState.ADJOURNED:
        return adjourned_at(reading, meeting)
    return meeting.ended_at


def _movement(reading: Reading, before: Meeting, following: Meeting) -> tuple[Movement, str]:
    """Who leaves, stays and is due, and the chair who goes on where the next meeting names none."""
    here = in_at_the_end(_list(reading, before), _left_at(reading, before))
    listed = _list(reading, following)
    moved = movement(here, listed)
    chair = next((row for row in here if row.is_chair), None)
    if chair is None or following.chair or any(row.is_chair for row in listed):
        return moved, ""
    return _with_chair(moved, chair), before.chair


def _with_chair(moved: Movement, chair: Attendance) -> Movement:
    """The same with the chair going on as chair: on the next list their own row, else one that is made."""
    is_theirs = [one.agency == chair.agency and one.name == chair.name for one in moved.stay]
    if any(is_theirs):
        return replace(
            moved,
            stay=tuple(
                replace(one, is_chair=one.is_chair or theirs)
                for one, theirs in zip(moved.stay, is_theirs, strict=True)
            ),
            rows=tuple(
                replace(row, is_chair=theirs) for row, theirs in zip(moved.rows, is_theirs, strict=True)
            ),
        )
    goes_on = [one for one in moved.leave if one.is_chair]
    return replace(
        moved, leave=tuple(one for one in moved.leave if not one.is_chair), stay=(*goes_on, *moved.stay)
    )


def _keep_mode(uow: UnitOfWork, meeting: Meeting, moved: Movement) -> None:
    """The chair who goes on takes part as before, also on a row that was made just now."""
    mode = next((one.mode for one in moved.stay if one.is_chair), None)
    for row in uow.all(Attendance, meeting_id=meeting.id, is_chair=True):
        if row.mode is None and mode is not None:
            uow.save(replace(row, mode=mode))


def _list(reading: Reading, meeting: Meeting) -> tuple[Attendance, ...]:
    return reading.all(Attendance, order_by=("seat", "name", "id"), meeting_id=meeting.id)
