"""Meetings that stop and go on, that wait, and that begin in their turn."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from meeting_room import Room

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.attendance import AttendanceState, Interval
from mappa_desk.domain.cases import Level
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.services import cases, desk, meetings, roll_call, undo

FIRE = "The building was cleared"
ANOTHER_DAY = date(2026, 12, 1)


def _adjourn(room: Room, meeting: Meeting, to: date | None = ANOTHER_DAY) -> Meeting:
    return meetings.adjourn(room.work, meeting_id=meeting.id, to=to, reason=FIRE).value


def test_a_meeting_that_never_went_on_ended_when_it_was_adjourned(room: Room) -> None:
    meeting = room.running()
    _adjourn(room, meeting)
    stopped = room.clock.at
    room.clock.put(ANOTHER_DAY)
    closed = meetings.close_meeting(room.work, meeting_id=meeting.id).value
    assert closed.ended_at is not None and stopped - closed.ended_at < timedelta(seconds=5)
    outs = {row.intervals[-1].out_at for row in room.view(meeting).attendance}
    assert all(out is not None and out.date() == stopped.date() for out in outs)


def test_the_roll_of_a_resumed_meeting_counts_from_when_it_went_on(room: Room) -> None:
    meeting = meetings.start_meeting(room.work, meeting_id=room.planned().id).value
    police, housing = (room.look(meeting).attendance[place] for place in (0, 3))
    roll_call.mark(room.work, attendance_id=police.id, state=AttendanceState.ATTENDED)
    _adjourn(room, meeting)
    with pytest.raises(RuleError, match="edit the times"):
        roll_call.mark(room.work, attendance_id=housing.id, state=AttendanceState.ATTENDED)
    roll_call.mark(room.work, attendance_id=housing.id, state=AttendanceState.APOLOGIES)
    room.clock.put(ANOTHER_DAY)
    meetings.resume(room.work, meeting_id=meeting.id)
    room.clock.go_on(minutes=4)
    late = roll_call.mark(room.work, attendance_id=housing.id, state=AttendanceState.ATTENDED).value
    (stay,) = late.intervals
    assert stay.in_at.date() == ANOTHER_DAY and stay.in_at.minute == 0
    again = roll_call.came_in(room.work, attendance_id=police.id).value
    assert len(again.intervals) == 2 and again.intervals[0].out_at is not None
    assert again.intervals[1] == Interval(again.intervals[1].in_at)


def test_a_day_that_is_past_is_no_day_to_go_on(room: Room) -> None:
    meeting = room.running()
    with pytest.raises(RuleError, match="past"):
        _adjourn(room, meeting, room.work.today() - timedelta(days=1))
    assert _adjourn(room, meeting, room.work.today()).state is MeetingState.ADJOURNED


def test_an_adjourned_meeting_waits_on_the_start_page(room: Room) -> None:
    meeting = room.running()
    _adjourn(room, meeting)
    shown = desk.start_view(room.work)
    assert [row.meeting_id for row in shown.coming] == [meeting.id]
    assert [row.meeting_id for row in shown.today] == [meeting.id]
    assert shown.running_meeting_id == ""
    for days in (1, 9):
        room.clock.put(ANOTHER_DAY - timedelta(days=days))
        assert [row.meeting_id for row in desk.start_view(room.work).coming] == [meeting.id]
    for days in (0, 30):
        room.clock.put(ANOTHER_DAY + timedelta(days=days))
        shown = desk.start_view(room.work)
        assert [row.meeting_id for row in shown.today] == [meeting.id]
        assert [due.word for due in shown.due if due.count] == []


def test_meetings_on_one_person_begin_in_their_turn(room: Room) -> None:
    case = room.case()
    first = room.planned(case)
    second = room.planned(case, MeetingKind.REVIEW)
    third = room.planned(case, MeetingKind.REVIEW)
    meetings.start_meeting(room.work, meeting_id=second.id)
    with pytest.raises(RuleError, match="M02 is still running"):
        meetings.start_meeting(room.work, meeting_id=third.id)
    _adjourn(room, second)
    with pytest.raises(RuleError, match="M02 was begun after this one"):
        meetings.start_meeting(room.work, meeting_id=first.id)
    meetings.start_meeting(room.work, meeting_id=third.id)
    with pytest.raises(RuleError, match="M03 is still running"):
        meetings.resume(room.work, meeting_id=second.id)
    meetings.close_meeting(room.work, meeting_id=third.id)
    with pytest.raises(RuleError, match="M03 was begun after this one"):
        meetings.resume(room.work, meeting_id=second.id)
    assert meetings.close_meeting(room.work, meeting_id=second.id).value.state is MeetingState.CLOSED
    assert room.view(first).meeting.state is MeetingState.PLANNED


def test_two_cases_may_be_heard_at_once(room: Room) -> None:
    one, two = room.running(room.case("LAN-0001")), room.running(room.case("LAN-0002"))
    here, there = room.act(one, "Visit"), room.act(two, "Ring")
    assert (here.tag, there.tag) == ("M01-01", "M01-01")
    undo.undo(room.work, meeting_id=one.id)
    assert room.view(one).actions == ()
    assert [action.text for action in room.view(two).actions] == ["Ring"]
    assert room.view(two).past_actions == ()
    assert {row.meeting_id for row in desk.start_view(room.work).today} == {one.id, two.id}


def test_a_person_who_was_only_planned_for_has_an_initial_meeting(room: Room) -> None:
    case = room.case()
    meetings.cancel(room.work, meeting_id=room.planned(case).id, reason="Moved away, then came back")
    started = meetings.start_now(room.work, level=Level.TWO, reference=case.reference).value
    assert (started.kind, started.number) == (MeetingKind.INITIAL, 2)
    assert len(cases.case_view(room.work, case_id=case.id).meetings) == 2


def test_open_actions_come_back_after_a_meeting_that_was_called_off(room: Room) -> None:
    case = room.case()
    first = room.running(case)
    made = room.act(first)
    room.finish(first)
    room.clock.go_on(days=20)
    meetings.cancel(room.work, meeting_id=room.planned(case, MeetingKind.REVIEW).id, reason="No chair")
    adjourned = room.running(case, MeetingKind.REVIEW)
    late = room.act(adjourned, "Made before the alarm")
    _adjourn(room, adjourned, None)
    meetings.cancel(room.work, meeting_id=adjourned.id, reason="Taken up anew")
    fourth = room.running(case, MeetingKind.REVIEW)
    assert fourth.number == 4
    seen = room.view(fourth)
    assert {past.action.id for past in seen.past_actions} == {made.id, late.id}
    assert not any(past.settled_here for past in seen.past_actions)


def test_a_later_meeting_that_was_begun_and_called_off_still_bars_an_earlier_one(room: Room) -> None:
    case = room.case()
    first = room.planned(case)
    second = room.running(case, MeetingKind.REVIEW)
    made = room.act(second)
    _adjourn(room, second, None)
    meetings.cancel(room.work, meeting_id=second.id, reason="Taken up anew")
    with pytest.raises(RuleError, match="M02 was begun after this one"):
        meetings.start_meeting(room.work, meeting_id=first.id)
    third = room.running(case, MeetingKind.REVIEW)
    assert [past.action.id for past in room.view(third).past_actions] == [made.id]
