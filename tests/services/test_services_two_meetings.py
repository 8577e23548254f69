"""What one meeting dealt with is not taken out of its record by a change of an earlier meeting."""

from __future__ import annotations

import pytest
from meeting_room import Room

from mappa_desk.domain.actions import Acceptance, Action, ActionEventKind, ActionState
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services import actions, contributions, meetings, undo


@pytest.fixture
def reviewed(room: Room) -> tuple[Room, Meeting, Meeting, Action]:
    """A closed meeting, the review that did its action, and the action."""
    first = room.running()
    action = room.act(first)
    meetings.close_meeting(room.work, meeting_id=first.id)
    room.clock.go_on(days=7)
    case = room.look(first).case
    second = meetings.start_meeting(room.work, meeting_id=room.planned(case, MeetingKind.REVIEW).id).value
    read = {"action_id": action.id, "meeting_id": second.id}
    actions.read_back(room.work, acceptance=Acceptance.ACCEPTED, **read)
    actions.review_action(room.work, outcome=ActionEventKind.DONE, note="It was done", **read)
    return room, first, second, action


def test_undo_of_the_meeting_that_made_it_leaves_what_the_review_tells(reviewed) -> None:
    room, first, second, action = reviewed
    with pytest.raises(RuleError, match="later meeting dealt with"):
        undo.undo(room.work, meeting_id=first.id)
    for change in (contributions.remove_entry, contributions.change_kind):
        more = {"kind": EntryKind.NOTE} if change is contributions.change_kind else {}
        with pytest.raises(RuleError, match="later meeting dealt with"):
            change(room.work, entry_id=action.entry_id, **more)
    (past,) = room.view(second).past_actions
    assert (past.action.id, past.action.state) == (action.id, ActionState.DONE_LATE)
    undo.undo(room.work, meeting_id=second.id)
    undo.undo(room.work, meeting_id=second.id)
    assert room.view(second).past_actions[0].action.acceptance is Acceptance.NOT_READ_BACK
