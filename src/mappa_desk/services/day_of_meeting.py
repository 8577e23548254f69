"""The actions of a meeting as they stood on its day, read for its minutes."""

from __future__ import annotations

from dataclasses import replace

from mappa_desk.domain.actions import Action, ActionEvent
from mappa_desk.domain.day_of_meeting import as_on_the_day, since_the_meeting
from mappa_desk.domain.views import DeskView
from mappa_desk.services.action_history import action_events
from mappa_desk.store.work import Reading


def on_the_day(reading: Reading, view: DeskView) -> DeskView:
    """The view with its own actions and those from before as they stood when the meeting was over.

    What the meeting itself says stays, also when it was put right in the write-up. One that is not over stays
    as it is.
    """
    if view.meeting.ended_at is None:
        return view
    return replace(
        view,
        actions=tuple(_stood(reading, view, one, action_events(reading, one.id)) for one in view.actions),
        past_actions=tuple(
            replace(past, action=_stood(reading, view, past.action, past.events))
            for past in view.past_actions
        ),
    )


def _stood(reading: Reading, view: DeskView, action: Action, events: tuple[ActionEvent, ...]) -> Action:
    since = since_the_meeting(events, view.meeting)
    if not since:
        return action
    kept = ((reading.revisions(ActionEvent, event.id)[0].at, event) for event in since)
    states = [(one.at, one.body) for one in reading.revisions(Action, action.id) if one.body is not None]
    return as_on_the_day(action, kept, states, view.meeting)
