"""The chair's marks: noted on a draft, led to their records, worked off, undone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from meeting_room import Room

from mappa_desk.domain.chair_drafts import ChairDraft, DraftLine, MarkState
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.mark_words import ReadMark, read_marks
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services import (
    areas,
    chair_marks,
    contributions,
    decisions,
    gaps,
    meetings,
    splitting,
    undo,
)


class _Marked:
    """A closed meeting with one draft whose lines 10 and 20 lead to two entries, 30 to a decision."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.meeting: Meeting = room.running()
        self.entries = [
            contributions.keep_line(
                room.work, meeting_id=self.meeting.id, item="contributions", text=text, agency="pol"
            ).value
            for text in ("First words here", "Second words here")
        ]
        self.decision = decisions.take_decision(
            room.work, meeting_id=self.meeting.id, item="plan", decided="To visit", because="Worth it"
        ).value
        meetings.close_meeting(room.work, meeting_id=self.meeting.id)
        self.draft = self.drawn(1)

    def drawn(self, number: int) -> ChairDraft:
        draft = ChairDraft(
            id=self.room.work.new_id(),
            meeting_id=self.meeting.id,
            number=number,
            at=self.room.work.now(),
            lines=(
                DraftLine(10, Entry.KIND, self.entries[0].id),
                DraftLine(20, Entry.KIND, self.entries[1].id),
                DraftLine(30, "decision", self.decision.id),
            ),
        )
        with self.room.work.writing() as uow:
            return uow.save(draft)

    def view(self) -> chair_marks.MarksView:
        return chair_marks.marks_view(self.room.work, meeting_id=self.meeting.id)

    def note(self, *marks: ReadMark, **more: int) -> tuple[chair_marks.ChairMark, ...]:
        return chair_marks.note_marks(self.room.work, meeting_id=self.meeting.id, marks=marks, **more).value

    def gaps(self) -> list[object]:
        found = gaps.gaps(self.room.work, meeting_id=self.meeting.id)
        return [gap for gap in found if gap.code == "chair_mark"]


@pytest.fixture
def marked(room: Room) -> _Marked:
    return _Marked(room)


def test_a_mark_finds_its_record_through_the_lines_of_the_draft(marked: _Marked) -> None:
    read = read_marks("line 22: say who\nline 31: because?\nline 3: title\nand date")
    marked.note(*read.marks, ReadMark(0, "Shorter"))
    rows = {row.mark.point: row for row in marked.view().marks}
    assert rows["say who"].entry_id == marked.entries[1].id
    assert rows["say who"].item == "contributions" and rows["say who"].place.endswith(".2")
    assert rows["because?"].entry_id == marked.decision.entry_id
    assert rows["because?"].place == "Decision 1"
    first = rows["title and date"]
    assert (first.entry_id, first.place, first.gone) == ("", "", False)
    assert (rows["Shorter"].mark.line, rows["Shorter"].entry_id) == (0, "")
    assert all(row.mark.draft_number == 1 for row in rows.values())
    assert [row.mark.line for row in marked.view().marks] == [0, 3, 22, 31]


def test_a_mark_on_the_front_matter_is_not_told_as_gone(marked: _Marked) -> None:
    (mark,) = marked.note(ReadMark(20, "Was she there?"))
    there = marked.view().drafts[-1].lines
    with marked.room.work.writing() as uow:
        uow.save(replace(mark, record_kind="attendance", record_id=there[0].record_id))
    (row,) = marked.view().marks
    assert (row.place, row.gone) == ("", False)


def test_a_mark_of_a_place_leads_to_the_record_that_stands_there(marked: _Marked) -> None:
    number = next(
        row.place for row in (marked.note(ReadMark(20, "x")), marked.view().marks)[1] if row.mark.line == 20
    )
    read = read_marks(f"{number}: say who\nDecision 1: because?\n9.99: where?\nDecision 7: none")
    marked.note(*read.marks)
    rows = {row.mark.point: row for row in marked.view().marks}
    assert (rows[f"{number}: say who"].place, rows[f"{number}: say who"].entry_id) == (
        number,
        marked.entries[1].id,
    )
    assert rows["Decision 1: because?"].entry_id == marked.decision.entry_id
    for unknown in ("9.99: where?", "Decision 7: none"):
        assert (rows[unknown].place, rows[unknown].entry_id, rows[unknown].gone) == ("", "", False)


