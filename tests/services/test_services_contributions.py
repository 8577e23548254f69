"""Entries: kept, revised, moved, turned, binned; what is refused; what a second connection sees."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from meeting_room import PASSPHRASE, REFERENCE, Clock, Ids, Room

from mappa_desk.domain.actions import ActionEventKind, Deadline, DeadlineKind
from mappa_desk.domain.agendas import ItemState
from mappa_desk.domain.cases import Level
from mappa_desk.domain.contributions import FIELD_LIMIT, EntryKind, Handling, IssueOutcome
from mappa_desk.domain.errors import NotFound, RuleError, StaleRevision
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.views import Draft
from mappa_desk.services import (
    actions,
    cases,
    contributions,
    desk,
    drafts,
    gaps,
    items,
    meetings,
    minutes,
)
from mappa_desk.services.work import Work
from mappa_desk.store.vault import KeyCost, Vault


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


def test_small_refusals_and_changes_that_change_nothing(room: Room) -> None:
    meeting = room.running()
    entry = _keep(room, meeting.id, "Said")
    other = _keep(room, room.running(room.case("LAN-0500")).id, "Elsewhere")
    steps = room.look(meeting).can_undo
    same = contributions.revise_entry(room.work, entry_id=entry.id, revision=entry.revision, text="Said ")
    assert same.value == entry and not same.changes
    assert contributions.change_kind(room.work, entry_id=entry.id, kind=entry.entry_kind).value == entry
    assert room.look(meeting).can_undo == steps
    for refused, sentence in (
        (lambda: _keep(room, meeting.id, "To do", kind=EntryKind.ACTION), "plain line"),
        (lambda: contributions.move_entry(room.work, entry_ids=(), item="risk"), "at least one entry"),
        (
            lambda: contributions.move_entry(room.work, entry_ids=(entry.id, other.id), item="risk"),
            "different meetings",
        ),
        (lambda: contributions.reorder_entry(room.work, entry_id=entry.id, after_id=other.id), "not in this"),
        (
            lambda: contributions.settle_issue(
                room.work, entry_id=entry.id, outcome=IssueOutcome.NO_ACTION, reason="None"
            ),
            "Only an issue",
        ),
        (
            lambda: contributions.revise_entry(
                room.work, entry_id=entry.id, revision=entry.revision, text=" "
            ),
            "cannot be empty",
        ),
        (
            lambda: items.settle_items(
                room.work, meeting_id=meeting.id, items=(), state=ItemState.NOT_APPLICABLE, reason="None"
            ),
            "at least one item",
        ),
        (
            lambda: contributions.keep_line(
                room.work,
                meeting_id=meeting.id,
                item="risk",
                text="Whose?",
                attendance_id=room.look(room.planned(room.case("LAN-0600"))).attendance[0].id,
            ),
            "not on the list of this meeting",
        ),
    ):
        with pytest.raises(RuleError, match=sentence):
            refused()
    assert room.view(meeting).entries == (entry,)


def test_an_area_without_its_own_lists_uses_the_shipped_ones(tmp_path: Path) -> None:
    clock, ids = Clock(), Ids()
    with Vault.create(
        tmp_path / "bare", PASSPHRASE, clock=clock, new_id=ids, practice=True, cost=KeyCost.cheap()
    ) as vault:
        work = Work(vault, clock, ids, REFERENCE)
        case = cases.open_case(work, reference="LAN-1", release_on=date(2027, 1, 20)).value
        meeting = meetings.start_now(work, level=Level.TWO, reference=case.reference).value
        made = actions.make_action(
            work,
            meeting_id=meeting.id,
            item="plan",
            text="Find a bed",
            owner_agency="hsg",
            deadline=Deadline(kind=DeadlineKind.BEFORE_RELEASE),
        ).value
        assert made.deadline.on == date(2027, 1, 15)
        shown = desk.desk_view(work, meeting_id=meeting.id)
        assert shown.agencies == REFERENCE.agencies and shown.keys == ""
        assert gaps.gaps(work, meeting_id=meeting.id)
