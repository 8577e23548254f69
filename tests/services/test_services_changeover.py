"""From one case of a panel day to the next: what the card says and with whom the next one starts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from meeting_room import Room

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.views import Draft
from mappa_desk.services import (
    changeover,
    contributions,
    drafts,
    meetings,
    panel_days,
    roll_call,
    statements,
)

PEOPLE = {
    "pol": ("Dewi Prosser", Mode.ROOM),
    "prob": ("Ruth Ansah", Mode.VIDEO),
}
SECRET = "Seen at the market with the child"


def _two(room: Room) -> tuple[Meeting, Meeting]:
    """Two cases of one panel day with the same people of Police and Probation; neither has begun."""
    day = panel_days.make_panel_day(room.work, on=room.work.today(), title="Practice panel").value
    made = []
    for reference, at in (("LAN-0001", "10:00"), ("LAN-0002", "10:30")):
        case = room.case(reference)
        meeting = meetings.plan_meeting(
            room.work, case_id=case.id, kind=MeetingKind.INITIAL, on=day.on, at=at, minutes=30,
            panel_day_id=day.id,
        ).value  # fmt: skip
        for row in room.look(meeting).attendance:
            name = PEOPLE.get(row.agency, ("", None))[0]
            if name:
                roll_call.edit_attendance(room.work, attendance=replace(row, name=name))
        made.append(meeting)
    return made[0], made[1]


def _row(room: Room, meeting: Meeting, agency: str):
    return next(row for row in room.look(meeting).attendance if row.agency == agency)


def _hold(room: Room, meeting: Meeting) -> None:
    """Starts it with everybody of `PEOPLE` in, something said, and closes it."""
    meetings.start_meeting(room.work, meeting_id=meeting.id)
    for agency, (_name, mode) in PEOPLE.items():
        row = _row(room, meeting, agency)
        roll_call.mark(room.work, attendance_id=row.id, state=AttendanceState.ATTENDED, mode=mode)
    jan = roll_call.add_person(room.work, meeting_id=meeting.id, agency="hsg", name="Jan Kowalski").value
    roll_call.came_in(room.work, attendance_id=jan.id, mode=Mode.TELEPHONE)
    statements.read_statement(room.work, meeting_id=meeting.id)
    contributions.keep_line(room.work, meeting_id=meeting.id, item="risk", text=SECRET, agency="pol")
    room.clock.go_on(minutes=20)
    meetings.close_meeting(room.work, meeting_id=meeting.id)


def test_the_card_tells_who_leaves_stays_and_is_due_and_nothing_that_was_said(room: Room) -> None:
    first, second = _two(room)
    _hold(room, first)
    elin = roll_call.add_person(room.work, meeting_id=second.id, agency="educ", name="Elin").value
    roll_call.mark(room.work, attendance_id=elin.id, state=AttendanceState.NO_REPLY)
    card = changeover.changeover(room.work, meeting_id=second.id)
    assert (card.before_reference, card.following_reference) == ("LAN-0001", "LAN-0002")
    assert card.before.state is MeetingState.CLOSED
    assert {(one.name, one.mode) for one in card.leave} == {("Jan Kowalski", Mode.TELEPHONE)}
    assert {(one.name, one.mode) for one in card.stay} == set(PEOPLE.values())
    assert ("Elin", True) in {(one.name, one.no_reply) for one in card.due}
    assert card.line_is_empty
    assert card.gaps >= card.blocking_gaps > 0
    assert SECRET not in repr(card)


def test_a_half_typed_line_is_told_of_and_not_shown(room: Room) -> None:
    first, second = _two(room)
    _hold(room, first)
    drafts.keep_draft(room.work, draft=Draft(meeting_id=first.id, place="line", text=SECRET))
    card = changeover.changeover(room.work, meeting_id=second.id)
    assert not card.line_is_empty
    assert SECRET not in repr(card)
    drafts.keep_draft(room.work, draft=Draft(meeting_id=first.id, place="line", text=""))
    assert changeover.changeover(room.work, meeting_id=second.id).line_is_empty


def test_the_next_case_starts_with_those_who_stay_and_the_statement_is_due_anew(room: Room) -> None:
    first, second = _two(room)
    _hold(room, first)
    started = changeover.start_next(room.work, meeting_id=second.id).value
    view = room.view(second)
    assert view.meeting.state is MeetingState.RUNNING
    here = {row.name: row for row in view.attendance if row.is_in}
    assert {(name, row.mode) for name, row in here.items()} == set(PEOPLE.values())
    assert all(row.intervals[0].in_at == started.started_at for row in here.values())
    assert set(view.statement_due) == {row.id for row in here.values()}
    assert {row.state for row in view.attendance if not row.is_in} == {AttendanceState.EXPECTED}
    assert view.entries == ()
    assert not any(row.is_in for row in room.look(first).attendance)
    assert started.id == second.id


def test_a_deputy_stays_a_deputy_in_the_next_case(room: Room) -> None:
    first, second = _two(room)
    roll_call.deputise(
        room.work,
        attendance_id=_row(room, first, "pol").id,
        name="Mair Huws",
        role="sergeant",
        mode=Mode.ROOM,
    )
    _hold(room, first)
    changeover.start_next(room.work, meeting_id=second.id)
    police = _row(room, second, "pol")
    assert (police.name, police.role, police.deputy_for) == ("Mair Huws", "sergeant", "Dewi Prosser")
    assert (police.state, police.is_in) == (AttendanceState.DEPUTY, True)


def test_the_chair_who_stays_goes_on_where_the_next_case_names_none(room: Room) -> None:
    first, second = _two(room)
    named = replace(first, chair="Helen Marsh, Head of area", chair_agency="prob")
    meetings.edit_meeting(room.work, meeting=named)
    _hold(room, first)  # of Probation it is the chair who is there
    card = changeover.changeover(room.work, meeting_id=second.id)
    assert card.takes_chair == "Helen Marsh, Head of area"
    assert [one.name for one in card.stay if one.is_chair] == ["Helen Marsh"]
    assert "Helen Marsh" not in {one.name for one in card.leave}
    changeover.start_next(room.work, meeting_id=second.id)
    view = room.view(second)
    assert (view.meeting.chair, view.meeting.chair_agency) == ("Helen Marsh, Head of area", "prob")
    (row,) = [row for row in view.attendance if row.is_chair]
    assert (row.name, row.role, row.mode, row.is_in) == ("Helen Marsh", "Head of area", Mode.VIDEO, True)


def test_a_chair_who_is_on_the_next_list_is_not_listed_twice(room: Room) -> None:
    first, second = _two(room)
    meetings.edit_meeting(room.work, meeting=replace(first, chair="Ruth Ansah", chair_agency="prob"))
    chair = next(row for row in room.look(first).attendance if row.is_chair)
    roll_call.mark(room.work, attendance_id=chair.id, state=AttendanceState.ATTENDED, mode=Mode.ROOM)
    meetings.start_meeting(room.work, meeting_id=first.id)
    meetings.close_meeting(room.work, meeting_id=first.id)
    assert [one.is_chair for one in changeover.changeover(room.work, meeting_id=second.id).stay] == [True]
    changeover.start_next(room.work, meeting_id=second.id)
    rows = [row for row in room.look(second).attendance if row.name == "Ruth Ansah"]
    assert [(row.is_chair, row.is_in) for row in rows] == [(True, True)]
    assert room.look(second).meeting.chair == "Ruth Ansah"


def test_a_chair_named_for_the_next_case_stays_named(room: Room) -> None:
    first, second = _two(room)
    meetings.edit_meeting(room.work, meeting=replace(first, chair="Helen Marsh", chair_agency="prob"))
    meetings.edit_meeting(room.work, meeting=replace(second, chair="Tomos Rees", chair_agency="pol"))
    _hold(room, first)
    card = changeover.changeover(room.work, meeting_id=second.id)
    assert card.takes_chair == ""
    assert [one.name for one in card.due if one.is_chair] == ["Tomos Rees"]
    changeover.start_next(room.work, meeting_id=second.id)
    assert room.look(second).meeting.chair == "Tomos Rees"


def test_from_a_case_that_still_runs_those_who_are_in_are_taken(room: Room) -> None:
    first, second = _two(room)
    meetings.start_meeting(room.work, meeting_id=first.id)
    for agency in PEOPLE:
        roll_call.mark(room.work, attendance_id=_row(room, first, agency).id, state=AttendanceState.ATTENDED)
    roll_call.went_out(room.work, attendance_id=_row(room, first, "prob").id)
    card = changeover.changeover(room.work, meeting_id=second.id)
    assert (card.before.state, [one.name for one in card.stay]) == (MeetingState.RUNNING, ["Dewi Prosser"])
    changeover.start_next(room.work, meeting_id=second.id)
    assert [row.name for row in room.look(second).attendance if row.is_in] == ["Dewi Prosser"]
    assert room.look(first).meeting.state is MeetingState.RUNNING


def test_an_adjourned_case_hands_on_who_was_in_when_it_stopped(room: Room) -> None:
    first, second = _two(room)
    meetings.start_meeting(room.work, meeting_id=first.id)
    roll_call.mark(room.work, attendance_id=_row(room, first, "pol").id, state=AttendanceState.ATTENDED)
    meetings.adjourn(room.work, meeting_id=first.id, to=None, reason="No interpreter, the chair decided")
    card = changeover.changeover(room.work, meeting_id=second.id)
    assert [one.name for one in card.stay] == ["Dewi Prosser"]


def test_there_is_no_card_for_the_first_case_nor_the_day_after_nor_for_one_that_runs(room: Room) -> None:
    first, second = _two(room)
    assert not changeover.needs_card(room.work, meeting_id=first.id)
    with pytest.raises(RuleError, match="No other case"):
        changeover.changeover(room.work, meeting_id=first.id)
    _hold(room, first)
    assert changeover.needs_card(room.work, meeting_id=second.id)
    assert not changeover.needs_card(room.work, meeting_id=first.id)
    room.clock.put(room.work.today() + timedelta(days=1))
    assert not changeover.needs_card(room.work, meeting_id=second.id)
    plain = changeover.start_next(room.work, meeting_id=second.id).value
    assert plain.state is MeetingState.RUNNING
    assert not any(row.is_in for row in room.look(second).attendance)
    for call in (changeover.changeover, changeover.start_next):
        with pytest.raises(RuleError, match="has started already"):
            call(room.work, meeting_id=second.id)


def test_the_next_case_is_the_next_that_waits_else_the_first(room: Room) -> None:
    first, second = _two(room)
    assert changeover.next_case(room.work, meeting_id=first.id) == second.id
    assert changeover.next_case(room.work, meeting_id=second.id) == first.id
    _hold(room, second)
    assert changeover.next_case(room.work, meeting_id=second.id) == first.id
    meetings.start_meeting(room.work, meeting_id=first.id)
    assert changeover.next_case(room.work, meeting_id=first.id) == ""
    alone = room.planned(room.case("LAN-0009"))
    assert changeover.next_case(room.work, meeting_id=alone.id) == ""
    assert not changeover.needs_card(room.work, meeting_id=alone.id)


def test_people_go_on_from_the_case_that_runs_else_from_the_one_left_last(room: Room) -> None:
    first, second = _two(room)
    third = meetings.plan_meeting(
        room.work,
        case_id=room.case("LAN-0003").id,
        kind=MeetingKind.INITIAL,
        on=first.planned_on,
        at="9:15",
        panel_day_id=first.panel_day_id,
    ).value
    meetings.start_meeting(room.work, meeting_id=first.id)
    meetings.start_meeting(room.work, meeting_id=second.id)
    assert changeover.changeover(room.work, meeting_id=third.id).before.id == second.id
    meetings.close_meeting(room.work, meeting_id=second.id)
    assert changeover.changeover(room.work, meeting_id=third.id).before.id == first.id
    meetings.close_meeting(room.work, meeting_id=first.id)
    assert changeover.changeover(room.work, meeting_id=third.id).before.id == first.id
    assert room.view(third).place_in_day == 1
