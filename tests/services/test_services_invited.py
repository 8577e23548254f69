"""Invitees, deputies and people added in the room, from the contact book and into it."""

from __future__ import annotations

from datetime import date

import pytest
from meeting_room import Room

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.contacts import Contact
from mappa_desk.domain.errors import NotFound
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.people import Person
from mappa_desk.services import meetings, roll_call, undo
from mappa_desk.services.contacts import contact_book, deputies_for, save_contact, set_active


def put(room: Room, name: str, agency: str, role: str = "", **facts: object) -> str:
    person = Person(id="", name=name, role=role, agency=agency)
    contact = Contact(id="", **facts)  # type: ignore[arg-type]  # facts by name
    return save_contact(room.work, person=person, contact=contact).value.person_id


def listed(room: Room, meeting: Meeting) -> list[Attendance]:
    with room.reopened().reading() as reading:
        rows = reading.all(Attendance, order_by=("seat", "name"), meeting_id=meeting.id)
    return [row for row in rows if not row.is_chair]


def planned(room: Room, panel: str = "", case_id: str = "") -> Meeting:
    return meetings.plan_meeting(
        room.work,
        case_id=case_id or room.case().id,
        kind=MeetingKind.INITIAL,
        on=date(2026, 11, 30),
        panel=panel,
    ).value


def names(room: Room) -> set[str]:
    return {row.person.name for row in contact_book(room.reopened()).rows}


def test_a_standing_panel_is_invited_by_its_people(room: Room) -> None:
    anna = put(room, "Anna", "pol", "Inspector", panels=("North",))
    put(room, "Ben", "hsg", panels=("North", "South"))
    put(room, "Cleo", "hlth", panels=("South",))
    left = put(room, "Dee", "pris", panels=("North",))
    set_active(room.work, person_id=left, active=False)
    rows = listed(room, planned(room, "north"))
    assert [(row.agency, row.name, row.role) for row in rows[:1]] == [("pol", "Anna", "Inspector")]
    assert rows[0].person_id == anna
    assert {row.name for row in rows} - {""} == {"Anna", "Ben"}
    with pytest.raises(NotFound):
        planned(room, "nowhere", room.case("LAN-0500").id)


def test_without_a_panel_it_is_the_core_panel(room: Room) -> None:
    rows = listed(room, planned(room))
    assert {row.agency for row in rows} >= set(room.work.reference.core_panel)
    assert {row.name for row in rows} == {""}


def test_those_of_last_time_are_known_and_of_who_left_only_the_agency_is_asked(room: Room) -> None:
    meeting = room.running()
    kept = roll_call.add_person(room.work, meeting_id=meeting.id, agency="hsg", name="Ben", into_book=True)
    roll_call.add_person(
        room.work, meeting_id=meeting.id, agency="dwp", name="Gone", role="Coach", into_book=True
    )
    roll_call.add_person(room.work, meeting_id=meeting.id, agency="mh", name="Later")
    later = put(room, "Later", "mh")
    gone = next(row.key for row in contact_book(room.work).rows if row.person.name == "Gone")
    set_active(room.work, person_id=gone, active=False)
    put(room, "Eve", "pris", panels=("North",))
    put(room, "ben ", "csc", panels=("North",))
    meetings.close_meeting(room.work, meeting_id=meeting.id)
    again = listed(room, planned(room, "North", meeting.case_id))
    known = {(row.agency, row.name): row.person_id for row in again}
    assert known["hsg", "Ben"] == kept.value.person_id and known["mh", "Later"] == later
    assert [(row.name, row.role) for row in again if row.agency == "dwp"] == [("", "Coach")]
    assert ("pris", "Eve") in known and ("csc", "ben") in known
    assert [row.name for row in again].count("Ben") == 1


def test_somebody_added_in_the_room_is_in_the_book_and_back_takes_them_out(room: Room) -> None:
    meeting = room.running()
    before = names(room)
    added = roll_call.add_person(
        room.work, meeting_id=meeting.id, agency="hsg", name="New Person", role="Officer", into_book=True
    ).value
    assert names(room) - before == {"New Person"} and added.person_id
    undo.undo(room.work, meeting_id=meeting.id)
    assert names(room) == before
    undo.redo(room.work, meeting_id=meeting.id)
    assert names(room) - before == {"New Person"}
    assert {row.person_id for row in listed(room, meeting) if row.name == "New Person"} == {added.person_id}


def test_back_leaves_who_was_changed_since_or_is_on_another_list(room: Room) -> None:
    meeting = room.running()
    added = roll_call.add_person(
        room.work, meeting_id=meeting.id, agency="hsg", name="New", into_book=True
    ).value
    assert added.person_id
    kept = contact_book(room.work).row(added.person_id)
    assert kept is not None
    other = planned(room, case_id=room.case("LAN-0500").id)
    roll_call.add_person(room.work, meeting_id=other.id, agency="hsg", name="new")
    undo.undo(room.work, meeting_id=meeting.id)
    assert "New" in names(room)
    undo.redo(room.work, meeting_id=meeting.id)
    assert {row.person_id for row in listed(room, meeting) if row.name == "New"} == {added.person_id}


def test_somebody_who_is_known_is_not_put_in_twice(room: Room) -> None:
    anna = put(room, "Anna", "hsg", "Manager")
    meeting = room.running()
    row = roll_call.add_person(
        room.work, meeting_id=meeting.id, agency="hsg", name="anna", into_book=True
    ).value
    assert (row.person_id, row.role) == (anna, "Manager")
    other = roll_call.add_person(room.work, meeting_id=meeting.id, agency="mh", name="Plain").value
    assert other.person_id is None and "Plain" not in names(room)


def test_deputies_come_first_and_sit_in_under_their_own_name(room: Room) -> None:
    second = put(room, "Zoe", "pol", "Sergeant")
    put(room, "Amy", "pol")
    left = put(room, "Out", "pol")
    first = put(room, "Anna", "pol", deputies=(left, second))
    set_active(room.work, person_id=left, active=False)
    meeting = room.running()
    row = roll_call.add_person(room.work, meeting_id=meeting.id, agency="pol", name="Anna").value
    assert row.person_id == first
    assert [one.name for one in deputies_for(contact_book(room.work), row)] == ["Zoe", "Amy"]
    sits = roll_call.deputise(room.work, attendance_id=row.id, name="Zoe").value
    assert (sits.person_id, sits.role, sits.deputy_for) == (second, "Sergeant", "Anna")
    meetings.close_meeting(room.work, meeting_id=meeting.id)
    again = listed(room, planned(room, case_id=meeting.case_id))
    assert first in {row.person_id for row in again} and second not in {row.person_id for row in again}
