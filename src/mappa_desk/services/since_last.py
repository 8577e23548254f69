"""What changed since the last meeting, for the desk of the one that is to begin or goes on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mappa_desk.domain.actions import Action, ActionEvent
from mappa_desk.domain.cases import Case
from mappa_desk.domain.chasing import UrgentChange
from mappa_desk.domain.since_last import case_changes, changes_since, settled_between
from mappa_desk.domain.views import DeskView
from mappa_desk.store.work import Reading


def with_since_last(
    reading: Reading, view: DeskView, actions: Iterable[Action], events: Iterable[ActionEvent]
) -> DeskView:
    """The view with what was settled, what became another and what could not wait since the last meeting.

    `actions` and `events` are those of the whole case. One that is over stays as it is; a first meeting has
    only what could not wait.
    """
    previous, meeting = view.previous_meeting, view.meeting
    if meeting.ended_at is not None:
        return view
    ended = previous.ended_at if previous else None
    told_until = ended or (previous.started_at if previous else None)
    changes = reading.all(UrgentChange, case_id=view.case.id, removed=False)
    view = replace(view, urgent_changes=changes_since(changes, told_until))
    if ended is None:
        return view
    history = (
        (revision.at, revision.body)
        for revision in reading.revisions(Case, view.case.id)
        if revision.body is not None
    )
    return replace(
        view,
        settled_since=settled_between(
            actions,
            events,
            since=ended,
            shown=frozenset(past.action.id for past in view.past_actions)
            | frozenset(action.id for action in view.actions),
        ),
        case_changes=case_changes(history, view.case, ended),
    )
