"""Closed parts: some leave, what is said is only for those who stayed, then everybody comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind
from mappa_desk.domain.attendance import Attendance, Interval
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.closed_readers import REASONS, ToldInPart, agencies_inside, part_at
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import ClosedPart, Meeting, MeetingState
from mappa_desk.domain.views import DeskView
from mappa_desk.services.filing import running_closed_part, writable_meeting
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading


def begin_closed_part(
    work: Work, *, meeting_id: str, stayed: tuple[str, ...], reason: str = ""
) -> Outcome[ClosedPart]:
    """Begins a closed part for the rows in `stayed`; the others who are in go out now. One undo step.

    Raises RuleError unless the meeting runs with nobody in a closed part, and when nobody of those who are in
    stays. Durable on return.
    """
    with work.writing() as uow:
        meeting = writable_meeting(uow, meeting_id)
        if meeting.state is not MeetingState.RUNNING:
            raise RuleError("A closed part needs a running meeting.")
        if running_closed_part(uow, meeting_id) is not None:
            raise RuleError("A closed part is going on already.")
        rows = uow.all(Attendance, order_by=("seat", "name", "id"), meeting_id=meeting_id)
        staying = tuple(row.id for row in rows if row.is_in and row.id in stayed)
        if not staying:
            raise RuleError("Choose who stays; at least one person who is in.", field="stayed")
        now = work.now()
        part = uow.save(
            ClosedPart(
                id=work.new_id(), meeting_id=meeting_id, started_at=now, stayed=staying, reason=reason.strip()
            )
        )
        for row in rows:
            if row.is_in and row.id not in staying:
                out = (*row.intervals[:-1], replace(row.intervals[-1], out_at=now))
                uow.save(replace(row, intervals=out))
        uow.step(meeting_id, f"Closed part from {work.clock_time(now)}")
        return Outcome(part, uow.changes)


def end_closed_part(work: Work, *, meeting_id: str) -> Outcome[ClosedPart]:
    """Ends the closed part; those who went out for it are in again from now. One undo step.

    Raises RuleError when none is going on. Durable on return.
    """
    with work.writing() as uow:
        writable_meeting(uow, meeting_id)
        part = running_closed_part(uow, meeting_id)
        if part is None:
            raise RuleError("No closed part is going on.")
        now = work.now()
        for row in uow.all(Attendance, meeting_id=meeting_id):
            left_for_it = row.intervals and row.intervals[-1].out_at == part.started_at
            if left_for_it and row.id not in part.stayed:
                uow.save(replace(row, intervals=(*row.intervals, Interval(now))))
        ended = uow.save(replace(part, ended_at=now))
        uow.step(meeting_id, f"Closed part until {work.clock_time(now)}")
        return Outcome(ended, uow.changes)


def told_in_parts(reading: Reading, view: DeskView) -> tuple[ToldInPart, ...]:
    """Words that were given in a closed part about what was raised or agreed outside of it.

    Why an issue ends without action, why an owner objects, the reasons of a decision and who disagreed, what
    an action is for. Read from the revisions and the history of those few records that carry such words. Of
    actions, earlier ones too, also what was said in a closed part of any other meeting of the case.
    """
    return (*_told_here(reading, view), *_told_of_actions(reading, view))


def _told_of_actions(reading: Reading, view: DeskView) -> Iterator[ToldInPart]:
    """What is told in a closed part of the actions of this meeting and of those that were open before."""
    actions = (*view.actions, *(past.action for past in view.past_actions))
    held = reading.all(Meeting, case_id=view.case.id) if actions else ()
    parts = [part for meeting in held for part in reading.all(ClosedPart, meeting_id=meeting.id)]
    for action in actions if parts else ():
        entry = reading.find(Entry, action.entry_id or "")
        own = entry.closed_part_id if entry is not None else None
        found = list(_since(reading, action, ("purpose", "settled_note")))
        objected = _objected_at(reading, action) if action.objection else None
        if objected is not None:
            found.append(("", objected))
        for name, at in found:
            part = part_at(parts, at)
            if part is not None and part.id != own:
                yield ToldInPart(action.id, part.id, name)


def _told_here(reading: Reading, view: DeskView) -> Iterator[ToldInPart]:
    """What is told in the closed parts of this meeting of its entries and decisions."""
    if not view.closed_parts:
        return
    found: list[tuple[str, str, str | None, datetime | None]] = []
    inside = {entry.id: entry.closed_part_id for entry in view.entries}
    for entry in view.entries:
        if entry.outcome_reason:
            found.append((entry.id, "", inside[entry.id], _reason_since(reading, entry)))
    for decision in view.decisions:
        own = inside.get(decision.entry_id)
        found += [(decision.id, name, own, at) for name, at in _since(reading, decision, REASONS)]
    for record_id, name, own_part, at in found:
        part = part_at(view.closed_parts, at) if at is not None else None
        if part is not None and part.id != own_part:
            yield ToldInPart(record_id, part.id, name)


def reason_told_in(reading: Reading, entry: Entry) -> ClosedPart | None:
    """The closed part in which the reason of an issue that ends without action was given, None for none."""
    since = _reason_since(reading, entry) if entry.outcome_reason else None
    parts = reading.all(ClosedPart, meeting_id=entry.meeting_id)
    return part_at(parts, since) if since is not None else None


def stayed_whole(reading: Reading, part: ClosedPart) -> tuple[str, ...]:
    """Codes of the agencies all of whose people stayed in a closed part of any meeting, in order."""
    return tuple(sorted(agencies_inside(part, reading.all(Attendance, meeting_id=part.meeting_id))))


def _reason_since(reading: Reading, entry: Entry) -> datetime | None:
    """When the reason that stands was given."""
    since = None
    for revision in reversed(reading.revisions(Entry, entry.id)):
        if revision.body is None or revision.body.outcome_reason != entry.outcome_reason:
            break
        since = revision.at
    return since


def _since(
    reading: Reading, record: Decision | Action, names: tuple[str, ...]
) -> Iterator[tuple[str, datetime]]:
    """When each of these fields that says something got the words that stand."""
    said = [name for name in names if getattr(record, name)]
    history = reading.revisions(type(record), record.id) if said else ()
    for name in said:
        since = None
        for revision in reversed(history):
            if revision.body is None or getattr(revision.body, name) != getattr(record, name):
                break
            since = revision.at
        if since is not None:
            yield name, since


def _objected_at(reading: Reading, action: Action) -> datetime | None:
    """When the objection that stands was made."""
    events = reading.all(ActionEvent, order_by="at", action_id=action.id, event_kind=ActionEventKind.OBJECTED)
    return events[-1].at if events else None
