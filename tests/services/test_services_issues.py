"""An issue raised needs a decision, an action, or a reason for none before the minutes are approved."""

from __future__ import annotations

import pytest
from meeting_room import Room

from mappa_desk.domain.actions import Deadline, DeadlineKind
from mappa_desk.domain.cases import Level
from mappa_desk.domain.contributions import PARKED, Entry, EntryKind, IssueOutcome
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import ApprovedHow
from mappa_desk.services import contributions, gaps, issues, meetings, minutes, undo


def _issue(room: Room, meeting: Meeting, item: str = "risk") -> Entry:
    return contributions.keep_line(
        room.work, meeting_id=meeting.id, item=item, text="No keys", kind=EntryKind.ISSUE, agency="pol"
    ).value


def _codes(room: Room, meeting: Meeting) -> set[str]:
    return {gap.code for gap in gaps.gaps(room.work, meeting_id=meeting.id) if gap.blocking}


def test_a_new_action_settles_an_issue_in_one_step(room: Room) -> None:
    meeting = room.running()
    issue = _issue(room, meeting)
    contributions.keep_line(room.work, meeting_id=meeting.id, item="risk", text="After", agency="pol")
    assert "issue_open" in _codes(room, meeting)
    made = issues.answer_with_action(
        room.work,
        entry_id=issue.id,
        text="Cut new keys",
        owner_agency="hsg",
        owner_role="move-on officer",
        deadline=Deadline(kind=DeadlineKind.NEXT_MEETING),
    ).value
    seen = room.view(meeting)
    assert [entry.text for entry in seen.entries] == ["No keys", "Cut new keys", "After"]
    assert seen.entries[0].outcome is IssueOutcome.ACTION
    assert (seen.entries[1].settles_issue_id, seen.entries[1].item) == (issue.id, "risk")
    assert (made.owner_agency, made.place, made.entry_id) == ("hsg", 1, seen.entries[1].id)
    assert "issue_open" not in _codes(room, meeting)
    assert undo.undo(room.work, meeting_id=meeting.id).value.endswith("issue settled by action 1")
    back = room.view(meeting)
    assert [entry.text for entry in back.entries] == ["No keys", "After"]
    assert back.entries[0].outcome is IssueOutcome.OPEN and back.actions == ()


def test_a_new_decision_settles_an_issue_and_takes_the_place_of_a_reason(room: Room) -> None:
    meeting = room.running()
    issue = _issue(room, meeting)
    contributions.settle_issue(room.work, entry_id=issue.id, outcome=IssueOutcome.NO_ACTION, reason="Later")
    taken = issues.answer_with_decision(
        room.work, entry_id=issue.id, decided="Change the lock", because="Keys are lost"
    ).value
    seen = room.view(meeting)
    assert (seen.entries[0].outcome, seen.entries[0].outcome_reason) == (IssueOutcome.DECISION, "")
    assert (taken.number, taken.because) == (1, "Keys are lost")
    contributions.remove_entry(room.work, entry_id=taken.entry_id)
    assert room.view(meeting).entries[0].outcome is IssueOutcome.OPEN


def test_answers_that_are_refused_change_nothing(room: Room) -> None:
    meeting = room.running()
    issue = _issue(room, meeting)
    said = contributions.keep_line(
        room.work, meeting_id=meeting.id, item="risk", text="Said", agency="pol"
    ).value
    before = room.view(meeting)
    for call in (
        lambda: issues.answer_with_action(room.work, entry_id=said.id, text="Do"),
        lambda: issues.answer_with_action(room.work, entry_id=issue.id, text="  "),
        lambda: issues.answer_with_action(room.work, entry_id=issue.id, text="Do", owner_agency="xyz"),
        lambda: issues.answer_with_decision(room.work, entry_id=issue.id, decided=""),
        lambda: issues.settle_issue(room.work, entry_id=issue.id, outcome=IssueOutcome.NO_ACTION),
    ):
        with pytest.raises((RuleError, NotFound)):
            call()
    assert room.view(meeting) == before


def test_parked_entries_and_open_issues_hold_approval_up(room: Room) -> None:
    meeting = room.running()
    issue = _issue(room, meeting)
    said = contributions.keep_line(
        room.work, meeting_id=meeting.id, item=PARKED, text="Come back to this", agency="pol"
    ).value
    room.say_the_needed(meeting, Level.THREE)
    meetings.close_meeting(room.work, meeting_id=meeting.id)
    told = {
        "meeting_id": meeting.id,
        "approved_by": "Siân Morris",
        "how": ApprovedHow.AT_DESK,
        "on": room.work.today(),
    }
    found = gaps.gaps(room.work, meeting_id=meeting.id)
    assert {gap.record_id for gap in found if gap.code in ("parked", "issue_open")} == {said.id, issue.id}
    with pytest.raises(RuleError, match="still missing"):
        minutes.approve(room.work, **told)  # type: ignore[arg-type]  # by name
    contributions.move_entry(room.work, entry_ids=(said.id,), item="risk")
    assert _codes(room, meeting) == {"issue_open"}
    contributions.settle_issue(room.work, entry_id=issue.id, outcome=IssueOutcome.NO_ACTION, reason="Known")
    contributions.remove_entry(room.work, entry_id=said.id)
    assert [entry.id for entry in room.view(meeting).binned] == [said.id]
    assert minutes.approve(room.work, **told).value.version == 1  # type: ignore[arg-type]  # by name
    assert room.view(meeting).binned == (), "the bin lives as long as the draft"


def test_a_decision_settles_one_issue_and_no_issue_is_left_with_an_answer_that_is_gone(room: Room) -> None:
    meeting = room.running()
    one, two = _issue(room, meeting), _issue(room, meeting)
    taken = issues.answer_with_decision(room.work, entry_id=one.id, decided="Change the lock").value
    by = {"outcome": IssueOutcome.DECISION, "by_entry_id": taken.entry_id}
    with pytest.raises(RuleError, match="settles another issue"):
        issues.settle_issue(room.work, entry_id=two.id, **by)  # type: ignore[arg-type]  # by name
    contributions.remove_entry(room.work, entry_id=one.id)
    issues.settle_issue(room.work, entry_id=two.id, **by)  # type: ignore[arg-type]  # by name
    contributions.bring_back(room.work, entry_id=one.id)
    outcomes = {entry.id: entry.outcome for entry in room.view(meeting).entries}
    assert (outcomes[one.id], outcomes[two.id]) == (IssueOutcome.OPEN, IssueOutcome.DECISION)


def test_an_issue_that_was_something_else_meanwhile_is_open_again(room: Room) -> None:
    meeting = room.running()
    issue = _issue(room, meeting)
    issues.answer_with_decision(room.work, entry_id=issue.id, decided="Change the lock")
    contributions.change_kind(room.work, entry_id=issue.id, kind=EntryKind.NOTE)
    assert [entry.settles_issue_id for entry in room.view(meeting).entries] == [None, None]
    contributions.change_kind(room.work, entry_id=issue.id, kind=EntryKind.ISSUE)
    assert "issue_open" in _codes(room, meeting)
