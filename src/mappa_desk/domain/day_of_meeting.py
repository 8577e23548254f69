"""An action as it stood on the day of a meeting: minutes tell their own day, whatever came in since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import dropwhile
from typing import Any

from mappa_desk.domain.action_lives import RELEASE_MOVED, STATE, changed_fields
from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind
from mappa_desk.domain.carry_over import BY_UNDO, KEEPING, SETTLING
from mappa_desk.domain.meetings import Meeting

_ALSO = {
    ActionEventKind.CARRIED: ("carried", "deadline"),
    ActionEventKind.REOPENED: ("carried", "deadline"),
}
"""What an outcome of another meeting may change beside what its kind says."""
_SAYS = frozenset({ActionEventKind.REDATED, ActionEventKind.TRANSFERRED})
"""Outcomes that name what holds from then on, be it what had come in before they were kept."""
_OF_THE_RECORD = (BY_UNDO, RELEASE_MOVED)
"""Notes of lines that put the record itself right, which its minutes follow until they are approved."""


def since_the_meeting(events: Iterable[ActionEvent], meeting: Meeting) -> tuple[ActionEvent, ...]:
    """The lines of a history from the first on that came after a meeting and is not of it, oldest first.

    Lines of the meeting's own record that were kept after that are among them. Nothing for a meeting that is
    not over.
    """
    over = meeting.ended_at
    if over is None:
        return ()
    later = (event for event in events if event.at > over and event.note not in _OF_THE_RECORD)
    ordered = sorted(later, key=lambda event: event.at)
    return tuple(dropwhile(lambda event: event.meeting_id == meeting.id, ordered))


def as_on_the_day(
    action: Action,
    since: Iterable[tuple[datetime, ActionEvent]],
    states: Sequence[tuple[datetime, Action]],
    meeting: Meeting,
) -> Action:
    """The action without what came in since `meeting`: its words as they are now, all else as it was then.

    What the record of the meeting itself says, also when it was put right later, stays. `since` are the lines
    of `since_the_meeting` and `states` the states of the action, oldest first, each with the moment at which
    it was kept: a line and the change that it tells of bear one moment. What no earlier state tells stays as
    it is.
    """
    then: dict[str, Any] = {}
    for kept_at, event in since:
        names = (*changed_fields((event,)), *_ALSO.get(event.event_kind, ()))
        before = next((state for at, state in reversed(states) if at < kept_at), action)
        after = next((state for at, state in reversed(states) if at == kept_at), before)
        own = event.meeting_id == meeting.id
        for name in names:
            if own and (event.event_kind in _SAYS or getattr(before, name) != getattr(after, name)):
                then.pop(name, None)
            elif not own:
                then.setdefault(name, getattr(before, name))
        if own and (event.event_kind in SETTLING or event.event_kind in KEEPING):
            for name in STATE:
                then.pop(name, None)
    return replace(action, **then) if then else action
