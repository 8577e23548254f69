"""Undo and redo in a running meeting where an agency has told of the action in between."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from meeting_room import Room

from mappa_desk.domain.actions import Action, ActionState, Deadline, DeadlineKind
from mappa_desk.domain.actions import ActionEventKind as E
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.carry_over import BY_UNDO, events_that_stand, state_after
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services import actions, gaps, meetings, minutes, undo
from mappa_desk.services.action_replies import record_reply

LATER: dict[E, dict[str, Any]] = {
    E.REDATED: {"due": Deadline(kind=DeadlineKind.DATE, on=date(2027, 3, 3))},
    E.TRANSFERRED: {"owner_agency": "pol", "owner_name": "Cai Rees"},
}


@pytest.fixture
def second(room: Room) -> tuple[Room, Meeting, Action]:
    """A running review that asks after one action of the meeting before."""
    case = room.case()
    first = room.running(case)
    action = room.act(first, "Ring the ward", date(2027, 1, 5))
    meetings.close_meeting(room.work, meeting_id=first.id)
    return room, room.running(case, MeetingKind.REVIEW), action


def said(room: Room, action: Action, meeting: Meeting) -> list[tuple[E, str]]:
    """What the meeting says of the action, as its minutes do."""
    history = actions.history(room.work, action_id=action.id)
    return [(one.event_kind, one.note) for one in events_that_stand(history, meeting.id)]


def state(room: Room, action: Action) -> ActionState:
    """The state of the row, which must be that of the history."""
    with room.work.reading() as reading:
        kept = reading.get(Action, action.id).state
    assert state_after(actions.history(room.work, action_id=action.id)) is kept
    return kept


@pytest.mark.parametrize("outcome", [E.CARRIED, E.REDATED, E.TRANSFERRED])
def test_what_was_done_by_telephone_never_becomes_the_word_of_the_meeting(
    second: tuple[Room, Meeting, Action], outcome: E
) -> None:
    room, meeting, action = second
    told = {"action_id": action.id, "meeting_id": meeting.id, "outcome": outcome, "note": "They asked"}
    actions.review_action(room.work, **told, **LATER.get(outcome, {}))  # type: ignore[arg-type]  # by name
    record_reply(room.work, action_id=action.id, outcome=E.DONE, note="Rang")
    undo.undo(room.work, meeting_id=meeting.id)
    assert state(room, action) is ActionState.DONE
    assert [one for one in said(room, action, meeting) if one[0] is not E.UPDATED] == []
    undo.redo(room.work, meeting_id=meeting.id)
    assert state(room, action) is ActionState.DONE
    assert said(room, action, meeting)[-1] == (outcome, "They asked")
    line = actions.history(room.work, action_id=action.id)[2]
    assert (line.event_kind, line.note, line.meeting_id) == (E.DONE, "Rang", None)


def test_an_outcome_that_is_undone_is_asked_for_again_though_the_action_was_opened_by_telephone(
    second: tuple[Room, Meeting, Action],
) -> None:
    room, meeting, action = second
    actions.review_action(
        room.work, action_id=action.id, meeting_id=meeting.id, outcome=E.DONE, note="They said so"
    )
    record_reply(room.work, action_id=action.id, outcome=E.REOPENED, note="It was another one")
    undo.undo(room.work, meeting_id=meeting.id)
    assert state(room, action) is ActionState.OPEN and said(room, action, meeting) == []
    assert [
        one.record_id for one in gaps.gaps(room.work, meeting_id=meeting.id) if one.code == "outcome"
    ] == [action.id]
    (past,) = minutes.snapshot(room.work, meeting_id=meeting.id).previous_actions
    assert (past.action.state, past.events) == (ActionState.OPEN, ())
    undo.redo(room.work, meeting_id=meeting.id)
    assert state(room, action) is ActionState.DONE
    assert said(room, action, meeting) == [(E.DONE, "They said so")]


def test_a_state_from_before_the_meeting_comes_back_as_what_it_was(
    second: tuple[Room, Meeting, Action],
) -> None:
    room, meeting, action = second
    record_reply(room.work, action_id=action.id, outcome=E.DONE, note="Rang")
    actions.review_action(
        room.work, action_id=action.id, meeting_id=meeting.id, outcome=E.NOT_DONE, note="She did not"
    )
    undo.undo(room.work, meeting_id=meeting.id)
    assert state(room, action) is ActionState.DONE and said(room, action, meeting) == []
    last = actions.history(room.work, action_id=action.id)[-1]
    assert (last.event_kind, last.meeting_id, last.note) == (E.DONE, None, BY_UNDO)


def test_opening_again_at_a_meeting_is_undone_with_its_words_and_done_again_with_them(
    second: tuple[Room, Meeting, Action],
) -> None:
    room, meeting, action = second
    told = {"action_id": action.id, "meeting_id": meeting.id}
    record_reply(room.work, action_id=action.id, outcome=E.DONE, note="Rang")
    actions.review_action(room.work, **told, outcome=E.REOPENED, note="It was another one")  # type: ignore[arg-type]  # by name
    opened = (E.REOPENED, "It was another one")
    undo.undo(room.work, meeting_id=meeting.id)
    assert state(room, action) is ActionState.DONE and said(room, action, meeting) == []
    undo.redo(room.work, meeting_id=meeting.id)
    assert state(room, action) is ActionState.OPEN and said(room, action, meeting) == [opened]
    actions.review_action(room.work, **told, outcome=E.CARRIED, note="Next time")  # type: ignore[arg-type]  # by name
    record_reply(room.work, action_id=action.id, outcome=E.DONE, note="Rang again")
    undo.undo(room.work, meeting_id=meeting.id)
    assert state(room, action) is ActionState.DONE and said(room, action, meeting) == [opened]
