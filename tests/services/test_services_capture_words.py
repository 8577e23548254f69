"""What a line says besides its text is kept with it: who spoke, how far it may travel, on whose behalf."""

from __future__ import annotations

from dataclasses import replace

from meeting_room import Room

from mappa_desk.domain.contributions import EntryKind, Handling
from mappa_desk.services import actions, contributions, decisions, roll_call
from mappa_desk.services.due_dates import release_days


def test_an_action_keeps_its_speaker_and_its_handling_and_gives_the_speaker_back(room: Room) -> None:
    meeting = room.running()
    typed = "pol: @prob confirm licence address by fri"
    made = actions.make_action(
        room.work,
        meeting_id=meeting.id,
        item="plan",
        text="confirm licence address",
        owner_agency="prob",
        words=typed,
        agency="pol",
        handling=Handling.NOT_FOR_PERSON,
    ).value
    entry = room.view(meeting).entries[-1]
    assert (entry.id, entry.agency, entry.handling) == (made.entry_id, "pol", Handling.NOT_FOR_PERSON)
    back = contributions.change_kind(room.work, entry_id=entry.id, kind=EntryKind.CONTRIBUTION).value
    assert (back.text, back.agency) == ("@prob confirm licence address by fri", "pol")
    assert (back.words, back.handling) == (typed, Handling.NOT_FOR_PERSON)


def test_a_code_that_is_not_the_speaker_stays_in_the_text(room: Room) -> None:
    meeting = room.running()
    typed = "pol: @prob confirm by fri"
    made = actions.make_action(
        room.work, meeting_id=meeting.id, item="plan", text="confirm", words=typed, agency="hsg"
    ).value
    back = contributions.change_kind(room.work, entry_id=made.entry_id, kind=EntryKind.CONTRIBUTION).value
    assert (back.text, back.agency) == (typed, "hsg")


def test_a_decision_keeps_its_handling(room: Room) -> None:
    meeting = room.running()
    taken = decisions.take_decision(
        room.work, meeting_id=meeting.id, item="level", decided="Remains.", handling=Handling.SANITISE
    ).value
    entry = next(one for one in room.view(meeting).entries if one.id == taken.entry_id)
    assert entry.handling is Handling.SANITISE


def test_an_entry_turned_into_an_action_keeps_who_takes_it_on_behalf(room: Room) -> None:
    meeting = room.running()
    here = next(row for row in room.view(meeting).attendance if row.took_part and row.agency)
    roll_call.edit_attendance(room.work, attendance=replace(here, name="Ruth Ansah"))
    entry = contributions.keep_line(
        room.work,
        meeting_id=meeting.id,
        item="plan",
        text="@Ruth Ansah on behalf of (duty solicitor) call back by fri",
        agency=here.agency,
    ).value
    contributions.change_kind(room.work, entry_id=entry.id, kind=EntryKind.ACTION)
    action = room.view(meeting).actions[-1]
    assert (action.owner_role, action.text) == ("duty solicitor", "call back")
    assert action.on_behalf_taken_by.startswith("Ruth Ansah, ")


def test_the_days_before_release_are_the_areas(room: Room) -> None:
    with room.work.reading() as reading:
        assert release_days(room.work, reading) > 0
