"""The roll, the statement, closed parts and handovers, minute by minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from meeting_room import Room

from mappa_desk.domain.attendance import Attendance, AttendanceState, Interval, Mode
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import HandoverOf, Meeting
from mappa_desk.services import (
    closed_parts,
    contributions,
    gaps,
    meetings,
    people,
    roll_call,
    statements,
)


def _row(room: Room, meeting: Meeting, agency: str) -> Attendance:
    return next(row for row in room.view(meeting).attendance if row.agency == agency)


def _mark(room: Room, row: Attendance, state: AttendanceState, mode: Mode | None = None) -> Attendance:
    return roll_call.mark(room.work, attendance_id=row.id, state=state, mode=mode).value


def test_marks_before_the_start_count_from_the_start(room: Room) -> None:
    meeting = room.planned()
    police = _mark(room, _row(room, meeting, "pol"), AttendanceState.ATTENDED, Mode.VIDEO)
    roll_call.came_in(room.work, attendance_id=_row(room, meeting, "prob").id)
    assert police.is_in
    room.clock.go_on(minutes=12)
    started = meetings.start_meeting(room.work, meeting_id=meeting.id).value
    for agency in ("pol", "prob"):
        assert _row(room, meeting, agency).intervals == (Interval(started.started_at),)
    assert _row(room, meeting, "pol").mode is Mode.VIDEO
    assert _row(room, meeting, "hsg").intervals == ()


def test_the_roll_counts_from_the_start_until_the_statement_and_from_now_on_after(room: Room) -> None:
    meeting = meetings.start_meeting(room.work, meeting_id=room.planned().id).value
    room.clock.go_on(minutes=3)
    police = _mark(room, _row(room, meeting, "pol"), AttendanceState.ATTENDED)
    assert police.intervals == (Interval(meeting.started_at),) and police.mode is Mode.ROOM
    assert room.view(meeting).statement_due == (police.id,)
    heard = statements.read_statement(room.work, meeting_id=meeting.id).value
    assert heard.heard_by == (police.id,) and heard.edition == "later"
    assert room.view(meeting).statement_due == ()
    room.clock.go_on(minutes=9)
    late = _mark(room, _row(room, meeting, "hsg"), AttendanceState.ATTENDED, Mode.TELEPHONE)
    assert late.intervals[0].in_at - meeting.started_at > timedelta(minutes=11)
    observer = roll_call.add_person(
        room.work, meeting_id=meeting.id, agency="lay", name="Pat Hill", observer=True
    ).value
    roll_call.came_in(room.work, attendance_id=observer.id)
    assert set(room.view(meeting).statement_due) == {late.id, observer.id}
    statements.read_statement(room.work, meeting_id=meeting.id, how="displayed")
    assert room.view(meeting).statement_due == ()


def test_in_and_out_any_number_of_times(room: Room) -> None:
    meeting = room.running()
    row = _row(room, meeting, "hsg")
    with pytest.raises(RuleError, match="in already"):
        roll_call.came_in(room.work, attendance_id=row.id)
    for _ in range(3):
        roll_call.went_out(room.work, attendance_id=row.id)
        with pytest.raises(RuleError, match="not in"):
            roll_call.went_out(room.work, attendance_id=row.id)
        roll_call.came_in(room.work, attendance_id=row.id)
    stays = _row(room, meeting, "hsg").intervals
    assert len(stays) == 4
    assert all(one.out_at < after.in_at for one, after in pairwise(stays))
    closed = meetings.close_meeting(room.work, meeting_id=meeting.id).value
    assert _row(room, meeting, "hsg").intervals[-1].out_at == closed.ended_at
    with pytest.raises(RuleError, match="edit the times"):
        roll_call.came_in(room.work, attendance_id=row.id)


def test_apologies_take_the_times_away_and_a_report_stays(room: Room) -> None:
    meeting = room.running()
    row = _row(room, meeting, "hlth")
    roll_call.report(room.work, attendance_id=row.id, received=True, dated="19 November")
    gone = _mark(room, row, AttendanceState.APOLOGIES)
    assert (gone.intervals, gone.mode, gone.report_received) == ((), None, True)
    assert gone.report_dated == "19 November"


def test_a_deputy_sits_in(room: Room) -> None:
    meeting = room.running()
    row = roll_call.add_person(
        room.work, meeting_id=meeting.id, agency="hsg", name="Ola Nowak", role="Officer"
    ).value
    assert row.seat == _row(room, meeting, "hsg").seat
    sits = roll_call.deputise(
        room.work, attendance_id=row.id, name="Bo Chan", role="Team leader", mode=Mode.VIDEO
    ).value
    assert (sits.name, sits.role, sits.deputy_for, sits.state, sits.mode) == (
        "Bo Chan",
        "Team leader",
        "Ola Nowak",
        AttendanceState.DEPUTY,
        Mode.VIDEO,
    )
    again = roll_call.deputise(room.work, attendance_id=row.id, name="Mo Ali").value
    assert again.deputy_for == "Ola Nowak"
    by_phone = _mark(room, again, AttendanceState.ATTENDED, Mode.TELEPHONE)
    assert (by_phone.name, by_phone.state, by_phone.mode) == (
        "Mo Ali",
        AttendanceState.DEPUTY,
        Mode.TELEPHONE,
    )
    own = _mark(room, by_phone, AttendanceState.APOLOGIES)
    assert (own.name, own.role, own.deputy_for, own.intervals) == ("Ola Nowak", "Officer", "", ())
    with pytest.raises(RuleError, match="Who sits in"):
        roll_call.deputise(room.work, attendance_id=row.id, name=" ")


def test_seats_follow_the_agencies_until_the_start_and_stay_afterwards(room: Room) -> None:
    meeting = room.planned()
    roll_call.add_person(room.work, meeting_id=meeting.id, agency="mh", name="Dr Huws")
    roll_call.add_person(room.work, meeting_id=meeting.id, agency="fire", name="Lee Ward")
    seats = {row.agency: row.seat for row in room.view(meeting).attendance}
    assert seats == {"pol": 1, "prob": 2, "pris": 3, "hsg": 4, "hlth": 5, "mh": 6, "fire": 7}
    meetings.start_meeting(room.work, meeting_id=meeting.id)
    new = roll_call.add_person(room.work, meeting_id=meeting.id, agency="csc", name="Eve Long").value
    assert new.seat == 8
    with pytest.raises(RuleError, match="A name is needed"):
        roll_call.add_person(room.work, meeting_id=meeting.id, agency="csc", name="")
    with pytest.raises(NotFound, match='"xyz"'):
        roll_call.add_person(room.work, meeting_id=meeting.id, agency="xyz", name="Eve Long")


def test_times_that_run_backwards_are_refused(room: Room) -> None:
    meeting = room.running()
    row = _row(room, meeting, "hsg")
    start = row.intervals[0].in_at
    later = start + timedelta(minutes=5)
    for stays in (
        (Interval(later, start),),
        (Interval(start), Interval(later)),
        (Interval(start, later), Interval(start, later)),
    ):
        with pytest.raises(RuleError, match="not in order"):
            roll_call.edit_attendance(room.work, attendance=replace(row, intervals=stays))
    good = replace(row, intervals=(Interval(start, later),), absence_reason="Called away")
    assert roll_call.edit_attendance(room.work, attendance=good).value.absence_reason == "Called away"


def test_the_statement_is_stamped_while_the_meeting_runs(room: Room) -> None:
    meeting = room.planned()
    with pytest.raises(RuleError, match="start it first"):
        statements.read_statement(room.work, meeting_id=meeting.id)
    meetings.start_meeting(room.work, meeting_id=meeting.id)
    with pytest.raises(RuleError, match="read or displayed"):
        statements.read_statement(room.work, meeting_id=meeting.id, how="sung")
    with pytest.raises(RuleError, match="Mark who is here first"):
        statements.read_statement(room.work, meeting_id=meeting.id)
    assert room.view(meeting).statements == ()
    row = _mark(room, _row(room, meeting, "pol"), AttendanceState.ATTENDED)
    assert statements.read_statement(room.work, meeting_id=meeting.id).value.heard_by == (row.id,)


def test_a_second_reading_is_for_those_who_had_not_heard_it(room: Room) -> None:
    meeting = room.running()
    first = room.view(meeting).statements[0]
    here = {row.id for row in room.view(meeting).attendance}
    assert set(first.heard_by) == here
    late = roll_call.add_person(room.work, meeting_id=meeting.id, agency="lay", name="Pat Hill").value
    _mark(room, late, AttendanceState.ATTENDED)
    second = statements.read_statement(room.work, meeting_id=meeting.id).value
    assert second.heard_by == (late.id,)
    again = statements.read_statement(room.work, meeting_id=meeting.id).value
    assert set(again.heard_by) == {*here, late.id}
    held = room.view(meeting).meeting
    meetings.edit_meeting(room.work, meeting=replace(held, chair="Siân Morris", chair_agency="pol"))
    seen = room.view(meeting)
    chair = next(row for row in seen.attendance if row.is_chair)
    assert [chair.id in reading.heard_by for reading in seen.statements] == [True, False, False]
    assert seen.statement_due == ()


def test_a_closed_part_holds_what_was_said_in_it(room: Room) -> None:
    meeting = room.running()
    police, probation = _row(room, meeting, "pol"), _row(room, meeting, "prob")
    roll_call.went_out(room.work, attendance_id=_row(room, meeting, "hlth").id)
    with pytest.raises(RuleError, match="Choose who stays"):
        closed_parts.begin_closed_part(room.work, meeting_id=meeting.id, stayed=("0" * 32,))
    part = closed_parts.begin_closed_part(
        room.work, meeting_id=meeting.id, stayed=(police.id, probation.id), reason="Intelligence"
    ).value
    assert _row(room, meeting, "hsg").intervals[-1].out_at == part.started_at
    inside = contributions.keep_line(
        room.work, meeting_id=meeting.id, item="risk", text="For four ears", agency="pol"
    ).value
    assert inside.closed_part_id == part.id
    for refused in (
        lambda: closed_parts.begin_closed_part(room.work, meeting_id=meeting.id, stayed=(police.id,)),
        lambda: roll_call.came_in(room.work, attendance_id=_row(room, meeting, "hsg").id),
    ):
        with pytest.raises(RuleError, match="closed part is going on"):
            refused()
    ended = closed_parts.end_closed_part(room.work, meeting_id=meeting.id).value
    assert _row(room, meeting, "hsg").intervals[-1] == Interval(ended.ended_at)
    assert not _row(room, meeting, "hlth").is_in
    assert len(_row(room, meeting, "pol").intervals) == 1
    after = contributions.keep_line(
        room.work, meeting_id=meeting.id, item="risk", text="All", agency="pol"
    ).value
    assert after.closed_part_id is None
    with pytest.raises(RuleError, match="No closed part"):
        closed_parts.end_closed_part(room.work, meeting_id=meeting.id)


def test_closing_the_meeting_ends_the_closed_part(room: Room) -> None:
    meeting = room.running()
    closed_parts.begin_closed_part(room.work, meeting_id=meeting.id, stayed=(_row(room, meeting, "pol").id,))
    closed = meetings.close_meeting(room.work, meeting_id=meeting.id).value
    seen = room.view(meeting)
    assert seen.closed_parts[0].ended_at == closed.ended_at
    assert not any(row.is_in for row in seen.attendance)


def test_chair_and_keys_are_handed_over(room: Room) -> None:
    meeting = room.running()
    meetings.edit_meeting(
        room.work, meeting=replace(room.view(meeting).meeting, chair="Siân Morris, Superintendent")
    )
    roll_call.add_person(room.work, meeting_id=meeting.id, agency="prob", name="Ann Lloyd", role="Head")
    kept = meetings.hand_over_chair(room.work, meeting_id=meeting.id, to="ann lloyd").value
    assert (kept.chair, kept.chair_agency) == ("Ann Lloyd, Head", "prob")
    chairs = [row for row in room.view(meeting).attendance if row.is_chair]
    assert [(row.agency, row.name, row.role) for row in chairs] == [("prob", "Ann Lloyd", "Head")]
    person = meetings.hand_over_keys(room.work, meeting_id=meeting.id, to="Bea Fox").value
    handed = room.view(meeting).handovers
    assert [(one.of, one.from_whom, one.to_whom) for one in handed] == [
        (HandoverOf.CHAIR, "Siân Morris, Superintendent", "Ann Lloyd, Head"),
        (HandoverOf.KEYS, "Jo Parry", "Bea Fox"),
    ]
    signed = room.work.signed(person)
    entry = contributions.keep_line(
        signed, meeting_id=meeting.id, item="risk", text="Hers", agency="pol"
    ).value
    with room.work.reading() as reading:
        assert reading.revisions(type(entry), entry.id)[0].by == person.id
    assert [one.name for one in people.keyholders(room.work)] == ["Bea Fox", "Jo Parry"]
    assert meetings.hand_over_keys(signed, meeting_id=meeting.id, to="jo parry").value.id == room.keeper.id


def test_a_chair_who_is_named_late_took_part_and_heard_the_statement(room: Room) -> None:
    meeting = room.running()
    room.act(meeting)
    room.say_the_needed(meeting, meeting.level)
    meetings.close_meeting(room.work, meeting_id=meeting.id)
    named = replace(room.look(meeting).meeting, chair="Siân Morris, Superintendent", chair_agency="pol")
    meetings.edit_meeting(room.work, meeting=named)
    seen = room.view(meeting)
    chair = next(row for row in seen.attendance if row.is_chair)
    assert chair.state is AttendanceState.ATTENDED
    assert chair.intervals == (Interval(seen.meeting.started_at, seen.meeting.ended_at),)
    assert chair.id in seen.statements[0].heard_by
    assert not [gap for gap in gaps.gaps(room.work, meeting_id=meeting.id) if gap.blocking]


def test_a_new_chair_from_outside_is_there_from_the_handover_on(room: Room) -> None:
    meeting = room.running()
    kept = meetings.hand_over_chair(room.work, meeting_id=meeting.id, to="Gwen Vaughan, Inspector").value
    seen = room.view(meeting)
    chair = next(row for row in seen.attendance if row.is_chair)
    assert (kept.chair, kept.chair_agency, chair.is_in) == ("Gwen Vaughan, Inspector", "", True)
    assert seen.statement_due == (chair.id,)


def test_keyholders(room: Room) -> None:
    again = people.add_keyholder(room.work, name=" Jo Parry ", role="Co-ordinator").value
    assert again.id == room.keeper.id
    moved = people.add_keyholder(room.work, name="Jo Parry", role="Minute taker", agency="prob").value
    assert (moved.id, moved.role) == (room.keeper.id, "Minute taker")
    with pytest.raises(RuleError, match="A name is needed"):
        people.add_keyholder(room.work, name="  ")
    with room.work.reading() as reading:
        assert reading.revisions(type(moved), moved.id)[0].by == room.keeper.id
