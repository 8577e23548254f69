"""A character that the faces cannot draw is named before approval, with the entry that it stands in."""

from __future__ import annotations

from meeting_room import Room

from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services import contributions, handouts
from mappa_desk.services.glyphs import TypedAt, typed_at


def test_missing_glyphs_are_named_with_their_entry_before_approval(room: Room) -> None:
    meeting = room.running()
    told = {"meeting_id": meeting.id, "item": "contributions", "agency": "pol"}
    contributions.keep_line(room.work, text="Seen at the flat", **told)
    kept = contributions.keep_line(room.work, text="He signs as 日本 and 😀", **told).value
    removed = contributions.keep_line(room.work, text="☃", **told).value
    contributions.remove_entry(room.work, entry_id=removed.id)
    assert room.look(meeting).meeting.state is not MeetingState.APPROVED
    missing = handouts.render(room.work, meeting_id=meeting.id, kind=DocumentKind.MINUTES).missing
    assert [glyph.code_point for glyph in missing] == ["U+65E5", "U+672C", "U+1F600"]
    assert all("contributions" in glyph.place.casefold() for glyph in missing)
    for glyph in missing:
        found = typed_at(room.work, meeting_id=meeting.id, character=glyph.character)
        assert found == TypedAt(kept.id, "Police")
    assert typed_at(room.work, meeting_id=meeting.id, character="☃") is None
