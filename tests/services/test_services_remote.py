"""Those who take part from elsewhere are asked once, and what they did not confirm stays to be looked at."""

from __future__ import annotations

import pytest
from meeting_room import Room

from mappa_desk.domain.attendance import Attendance, AttendanceState, Mode
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services import gaps, meetings, roll_call, undo
from mappa_desk.services.remote_checks import ask_remote

YES = {"alone": True, "not_overheard": True, "not_recording": True}


def _row(room: Room, meeting: Meeting, agency: str) -> Attendance:
    return next(row for row in room.view(meeting).attendance if row.agency == agency)


@pytest.fixture
def joined(room: Room) -> tuple[Room, Meeting, str, str]:
    """A meeting with one on video and one on the telephone; gives their rows' ids."""
    meeting = room.running()
    for agency, mode in (("hsg", Mode.VIDEO), ("hlth", Mode.TELEPHONE)):
        row = _row(room, meeting, agency)
        roll_call.mark(room.work, attendance_id=row.id, state=AttendanceState.ATTENDED, mode=mode)
    return room, meeting, _row(room, meeting, "hsg").id, _row(room, meeting, "hlth").id


def _codes(room: Room, meeting: Meeting) -> dict[str, str]:
    return {gap.code: gap.sentence for gap in gaps.gaps(room.work, meeting_id=meeting.id) if not gap.blocking}


def test_several_are_asked_at_once_and_never_again(joined) -> None:
    room, meeting, housing, health = joined
    assert set(room.view(meeting).remote_due) == {housing, health}
    assert "Not asked whether alone" in _codes(room, meeting)["remote_not_asked"]
    kept = ask_remote(
        room.work, meeting_id=meeting.id, attendance_ids=(housing, health, housing), **YES
    ).value
    assert [one.attendance_id for one in kept] == [housing, health]
    seen = room.view(meeting)
    assert seen.remote_due == () and set(seen.remote_checks) == set(kept)
    roll_call.went_out(room.work, attendance_id=housing)
    roll_call.came_in(room.work, attendance_id=housing)
    assert room.view(meeting).remote_due == ()
    assert not {"remote_not_asked", "remote_doubt"} & set(_codes(room, meeting))


def test_asking_is_one_step_that_can_be_taken_back_and_done_again(joined) -> None:
    room, meeting, housing, health = joined
    ask_remote(room.work, meeting_id=meeting.id, attendance_ids=(housing, health), **YES)
    assert undo.undo(room.work, meeting_id=meeting.id).value.startswith("Remote check of 2 people")
    assert set(room.view(meeting).remote_due) == {housing, health}
    undo.redo(room.work, meeting_id=meeting.id)
    assert room.view(meeting).remote_due == ()


def test_what_was_not_confirmed_is_worth_a_look_until_it_is(joined) -> None:
    room, meeting, housing, _ = joined
    told = {**YES, "alone": False, "not_recording": None}
    ask_remote(room.work, meeting_id=meeting.id, attendance_ids=(housing,), **told)
    assert _codes(room, meeting)["remote_doubt"].endswith("did not confirm: alone, not recording.")
    ask_remote(room.work, meeting_id=meeting.id, attendance_ids=(housing,), **YES)
    assert "remote_doubt" not in _codes(room, meeting)


def test_who_is_asked_takes_part_from_elsewhere_and_in_this_meeting(joined) -> None:
    room, meeting, housing, _ = joined
    with pytest.raises(RuleError, match="Who was asked"):
        ask_remote(room.work, meeting_id=meeting.id, attendance_ids=(), **YES)
    police = _row(room, meeting, "pol").id
    with pytest.raises(RuleError, match="from elsewhere"):
        ask_remote(room.work, meeting_id=meeting.id, attendance_ids=(housing, police), **YES)
    assert room.view(meeting).remote_checks == ()
    other = room.planned(room.case("LAN-0500"))
    with pytest.raises(NotFound):
        ask_remote(room.work, meeting_id=other.id, attendance_ids=(housing,), **YES)
    roll_call.went_out(room.work, attendance_id=housing)
    with pytest.raises(RuleError, match="not in just now"):
        ask_remote(room.work, meeting_id=meeting.id, attendance_ids=(housing,), **YES)
    meetings.close_meeting(room.work, meeting_id=meeting.id)
    ask_remote(room.work, meeting_id=meeting.id, attendance_ids=(housing,), **YES)
