"""Actions from before at a review: what is not yet due in one go, the rung beside, the area's own figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from meeting_room import Room

from mappa_desk.domain.actions import Action, ActionEventKind
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.views import Gap
from mappa_desk.services import action_lives, areas, gaps, meetings, undo
from mappa_desk.services.action_history import note_event
from mappa_desk.services.ladder import ladder
from mappa_desk.services.past_actions import NOT_YET_DUE, not_yet_due


@pytest.fixture
def review(room: Room) -> tuple[Meeting, Action, Action, Action]:
    """A review with two far-off actions and one that is overdue."""
    case = room.case()
    first = room.running(case)
    far = [room.act(first, "Far off", due=room.work.today() + timedelta(days=90)) for _ in range(2)]
    late = room.act(first, "Overdue")
    meetings.close_meeting(room.work, meeting_id=first.id)
    room.clock.go_on(days=20)
    return room.running(case, MeetingKind.REVIEW), far[0], far[1], late


def _asked(room: Room, meeting: Meeting) -> list[Gap]:
    return [gap for gap in gaps.gaps(room.work, meeting_id=meeting.id) if gap.code == "outcome"]


def test_what_is_not_yet_due_is_carried_in_one_step_and_comes_back_as_one(
    room: Room, review: tuple[Meeting, Action, Action, Action]
) -> None:
    meeting, first, second, late = review
    look = room.work.today() + timedelta(days=60)
    action_lives.mark_action(room.work, action_ids=(first.id, second.id), look_on=look)
    assert [past.folded for past in room.view(meeting).past_actions] == [False, True, True]
    assert len(_asked(room, meeting)) == 3
    with pytest.raises(RuleError, match="what became of it"):
        not_yet_due(room.work, meeting_id=meeting.id, action_ids=(first.id, late.id))
    assert len(_asked(room, meeting)) == 3
    kept = not_yet_due(room.work, meeting_id=meeting.id, action_ids=(first.id, second.id)).value
    assert [one.carried for one in kept] == [1, 1]
    past = room.view(meeting).past_actions
    assert [one.settled_here for one in past] == [False, True, True]
    assert {one.events[-1].note for one in past if one.settled_here} == {NOT_YET_DUE}
    assert undo.undo(room.work, meeting_id=meeting.id).value == "2 actions: not yet due"
    assert len(_asked(room, meeting)) == 3
    undo.redo(room.work, meeting_id=meeting.id)
    assert [gap.record_id for gap in _asked(room, meeting)] == [late.id]
    assert not not_yet_due(room.work, meeting_id=meeting.id, action_ids=()).changes


def test_only_actions_from_before_of_this_case_are_not_yet_due(
    room: Room, review: tuple[Meeting, Action, Action, Action]
) -> None:
    meeting, first, _, _ = review
    own = room.act(meeting)
    for action_id, held in ((own.id, meeting), (first.id, room.running(room.case("LAN-0500")))):
        with pytest.raises(RuleError, match="not one from before"):
            not_yet_due(room.work, meeting_id=held.id, action_ids=(action_id,))
    action_lives.record_reply(room.work, action_id=first.id, outcome=ActionEventKind.DONE)
    with pytest.raises(RuleError, match="what became of it"):
        not_yet_due(room.work, meeting_id=meeting.id, action_ids=(first.id,))


def test_the_meeting_sees_the_rung_and_the_figure_of_the_area(
    room: Room, review: tuple[Meeting, Action, Action, Action]
) -> None:
    meeting, _, _, late = review
    seen = room.view(meeting)
    assert seen.carried_prompt == 3 and not any(past.rung for past in seen.past_actions)
    rungs = ladder(room.work)
    for code in (rungs[1].id, "gone"):
        with room.work.writing() as uow:
            note_event(room.work, uow, late, ActionEventKind.CHASED, note="Asked", rung=code)
        title = rungs[1].title if code == rungs[1].id else "gone"
        assert [past.rung for past in room.view(meeting).past_actions] == [title, "", ""]
        assert action_lives.life(room.work, action_id=late.id).lines[-1].rung_title == title
    assert action_lives.life(room.work, action_id=late.id).rung is None
    figure = next(one for one in areas.area_view(room.work).standards if one.id == "carried_prompt")
    areas.save_standard(room.work, standard=replace(figure, value=5))
    assert room.view(meeting).carried_prompt == 5
