"""The sittings of a meeting: begun, adjourned to go on another day, ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.cases import Case
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.services import timing
from mappa_desk.services.filing import file_entry, required, running_closed_part
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork


def adjourn(work: Work, *, meeting_id: str, to: date | None, reason: str) -> Outcome[Meeting]:
    """Stops a running meeting to go on another day, or on a day yet to be set. The record is kept.

    Raises RuleError unless it runs, without a reason, and for a day that is past. Durable on return.
    """
    with work.writing() as uow:
        meeting = in_state(
            uow, meeting_id, (MeetingState.RUNNING,), "Only a running meeting can be adjourned."
        )
        why = required(reason, "Why is it adjourned, and who decided?", field="reason")
        if to is not None and to < work.today():
            raise RuleError("The day to go on is past.", field="to")
        _empty_the_room(uow, meeting.id, work.now())
        timing.end(uow, meeting.id)
        stopped = replace(meeting, state=MeetingState.ADJOURNED, adjourned_to=to, ended_because=why)
        return Outcome(uow.save(stopped), uow.changes)


def resume(work: Work, *, meeting_id: str) -> Outcome[Meeting]:
    """Goes on with an adjourned meeting. People are marked in anew; the record notes from when to when.

    Raises RuleError unless it is adjourned, and when another meeting on the person runs or a later one was
    held since: its actions would not come back here. Durable on return.
    """
    timing.keep_order(work, meeting_id=meeting_id)
    with work.writing() as uow:
        meeting = in_state(
            uow, meeting_id, (MeetingState.ADJOURNED,), "Only an adjourned meeting can be resumed."
        )
        check_turn(uow, meeting)
        resumed = uow.save(replace(meeting, state=MeetingState.RUNNING))
        timing.begin(uow, resumed)
        stopped = adjourned_at(uow, meeting)
        text = (
            f"The meeting was adjourned on {_moment(work, stopped or meeting.started_at or work.now())}: "
            f"{meeting.ended_because.rstrip('.')}. It was resumed on {_moment(work, work.now())}."
        )
        file_entry(
            work, uow, meeting=resumed, item=meeting.current_item, text=text, words="", kind=EntryKind.NOTE
        )
        return Outcome(resumed, uow.changes)


def close_meeting(work: Work, *, meeting_id: str) -> Outcome[Meeting]:
    """Ends a meeting: the time is stamped, everybody who is still in leaves, an open closed part ends.

    One that was adjourned and never resumed ended when it was adjourned. Entries may still be kept and
    changed until approval. Raises RuleError unless it runs or is adjourned. Durable on return.
    """
    under_way = (MeetingState.RUNNING, MeetingState.ADJOURNED)
    with work.writing() as uow:
        meeting = in_state(uow, meeting_id, under_way, "Only a meeting that has started can be closed.")
        now = work.now()
        if meeting.state is MeetingState.ADJOURNED:
            now = adjourned_at(uow, meeting) or now
        _empty_the_room(uow, meeting.id, now)
        timing.end(uow, meeting.id)
        return Outcome(uow.save(replace(meeting, state=MeetingState.CLOSED, ended_at=now)), uow.changes)


def check_turn(uow: UnitOfWork, meeting: Meeting) -> None:
    """Refuses to begin out of turn, since what a meeting leaves open comes back at the one after it.

    Raises RuleError while another meeting on the person runs, and once a later one was begun, though it was
    called off afterwards: its actions stand.
    """
    reference = uow.get(Case, meeting.case_id).reference
    for other in uow.all(Meeting, order_by="number", case_id=meeting.case_id):
        name = meeting_reference(reference, other.number)
        if other.id != meeting.id and other.state is MeetingState.RUNNING:
            raise RuleError(f"{name} is still running. Close or adjourn it first.")
        if other.number > meeting.number and other.started_at is not None:
            raise RuleError(f"{name} was begun after this one, so this one can no longer be. Plan another.")


def adjourned_at(reading: Reading, meeting: Meeting) -> datetime | None:
    """The moment at which the meeting was last adjourned, None when it never was."""
    return _moment_of(reading, meeting, MeetingState.ADJOURNED)


def sitting_since(reading: Reading, meeting: Meeting) -> datetime | None:
    """The moment at which the present sitting began: the start, or the last time it was resumed."""
    if meeting.started_at is None or adjourned_at(reading, meeting) is None:
        return meeting.started_at
    return _moment_of(reading, meeting, MeetingState.RUNNING)


def leave_the_room(uow: UnitOfWork, meeting: Meeting) -> None:
    """Nobody is in the room of a meeting that is over or adjourned, whatever was just taken back."""
    over = meeting.ended_at
    if meeting.state is MeetingState.ADJOURNED:
        over = adjourned_at(uow, meeting)
    if over is not None:
        _empty_the_room(uow, meeting.id, over)


def in_state(uow: UnitOfWork, meeting_id: str, states: tuple[MeetingState, ...], sentence: str) -> Meeting:
    """The meeting, when it is in one of these states. Raises RuleError with the sentence, NotFound."""
    meeting = uow.get(Meeting, meeting_id)
    if meeting.state not in states:
        raise RuleError(sentence)
    return meeting


def _moment_of(reading: Reading, meeting: Meeting, state: MeetingState) -> datetime | None:
    """When the meeting last came into a state."""
    before, found = None, None
    for revision in reading.revisions(Meeting, meeting.id):
        now = revision.body.state if revision.body else None
        if now is state and before is not state:
            found = revision.at
        before = now
    return found


def _moment(work: Work, moment: datetime) -> str:
    return f"{long_date(work.day_of(moment))} at {work.clock_time(moment)}"


def _empty_the_room(uow: UnitOfWork, meeting_id: str, now: datetime) -> None:
    for row in uow.all(Attendance, meeting_id=meeting_id):
        if row.is_in:
            stays = (*row.intervals[:-1], replace(row.intervals[-1], out_at=now))
            uow.save(replace(row, intervals=stays))
    part = running_closed_part(uow, meeting_id)
    if part is not None:
        uow.save(replace(part, ended_at=now))
