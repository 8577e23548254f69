"""One entry made into two and back into one: speaker, words and order stay, and undo takes it back."""

from __future__ import annotations

import pytest
from meeting_room import Room

from mappa_desk.domain.contributions import Entry, EntryKind, Handling, IssueOutcome
from mappa_desk.domain.errors import RuleError, StaleRevision
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.views import Draft
from mappa_desk.services import closed_parts, contributions, drafts, splitting, undo


def _keep(room: Room, meeting: Meeting, text: str, **more: object) -> Entry:
    told = {"item": "risk", "agency": "pol", "words": f"pol: {text}", **more}
    return contributions.keep_line(room.work, meeting_id=meeting.id, text=text, **told).value  # type: ignore[arg-type]  # by name


def _texts(room: Room, meeting: Meeting) -> list[str]:
    return [entry.text for entry in room.view(meeting).entries]


def test_a_split_keeps_speaker_time_handling_and_the_words_as_typed(room: Room) -> None:
    meeting = room.running()
    said = _keep(room, meeting, "Seen twice. Left at once.", handling=Handling.NOT_FOR_SUMMARY)
    _keep(room, meeting, "After")
    drafts.keep_draft(
        room.work, draft=Draft(meeting_id=meeting.id, place=f"entry:{said.id}", text="Seen twice. L")
    )
    first, second = splitting.split_entry(
        room.work, entry_id=said.id, revision=said.revision, first="Seen twice, not once. ", second=" Left."
    ).value
    seen = room.view(meeting)
    assert [entry.text for entry in seen.entries] == ["Seen twice, not once.", "Left.", "After"]
    assert (first.id, seen.entries[1].id) == (said.id, second.id)
    for name in ("agency", "captured_at", "handling", "words", "item", "entry_kind"):
        assert getattr(second, name) == getattr(first, name) == getattr(said, name)
    with room.work.reading() as reading:
        assert reading.drafts() == ()
    assert undo.undo(room.work, meeting_id=meeting.id).value == "Entry of 10:00: split"
    assert _texts(room, meeting) == ["Seen twice. Left at once.", "After"]
    undo.redo(room.work, meeting_id=meeting.id)
    assert _texts(room, meeting) == ["Seen twice, not once.", "Left.", "After"]


def test_each_part_of_a_split_issue_is_an_issue_to_be_settled(room: Room) -> None:
    meeting = room.running()
    issue = _keep(room, meeting, "No keys and no address", kind=EntryKind.ISSUE)
    contributions.settle_issue(
        room.work, entry_id=issue.id, outcome=IssueOutcome.NO_ACTION, reason="Nothing to add"
    )
    first, second = splitting.split_entry(
        room.work, entry_id=issue.id, revision=2, first="No keys", second="No address"
    ).value
    assert (first.outcome, first.outcome_reason) == (IssueOutcome.NO_ACTION, "Nothing to add")
    assert (second.outcome, second.outcome_reason) == (IssueOutcome.OPEN, "")


def test_splits_that_are_refused_change_nothing(room: Room) -> None:
    meeting = room.running()
    said = _keep(room, meeting, "Seen twice")
    action = room.act(meeting)
    before = room.view(meeting)
    for first, second in (("", "Seen"), ("Seen", " \n ")):
        with pytest.raises(RuleError, match="Both parts need words"):
            splitting.split_entry(room.work, entry_id=said.id, revision=1, first=first, second=second)
    with pytest.raises(RuleError, match="back into a plain line"):
        splitting.split_entry(
            room.work, entry_id=action.entry_id, revision=1, first="Visit", second="the address"
        )
    with pytest.raises(StaleRevision):
        splitting.split_entry(room.work, entry_id=said.id, revision=7, first="Seen", second="twice")
    assert room.view(meeting) == before


def test_an_entry_joins_the_one_before_of_its_speaker(room: Room) -> None:
    meeting = room.running()
    one = _keep(room, meeting, "Seen twice.")
    _keep(room, meeting, "Elsewhere", item="plan")
    two = _keep(room, meeting, "Left at once.")
    joined = splitting.join_entries(room.work, entry_ids=(two.id,)).value
    assert (joined.id, joined.text) == (one.id, "Seen twice. Left at once.")
    assert joined.words == "pol: Seen twice.\npol: Left at once."
    seen = room.view(meeting)
    assert [entry.text for entry in seen.entries] == ["Seen twice. Left at once.", "Elsewhere"]
    assert seen.binned == ()
    with pytest.raises(RuleError, match="stand elsewhere"):
        contributions.bring_back(room.work, entry_id=two.id)
    assert undo.undo(room.work, meeting_id=meeting.id).value == "Entry of 10:00: joined"
    assert _texts(room, meeting) == ["Seen twice.", "Elsewhere", "Left at once."]


