"""The minutes of last time, confirmed at the next meeting and told at both."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from meeting_room import Room

from mappa_desk.domain.agendas import AgendaItem, ItemState, MeetingKind, Need
from mappa_desk.domain.corrections import CorrectionState
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services import (
    confirmations,
    contributions,
    corrections,
    gaps,
    items,
    meetings,
    minutes,
    undo,
)

ITEM = "last_minutes"


class _Two:
    """An approved first meeting with two notes for the next, and a review that runs."""

    def __init__(self, room: Room) -> None:
        self.room = room
        case = room.case()
        self.first: Meeting = room.running(case)
        room.finish(self.first)
        for what, place in (("It was Tuesday", "6.1"), ("Shorter", "")):
            asked = corrections.note_correction(
                room.work, meeting_id=self.first.id, asked_by="A Rees", what=what, place=place
            ).value
            corrections.settle_correction(
                room.work, correction_id=asked.id, state=CorrectionState.NEXT_MEETING
            )
        room.clock.put(room.work.today() + timedelta(days=42))
        self.review: Meeting = room.running(case, MeetingKind.REVIEW)

    def confirm(self, *changes: str) -> confirmations.MinutesConfirmation:
        return confirmations.confirm_minutes(
            self.room.work, meeting_id=self.review.id, as_presented=not changes, changes=changes
        ).value

    def item(self) -> AgendaItem:
        return next(one for one in self.room.look(self.review).items if one.code == ITEM)

    def codes(self) -> set[tuple[str, bool]]:
        found = gaps.gaps(self.room.work, meeting_id=self.review.id)
        return {(gap.code, gap.blocking) for gap in found if gap.item == ITEM}


@pytest.fixture
def two(room: Room) -> _Two:
    return _Two(room)


def test_the_agenda_says_which_item_it_is(two: _Two) -> None:
    assert two.item().needs == (Need.LAST_MINUTES,)
    for agenda in two.room.work.reference.agendas:
        asking = [item.code for item in agenda.items if Need.LAST_MINUTES in item.needs]
        assert len(asking) == (1 if agenda.kind is MeetingKind.REVIEW else 0)


def test_the_notes_of_last_time_wait_at_the_item(two: _Two) -> None:
    seen = confirmations.confirm_view(two.room.work, meeting_id=two.review.id)
    assert seen.previous is not None and seen.previous.id == two.first.id
    assert (seen.version, seen.confirmation) == (1, None)
    assert [one.words for one in seen.offered] == ["6.1: It was Tuesday", "Shorter"]
    desk = two.room.view(two.review)
    assert [note.what for note in desk.last_notes] == ["It was Tuesday", "Shorter"]
    assert desk.last_version == 1


def test_confirmed_as_presented_closes_the_item_and_stands_at_both_meetings(two: _Two) -> None:
    assert two.codes() == {("item_open", True)}
    kept = two.confirm()
    assert (kept.as_presented, kept.version, kept.confirmed_meeting_id) == (True, 1, two.first.id)
    meetings.go_to_item(two.room.work, meeting_id=two.review.id, item="level")
    assert two.item().state is ItemState.DISCUSSED
    assert two.codes() == set()
    assert two.room.view(two.review).confirmation == kept
    at = two.room.view(two.first).confirmed_at
    assert at is not None
    assert (at.reference, at.on, at.confirmation) == (
        "LAN-0417-M02", two.room.work.today(), kept,
    )  # fmt: skip
    assert minutes.snapshot(two.room.work, meeting_id=two.review.id).confirmation == kept


def test_with_changes_they_are_in_the_sealed_record(two: _Two) -> None:
    kept = two.confirm("6.1: It was Tuesday", " A typed one ", "  ")
    assert (kept.as_presented, kept.changes) == (False, ("6.1: It was Tuesday", "A typed one"))
    two.room.finish(two.review)
    frozen = minutes.snapshot(two.room.work, meeting_id=two.review.id)
    assert frozen.confirmation == kept
    with pytest.raises(RuleError, match="approved"):
        two.confirm()
    with pytest.raises(RuleError, match="approved"):
        confirmations.take_back_confirmation(two.room.work, meeting_id=two.review.id)


def test_it_can_be_said_anew_taken_back_and_undone(two: _Two) -> None:
    room, review = two.room, two.review
    first = two.confirm()
    assert two.confirm() == first
    second = two.confirm("Shorter")
    assert (second.id, second.as_presented) == (first.id, False)
    assert undo.undo(room.work, meeting_id=review.id).value == "Minutes of M01: confirmed"
    assert room.look(review).confirmation.as_presented  # type: ignore[union-attr]  # it stands
    assert undo.undo(room.work, meeting_id=review.id).value == "Minutes of M01: confirmed"
    assert room.look(review).confirmation is None
    assert undo.redo(room.work, meeting_id=review.id).value == "Minutes of M01: confirmed"
    confirmations.take_back_confirmation(room.work, meeting_id=review.id)
    assert room.look(review).confirmation is None
    assert room.look(two.first).confirmed_at is None
    with pytest.raises(NotFound, match="not confirmed"):
        confirmations.take_back_confirmation(room.work, meeting_id=review.id)
    assert undo.undo(room.work, meeting_id=review.id).value == "Confirmation taken back"
    assert room.look(review).confirmation is not None


def test_words_or_a_reason_do_for_approval_and_the_missing_confirmation_is_worth_a_look(two: _Two) -> None:
    room, review = two.room, two.review
    items.settle_items(
        room.work, meeting_id=review.id, items=(ITEM,), state=ItemState.NOTHING_TO_RECORD,
        reason="minutes_not_seen",
    )  # fmt: skip
    assert two.codes() == {("last_minutes", False)}
    contributions.keep_line(room.work, meeting_id=review.id, item=ITEM, text="Not seen", agency="pol")
    assert two.codes() == {("last_minutes", False)}
    two.confirm()
    assert two.codes() == set()


def test_a_settled_item_is_opened_by_the_confirmation_in_the_same_step(two: _Two) -> None:
    room, review = two.room, two.review
    items.settle_items(
        room.work, meeting_id=review.id, items=(ITEM,), state=ItemState.NOTHING_TO_RECORD,
        reason="agreed_no_corrections",
    )  # fmt: skip
    two.confirm()
    assert two.item().reason == ""
    undo.undo(room.work, meeting_id=review.id)
    assert two.item().state is ItemState.NOTHING_TO_RECORD and two.item().reason


def test_an_item_of_an_earlier_edition_learns_what_it_asks(two: _Two) -> None:
    with two.room.work.writing() as uow:
        (item,) = uow.all(AgendaItem, meeting_id=two.review.id, code=ITEM)
        uow.save(replace(item, needs=()))
    assert two.item().needs == (Need.LAST_MINUTES,)
    assert two.codes() == {("item_open", True)}
    two.confirm()
    with two.room.work.reading() as reading:
        (kept,) = reading.all(AgendaItem, meeting_id=two.review.id, code=ITEM)
    assert kept.needs == (Need.LAST_MINUTES,)
    assert two.codes() == set()


def test_what_cannot_be_confirmed(room: Room, two: _Two) -> None:
    with pytest.raises(RuleError, match="Which changes") as refused:
        confirmations.confirm_minutes(room.work, meeting_id=two.review.id, as_presented=False, changes=(" ",))
    assert refused.value.field == "changes"
    with pytest.raises(RuleError, match="have no changes"):
        confirmations.confirm_minutes(room.work, meeting_id=two.review.id, as_presented=True, changes=("x",))
    alone = room.running(room.case("LAN-0999"))
    assert confirmations.confirm_view(room.work, meeting_id=alone.id).previous is None
    with pytest.raises(RuleError, match="No meeting on this person"):
        confirmations.confirm_minutes(room.work, meeting_id=alone.id, as_presented=True)
    planned = room.planned(room.look(two.first).case, MeetingKind.REVIEW)
    with pytest.raises(RuleError, match="Start the meeting"):
        confirmations.confirm_minutes(room.work, meeting_id=planned.id, as_presented=True)
