"""How long each item takes, pauses, and the clock of a running meeting: working papers beside the record.

One stretch goes on while a meeting runs: of the item that is talked about, or a pause. It ends and the next
begins in the transaction that moves the meeting. Nothing here is an undo step, a revision or part of a copy.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mappa_desk.domain import timing
from mappa_desk.domain.actions import Action
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.clock import ClockMove, CountingClock
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import ClosedPart, Handover, Meeting, MeetingState, StatementReading
from mappa_desk.domain.timing import PAUSE, ItemTime
from mappa_desk.services.areas import area_standards
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

KEEP_PAPERS = "keep_working_papers"
"""Code of the area's rule: 1 keeps the working papers of approved minutes, 0 destroys them."""
DESTROYED = "working papers destroyed"
KEPT = "working papers kept"
_NOT_RUNNING = "Only a meeting that runs can pause."


def item_times(work: Work, *, meeting_id: str) -> tuple[ItemTime, ...]:
    """The stretches of a meeting, oldest first; none where the area destroyed them at approval."""
    with work.reading() as reading:
        return reading.times(meeting_id)


def pause(work: Work, *, meeting_id: str) -> Outcome[ItemTime]:
    """Stops the clock of the items. The record notes nothing: a pause is no adjournment.

    Raises RuleError unless the meeting runs, and while it pauses already. Durable on return.
    """
    with work.writing() as uow:
        _running(uow, meeting_id)
        if timing.paused_since(uow.times(meeting_id)) is not None:
            raise RuleError("The meeting pauses already.")
        return Outcome(_turn_to(uow, meeting_id, PAUSE), uow.changes)


def go_on(work: Work, *, meeting_id: str) -> Outcome[ItemTime]:
    """Ends the pause: the clock of the current item goes on. Raises RuleError while none goes on. Durable."""
    with work.writing() as uow:
        meeting = _running(uow, meeting_id)
        if timing.paused_since(uow.times(meeting_id)) is None:
            raise RuleError("The meeting does not pause.")
        return Outcome(_turn_to(uow, meeting_id, meeting.current_item), uow.changes)


def keep_count(work: Work, *, meeting_id: str) -> None:
    """Keeps what was counted so far, so that a crash costs a minute. Called once a minute.

    After an absence too long to count, the stretch ends where it was last counted and goes on as another.
    Does nothing unless the meeting runs. Durable on return.
    """
    with work.writing() as uow:
        meeting = uow.get(Meeting, meeting_id)
        if meeting.state is not MeetingState.RUNNING:
            return
        stretch = timing.going_on(uow.times(meeting_id))
        if stretch is None:
            _turn_to(uow, meeting_id, meeting.current_item)
        elif timing.is_torn(stretch, uow.at):
            _turn_to(uow, meeting_id, stretch.item)
        else:
            uow.keep_time(timing.counted(stretch, uow.at))


def newest_time(work: Work, *, meeting_id: str) -> datetime | None:
    """The newest moment that is stamped anywhere in a meeting, None before anything was. Raises NotFound."""
    with work.reading() as reading:
        return max(_stamps(reading, meeting_id), default=None)


def keep_order(work: Work, *, meeting_id: str) -> ClockMove | None:
    """Stamps no time in this meeting earlier than its newest: the clock goes on from there when it is behind.

    For the begin of a run of the program, whose clock is the laptop's. Gives how far the laptop was behind,
    None when all is in order or the clock keeps no count of its own. Raises NotFound.
    """
    newest = newest_time(work, meeting_id=meeting_id)
    clock = work.clock
    return clock.go_on_from(newest) if newest is not None and isinstance(clock, CountingClock) else None


def take_clock(work: Work, *, meeting_id: str) -> Outcome[datetime]:
    """Goes by the laptop's clock from now on; the stretch that goes on is counted up to now first.

    Gives the new present moment. Raises RuleError while the laptop's clock is behind a time of the meeting,
    since times would run backwards. Durable on return.
    """
    newest = newest_time(work, meeting_id=meeting_id)
    clock = work.clock
    if not isinstance(clock, CountingClock):
        return Outcome(work.now())
    if newest is not None and work.now() + clock.ahead() < newest:
        raise RuleError("The laptop's clock is behind a time of this meeting. It is taken once it has ended.")
    with work.writing() as uow:
        stretch = timing.going_on(uow.times(meeting_id))
        if stretch is not None:
            uow.keep_time(timing.ended(stretch, uow.at))
        clock.take_laptops()
        if stretch is not None:
            _begin(uow, meeting_id, stretch.item, work.now())
        return Outcome(work.now(), uow.changes)


# For the services that move a meeting


def begin(uow: UnitOfWork, meeting: Meeting) -> None:
    """The meeting came to its current item: its stretch begins, unless the meeting pauses or does not run."""
    if meeting.state is MeetingState.RUNNING and timing.paused_since(uow.times(meeting.id)) is None:
        _turn_to(uow, meeting.id, meeting.current_item)


def end(uow: UnitOfWork, meeting_id: str) -> None:
    """The meeting stopped: the stretch that goes on ends."""
    stretch = timing.going_on(uow.times(meeting_id))
    if stretch is not None:
        uow.keep_time(timing.ended(stretch, uow.at))


def settle_papers(work: Work, uow: UnitOfWork, meeting_id: str) -> None:
    """At approval: destroys the times of the meeting unless the area keeps them, and notes which was done."""
    if not uow.times(meeting_id):
        return
    keeps = any(rule.id == KEEP_PAPERS and rule.value > 0 for rule in area_standards(uow, work))
    if not keeps:
        uow.forget_times(meeting_id)
    uow.note(KEPT if keeps else DESTROYED, Meeting.KIND, meeting_id)


def _running(uow: UnitOfWork, meeting_id: str) -> Meeting:
    meeting = uow.get(Meeting, meeting_id)
    if meeting.state is not MeetingState.RUNNING:
        raise RuleError(_NOT_RUNNING)
    return meeting


def _turn_to(uow: UnitOfWork, meeting_id: str, item: str) -> ItemTime:
    """Ends what goes on and begins another stretch at the same moment."""
    end(uow, meeting_id)
    return _begin(uow, meeting_id, item, uow.at)


def _begin(uow: UnitOfWork, meeting_id: str, item: str, at: datetime) -> ItemTime:
    number = len(uow.times(meeting_id)) + 1
    begun = ItemTime(id=f"{meeting_id}-{number}", meeting_id=meeting_id, item=item, began_at=at)
    uow.keep_time(begun)
    return begun


def _stamps(reading: Reading, meeting_id: str) -> Iterator[datetime]:
    meeting = reading.get(Meeting, meeting_id)
    moments: list[datetime | None] = [
        meeting.started_at,
        meeting.ended_at,
        timing.latest(reading.times(meeting_id)),
    ]
    for row in reading.all(Attendance, meeting_id=meeting_id):
        for stay in row.intervals:
            moments += [stay.in_at, stay.out_at]
    for part in reading.all(ClosedPart, meeting_id=meeting_id):
        moments += [part.started_at, part.ended_at]
    moments += [one.at for one in reading.all(StatementReading, meeting_id=meeting_id)]
    moments += [one.at for one in reading.all(Handover, meeting_id=meeting_id)]
    moments += [one.captured_at for one in reading.all(Entry, meeting_id=meeting_id)]
    moments += [one.accepted_at for one in reading.all(Action, meeting_id=meeting_id)]
    return (moment for moment in moments if moment is not None)