def test_marks_are_worked_off_and_opened_again(marked: _Marked) -> None:
    one, two = marked.note(ReadMark(10, "Who?"), ReadMark(20, "Cut"))
    assert marked.view().open == 2
    done = chair_marks.settle_mark(marked.room.work, mark_id=one.id, state=MarkState.DONE).value
    assert done.settled_at is not None and marked.view().open == 1
    with pytest.raises(RuleError, match="Why is this mark not taken") as refused:
        chair_marks.settle_mark(marked.room.work, mark_id=two.id, state=MarkState.NOT_TAKEN, why="  ")
    assert refused.value.field == "why"
    kept = chair_marks.settle_mark(
        marked.room.work, mark_id=two.id, state=MarkState.NOT_TAKEN, why="It was said so"
    ).value
    assert kept.why == "It was said so" and marked.view().open == 0
    again = chair_marks.settle_mark(marked.room.work, mark_id=two.id, state=MarkState.OPEN).value
    assert (again.why, again.settled_at) == ("", None) and marked.view().open == 1


def test_each_is_an_undo_step(marked: _Marked) -> None:
    room, meeting = marked.room, marked.meeting
    marked.note(ReadMark(10, "Who?"), ReadMark(20, "Cut"))
    mark = marked.view().marks[0].mark
    chair_marks.settle_mark(room.work, mark_id=mark.id, state=MarkState.DONE)
    chair_marks.remove_mark(room.work, mark_id=mark.id)
    assert len(marked.view().marks) == 1
    assert undo.undo(room.work, meeting_id=meeting.id).value == "Mark taken away"
    assert marked.view().marks[0].mark.state is MarkState.DONE
    assert undo.undo(room.work, meeting_id=meeting.id).value == "Mark at line 10: done"
    assert marked.view().open == 2
    assert undo.undo(room.work, meeting_id=meeting.id).value == "2 marks of the chair"
    assert marked.view().marks == ()
    assert undo.redo(room.work, meeting_id=meeting.id).value == "2 marks of the chair"
    assert [row.mark.point for row in marked.view().marks] == ["Who?", "Cut"]


def test_an_open_mark_is_worth_a_look_and_blocks_where_the_area_says_so(marked: _Marked) -> None:
    (mark,) = marked.note(ReadMark(20, "Who is J Smith?"))
    (gap,) = marked.gaps()
    assert (gap.blocking, gap.item, gap.record_id) == (False, "contributions", marked.entries[1].id)
    assert gap.sentence == "The chair’s mark at line 20 is not worked off."
    standard = next(
        one for one in areas.area_view(marked.room.work).standards if one.id == "chair_marks_block"
    )
    assert not standard.value and standard.source == "Local rule, not confirmed"
    areas.save_standard(marked.room.work, standard=replace(standard, value=1))
    assert marked.gaps()[0].blocking
    chair_marks.settle_mark(marked.room.work, mark_id=mark.id, state=MarkState.DONE)
    assert marked.gaps() == []


def test_a_mark_whose_entry_was_joined_or_removed_says_so(marked: _Marked) -> None:
    marked.note(ReadMark(20, "Who?"), ReadMark(10, "When?"))
    splitting.join_entries(marked.room.work, entry_ids=(marked.entries[1].id,))
    rows = {row.mark.point: row for row in marked.view().marks}
    assert rows["Who?"].gone and not rows["Who?"].entry_id
    assert not rows["When?"].gone and rows["When?"].entry_id


def test_marks_of_an_earlier_draft_keep_its_number(marked: _Marked) -> None:
    marked.note(ReadMark(10, "First"))
    marked.drawn(2)
    marked.note(ReadMark(10, "Second"))
    marked.note(ReadMark(20, "Late for the first"), draft_number=1)
    assert [(row.mark.draft_number, row.mark.point) for row in marked.view().marks] == [
        (1, "First"), (1, "Late for the first"), (2, "Second"),
    ]  # fmt: skip
    with pytest.raises(NotFound, match="no draft 7"):
        marked.note(ReadMark(10, "x"), draft_number=7)


def test_bad_marks_are_refused_whole(marked: _Marked) -> None:
    for marks, sentence in (
        ((), "at least one mark"),
        ((ReadMark(1, "good"), ReadMark(2, " ")), "What is the mark"),
        ((ReadMark(-1, "x"),), "No draft has a line"),
        ((ReadMark(1, "x" * 60_000),), "characters"),
    ):
        with pytest.raises(RuleError, match=sentence):
            marked.note(*marks)
    assert marked.view().marks == ()
    with pytest.raises(NotFound):
        chair_marks.settle_mark(marked.room.work, mark_id="f" * 32, state=MarkState.DONE)


def test_approved_minutes_take_no_marks(room: Room) -> None:
    meeting = room.running()
    meetings_view = chair_marks.note_marks(
        room.work, meeting_id=meeting.id, marks=(ReadMark(0, "Shorter"),)
    ).value
    room.finish(meeting)
    for call in (
        lambda: chair_marks.note_marks(room.work, meeting_id=meeting.id, marks=(ReadMark(0, "x"),)),
        lambda: chair_marks.settle_mark(room.work, mark_id=meetings_view[0].id, state=MarkState.DONE),
        lambda: chair_marks.remove_mark(room.work, mark_id=meetings_view[0].id),
    ):
        with pytest.raises(RuleError, match="approved"):
            call()
