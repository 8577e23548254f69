"""The timetable of a panel day, how its slots move, and the list of the day's cases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from meeting_room import Room

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.attendance import AttendanceState
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import Meeting, MeetingState, PanelDay
from mappa_desk.domain.panel_days import agency_sheet, clock_of
from mappa_desk.domain.views import Draft
from mappa_desk.services import drafts, meetings, panel_days, roll_call


def _day(room: Room, *slots: tuple[str, str, int]) -> tuple[PanelDay, list[Meeting]]:
    """A panel day today with a case for each reference, time and length."""
    day = panel_days.make_panel_day(room.work, on=room.work.today(), title="Practice panel").value
    made = [
        meetings.plan_meeting(
            room.work,
            case_id=room.case(reference).id,
            kind=MeetingKind.INITIAL,
            on=day.on,
            at=at,
            minutes=minutes,
            panel_day_id=day.id,
        ).value
        for reference, at, minutes in slots
    ]
    return day, made


THREE = (("LAN-0001", "10:00", 30), ("LAN-0002", "10:30", 30), ("LAN-0003", "11:15", 45))


def _planned(room: Room, day: PanelDay) -> list[tuple[str, str, int]]:
    """The day as a second connection finds it on the disk."""
    table = panel_days.day_timetable(room.reopened(), panel_day_id=day.id)
    return [(slot.reference, clock_of(slot.at), slot.minutes) for slot in table.slots]


def test_a_case_moves_earlier_and_back_and_times_are_on_the_disk(room: Room) -> None:
    day, (_first, second, third) = _day(room, *THREE)
    changed = panel_days.move_slot(room.work, meeting_id=third.id, step=-1)
    assert {one.id for one in changed.value} == {second.id, third.id} == set(changed.changes.of("meeting"))
    assert _planned(room, day) == [
        ("LAN-0001", "10:00", 30), ("LAN-0003", "10:30", 45), ("LAN-0002", "11:30", 30)
    ]  # fmt: skip
    panel_days.move_slot(room.work, meeting_id=third.id, step=1)
    assert _planned(room, day) == list(THREE)
    assert panel_days.move_slot(room.work, meeting_id=third.id, step=1).value == ()


def test_another_length_moves_what_follows(room: Room) -> None:
    day, (first, *_rest) = _day(room, *THREE)
    panel_days.change_slot(room.work, meeting_id=first.id, at="", minutes=40)
    assert _planned(room, day) == [
        ("LAN-0001", "10:00", 40), ("LAN-0002", "10:40", 30), ("LAN-0003", "11:25", 45)
    ]  # fmt: skip


def test_a_slot_takes_another_time_and_a_bad_one_is_refused_whole(room: Room) -> None:
    day, (first, *_rest) = _day(room, *THREE)
    panel_days.change_slot(room.work, meeting_id=first.id, at="13:00", minutes=30)
    assert [one[0] for one in _planned(room, day)] == ["LAN-0002", "LAN-0003", "LAN-0001"]
    before = _planned(room, day)
    for words in ("25:00", "noon"):
        with pytest.raises(RuleError, match=r"is not a time\. Write 10:00"):
            panel_days.change_slot(room.work, meeting_id=first.id, at=words, minutes=45)
    with pytest.raises(RuleError, match="past midnight"):
        panel_days.change_slot(room.work, meeting_id=first.id, at="23:50", minutes=20)
    with pytest.raises(RuleError, match="1 to 600"):
        panel_days.change_slot(room.work, meeting_id=first.id, at="14:00", minutes=0)
    assert _planned(room, day) == before
    both = panel_days.change_slot(room.work, meeting_id=first.id, at="09:00", minutes=20)
    assert [one.id for one in both.value][:1] == [first.id]
    assert _planned(room, day)[0] == ("LAN-0001", "09:00", 20)
    assert panel_days.change_slot(room.work, meeting_id=first.id, at="09:00", minutes=20).value == ()


def test_a_running_case_keeps_its_place_and_so_does_one_on_no_day(room: Room) -> None:
    _panel, (first, second, _third) = _day(room, *THREE)
    meetings.start_meeting(room.work, meeting_id=first.id)
    with pytest.raises(RuleError, match="LAN-0001 is not waiting"):
        panel_days.move_slot(room.work, meeting_id=second.id, step=-1)
    alone = room.planned(room.case("LAN-0009"))
    with pytest.raises(RuleError, match="on no panel day"):
        panel_days.move_slot(room.work, meeting_id=alone.id, step=1)
    with pytest.raises(NotFound):
        panel_days.day_timetable(room.work, panel_day_id="0" * 32)


def test_a_meeting_is_taken_off_its_day_while_it_waits(room: Room) -> None:
    day, (first, second, _third) = _day(room, *THREE)
    kept = panel_days.take_off_panel_day(room.work, meeting_id=second.id).value
    assert (kept.panel_day_id, kept.planned_at) == (None, "10:30")
    assert [one[0] for one in _planned(room, day)] == ["LAN-0001", "LAN-0003"]
    meetings.start_meeting(room.work, meeting_id=first.id)
    for gone in (first, second):
        with pytest.raises(RuleError, match="Only a planned meeting that is on"):
            panel_days.take_off_panel_day(room.work, meeting_id=gone.id)


def test_an_agency_sheet_holds_no_name_and_nobody_elses_slot(room: Room) -> None:
    day, made = _day(room, *THREE)
    for meeting in made:
        for row in room.look(meeting).attendance:
            if row.agency == "pol":
                named = replace(row, name="Dewi Prosser", role="inspector")
                roll_call.edit_attendance(room.work, attendance=named)
    police = next(row for row in room.look(made[1]).attendance if row.agency == "pol")
    roll_call.mark(room.work, attendance_id=police.id, state=AttendanceState.APOLOGIES)
    table = panel_days.day_timetable(room.work, panel_day_id=day.id)
    dewi = next(one for one in table.people if one.name == "Dewi Prosser")
    assert (clock_of(dewi.arrives), clock_of(dewi.leaves)) == ("10:00", "12:00")
    assert [(clock_of(gap.begins), clock_of(gap.ends)) for gap in dewi.gaps] == [("10:30", "11:15")]
    sheet = agency_sheet(table, "pol")
    assert [slot.reference for slot in sheet.slots] == ["LAN-0001", "LAN-0003"]
    assert "Dewi" not in repr(sheet)
    assert "LAN-0002" not in repr(sheet)


def test_the_days_list_has_the_panel_day_first_with_states_gaps_and_half_typed_lines(room: Room) -> None:
    _panel, (first, second, _third) = _day(room, *THREE)
    other = meetings.plan_meeting(
        room.work,
        case_id=room.case("LAN-0008").id,
        kind=MeetingKind.INITIAL,
        on=room.work.today(),
        at="09:00",
    ).value
    meetings.start_meeting(room.work, meeting_id=first.id)
    drafts.keep_draft(room.work, draft=Draft(meeting_id=second.id, place="line", text="half a li"))
    found = panel_days.day_cases(room.work, meeting_id=second.id)
    assert [one.row.case_reference for one in found] == ["LAN-0001", "LAN-0002", "LAN-0003", "LAN-0008"]
    assert [one.on_panel_day for one in found] == [True, True, True, False]
    assert [one.has_draft for one in found] == [False, True, False, False]
    assert [one.row.meeting.state for one in found][:2] == [MeetingState.RUNNING, MeetingState.PLANNED]
    assert found[0].gaps > 0
    assert found[1].gaps == 0
    alone = panel_days.day_cases(room.work, meeting_id=other.id)
    assert [one.on_panel_day for one in alone] == [False] * 4
    assert [one.row.case_reference for one in alone] == ["LAN-0008", "LAN-0001", "LAN-0002", "LAN-0003"]


def test_the_desk_knows_its_place_in_the_day(room: Room) -> None:
    _panel, (first, second, _third) = _day(room, *THREE)
    assert [(room.view(one).place_in_day, room.view(one).cases_of_day) for one in (first, second)] == [
        (1, 3), (2, 3)
    ]  # fmt: skip
    alone = room.planned(room.case("LAN-0009"))
    assert (room.view(alone).place_in_day, room.view(alone).cases_of_day) == (0, 0)
