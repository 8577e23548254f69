"""The parts of a record that an order can reach stand in the order of the page."""

from __future__ import annotations

from meeting_room import Room

from mappa_desk.services import actions, contributions
from mappa_desk.services.erasure_parts import parts_of_meeting


def test_parts_stand_by_their_places_however_they_were_typed(room: Room) -> None:
    meeting = room.running()
    work = room.work
    for item, text in (("plan", "Typed first"), ("contributions", "Typed second"), ("", "In no item")):
        contributions.keep_line(work, meeting_id=meeting.id, item=item, text=text, agency="pol")
    actions.make_action(
        work, meeting_id=meeting.id, item="contributions", text="To visit", owner_agency="pol"
    )
    contributions.keep_line(
        work, meeting_id=meeting.id, item="contributions", text="Typed last", agency="pol"
    )
    texts = [part.text for part in parts_of_meeting(work, meeting_id=meeting.id)]
    told = [text for text in texts if "yped" in text or text in {"In no item", "To visit"}]
    assert told == ["In no item", "Typed second", "Typed last", "To visit", "Typed first"]
