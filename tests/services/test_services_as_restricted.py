"""The other text of an entry, and a new answer to an issue, are as restricted as what they belong to."""

from __future__ import annotations

from dataclasses import replace

from meeting_room import Room

from mappa_desk.domain.contributions import EntryKind, Handling
from mappa_desk.domain.decisions import Dissent
from mappa_desk.domain.editions import left_out, project
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services import actions, both_texts, closed_parts, contributions, decisions, issues, minutes


def test_the_other_text_of_what_was_said_in_a_closed_part_stays_in_it(room: Room) -> None:
    meeting = room.running()
    stayed = tuple(row.id for row in room.look(meeting).attendance if row.agency in ("pol", "prob"))
    part = closed_parts.begin_closed_part(room.work, meeting_id=meeting.id, stayed=stayed).value
    said = contributions.keep_line(
        room.work, meeting_id=meeting.id, item="risk", text="The source is his sister", agency="pol"
    ).value
    closed_parts.end_closed_part(room.work, meeting_id=meeting.id)
    other = both_texts.keep_as_new(room.work, entry_id=said.id, text="The source is his elder sister").value
    assert other.closed_part_id == part.id
    assert {entry.closed_part_id for entry in room.view(meeting).entries} == {part.id}


def test_a_new_answer_to_an_issue_is_as_restricted_as_the_issue(room: Room) -> None:
    meeting = room.running()
    stayed = tuple(row.id for row in room.look(meeting).attendance if row.agency in ("pol", "prob"))
    part = closed_parts.begin_closed_part(room.work, meeting_id=meeting.id, stayed=stayed).value
    kept = {"meeting_id": meeting.id, "item": "risk", "kind": EntryKind.ISSUE, "agency": "pol"}
    inside = contributions.keep_line(room.work, text="The source is known to him", **kept).value
    closed_parts.end_closed_part(room.work, meeting_id=meeting.id)
    open_one = contributions.keep_line(room.work, text="No keys", **kept).value
    named = {"handling": Handling.NAMED_RECIPIENTS, "recipients": ("pol",)}
    contributions.set_handling(room.work, entry_id=open_one.id, **named)
    issues.answer_with_action(room.work, entry_id=inside.id, text="Move the source")
    issues.answer_with_decision(room.work, entry_id=open_one.id, decided="To change the locks")
    found = {entry.text: entry for entry in room.view(meeting).entries}
    assert found["Move the source"].closed_part_id == part.id
    assert found["To change the locks"].recipients == ("pol",)
    assert found["To change the locks"].handling is Handling.NAMED_RECIPIENTS


def test_reasons_given_in_a_closed_part_are_for_those_who_stayed(room: Room) -> None:
    meeting = room.running()
    here = {"meeting_id": meeting.id, "item": "risk"}
    taken = decisions.take_decision(room.work, decided="To stay at Level 3", because="", **here).value
    action = actions.make_action(room.work, text="Visit", purpose="", owner_agency="hsg", **here).value
    stayed = tuple(row.id for row in room.look(meeting).attendance if row.agency in ("pol", "prob"))
    closed_parts.begin_closed_part(room.work, meeting_id=meeting.id, stayed=stayed)
    against = (Dissent(agency="hlth", why="The source may lie"),)
    changed = replace(taken, because="The source says so", dissent=against, dissent_asked=True)
    decisions.revise_decision(room.work, decision=changed)
    actions.revise_action(room.work, action=replace(action, purpose="To see the source"))
    closed_parts.end_closed_part(room.work, meeting_id=meeting.id)
    snapshot = minutes.snapshot(room.work, meeting_id=meeting.id)
    for agency, told in (("hsg", False), ("pol", True), ("", False)):
        copy = repr(project(snapshot, DocumentKind.MINUTES, agency=agency))
        assert ("The source says so" in copy, "To see the source" in copy) == (told, told)
        assert ("The source may lie" in copy, "told in a closed part" in copy) == (told, not told)
        assert all(words in copy for words in ("To stay at Level 3", "Visit", "agency='hlth'"))
    lists = project(snapshot, DocumentKind.AGENCY_ACTIONS, agency="hsg")
    assert [one.purpose for one in lists.actions] == [""]
    out = {one.record_id for one in left_out(snapshot, DocumentKind.MINUTES, agency="hsg")}
    assert {taken.id, action.id} <= out
    assert left_out(snapshot, DocumentKind.MINUTES, agency="pol") == ()
