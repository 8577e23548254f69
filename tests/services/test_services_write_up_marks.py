"""Marks, ticks and the front sheet of the page that is written up, and how it follows a change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from meeting_room import Room
from write_up_hand import decide, keep, look, revise

from mappa_desk.domain.changes import Changes
from mappa_desk.domain.contributions import EntryKind, IssueOutcome
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services import (
    contributions,
    decisions,
    meetings,
    roll_call,
    undo,
    write_up,
)


def test_marks_of_a_paragraph_know_what_stands_before_it_and_its_day(room: Room) -> None:
    meeting = room.running()
    one = keep(room, meeting, "The AP is full today")
    two = keep(room, meeting, "The AP was left yesterday")
    page = look(room, meeting)

    def words(key: str, text: str | None = None) -> list[str]:
        return [mark.words for mark in write_up.marks_of(page, key, text)]

    assert words(f"entry:{one.id}") == ["AP", "today"]
    assert words(f"entry:{two.id}") == ["yesterday"]
    assert words(f"entry:{two.id}", "The RMP and AP") == ["RMP"]
    assert words("item:risk") == [] and words("front:brief_why", "Now at the AP") == ["AP"]
    (mark,) = write_up.marks_of(page, f"entry:{two.id}")
    assert mark.offer == "on Sunday 22 November 2026"
    with pytest.raises(NotFound):
        write_up.marks_of(page, "entry:0")
    found = write_up.next_mark(page, "front")
    assert found is not None and (found[0], found[1].words) == (f"entry:{one.id}", "AP")
    after = write_up.next_mark(page, *_place(found))
    assert after is not None and after[1].words == "today"
    last = write_up.next_mark(page, f"entry:{two.id}", 12)
    assert last is not None and last[1].words == "yesterday"
    round_again = write_up.next_mark(page, f"entry:{two.id}", 30)
    assert round_again is not None and round_again[1].words == "AP"


def _place(found: tuple[str, object]) -> tuple[str, int]:
    return found[0], found[1].start  # type: ignore[attr-defined]  # a mark


def test_a_page_without_marks_has_no_next_one(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, "Seen twice")
    page = look(room, meeting)
    assert write_up.next_mark(page, f"entry:{said.id}") is None
    only = keep(room, meeting, "Seen today")
    page = look(room, meeting)
    again = write_up.next_mark(page, f"entry:{only.id}", 5)
    assert again is not None and again[1].words == "today"


def test_what_was_said_at_another_sitting_has_the_day_of_that_sitting(room: Room) -> None:
    meeting = room.running()
    keep(room, meeting, "Seen today")
    room.clock.put(date(2026, 11, 30))
    late = keep(room, meeting, "Seen yesterday")
    meetings.close_meeting(room.work, meeting_id=meeting.id)
    room.clock.go_on(days=2)
    after = keep(room, meeting, "Written up today")
    page = look(room, meeting)
    offers = [write_up.marks_of(page, f"entry:{one.id}")[0].offer for one in (late, after)]
    assert offers == ["on Sunday 29 November 2026", "on Monday 23 November 2026"]


def test_nobody_spoke_is_marked_at_the_speaker_and_at_the_entry(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, "Seen twice", agency="")
    page = look(room, meeting)
    (speaker,) = write_up.marks_of(page, f"speaker:{said.id}")
    (entry,) = write_up.marks_of(page, f"entry:{said.id}")
    assert (speaker.code, speaker.words, speaker.end) == ("speaker", "Who?", 4)
    assert (entry.code, entry.start, entry.end) == ("speaker", 0, 0)
    with pytest.raises(RuleError, match="has to be settled"):
        write_up.tick(room.work, meeting_id=meeting.id, record_id=said.id, code="speaker")


def test_names_are_marked_unless_the_area_prints_them(room: Room) -> None:
    case = room.case("LAN-0501", name="Gareth Hollis")
    meeting = room.running(case)
    said, action = keep(room, meeting, "Gareth Hollis was seen"), room.act(meeting, "Ring Hollis")
    page = look(room, meeting)
    for key in (f"entry:{said.id}", f"action:{action.id}:text"):
        (mark,) = write_up.marks_of(page, key)
        assert (mark.code, mark.offer) == ("name", "G. H.")
    printed = replace(page, view=replace(page.view, form=replace(page.view.form, print_names=True)))
    assert write_up.marks_of(printed, f"entry:{said.id}") == ()
    assert len(write_up.marks_of(printed, f"action:{action.id}:text")) == 1


def test_a_mark_that_was_left_does_not_come_back_and_can_be_brought_back(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, "Seen today at the RSPCA")
    left = {"meeting_id": meeting.id, "record_id": said.id, "code": "relative_date", "words": "today"}
    first = write_up.tick(room.work, **left).value
    page = look(room, meeting)
    assert [mark.words for mark in write_up.marks_of(page, f"entry:{said.id}")] == ["RSPCA"]
    changed = write_up.marks_of(page, f"entry:{said.id}", "Seen Today and today")
    assert [mark.words for mark in changed] == ["Today"]
    assert not write_up.tick(room.work, **left).changes
    again = write_up.tick(room.work, **left, active=False).value
    assert (again.id, again.active) == (first.id, False)
    assert room.look(meeting).can_undo == "Mark left: taken back"
    assert len(write_up.marks_of(look(room, meeting), f"entry:{said.id}")) == 2


def test_progress_counts_entries_and_the_front_sheet(room: Room) -> None:
    meeting = room.running()
    said, decision = keep(room, meeting, "Seen twice"), decide(room, meeting)
    here = {"meeting_id": meeting.id}
    assert (look(room, meeting).finished, look(room, meeting).of) == (0, 4)
    for record_id in (said.id, decision.entry_id, meeting.id):
        write_up.tick(room.work, **here, record_id=record_id)
    page = look(room, meeting)
    assert (page.finished, page.of, page.words) == (4, 4, 2 + 3 + 2)
    done = [one for one in page.paragraphs if one.finished]
    assert {one.kind for one in done} == {"front", "entry", "decision"}
    undo.undo(room.work, meeting_id=meeting.id)
    assert look(room, meeting).finished == 2
    undo.redo(room.work, meeting_id=meeting.id)
    assert look(room, meeting).finished == 4
    other = room.running(room.case("LAN-0500"))
    with pytest.raises(NotFound):
        write_up.tick(room.work, meeting_id=other.id, record_id=said.id)


def test_the_shorthand_stands_beside_with_speaker_and_time(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, "The person was seen twice.", words="pol: seen x2")
    nobody = keep(room, meeting, "Noted", agency="", kind=EntryKind.NOTE)
    row = next(row for row in room.look(meeting).attendance if row.agency == "prob")
    roll_call.edit_attendance(room.work, attendance=replace(row, role="offender manager"))
    spoke = keep(room, meeting, "Agreed", attendance_id=row.id)
    typed = look(room, meeting).shorthand
    assert list(typed) == [said.id, nobody.id, spoke.id]
    assert (typed[said.id].speaker, typed[said.id].clock, typed[said.id].words) == (
        "Police", "10:00", "pol: seen x2",
    )  # fmt: skip
    assert (typed[nobody.id].speaker, typed[spoke.id].speaker) == ("", "Probation")
    assert typed[said.id].on == date(2026, 11, 23)


def test_the_front_sheet_is_proposed_from_the_record_and_nothing_is_kept(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, "The purpose of the meeting is to find a home.", item="opening")
    risk = keep(room, meeting, "The risk to his former partner is high.")
    before = room.view(meeting)
    sheet = write_up.propose_front_sheet(room.work, meeting_id=meeting.id)
    assert [one.record_id for one in sheet.why] == [meeting.id, said.id]
    assert [(one.record_id, one.text) for one in sheet.risk] == [
        (risk.id, "The risk to his former partner is high.")
    ]
    assert sheet.why[1].source.endswith(".1") and len(sheet.lines) == 2
    assert room.view(meeting) == before
    with pytest.raises(NotFound):
        write_up.propose_front_sheet(room.work, meeting_id="0" * 32)


def test_the_page_follows_a_change_and_keeps_what_it_does_not_concern(room: Room) -> None:
    meeting = room.running()
    said, other = keep(room, meeting, "Seen twice"), keep(room, meeting, "Home found", item="plan")
    page = write_up.write_up_view(room.work, meeting_id=meeting.id)
    changes = revise(room, meeting, f"entry:{said.id}", "Seen once at the AP")
    after = write_up.write_up_change(room.work, page=page, changes=changes)
    assert after == write_up.write_up_view(room.work, meeting_id=meeting.id)
    key = f"entry:{other.id}"
    assert after.paragraphs[after.places[key]] is page.paragraphs[page.places[key]]
    assert after.first_use["AP"] == after.places[f"entry:{said.id}"]


def test_the_page_is_read_anew_where_more_than_words_changed(room: Room) -> None:
    meeting = room.running()
    issue = keep(room, meeting, "No keys", kind=EntryKind.ISSUE)
    said = keep(room, meeting, "Seen twice")
    page = write_up.write_up_view(room.work, meeting_id=meeting.id)

    def follow(changes: Changes) -> None:
        nonlocal page
        page = write_up.write_up_change(room.work, page=page, changes=changes)
        assert page == write_up.write_up_view(room.work, meeting_id=meeting.id)

    follow(meetings.set_next_review(room.work, meeting_id=meeting.id, review=None).changes)
    follow(
        meetings.edit_meeting(
            room.work, meeting=replace(page.view.meeting, place="Elsewhere", brief_why="So")
        ).changes
    )
    made = decisions.take_decision(room.work, meeting_id=meeting.id, item="plan", decided="New keys")
    follow(made.changes)
    follow(
        contributions.settle_issue(
            room.work,
            entry_id=issue.id,
            outcome=IssueOutcome.DECISION,
            by_entry_id=made.value.entry_id,
        ).changes
    )
    follow(contributions.remove_entry(room.work, entry_id=said.id).changes)
    follow(contributions.bring_back(room.work, entry_id=said.id).changes)
    follow(contributions.change_kind(room.work, entry_id=said.id, kind=EntryKind.ACTION).changes)
    action = page.view.actions[0]
    follow(contributions.remove_entry(room.work, entry_id=action.entry_id).changes)
    follow(contributions.remove_entry(room.work, entry_id=made.value.entry_id).changes)
    follow(roll_call.add_person(room.work, meeting_id=meeting.id, agency="hsg", name="Bo Lee").changes)
    other = room.running(room.case("LAN-0500"))
    follow(keep_changes(room, other))
    room.clock.go_on(minutes=timedelta(minutes=1).seconds)
    for _ in range(3):
        follow(undo.undo(room.work, meeting_id=meeting.id).changes)


def keep_changes(room: Room, meeting: Meeting) -> Changes:
    return contributions.keep_line(
        room.work, meeting_id=meeting.id, item="risk", text="Elsewhere", agency="pol"
    ).changes
