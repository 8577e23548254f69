"""Corrections asked for by attendees: who, where, what, taken or not and why; until the area's date."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from meeting_room import Room

from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.corrections import CorrectionState
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services import (
    areas,
    calendar,
    contributions,
    corrections,
    gaps,
    handouts,
    meetings,
    undo,
)
from mappa_desk.services.record_places import place_of_record, record_of_place


def _note(
    room: Room, meeting: Meeting, what: str = "The date is wrong", **more: object
) -> corrections.Correction:
    told = {"asked_by": "A Rees", "agency": "pol", "place": "6.1", **more}
    return corrections.note_correction(room.work, meeting_id=meeting.id, what=what, **told).value  # type: ignore[arg-type]  # by name


def _entry(room: Room, meeting: Meeting, text: str = "Seen on Monday") -> str:
    return contributions.keep_line(
        room.work, meeting_id=meeting.id, item="contributions", text=text, agency="pol"
    ).value.id


def _closed(room: Room) -> tuple[Meeting, str]:
    meeting = room.running()
    entry_id = _entry(room, meeting)
    return meetings.close_meeting(room.work, meeting_id=meeting.id).value, entry_id


def _view(room: Room, meeting: Meeting) -> corrections.CorrectionsView:
    return corrections.corrections_view(room.work, meeting_id=meeting.id)


def test_a_place_leads_to_its_record_and_back(room: Room) -> None:
    meeting = room.running()
    entry_id = _entry(room, meeting)
    action = room.act(meeting)
    room.say_the_needed(meeting, room.look(meeting).case.level)
    view = room.look(meeting)
    number = place_of_record(view, "entry", entry_id)
    item = next(one for one in view.items if one.code == "contributions")
    assert number == f"{item.number}.1"
    for said in (number, f"para {number}", f"  {number}, second line"):
        assert record_of_place(view, said) == ("entry", entry_id)
    decision = view.decisions[1]
    assert record_of_place(view, "decision 2") == ("decision", decision.id)
    assert place_of_record(view, "decision", decision.id) == "Decision 2"
    assert record_of_place(view, f"Action {action.tag}") == ("action", action.id)
    assert record_of_place(view, "action 1") == ("action", action.id)
    assert record_of_place(view, str(item.number)) == ("item", item.id)
    for unknown in ("", "page 4", "99.99", "Decision 40", "the end"):
        assert record_of_place(view, unknown) == ("", "")


def test_before_sealing_taken_leads_to_the_paragraph(room: Room) -> None:
    meeting, entry_id = _closed(room)
    number = place_of_record(room.look(meeting), "entry", entry_id)
    asked = _note(room, meeting, place=number)
    (row,) = _view(room, meeting).rows
    assert (row.entry_id, row.item, row.restricted, row.late) == (entry_id, "contributions", False, False)
    assert [
        gap.record_id for gap in gaps.gaps(room.work, meeting_id=meeting.id) if gap.code == "correction"
    ] == [entry_id]
    taken = corrections.settle_correction(
        room.work, correction_id=asked.id, state=CorrectionState.TAKEN
    ).value
    assert taken.state is CorrectionState.TAKEN and taken.settled_at is not None
    assert _view(room, meeting).open == 0
    assert not [gap for gap in gaps.gaps(room.work, meeting_id=meeting.id) if gap.code == "correction"]
    assert undo.undo(room.work, meeting_id=meeting.id).value == "Correction: taken"
    assert undo.undo(room.work, meeting_id=meeting.id).value == "Correction noted"
    assert _view(room, meeting).rows == ()
    assert undo.redo(room.work, meeting_id=meeting.id).value == "Correction noted"
    assert _view(room, meeting).open == 1


def test_not_taken_needs_a_reason(room: Room) -> None:
    meeting, _ = _closed(room)
    asked = _note(room, meeting)
    with pytest.raises(RuleError, match="Why is this correction not taken") as refused:
        corrections.settle_correction(room.work, correction_id=asked.id, state=CorrectionState.NOT_TAKEN)
    assert refused.value.field == "why"
    kept = corrections.settle_correction(
        room.work, correction_id=asked.id, state=CorrectionState.NOT_TAKEN, why="It was said so"
    ).value
    assert kept.why == "It was said so"
    back = corrections.settle_correction(room.work, correction_id=asked.id, state=CorrectionState.OPEN).value
    assert (back.why, back.settled_at) == ("", None)


def test_what_is_possible_depends_on_the_seal(room: Room) -> None:
    meeting = room.running()
    with pytest.raises(RuleError, match="once the meeting is closed"):
        _note(room, meeting)
    _entry(room, meeting)
    room.finish(meeting)
    asked = _note(room, meeting)
    for state, sentence in (
        (CorrectionState.TAKEN, "make it an erratum or a note"),
        (CorrectionState.ERRATUM, "An erratum needs"),
    ):
        with pytest.raises(RuleError, match=sentence):
            corrections.settle_correction(room.work, correction_id=asked.id, state=state)
    left = corrections.settle_correction(
        room.work, correction_id=asked.id, state=CorrectionState.NEXT_MEETING
    ).value
    assert left.state is CorrectionState.NEXT_MEETING
    opened = corrections.settle_correction(room.work, correction_id=asked.id, state=CorrectionState.OPEN)
    assert opened.value.state is CorrectionState.OPEN
    assert corrections.remove_correction(room.work, correction_id=asked.id).value.removed
    assert _view(room, meeting).rows == ()
    with pytest.raises(RuleError, match="taken away"):
        corrections.settle_correction(room.work, correction_id=asked.id, state=CorrectionState.OPEN)


def test_a_note_for_the_next_meeting_is_for_sealed_minutes_alone(room: Room) -> None:
    meeting, _ = _closed(room)
    asked = _note(room, meeting)
    with pytest.raises(RuleError, match="still a draft"):
        corrections.settle_correction(room.work, correction_id=asked.id, state=CorrectionState.NEXT_MEETING)


def test_the_last_day_is_counted_from_the_first_copy_and_a_late_one_is_taken_in(
    room: Room, tmp_path: Path
) -> None:
    meeting = room.running()
    _entry(room, meeting)
    room.finish(meeting)
    assert (_view(room, meeting).given_on, _view(room, meeting).until) == (None, None)
    handouts.write_document(
        room.work, meeting_id=meeting.id, kind=DocumentKind.ACTIONS, target=tmp_path / "a.pdf"
    )
    assert _view(room, meeting).until is None
    handouts.write_document(
        room.work, meeting_id=meeting.id, kind=DocumentKind.MINUTES, target=tmp_path / "m.pdf"
    )
    given = room.work.today()
    assert _view(room, meeting).until == calendar.add_working_days(given, 10)
    standard = next(one for one in areas.area_view(room.work).standards if one.id == "corrections_days")
    assert standard.source == "Local rule, not confirmed" and not standard.verified_by
    areas.save_standard(room.work, standard=replace(standard, value=2))
    until = calendar.add_working_days(given, 2)
    assert _view(room, meeting).until == until
    room.clock.put(until + timedelta(days=1))
    _note(room, meeting, "In time", asked_on=until)
    _note(room, meeting, "Late")
    assert {row.correction.what: row.late for row in _view(room, meeting).rows} == {
        "In time": False, "Late": True,
    }  # fmt: skip


def test_bad_words_are_refused_with_their_field(room: Room) -> None:
    meeting, _ = _closed(room)
    for more, field in (
        ({"asked_by": " "}, "asked_by"),
        ({"what": ""}, "what"),
        ({"agency": "nobody"}, "agency"),
        ({"asked_on": room.work.today() + timedelta(days=1)}, "asked_on"),
    ):
        with pytest.raises(RuleError) as refused:
            _note(room, meeting, **more)  # type: ignore[arg-type]  # facts by name
        assert refused.value.field == field
    with pytest.raises(NotFound):
        corrections.note_correction(room.work, meeting_id="f" * 32, asked_by="A", what="B")
    assert _view(room, meeting).rows == ()


def test_a_correction_in_a_restricted_part_is_known_as_such(room: Room) -> None:
    meeting = room.running()
    entry_id = _entry(room, meeting)
    _, other = _entry(room, meeting, "Another"), _entry(room, meeting, "A third")
    contributions.set_handling(
        room.work, entry_id=other, handling=Handling.NAMED_RECIPIENTS, recipients=("prob",)
    )
    meetings.close_meeting(room.work, meeting_id=meeting.id)
    view = room.look(meeting)
    _note(room, meeting, place=place_of_record(view, "entry", entry_id))
    (row,) = _view(room, meeting).rows
    assert not row.restricted
    contributions.set_handling(
        room.work, entry_id=entry_id, handling=Handling.NAMED_RECIPIENTS, recipients=("prob",)
    )
    (row,) = _view(room, meeting).rows
    assert row.restricted
