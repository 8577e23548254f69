"""Entries: kept, revised, moved, turned, binned; what is refused; what a second connection sees."""

from __future__ import annotations

import pytest
from meeting_room import Room

from mappa_desk.domain.actions import ActionEventKind, DeadlineKind
from mappa_desk.domain.agendas import ItemState
from mappa_desk.domain.contributions import FIELD_LIMIT, EntryKind, Handling, IssueOutcome
from mappa_desk.domain.errors import NotFound, RuleError, StaleRevision
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.views import Draft
from mappa_desk.services import actions, contributions, decisions, desk, drafts, items, meetings, minutes


def _keep(room: Room, meeting_id: str, text: str, item: str = "contributions", **more: object):  # type: ignore[no-untyped-def]  # a shorthand
    return contributions.keep_line(
        room.work, meeting_id=meeting_id, item=item, text=text, agency="pol", **more
    ).value


def test_a_kept_line_is_on_the_disk_and_its_draft_is_gone(room: Room) -> None:
    meeting = room.running()
    drafts.keep_draft(
        room.work,
        draft=Draft(meeting_id=meeting.id, place="line", text="12 March: missed", caret=8, agency="pol"),
    )
    waiting = drafts.line_draft(room.work, meeting_id=meeting.id)
    assert waiting is not None and (waiting.text, waiting.caret) == ("12 March: missed", 8)
    assert room.view(meeting).draft == waiting
    entry = _keep(room, meeting.id, " 12 March: missed\r\nappointment ", words="pol: 12 March: missed")
    seen = room.view(meeting)
    assert seen.draft is None
    assert [(one.text, one.words, one.position) for one in seen.entries] == [
        ("12 March: missed\nappointment", "pol: 12 March: missed", 1024)
    ]
    assert entry.captured_at == seen.entries[0].captured_at


def test_an_empty_draft_is_dropped(room: Room) -> None:
    meeting = room.running()
    drafts.keep_draft(room.work, draft=Draft(meeting_id=meeting.id, place="line", text="a"))
    drafts.keep_draft(room.work, draft=Draft(meeting_id=meeting.id, place="line", text=""))
    assert drafts.line_draft(room.work, meeting_id=meeting.id) is None


def test_entries_before_the_start_and_after_the_close_but_never_after_approval(room: Room) -> None:
    meeting = room.planned()
    _keep(room, meeting.id, "Rang ahead", item="")
    meetings.start_meeting(room.work, meeting_id=meeting.id)
    meetings.close_meeting(room.work, meeting_id=meeting.id)
    _keep(room, meeting.id, "One more thing", item="")
    assert [one.item for one in room.view(meeting).entries] == ["", ""]
    other = room.running(room.case("LAN-0500"))
    entry = _keep(room, other.id, "Said in the room")
    room.act(other)
    room.finish(other)
    for refused in (
        lambda: _keep(room, other.id, "Too late"),
        lambda: contributions.revise_entry(
            room.work, entry_id=entry.id, revision=entry.revision, text="Changed"
        ),
        lambda: contributions.remove_entry(room.work, entry_id=entry.id),
        lambda: meetings.go_to_item(room.work, meeting_id=other.id, item="level"),
    ):
        with pytest.raises(RuleError, match="approved and can no longer change"):
            refused()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("  \n ", "nothing to keep"), ("a b " * FIELD_LIMIT, "takes 50,000"), ("a" * 2_001, "in a row")],
)
def test_lines_that_are_refused(room: Room, text: str, sentence: str) -> None:
    meeting = room.running()
    with pytest.raises(RuleError, match=sentence):
        _keep(room, meeting.id, text)
    assert room.view(meeting).entries == ()


def test_unknown_item_agency_and_neighbour_are_refused(room: Room) -> None:
    meeting = room.running()
    for facts in ({"item": "nowhere"}, {"agency": "xyz"}, {"after_id": "0" * 32}):
        told = {"item": "contributions", "agency": "pol", **facts}
        with pytest.raises(NotFound):
            contributions.keep_line(room.work, meeting_id=meeting.id, text="Words", **told)  # type: ignore[arg-type]  # by name
    assert room.view(meeting).entries == ()


def test_order_within_an_item(room: Room) -> None:
    meeting = room.running()
    one, two, three = (_keep(room, meeting.id, word) for word in ("one", "two", "three"))
    between = _keep(room, meeting.id, "between", after_id=one.id)
    assert [entry.text for entry in room.view(meeting).entries] == ["one", "between", "two", "three"]
    contributions.reorder_entry(room.work, entry_id=three.id, after_id=None)
    contributions.reorder_entry(room.work, entry_id=one.id, after_id=two.id)
    assert [entry.text for entry in room.view(meeting).entries] == ["three", "between", "two", "one"]
    for _ in range(25):
        contributions.reorder_entry(room.work, entry_id=three.id, after_id=between.id)
        contributions.reorder_entry(room.work, entry_id=between.id, after_id=three.id)
    texts = [entry.text for entry in room.view(meeting).entries]
    assert texts == ["three", "between", "two", "one"]
    positions = [entry.position for entry in room.view(meeting).entries]
    assert len(set(positions)) == 4


