"""An entry turned into an action, a decision or an issue and back; the bin; issues and their answers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from meeting_room import Room

from mappa_desk.domain.actions import DeadlineKind
from mappa_desk.domain.contributions import EntryKind, IssueOutcome
from mappa_desk.domain.errors import RuleError
from mappa_desk.services import (
    actions,
    contributions,
    decisions,
)


def _keep(room: Room, meeting_id: str, text: str, item: str = "contributions", **more: object):  # type: ignore[no-untyped-def]  # a shorthand
    return contributions.keep_line(
        room.work, meeting_id=meeting_id, item=item, text=text, agency="pol", **more
    ).value


def test_a_line_becomes_an_action_and_a_line_again(room: Room) -> None:
    meeting = room.running()
    entry = _keep(room, meeting.id, "Ann to confirm licence address by fri", item="plan")
    turned = contributions.change_kind(room.work, entry_id=entry.id, kind=EntryKind.ACTION).value
    action = room.view(meeting).actions[0]
    assert (action.tag, action.text, action.entry_id) == (
        "M01-01",
        "Ann to confirm licence address",
        entry.id,
    )
    assert action.deadline.kind is DeadlineKind.DATE and f"{action.deadline.on:%a}" == "Fri"
    assert (turned.words, turned.text) == (entry.words, action.text)
    back = contributions.change_kind(room.work, entry_id=entry.id, kind=EntryKind.CONTRIBUTION).value
    assert (back.text, back.entry_kind) == (entry.text, EntryKind.CONTRIBUTION)
    assert room.view(meeting).actions == ()
    second = room.act(meeting)
    assert second.tag == "M01-02"
    contributions.change_kind(room.work, entry_id=entry.id, kind=EntryKind.ACTION)
    assert [one.tag for one in room.view(meeting).actions] == ["M01-01", "M01-02"]


def test_an_action_from_the_line_turned_back_is_what_was_typed(room: Room) -> None:
    meeting = room.running()
    typed = "@prob confirm licence address by fri"
    made = actions.make_action(
        room.work,
        meeting_id=meeting.id,
        item="plan",
        text="confirm licence address",
        owner_agency="prob",
        words=typed,
    ).value
    plain = contributions.change_kind(room.work, entry_id=made.entry_id, kind=EntryKind.NOTE).value
    assert plain.text == typed


def test_a_decision_keeps_its_reason_through_a_slip_of_the_key(room: Room) -> None:
    meeting = room.running()
    taken = decisions.take_decision(
        room.work, meeting_id=meeting.id, item="risk", decided="Stays high", because="Two breaches"
    ).value
    contributions.change_kind(room.work, entry_id=taken.entry_id, kind=EntryKind.NOTE)
    assert room.view(meeting).decisions == ()
    contributions.change_kind(room.work, entry_id=taken.entry_id, kind=EntryKind.DECISION)
    again = room.view(meeting).decisions[0]
    assert (again.number, again.because, again.decided) == (1, "Two breaches", "Stays high")


def test_a_revised_entry_changes_the_action_and_the_decision_it_carries(room: Room) -> None:
    meeting = room.running()
    action = room.act(meeting)
    decision = decisions.take_decision(
        room.work, meeting_id=meeting.id, item="risk", decided="Stays high"
    ).value
    for entry in room.view(meeting).entries:
        contributions.revise_entry(
            room.work, entry_id=entry.id, revision=entry.revision, text=f"{entry.text} now"
        )
    seen = room.view(meeting)
    assert seen.actions[0].text == f"{action.text} now"
    assert seen.decisions[0].decided == f"{decision.decided} now"


def test_the_bin_takes_the_action_with_it_and_gives_both_back(room: Room) -> None:
    meeting = room.running()
    action = room.act(meeting)
    contributions.remove_entry(room.work, entry_id=action.entry_id)
    seen = room.view(meeting)
    assert seen.entries == () and seen.actions == ()
    with pytest.raises(RuleError, match="removed"):
        contributions.remove_entry(room.work, entry_id=action.entry_id)
    assert room.act(meeting).tag == "M01-02"
    contributions.bring_back(room.work, entry_id=action.entry_id)
    assert [one.tag for one in room.view(meeting).actions] == ["M01-01", "M01-02"]
    with pytest.raises(RuleError, match="already"):
        contributions.bring_back(room.work, entry_id=action.entry_id)


def test_an_issue_is_answered_by_a_decision_an_action_or_a_reason(room: Room) -> None:
    meeting = room.running()
    issue = _keep(room, meeting.id, "Invited to an event", kind=EntryKind.ISSUE)
    assert issue.outcome is IssueOutcome.OPEN
    decision = decisions.take_decision(
        room.work, meeting_id=meeting.id, item="risk", decided="Not to go"
    ).value
    with pytest.raises(RuleError, match="nothing to be done"):
        contributions.settle_issue(room.work, entry_id=issue.id, outcome=IssueOutcome.NO_ACTION)
    with pytest.raises(RuleError, match="no action of this meeting"):
        contributions.settle_issue(
            room.work, entry_id=issue.id, outcome=IssueOutcome.ACTION, by_entry_id=decision.entry_id
        )
    contributions.settle_issue(
        room.work, entry_id=issue.id, outcome=IssueOutcome.DECISION, by_entry_id=decision.entry_id
    )
    seen = {entry.id: entry for entry in room.view(meeting).entries}
    assert seen[issue.id].outcome is IssueOutcome.DECISION
    assert seen[decision.entry_id].settles_issue_id == issue.id
    contributions.remove_entry(room.work, entry_id=decision.entry_id)
    assert room.view(meeting).entries[0].outcome is IssueOutcome.OPEN
    contributions.settle_issue(
        room.work, entry_id=issue.id, outcome=IssueOutcome.NO_ACTION, reason="Outside our powers"
    )
    assert room.view(meeting).entries[0].outcome_reason == "Outside our powers"


def test_an_issue_may_be_opened_again_and_answered_by_an_action(room: Room) -> None:
    meeting = room.running()
    issue = _keep(room, meeting.id, "An invitation", kind=EntryKind.ISSUE)
    action = room.act(meeting)
    with pytest.raises(RuleError, match="Which action"):
        contributions.settle_issue(room.work, entry_id=issue.id, outcome=IssueOutcome.ACTION)
    contributions.settle_issue(
        room.work, entry_id=issue.id, outcome=IssueOutcome.ACTION, by_entry_id=action.entry_id
    )
    contributions.settle_issue(room.work, entry_id=issue.id, outcome=IssueOutcome.OPEN)
    seen = {entry.id: entry for entry in room.view(meeting).entries}
    assert seen[issue.id].outcome is IssueOutcome.OPEN
    assert seen[action.entry_id].settles_issue_id is None
    contributions.settle_issue(
        room.work, entry_id=issue.id, outcome=IssueOutcome.ACTION, by_entry_id=action.entry_id
    )
    contributions.change_kind(room.work, entry_id=action.entry_id, kind=EntryKind.NOTE)
    seen = {entry.id: entry for entry in room.view(meeting).entries}
    assert seen[issue.id].outcome is IssueOutcome.OPEN
    assert seen[action.entry_id].settles_issue_id is None


def test_a_decision_out_of_the_bin_never_shares_a_number(room: Room) -> None:
    meeting = room.running()
    first, second = (
        decisions.take_decision(room.work, meeting_id=meeting.id, item="risk", decided=words).value
        for words in ("Stays high", "Not to go")
    )
    contributions.remove_entry(room.work, entry_id=second.entry_id)
    third = decisions.take_decision(room.work, meeting_id=meeting.id, item="risk", decided="To ring").value
    assert third.number == 2
    contributions.bring_back(room.work, entry_id=second.entry_id)
    numbers = {one.decided: one.number for one in room.view(meeting).decisions}
    assert numbers == {"Stays high": first.number, "To ring": 2, "Not to go": 3}
    revised = decisions.revise_decision(room.work, decision=replace(first, because="Two breaches")).value
    assert revised.because == "Two breaches"
