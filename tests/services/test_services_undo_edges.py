"""Undo at the edges: across items, starts and ends, and of what others stand on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from meeting_room import Room

from mappa_desk.domain.attendance import AttendanceState
from mappa_desk.domain.editions import project
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import MeetingState, NextReview
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services import (
    closed_parts,
    contributions,
    gaps,
    handouts,
    meetings,
    minutes,
    roll_call,
    undo,
)


def test_going_from_item_to_item_is_no_step_and_stands_in_no_ones_way(room: Room) -> None:
    meeting = room.running()
    told = {"meeting_id": meeting.id}
    review = NextReview(on=room.work.today() + timedelta(days=30))
    for item, call in (
        ("risk", lambda: contributions.keep_line(room.work, **told, item="risk", text="Seen", agency="pol")),
        ("plan", lambda: meetings.set_next_review(room.work, **told, review=review)),
        ("level", lambda: room.act(meeting)),
    ):
        meetings.go_to_item(room.work, **told, item=item)
        call()
    meetings.go_to_item(room.work, **told, item="close")
    labels = [undo.undo(room.work, **told).value for _ in range(3)]
    assert labels == ["Action 1 at 10:00", "Next review", "Entry at 10:00"]
    seen = room.view(meeting)
    assert (seen.meeting.current_item, seen.meeting.next_review, seen.entries) == ("close", None, ())
    for _ in range(3):
        undo.redo(room.work, **told)
    seen = room.view(meeting)
    assert (seen.meeting.current_item, seen.meeting.next_review) == ("close", review)
    assert [entry.text for entry in seen.entries] == ["Seen", "Visit the address"]


def test_a_start_is_no_step_and_what_it_changed_is_not_taken_back(room: Room) -> None:
    meeting = room.planned()
    row = room.look(meeting).attendance[0]
    roll_call.mark(room.work, attendance_id=row.id, state=AttendanceState.ATTENDED)
    assert room.look(meeting).can_undo == "Police: here"
    meetings.start_meeting(room.work, meeting_id=meeting.id)
    with pytest.raises(RuleError, match="changed again since"):
        undo.undo(room.work, meeting_id=meeting.id)
    assert room.view(meeting).meeting.state is MeetingState.RUNNING


@pytest.mark.parametrize("adjourned", [True, False])
def test_what_is_taken_back_after_the_end_leaves_nobody_in_the_room(room: Room, adjourned: bool) -> None:
    meeting = room.running()
    first, second = room.look(meeting).attendance[:2]
    roll_call.went_out(room.work, attendance_id=second.id)
    closed_parts.begin_closed_part(room.work, meeting_id=meeting.id, stayed=(first.id,))
    room.clock.go_on(minutes=5)
    if adjourned:
        meetings.adjourn(room.work, meeting_id=meeting.id, to=None, reason="Fire alarm")
    else:
        meetings.close_meeting(room.work, meeting_id=meeting.id)
    ended = room.clock.at
    room.clock.go_on(days=2)
    undo.undo(room.work, meeting_id=meeting.id)
    undo.undo(room.work, meeting_id=meeting.id)
    seen = room.view(meeting)
    assert seen.closed_parts == ()
    for row in seen.attendance:
        assert len(row.intervals) == 1 and row.intervals[0].out_at is not None
        assert abs(row.intervals[0].out_at - ended) < timedelta(seconds=5)


def test_what_a_person_said_stays_when_the_person_is_taken_back(room: Room) -> None:
    meeting = room.running()
    person = roll_call.add_person(room.work, meeting_id=meeting.id, agency="lay", name="Pat Hill").value
    said = contributions.keep_line(
        room.work, meeting_id=meeting.id, item="risk", text="Seen", attendance_id=person.id
    ).value
    for _ in range(2):
        undo.undo(room.work, meeting_id=meeting.id)
    contributions.bring_back(room.work, entry_id=said.id)
    seen = room.view(meeting)
    assert [entry.agency for entry in seen.entries] == ["lay"]
    told = {"meeting_id": meeting.id, "kind": DocumentKind.MINUTES}
    assert handouts.render(room.work, **told).pages
    assert room.vault.verify().faults == ()


def test_what_was_said_in_a_closed_part_that_is_taken_back_stays_shut(room: Room) -> None:
    meeting = room.running()
    police = next(row for row in room.look(meeting).attendance if row.agency == "pol")
    closed_parts.begin_closed_part(room.work, meeting_id=meeting.id, stayed=(police.id,))
    said = contributions.keep_line(
        room.work, meeting_id=meeting.id, item="risk", text="Zebra", agency="pol"
    ).value
    for _ in range(2):
        undo.undo(room.work, meeting_id=meeting.id)
    contributions.bring_back(room.work, entry_id=said.id)
    assert "lost_part" in {gap.code for gap in gaps.gaps(room.work, meeting_id=meeting.id)}
    snapshot = minutes.snapshot(room.work, meeting_id=meeting.id)
    for agency in ("", "pol", "hsg"):
        assert project(snapshot, DocumentKind.MINUTES, agency=agency).entries == ()


def test_a_meeting_that_was_called_off_offers_nothing_to_undo(room: Room) -> None:
    meeting = room.planned()
    row = room.look(meeting).attendance[0]
    roll_call.mark(room.work, attendance_id=row.id, state=AttendanceState.APOLOGIES)
    meetings.cancel(room.work, meeting_id=meeting.id, reason="No chair")
    assert (room.view(meeting).can_undo, room.view(meeting).can_redo) == ("", "")
