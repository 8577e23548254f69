"""When an action is due: a date, or an event that takes its date when the date is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from mappa_desk.domain.actions import Action, ActionState, Deadline, DeadlineKind
from mappa_desk.domain.calendar_words import distance, short_date

EVENT_WORDS = {DeadlineKind.NEXT_MEETING: "next meeting", DeadlineKind.BEFORE_RELEASE: "before release"}
UNKNOWN_WORDS = {
    DeadlineKind.NEXT_MEETING: "next meeting, date to be set",
    DeadlineKind.BEFORE_RELEASE: "before release, release date?",
    DeadlineKind.DATE: "no date",
    DeadlineKind.NONE: "no date",
}


def resolve(
    deadline: Deadline,
    next_meeting_on: date | None = None,
    release_on: date | None = None,
    days_before: int = 0,
    *,
    frozen: bool = False,
) -> Deadline:
    """The deadline with the date that its event has now.

    "Next meeting" takes the date of the next review and follows it. "Before release" takes the release
    date less `days_before` days, a figure the area sets. An event without a date loses the date it had.
    `frozen` is true once the minutes are approved: nothing moves any more. Dates and "no date" never move.
    """
    if frozen or deadline.kind not in EVENT_WORDS:
        return deadline
    on = next_meeting_on
    if deadline.kind is DeadlineKind.BEFORE_RELEASE:
        on = None if release_on is None else release_on - timedelta(days=days_before)
    return deadline if on == deadline.on else replace(deadline, on=on)


def say_deadline(deadline: Deadline, today: date) -> str:
    """The deadline in words with its distance: "Fri 27 Nov 2026, 15 days", "next meeting, date to be set"."""
    if deadline.on is None:
        return UNKNOWN_WORDS[deadline.kind]
    when = f"{short_date(deadline.on)}, {distance(deadline.on, today)}"
    event = EVENT_WORDS.get(deadline.kind)
    return f"{event}, {when}" if event else when


def days_left(deadline: Deadline, today: date) -> int | None:
    """Days until it is due, negative when past, None without a date."""
    return None if deadline.on is None else (deadline.on - today).days


def is_overdue(action: Action, today: date) -> bool:
    """True for an open action whose date lies before `today`. On the day itself it is not overdue."""
    on = action.deadline.on
    return action.state is ActionState.OPEN and not action.removed and on is not None and on < today
