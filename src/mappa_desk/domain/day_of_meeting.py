"""An action as it stood on the day of a meeting: minutes tell their own day, whatever came in since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from mappa_desk.domain.action_lives import BY_UNDO, RELEASE_MOVED, changed_fields
from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind
from mappa_desk.domain.meetings import Meeting

_ALSO = {
    ActionEventKind.CARRIED: ("carried", "deadline"),
    ActionEventKind.REOPENED: ("carried", "deadline"),
}
"""What an outcome of another meeting may change beside what its kind says."""
_OF_THE_RECORD = (BY_UNDO, RELEASE_MOVED)
"""Notes of lines that put the record itself right, which its minutes follow until they are approved."""


def since_the_meeting(events: Iterable[ActionEvent], meeting: Meeting) -> tuple[ActionEvent, ...]:
    """The lines of a history that came after a meeting was over and are not of it, oldest first.

    Nothing for a meeting that is not over.
    """
    over = meeting.ended_at
    if over is None:
        return ()
    later = (
        event
        for event in events
        if event.at > over and event.meeting_id != meeting.id and event.note not in _OF_THE_RECORD
    )
    return tuple(sorted(later, key=lambda event: event.at))


def as_on_the_day(
    action: Action,
    since: Iterable[tuple[datetime, ActionEvent]],
    states: Sequence[tuple[datetime, Action]],
) -> Action:
    """The action without what came in since: its words as they are now, all else as it was then.

    `since` are the lines of `since_the_meeting` and `states` the states of the action, oldest first, each
    with the moment at which it was kept: a line and the change that it tells of bear one moment. What no
    earlier state tells stays as it is.
    """
    then: dict[str, Any] = {}
    for kept_at, event in since:
        before = [state for at, state in states if at < kept_at]
        if before:
            for name in (*changed_fields((event,)), *_ALSO.get(event.event_kind, ())):
                then.setdefault(name, getattr(before[-1], name))
    return replace(action, **then) if then else action
