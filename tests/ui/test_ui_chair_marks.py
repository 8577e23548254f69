"""Draft and marks, and the approval, at the desk of a closed meeting: by keys alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from chair_room import ITEM, Answers, choose, error_of, field_of, give_files, keep, put, rows_of, sheet
from desk_room import DeskRoom, copied
from PySide6.QtWidgets import QApplication

from mappa_desk.domain.chair_drafts import ChairDraft, DraftLine, MarkState
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services import approvals, chair_marks, contributions, handouts, meetings


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    """The user saves to a stick."""
    (tmp_path / "stick").mkdir()
    return Answers(tmp_path / "stick")


@pytest.fixture
def desk(
    dressed: QApplication, running_meeting: tuple[Path, str], tmp_path: Path, answers: Answers
) -> Iterator[DeskRoom]:
    """A closed meeting with two entries, and a draft whose lines 10 and 20 lead to them."""
    folder, meeting_id = running_meeting
    room = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id)
    entries = [
        contributions.keep_line(room.work, meeting_id=meeting_id, item=ITEM, text=text, agency="pol").value
        for text in ("A first paragraph", "A second paragraph")
    ]
    meetings.close_meeting(room.work, meeting_id=meeting_id)
    lines = tuple(DraftLine(10 * at, Entry.KIND, one.id) for at, one in enumerate(entries, start=1))
    with room.work.writing() as uow:
        uow.save(
            ChairDraft(
                id=room.work.new_id(), meeting_id=meeting_id, number=1, at=room.work.now(), lines=lines
            )
        )
    give_files(room, answers)
    room.show()
    yield room
    room.close()


def _marks(desk: DeskRoom) -> chair_marks.MarksView:
    return chair_marks.marks_view(desk.work, meeting_id=desk.meeting_id)


def _open(desk: DeskRoom) -> None:
    marks = desk.page.chair.marks
    desk.page.commands()["chair_marks"]()
    desk.until(lambda: marks._was_read)


def _note(desk: DeskRoom, text: str) -> None:
    pane = desk.page.chair.marks.pane
    pane.field.setFocus()
    pane.set_text(text)
    desk.press("Return")
    desk.idle()
    desk.until(lambda: len(pane.list.model().rows) == len(_marks(desk).marks))  # type: ignore[attr-defined]  # a list


def test_marks_are_keyed_and_worked_off_by_letters(desk: DeskRoom) -> None:
    _open(desk)
    pane = desk.page.chair.marks.pane
    assert desk.focus() is pane.field, "an empty list leads to the field"
    desk.type("line 22: say who")
    assert pane._ui.read_label.text() == "Line 22: say who"
    desk.press("Return")
    desk.idle()
    desk.until(lambda: rows_of(pane))
    assert pane.field.toPlainText() == ""
    _note(desk, "line 11: when?")
    assert rows_of(pane) == [("Line 11, 9.1", "Open", "when?"), ("Line 22, 9.2", "Open", "say who")]
    pane.list.setFocus()
    desk.press("Home")
    desk.press("D")
    desk.idle()
    desk.until(lambda: rows_of(pane)[0][1] == "Done")
    assert pane.current() is not None and pane.current().text == "say who"
    desk.press("N")
    put(desk, "why", "")
    keep(desk)
    assert error_of(desk) == "Why is this mark not taken?"
    put(desk, "why", "It was said so")
    keep(desk)
    desk.until(lambda: rows_of(pane)[1][1] == "Not taken")
    assert [row.mark.state for row in _marks(desk).marks] == [MarkState.DONE, MarkState.NOT_TAKEN]
    assert desk.focus() is pane.list
    desk.press("O")
    desk.idle()
    desk.until(lambda: rows_of(pane)[1][1] == "Open")
    desk.press("Ctrl+Z")
    desk.idle()
    desk.until(lambda: rows_of(pane)[1][1] == "Not taken")
    desk.press("Del")
    desk.idle()
    desk.until(lambda: len(rows_of(pane)) == 1)
    desk.press("Ctrl+Z")
    desk.idle()
    desk.until(lambda: len(rows_of(pane)) == 2)


def test_letters_type_everywhere_else(desk: DeskRoom) -> None:
    _open(desk)
    _note(desk, "line 11: when?")
    pane = desk.page.chair.marks.pane
    pane.field.setFocus()
    desk.type("DNO")
    assert pane.field.toPlainText() == "DNO"
    pane.list.setFocus()
    desk.type("x")
    assert desk.line.toPlainText() == "" and pane.field.toPlainText() == "DNO"
    assert _marks(desk).open == 1


def test_a_pasted_email_gives_its_marks_and_keeps_the_rest_in_the_field(desk: DeskRoom) -> None:
    _open(desk)
    pane = desk.page.chair.marks.pane
    _note(desk, "Dear Jo,\n\nline 11: when?\n> line 22: who\n\nThanks\nSiân <b>Morris</b>")
    assert [row[2] for row in rows_of(pane)] == ["when?", "who"]
    assert pane.field.toPlainText() == "Dear Jo,\nThanks\nSiân <b>Morris</b>"
    assert desk.shell.said[-1] == "2 marks noted. 3 lines stay in the field."
    pane.field.setFocus()
    desk.press("Return")
    assert "No line begins with a number" in pane._ui.error_label.text()
    assert pane.field.toPlainText().startswith("Dear Jo,")


def test_a_mark_of_a_place_stands_at_it_and_says_how_it_is_read(desk: DeskRoom) -> None:
    _open(desk)
    pane = desk.page.chair.marks.pane
    _note(desk, "9.2: say who")
    (row,) = _marks(desk).marks
    assert row.place == "9.2" and row.mark.line == 0
    index = pane.list.model().index(0, 0)  # type: ignore[attr-defined]  # a list
    assert index.data() == "9.2. Open. 9.2: say who"
    pane.list.setFocus()
    desk.press("Return")
    desk.idle()
    assert [row.entry.text for row in desk.page.moves.chosen_entries()] == ["A second paragraph"]


def test_enter_leads_to_the_paragraph(desk: DeskRoom) -> None:
    _open(desk)
    _note(desk, "line 22: say who")
    pane = desk.page.chair.marks.pane
    pane.list.setFocus()
    desk.press("Return")
    desk.idle()
    assert desk.page.state.item == ITEM
    chosen = desk.page.moves.chosen_entries()
    assert [row.entry.text for row in chosen] == ["A second paragraph"]
    _open(desk)
    _note(desk, "say more")
    pane.list.setFocus()
    desk.press("Home")
    desk.press("Return")
    assert "leads to no paragraph" in pane._ui.error_label.text()


def test_a_draft_is_made_by_the_sheet_and_told(desk: DeskRoom, answers: Answers) -> None:
    pytest.importorskip("mappa_desk.documents.chair_draft_docx")
    desk.page.commands()["make_chair_draft"]()
    assert field_of(desk, "marks_by").text() == "19/11/2026"
    choose(desk, "form", "both")
    put(desk, "how", "by secure e-mail")
    keep(desk)
    desk.until(lambda: "written" in desk.shell.banners)
    given = handouts.register(desk.work, meeting_id=desk.meeting_id)
    names = [line.file_name for line in given]
    assert names == [f"lan-0417-m01-chair-draft-2.{suffix}" for suffix in ("pdf", "docx")]
    for line in given:
        data = (answers.save / line.file_name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == line.sha256
        assert line.how == "by secure e-mail"
    banner = desk.shell.banners["written"]
    assert banner.lead == f"Draft 2 for the chair: written as {names[0]} and {names[1]}."
    banner.actions[0].call()
    assert answers.shown == [answers.save / names[0]]
    pane = desk.page.chair.marks.pane
    desk.until(lambda: "Draft 2" in pane._ui.summary_label.text())


def test_no_place_and_no_date_are_said_in_the_sheet(desk: DeskRoom, answers: Answers) -> None:
    desk.page.commands()["make_chair_draft"]()
    put(desk, "marks_by", "some day")
    keep(desk)
    assert "Which day is that" in error_of(desk)
    put(desk, "marks_by", "27/11")
    answers.save = None
    keep(desk)
    assert error_of(desk) == "No place was chosen, so nothing was written."
    assert handouts.register(desk.work, meeting_id=desk.meeting_id) == ()


def test_approval_asks_for_the_reason_and_keeps_the_paper(
    desk: DeskRoom, answers: Answers, tmp_path: Path
) -> None:
    paper = tmp_path / "approved.eml"
    paper.write_bytes(b"\x00From: chair\r\n")
    answers.found = (paper,)
    desk.page.commands()["approve_minutes"]()
    keep(desk)
    assert error_of(desk) == "Who approves the minutes?"
    put(desk, "approved_by", "Siân Morris")
    choose(desk, "how", "email")
    put(desk, "reference", "E-mail of today")
    sheet(desk)._choosers["paper"].click()
    assert field_of(desk, "paper").text() == str(paper)
    keep(desk)
    assert "things are still missing before approval" in error_of(desk)
    put(desk, "despite_gaps_because", "Agreed with the chair")
    put(desk, "paper", str(tmp_path / "nowhere.pdf"))
    keep(desk)
    assert error_of(desk) == "This file is not there. Choose another."
    assert desk.kept().meeting.state is MeetingState.CLOSED
    put(desk, "paper", str(paper))
    keep(desk)
    desk.until(lambda: desk.shell.previewed)
    kept = approvals.approval_paper(desk.work, meeting_id=desk.meeting_id)
    assert kept is not None and kept.file_name == "approved.eml"
    desk.page.commands()["save_approval_paper"]()
    desk.until(lambda: "written" in desk.shell.banners)
    assert (answers.save / "approved.eml").read_bytes() == paper.read_bytes()
    desk.page.commands()["approve_minutes"]()
    desk.until(lambda: "approved already" in desk.shell.said[-1])


def test_after_approval_the_pane_only_shows(desk: DeskRoom) -> None:
    _open(desk)
    _note(desk, "line 22: say who")
    desk.page.commands()["approve_minutes"]()
    put(desk, "approved_by", "Siân Morris")
    put(desk, "despite_gaps_because", "Agreed")
    keep(desk)
    desk.until(lambda: desk.shell.previewed)
    _open(desk)
    pane = desk.page.chair.marks.pane
    desk.until(pane._ui.entry_frame.isHidden)
    assert not pane._ui.first_button.isEnabled()
    pane.list.setFocus()
    desk.press("D")
    assert "the marks stay as they are" in pane._ui.error_label.text()
    desk.press("Del")
    desk.idle()
    assert _marks(desk).open == 1


def test_one_pane_at_a_time_and_escape_closes_it(desk: DeskRoom) -> None:
    chair = desk.page.chair
    _open(desk)
    desk.page.commands()["ready_to_finalise"]()
    desk.until(desk.page.readiness.panel.lines)
    assert not chair.marks.is_open and desk.page.readiness.is_open
    desk.page.commands()["corrections"]()
    assert chair.corrections.is_open and not desk.page.readiness.is_open
    assert not chair.corrections.pane.isHidden() and chair.marks.pane.isHidden()
    desk.page.escape()
    assert not chair.corrections.is_open
    assert desk.focus() is desk.line


def test_every_part_of_the_pane_has_a_name(desk: DeskRoom) -> None:
    _open(desk)
    _note(desk, "line 22: say who")
    pane = desk.page.chair.marks.pane
    assert pane.list.accessibleName() == "Draft and marks, 1"
    assert pane.field.accessibleName() == "Marks of the chair, one a line"
    index = pane.list.model().index(0, 0)  # type: ignore[attr-defined]  # a list
    assert index.data() == "Line 22, 9.2. Open. say who"
    assert ("Draft and marks", pane) in [(name, widget) for name, widget in desk.page.panel.regions()]
