"""A panel day's timetable: who is needed when, what an agency is told, and how slots move."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from domain_builders import attendance, meeting

from mappa_desk.domain.attendance import AttendanceState
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.panel_days import (
    AgencySheet,
    Guest,
    SheetSlot,
    Slot,
    Stretch,
    agency_sheet,
    clock_of,
    in_day_order,
    lengthened,
    minutes_of,
    moved,
    retimed,
    slot_of,
    timetable,
)

DEWI = Guest("pol", "Dewi Prosser", "offender manager")
MAIR = Guest("pol", "Mair Huws", "sergeant")
RUTH = Guest("prob", "Ruth Ansah", "senior probation officer")
HOUSING = Guest("hsg", "", "Representative")


def slot(name: str, at: str, minutes: int = 30, *guests: Guest, state=MeetingState.PLANNED) -> Slot:
    return Slot(
        meeting_id=name,
        reference=f"LAN-{name}",
        at=minutes_of(at),
        minutes=minutes,
        state=state,
        guests=guests,
    )


DAY = (
    slot("A", "10:00", 30, DEWI, RUTH),
    slot("B", "10:30", 30, RUTH, HOUSING),
    slot("C", "11:15", 45, MAIR, DEWI, RUTH),
)


def times(slots: tuple[Slot, ...]) -> list[tuple[str, str, int]]:
    return [(one.meeting_id, clock_of(one.at), one.minutes) for one in slots]


@pytest.mark.parametrize(
    ("words", "minutes"),
    [("10:00", 600), ("9:05", 545), ("23:59", 1439), ("24:00", None), ("", None), ("10", None)],
)
def test_a_clock_time_is_read_or_it_is_none(words, minutes) -> None:
    assert minutes_of(words) == minutes
    if minutes is not None:
        assert clock_of(minutes) == f"{words:0>5}"


def test_an_agency_is_needed_from_its_first_slot_to_its_last_with_the_gap_between() -> None:
    table = timetable(DAY, agency_order=("prob", "pol", "hsg"))
    assert [one.agency for one in table.agencies] == ["prob", "pol", "hsg"]
    probation, police, housing = table.agencies
    assert (clock_of(probation.arrives), clock_of(probation.leaves)) == ("10:00", "12:00")
    assert probation.gaps == (Stretch(11 * 60, 11 * 60 + 15),)
    assert (clock_of(police.arrives), clock_of(police.leaves)) == ("10:00", "12:00")
    assert police.gaps == (Stretch(10 * 60 + 30, 11 * 60 + 15),)
    assert (clock_of(housing.arrives), clock_of(housing.leaves)) == ("10:30", "11:00")
    assert housing.gaps == ()
    assert table.clashes == frozenset()


def test_each_person_of_an_agency_has_times_of_their_own() -> None:
    people = {one.name or one.role: one for one in timetable(DAY).people}
    assert list(people) == ["Representative", "Dewi Prosser", "Mair Huws", "Ruth Ansah"]
    assert (clock_of(people["Mair Huws"].arrives), clock_of(people["Mair Huws"].leaves)) == ("11:15", "12:00")
    assert people["Dewi Prosser"].meeting_ids == ("A", "C")
    assert people["Dewi Prosser"].gaps == (Stretch(630, 675),)


def test_an_agency_sheet_shows_its_own_slots_by_reference_and_cannot_hold_a_name() -> None:
    sheet = agency_sheet(timetable(DAY), "hsg")
    assert sheet == AgencySheet(
        agency="hsg", slots=(SheetSlot(630, 660, "LAN-B"),), arrives=630, leaves=660, gaps=()
    )
    held = {field.name for shape in (AgencySheet, SheetSlot) for field in fields(shape)}
    assert held == {"agency", "slots", "arrives", "leaves", "gaps", "at", "ends", "reference"}
    assert agency_sheet(timetable(DAY), "nobody").slots == ()
    assert agency_sheet(timetable(DAY), "nobody").arrives is None


def test_a_case_that_is_called_off_needs_nobody_and_clashes_with_nothing() -> None:
    off = replace(DAY[0], state=MeetingState.CANCELLED, at=minutes_of("10:20"))
    table = timetable((off, *DAY[1:]))
    assert [one.meeting_id for one in table.slots] == ["A", "B", "C"]
    assert next(one for one in table.agencies if one.agency == "pol").meeting_ids == ("C",)
    assert table.clashes == frozenset()


def test_slots_that_overlap_are_named_and_slots_without_a_time_come_last() -> None:
    late = slot("D", "", 20, HOUSING)
    early = slot("E", "10:15", 20, HOUSING)
    table = timetable((late, *DAY, early))
    assert [one.meeting_id for one in table.slots] == ["A", "E", "B", "C", "D"]
    assert table.clashes == {"E", "B"}
    housing = next(one for one in table.agencies if one.agency == "hsg")
    assert housing.meeting_ids == ("E", "B", "D")
    assert (clock_of(housing.arrives), clock_of(housing.leaves)) == ("10:15", "11:00")
    assert housing.gaps == ()
    only = timetable((late,))
    assert (only.agencies[0].arrives, only.agencies[0].leaves) == (None, None)
    assert clock_of(only.agencies[0].arrives) == ""


def test_a_guest_without_an_agency_is_a_person_of_the_day_and_no_agency() -> None:
    table = timetable((slot("A", "10:00", 30, Guest("", "Siân Morris", "chair")),))
    assert table.agencies == ()
    assert [one.name for one in table.people] == ["Siân Morris"]


def test_who_sent_apologies_is_not_expected_in_the_slot() -> None:
    rows = (
        attendance("pol", "Dewi Prosser"),
        attendance("hsg", "Jan Kowalski", state=AttendanceState.APOLOGIES),
        attendance("hlth", "Dr Siân O'Neill", state=AttendanceState.NO_REPLY),
    )
    made = slot_of(meeting(planned_at="10:00", planned_minutes=40), "LAN-1", rows)
    assert [guest.agency for guest in made.guests] == ["pol", "hlth"]
    assert (made.at, made.ends, made.reference) == (600, 640, "LAN-1")


def test_a_case_moves_earlier_and_both_get_new_times_with_the_pause_kept() -> None:
    earlier = moved(DAY, "C", -1)
    assert times(earlier) == [("A", "10:00", 30), ("C", "10:30", 45), ("B", "11:30", 30)]
    assert times(moved(earlier, "C", 1)) == times(DAY)


def test_at_the_ends_of_the_day_nothing_moves() -> None:
    assert moved(DAY, "A", -1) == DAY
    assert moved(DAY, "C", 1) == DAY


def test_a_case_that_has_begun_keeps_its_place() -> None:
    begun = (replace(DAY[0], state=MeetingState.RUNNING), *DAY[1:])
    with pytest.raises(RuleError, match="LAN-A is not waiting to begin"):
        moved(begun, "B", -1)
    with pytest.raises(RuleError, match="waits to begin"):
        retimed(begun, "A", 500)
    with pytest.raises(RuleError, match="not on the day"):
        moved(begun, "nobody", 1)


def test_a_case_without_a_time_takes_one_when_it_moves() -> None:
    day = (DAY[0], slot("D", "", 20), slot("E", "", 15))
    assert times(moved(day, "D", -1)) == [("D", "10:00", 20), ("A", "10:20", 30), ("E", "", 15)]
    assert times(moved(day, "E", -1)) == [("A", "10:00", 30), ("E", "10:30", 15), ("D", "10:45", 20)]
    with pytest.raises(RuleError, match="Give the first case"):
        moved(day[1:], "E", -1)


def test_another_length_moves_what_follows_and_not_what_was_begun() -> None:
    longer = lengthened(DAY, "A", 45)
    assert times(longer) == [("A", "10:00", 45), ("B", "10:45", 30), ("C", "11:30", 45)]
    assert times(lengthened(longer, "A", 30)) == times(DAY)
    begun = (DAY[0], replace(DAY[1], state=MeetingState.RUNNING), DAY[2])
    assert times(lengthened(begun, "A", 40)) == [("A", "10:00", 40), ("B", "10:30", 30), ("C", "11:25", 45)]
    untimed = (*DAY, slot("D", "", 20))
    assert times(lengthened(untimed, "D", 10))[-1] == ("D", "", 10)
    assert times(lengthened(untimed, "C", 50))[-1] == ("D", "", 20)
    with pytest.raises(RuleError, match="is over"):
        lengthened((replace(DAY[0], state=MeetingState.CLOSED), *DAY[1:]), "A", 20)
    for minutes in (0, 601):
        with pytest.raises(RuleError, match="1 to 600 minutes"):
            lengthened(DAY, "A", minutes)


def test_another_time_moves_one_case_alone_and_never_past_midnight() -> None:
    assert times(retimed(DAY, "A", minutes_of("11:00") or 0)) == [
        ("B", "10:30", 30), ("A", "11:00", 30), ("C", "11:15", 45)
    ]  # fmt: skip
    with pytest.raises(RuleError, match="past midnight"):
        retimed(DAY, "A", minutes_of("23:45") or 0)


def test_slots_of_one_time_stay_in_the_order_given() -> None:
    pair = (slot("X", "10:00"), slot("Y", "10:00"))
    assert in_day_order(pair) == pair
    assert in_day_order(pair[::-1]) == pair[::-1]
