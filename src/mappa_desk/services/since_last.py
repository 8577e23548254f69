"""What changed since the last meeting, for the desk of the one that is to begin or goes on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mappa_desk.domain.actions import Action, ActionEvent
from mappa_desk.domain.cases import Case
from mappa_desk.domain.since_last import case_changes, settled_between
from mappa_desk.domain.views import DeskView
from mappa_desk.store.work import Reading


def with_since_last(
    reading: Reading, view: DeskView, actions: Iterable[Action], events: Iterable[ActionEvent]
) -> DeskView:
    """The view with what was settled and what became another since the last meeting ended.

    `actions` and `events` are those of the whole case. A first meeting and one that is over stay as they are.
    """
    previous, meeting = view.previous_meeting, view.meeting
    if previous is None or previous.ended_at is None or meeting.ended_at is not None:
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
            since=previous.ended_at,
            shown=frozenset(past.action.id for past in view.past_actions)
            | frozenset(action.id for action in view.actions),
        ),
        case_changes=case_changes(history, view.case, previous.ended_at),
    )
