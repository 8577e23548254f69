"""Dates that hang on events: "next meeting" and "before release" take their date when it is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from mappa_desk.domain.action_lives import RELEASE_MOVED, lines_that_stand
from mappa_desk.domain.actions import (
    Action,
    ActionEventKind,
    ActionState,
    Deadline,
    DeadlineKind,
)
from mappa_desk.domain.areas import AreaStandard
from mappa_desk.domain.carry_over import BY_UNDO, events_that_stand
from mappa_desk.domain.cases import Case
from mappa_desk.domain.deadlines import resolve
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services.action_history import action_events, note_event
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

BEFORE_RELEASE_STANDARD = "before_release_days"
"""Code of the area's figure: how many days before release such an action is due."""

_DATES_IT = (ActionEventKind.REDATED, ActionEventKind.CARRIED, ActionEventKind.TRANSFERRED)


def resolved(
    work: Work, reading: Reading, deadline: Deadline, *, case: Case, meeting: Meeting | None
) -> Deadline:
    """The deadline with its date, when the event it hangs on has one by now.

    "Next meeting" is the review that follows `meeting`; without a meeting it has no date yet.
    """
    return resolve(
        deadline,
        next_meeting_on=_next_on(meeting) if meeting else None,
        release_on=case.release_on,
        days_before=release_days(work, reading),
    )


def with_release(work: Work, reading: Reading, deadline: Deadline, case: Case) -> Deadline:
    """A deadline before release, dated anew by the case's present release date."""
    return resolve(
        deadline, next_meeting_on=None, release_on=case.release_on, days_before=release_days(work, reading)
    )


def date_between(work: Work, reading: Reading, deadline: Deadline, case: Case) -> Deadline:
    """The deadline of what was said when no meeting ran: "next meeting" is the review after the last one.

    Where the day of that review is past and none has begun since, it is still to be set.
    """
    dated = resolved(work, reading, deadline, case=case, meeting=_last_begun(reading, case.id, work.now()))
    past = deadline.kind is DeadlineKind.NEXT_MEETING and dated.on is not None and dated.on < work.today()
    return replace(dated, on=None) if past else dated


def hangs_on(reading: Reading, action: Action) -> Meeting | None:
    """The meeting after which the next one is meant by "next meeting": the latest that made or dated the
    action and did not take that back. What was said between meetings is meant of the last one before it."""
    events = action_events(reading, action.id)
    found = [reading.get(Meeting, action.meeting_id)] if action.meeting_id else []
    for event in lines_that_stand(events):
        made = event.event_kind is ActionEventKind.MADE and action.meeting_id is None
        if event.note in (BY_UNDO, RELEASE_MOVED) or not (made or event.event_kind in _DATES_IT):
            continue
        if event.meeting_id is None:
            found += filter(None, [_last_begun(reading, action.case_id, event.at)])
        elif event in events_that_stand(events, event.meeting_id):
            found.append(reading.get(Meeting, event.meeting_id))
    return max(found, key=lambda one: one.number, default=None)


def date_with_next_review(work: Work, uow: UnitOfWork, meeting: Meeting) -> None:
    """Dates the actions that are due "next meeting" and mean by that the one after this meeting."""
    case = uow.get(Case, meeting.case_id)
    for action in uow.all(Action, case_id=case.id, state=ActionState.OPEN, removed=False):
        if action.deadline.kind is not DeadlineKind.NEXT_MEETING:
            continue
        meant = hangs_on(uow, action)
        if meant is not None and meant.id == meeting.id:
            dated = resolved(work, uow, action.deadline, case=case, meeting=meeting)
            if dated != action.deadline:
                uow.save(replace(action, deadline=dated))


def redate(
    work: Work,
    uow: UnitOfWork,
    action: Action,
    deadline: Deadline,
    *,
    note: str = "",
    meeting_id: str | None = None,
) -> Action:
    """Gives an action another deadline and notes both dates in its history."""
    note_event(
        work,
        uow,
        action,
        ActionEventKind.REDATED,
        meeting_id=meeting_id,
        note=note,
        due_before=action.deadline.on,
        due_after=deadline.on,
    )
    return uow.save(replace(action, deadline=deadline))


def _last_begun(reading: Reading, case_id: str, at: datetime) -> Meeting | None:
    """The newest meeting of a case that had begun by a moment."""
    held = reading.all(Meeting, order_by="-number", case_id=case_id)
    return next((one for one in held if one.started_at is not None and one.started_at <= at), None)


def _next_on(meeting: Meeting) -> date | None:
    return meeting.next_review.on if meeting.next_review else None


def release_days(work: Work, reading: Reading) -> int:
    """How many days before release such an action is due, as the area sets it; 0 where it sets none."""
    standard = reading.find(AreaStandard, BEFORE_RELEASE_STANDARD)
    if standard is None:
        shipped = (one for one in work.reference.standards if one.id == BEFORE_RELEASE_STANDARD)
        standard = next(shipped, None)
    return int(standard.value) if standard else 0
