"""The start page tells of planned meetings whose day has passed."""

from __future__ import annotations

from datetime import timedelta

from meeting_room import Room

from mappa_desk.services import desk, meetings


def _due(room: Room) -> list[tuple[int, str, str, bool]]:
    found = desk.start_view(room.reopened()).due
    return [(one.count, one.word, one.note, one.grave) for one in found if "held" in one.word]


def test_a_planned_meeting_whose_day_has_passed_is_due_until_it_is_settled(room: Room) -> None:
    first = room.planned()
    second = room.planned(room.case("LAN-0002"))
    assert _due(room) == []
    room.clock.put(room.work.today() + timedelta(days=3))
    assert _due(room) == [(2, "meetings not yet held", "since Mon 23 Nov 2026", True)]
    meetings.not_held(room.work, meeting_id=first.id, reason="The chair was ill", decided_by="The chair")
    assert _due(room) == [(1, "meeting not yet held", "since Mon 23 Nov 2026", True)]
    meetings.start_meeting(room.work, meeting_id=second.id)
    assert _due(room) == []