def test_several_join_in_the_order_of_the_record_and_lines_stay_lines(room: Room) -> None:
    meeting = room.running()
    one, two, three = (_keep(room, meeting, text) for text in ("One", "Two\nlines", "Three"))
    joined = splitting.join_entries(room.work, entry_ids=(three.id, one.id, two.id)).value
    assert (joined.id, joined.text) == (one.id, "One\nTwo\nlines\nThree")


def test_what_was_split_and_joined_again_keeps_its_words_once(room: Room) -> None:
    meeting = room.running()
    said = _keep(room, meeting, "Seen twice. Left.")
    _, second = splitting.split_entry(
        room.work, entry_id=said.id, revision=1, first="Seen twice.", second="Left."
    ).value
    joined = splitting.join_entries(room.work, entry_ids=(second.id,)).value
    assert (joined.text, joined.words) == (said.text, said.words)


def test_joins_that_are_refused_change_nothing(room: Room) -> None:
    meeting = room.running()
    first = _keep(room, meeting, "First")
    other = _keep(room, meeting, "Other", agency="hsg")
    third = _keep(room, meeting, "Third")
    note = _keep(room, meeting, "Note", kind=EntryKind.NOTE)
    issue = _keep(room, meeting, "Issue", kind=EntryKind.ISSUE)
    away = _keep(room, meeting, "Away", item="plan")
    near = _keep(room, meeting, "Near", item="plan", handling=Handling.NOT_FOR_PERSON)
    police = next(row for row in room.look(meeting).attendance if row.agency == "pol")
    closed_parts.begin_closed_part(room.work, meeting_id=meeting.id, stayed=(police.id,))
    inside = _keep(room, meeting, "Inside", item="plan", handling=Handling.NOT_FOR_PERSON)
    before = room.view(meeting)
    for ids, words in (
        ((), "at least one"),
        ((first.id,), "No entry stands before"),
        ((other.id,), "one speaker"),
        ((third.id, first.id), "stand between"),
        ((note.id,), "one kind"),
        ((issue.id,), "not joined"),
        ((near.id,), "handled differently"),
        ((inside.id,), "handled differently"),
        ((away.id, first.id), "of one item"),
    ):
        with pytest.raises(RuleError, match=words):
            splitting.join_entries(room.work, entry_ids=ids)
    assert room.view(meeting) == before


def test_an_action_between_two_entries_is_no_bar_since_the_minutes_have_it_below_them(room: Room) -> None:
    meeting = room.running()
    one = _keep(room, meeting, "Seen twice.", item="plan")
    action = room.act(meeting)
    two = _keep(room, meeting, "Left at once.", item="plan")
    joined = splitting.join_entries(room.work, entry_ids=(two.id,)).value
    assert (joined.id, joined.text) == (one.id, "Seen twice. Left at once.")
    with pytest.raises(RuleError, match="not joined"):
        splitting.join_entries(room.work, entry_ids=(one.id, action.entry_id))


def test_what_was_typed_twice_in_the_room_stays_twice(room: Room) -> None:
    meeting = room.running()
    one, two = _keep(room, meeting, "np", words="np"), _keep(room, meeting, "np", words="np")
    joined = splitting.join_entries(room.work, entry_ids=(two.id,)).value
    assert (joined.id, joined.words) == (one.id, "np\nnp")


def test_halves_of_a_split_that_went_different_ways_keep_their_shorthand_once(room: Room) -> None:
    meeting = room.running()
    said = _keep(room, meeting, "Seen twice. Left.")
    _, second = splitting.split_entry(
        room.work, entry_id=said.id, revision=1, first="Seen twice.", second="Left."
    ).value
    other = _keep(room, meeting, "Came back.")
    joined = splitting.join_entries(room.work, entry_ids=(other.id,)).value
    assert (joined.id, joined.words) == (second.id, f"{said.words}\n{other.words}")
    whole = splitting.join_entries(room.work, entry_ids=(second.id,)).value
    assert (whole.id, whole.words) == (said.id, f"{said.words}\n{other.words}")
    assert whole.text == "Seen twice. Left. Came back."
