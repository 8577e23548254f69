"""Dates that hang on events: "next meeting" and "before release" take their date when it is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mappa_desk.domain.actions import (
    Action,
    ActionEvent,
    ActionEventKind,
    ActionState,
    Deadline,
    DeadlineKind,
)
from mappa_desk.domain.areas import AreaStandard
from mappa_desk.domain.cases import Case
from mappa_desk.domain.deadlines import resolve
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services.action_history import note_event
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


def date_with_next_review(work: Work, uow: UnitOfWork, meeting: Meeting) -> None:
    """Dates the actions that are due "next meeting" and were made or dated at this meeting."""
    case = uow.get(Case, meeting.case_id)
    here = {
        event.action_id
        for event in uow.all(ActionEvent, meeting_id=meeting.id)
        if event.event_kind in _DATES_IT
    }
    for action in uow.all(Action, case_id=case.id, state=ActionState.OPEN, removed=False):
        due_then = action.deadline.kind is DeadlineKind.NEXT_MEETING
        if due_then and (action.meeting_id == meeting.id or action.id in here):
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


def _next_on(meeting: Meeting) -> date | None:
    return meeting.next_review.on if meeting.next_review else None


def release_days(work: Work, reading: Reading) -> int:
    """How many days before release such an action is due, as the area sets it; 0 where it sets none."""
    standard = reading.find(AreaStandard, BEFORE_RELEASE_STANDARD)
    if standard is None:
        shipped = (one for one in work.reference.standards if one.id == BEFORE_RELEASE_STANDARD)
        standard = next(shipped, None)
    return int(standard.value) if standard else 0