def test_filing_elsewhere_keeps_the_order_of_the_room(room: Room) -> None:
    meeting = room.running()
    first = _keep(room, meeting.id, "first")
    _keep(room, meeting.id, "second", item="risk")
    contributions.move_entry(room.work, entry_ids=(first.id,), item="risk")
    assert [(one.item, one.text) for one in room.view(meeting).entries] == [
        ("risk", "first"),
        ("risk", "second"),
    ]
    contributions.reorder_entry(room.work, entry_id=first.id, after_id=None)
    with pytest.raises(NotFound):
        contributions.move_entry(room.work, entry_ids=(first.id,), item="nowhere")


def test_a_stale_revision_is_refused_and_nothing_is_lost(room: Room) -> None:
    meeting = room.running()
    entry = _keep(room, meeting.id, "as said")
    contributions.revise_entry(room.work, entry_id=entry.id, revision=entry.revision, text="from one window")
    with pytest.raises(StaleRevision):
        contributions.revise_entry(room.work, entry_id=entry.id, revision=entry.revision, text="from another")
    seen = room.view(meeting).entries[0]
    assert (seen.text, seen.words) == ("from one window", "as said")


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


def test_handling_and_speaker(room: Room) -> None:
    meeting = room.running()
    entry = _keep(room, meeting.id, "From a source")
    with pytest.raises(RuleError, match="Who may have it"):
        contributions.set_handling(room.work, entry_id=entry.id, handling=Handling.NAMED_RECIPIENTS)
    contributions.set_handling(
        room.work, entry_id=entry.id, handling=Handling.NAMED_RECIPIENTS, recipients=("pol", "prob", "pol")
    )
    row = next(row for row in room.view(meeting).attendance if row.agency == "hsg")
    contributions.reattribute(room.work, entry_ids=(entry.id,), agency="", attendance_id=row.id)
    seen = room.view(meeting).entries[0]
    assert (seen.recipients, seen.agency, seen.attendance_id) == (("pol", "prob"), "hsg", row.id)
    with pytest.raises(NotFound):
        contributions.reattribute(room.work, entry_ids=(entry.id,), agency="xyz")


def test_an_item_with_entries_closes_itself_once_it_is_left(room: Room) -> None:
    meeting = room.running()
    meetings.go_to_item(room.work, meeting_id=meeting.id, item="contributions")
    _keep(room, meeting.id, "Said")

    def state(code: str) -> ItemState:
        return next(item.state for item in room.view(meeting).items if item.code == code)

    assert state("contributions") is ItemState.OPEN
    meetings.go_to_item(room.work, meeting_id=meeting.id, item="risk")
    assert state("contributions") is ItemState.DISCUSSED
    assert state("statement") is ItemState.DISCUSSED
    assert state("level") is ItemState.OPEN
    with pytest.raises(RuleError, match="holds entries"):
        items.settle_items(
            room.work,
            meeting_id=meeting.id,
            items=("contributions",),
            state=ItemState.NOTHING_TO_RECORD,
            reason="none",
        )
    items.settle_items(
        room.work,
        meeting_id=meeting.id,
        items=("diversity", "victims"),
        state=ItemState.NOTHING_TO_RECORD,
        reason="considered_none",
    )
    settled = next(item for item in room.view(meeting).items if item.code == "victims")
    assert settled.reason == room.work.reference.settle_reasons["considered_none"]
    _keep(room, meeting.id, "After all", item="victims")
    assert state("victims") is ItemState.DISCUSSED
    for code, state_, reason, sentence in (
        ("diversity", ItemState.NOT_APPLICABLE, "", "Why"),
        ("disclosure", ItemState.NOT_APPLICABLE, "not for us", "cannot end without"),
    ):
        with pytest.raises(RuleError, match=sentence):
            items.settle_items(room.work, meeting_id=meeting.id, items=(code,), state=state_, reason=reason)


def test_a_half_typed_line_is_never_sealed_over(room: Room) -> None:
    meeting = room.running()
    room.act(meeting)
    room.say_the_needed(meeting, level=meeting.level)
    meetings.close_meeting(room.work, meeting_id=meeting.id)
    drafts.keep_draft(room.work, draft=Draft(meeting_id=meeting.id, place="line", text="One more"))
    facts = {"approved_by": "Siân Morris", "how": minutes.ApprovedHow.EMAIL, "on": room.work.today()}
    with pytest.raises(RuleError, match="half-typed"):
        minutes.approve(room.work, meeting_id=meeting.id, **facts)  # type: ignore[arg-type]  # by name
    assert desk.desk_view(room.work, meeting_id=meeting.id).meeting.state is MeetingState.CLOSED


def test_every_change_is_signed_and_nothing_is_forgotten(room: Room) -> None:
    meeting = room.running()
    action = room.act(meeting)
    contributions.remove_entry(room.work, entry_id=action.entry_id)
    with room.work.reading() as reading:
        assert {entry.by for entry in reading.audit()} == {room.keeper.id}
    history = actions.history(room.work, action_id=action.id)
    assert [event.event_kind for event in history] == [ActionEventKind.MADE]
    assert room.vault.verify().faults == ()
