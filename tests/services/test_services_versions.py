"""Versions of one text: every state with who and when, and any of them brought back in one step."""

from __future__ import annotations

import pytest
from meeting_room import Room
from write_up_hand import decide, keep, look, revise, text_of

from mappa_desk.domain.errors import NotFound, RuleError, StaleRevision
from mappa_desk.domain.views import Draft
from mappa_desk.services import contributions, drafts, people, undo, versions
from mappa_desk.services.versions import TextVersion


def _told(found: tuple[TextVersion, ...]) -> list[tuple[int, str, str]]:
    return [(one.number, one.by, one.text) for one in found]


def test_every_text_an_entry_had_is_a_version_with_who_and_when(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, "seen x2")
    key = {"meeting_id": meeting.id, "paragraph_key": f"entry:{said.id}"}
    other = people.add_keyholder(room.work, name="Sam Lee").value
    mine, room.work = room.work, room.work.signed(other)
    revise(room, meeting, key["paragraph_key"], "Seen twice.")
    contributions.move_entry(room.work, entry_ids=(said.id,), item="plan")  # the text stays the same
    room.work = mine
    revise(room, meeting, key["paragraph_key"], "Seen two times.")
    undo.undo(room.work, meeting_id=meeting.id)
    found = versions.versions_of(room.work, **key)
    assert _told(found) == [
        (1, "Jo Parry", "seen x2"),
        (2, "Sam Lee", "Seen twice."),
        (4, "Jo Parry", "Seen two times."),
        (5, "Jo Parry", "Seen twice."),
    ]
    assert {one.words for one in found} == {"pol: seen x2"}
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert versions.versions_of(room.reopened(), **key) == found


def test_a_version_comes_back_as_a_new_one_and_undo_takes_it_back(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, "First")
    place = f"entry:{said.id}"
    key = {"meeting_id": meeting.id, "paragraph_key": place}
    revise(room, meeting, place, "Second")
    revise(room, meeting, place, "Third")
    drafts.keep_draft(room.work, draft=Draft(meeting_id=meeting.id, place=place, text="Four"))
    kept = versions.bring_back(room.work, **key, revision=3, number=1).value
    assert (kept.revision, text_of(look(room, meeting), place)) == (4, "First")
    with room.work.reading() as reading:
        assert reading.drafts() == ()
    assert [one.text for one in versions.versions_of(room.work, **key)] == [
        "First", "Second", "Third", "First",
    ]  # fmt: skip
    label = undo.undo(room.work, meeting_id=meeting.id).value
    assert label == "Entry of 10:00: version of 10:00 brought back"
    assert text_of(look(room, meeting), place) == "Third"
    undone = room.look(meeting).can_undo
    present = look(room, meeting).paragraphs[look(room, meeting).places[place]].revision
    assert not versions.bring_back(room.work, **key, revision=present, number=3).changes
    assert room.look(meeting).can_undo == undone


def test_decisions_actions_and_the_front_sheet_have_versions_too(room: Room) -> None:
    meeting = room.running()
    decision, action = decide(room, meeting), room.act(meeting, "Ring")
    for place in (
        f"decision:{decision.id}:because",
        f"decision:{decision.id}:dissent:1",
        f"action:{action.id}:text",
        "front:brief_risk",
    ):
        key = {"meeting_id": meeting.id, "paragraph_key": place}
        before = text_of(look(room, meeting), place)
        revise(room, meeting, place, "Anew")
        found = versions.versions_of(room.work, **key)
        assert [one.text for one in found] == [before, "Anew"] and found[-1].words == ""
        page = look(room, meeting)
        revision = page.paragraphs[page.places[place]].revision
        versions.bring_back(room.work, **key, revision=revision, number=found[0].number)
        assert text_of(look(room, meeting), place) == before


def test_what_cannot_be_brought_back_changes_nothing(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, "First")
    place = f"entry:{said.id}"
    key = {"meeting_id": meeting.id, "paragraph_key": place}
    revise(room, meeting, place, "Second")
    before = room.view(meeting)
    for number in (0, 3, -1):
        with pytest.raises(NotFound, match="no such version"):
            versions.bring_back(room.work, **key, revision=2, number=number)
    with pytest.raises(StaleRevision):
        versions.bring_back(room.work, **key, revision=1, number=1)
    for wrong in ("entry:0", "front:chair"):
        with pytest.raises(NotFound):
            versions.versions_of(room.work, meeting_id=meeting.id, paragraph_key=wrong)
    assert room.view(meeting) == before


def test_versions_of_approved_minutes_can_be_read_and_not_brought_back(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, "First")
    key = {"meeting_id": meeting.id, "paragraph_key": f"entry:{said.id}"}
    revise(room, meeting, key["paragraph_key"], "Second")
    room.finish(meeting)
    assert [one.text for one in versions.versions_of(room.work, **key)] == ["First", "Second"]
    with pytest.raises(RuleError, match="approved and can no longer change"):
        versions.bring_back(room.work, **key, revision=2, number=1)


def test_what_was_written_by_nobody_known_has_no_name(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, "First")
    nobody = type(room.work)(room.vault, room.clock, room.ids, room.work.reference)
    contributions.revise_entry(nobody, entry_id=said.id, revision=1, text="Second")
    found = versions.versions_of(room.work, meeting_id=meeting.id, paragraph_key=f"entry:{said.id}")
    assert [one.by for one in found] == ["Jo Parry", ""]
    contributions.remove_entry(room.work, entry_id=said.id)
    again = versions.versions_of(room.work, meeting_id=meeting.id, paragraph_key=f"entry:{said.id}")
    assert again == found
