"""Who has been heard, cell by cell, who declines to share, and those who take part from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_room import DeskRoom, copied, make_vault
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mappa_desk.domain.contributions import EntryKind
from mappa_desk.ui.models.people import PersonRow, cell_said
from mappa_desk.ui.views.desk_folds import Side


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault that was made once for this file."""
    folder = tmp_path_factory.mktemp("people") / "vault"
    return folder, make_vault(folder)


@pytest.fixture
def desk(dressed, template, tmp_path) -> Iterator[DeskRoom]:
    """A desk with its meeting running, Police in the room, Housing on video, the rest expected."""
    folder, meeting_id = template
    room = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id).show()
    room.page.commands()["start_meeting"]()
    room.idle()
    for agency, letter in (("pol", "P"), ("prob", "P"), ("hsg", "V"), ("hlth", "V")):
        _select(room, agency)
        room.press(letter)
        room.idle()
    room.page.escape()
    yield room
    room.close()


def _select(desk: DeskRoom, agency: str) -> PersonRow:
    """Put the list's cursor on the row that leads an agency, by keyboard."""
    desk.press("Ctrl+Shift+P")
    rows = desk.page._models.people.rows
    place = next(at for at, row in enumerate(rows) if row.attendance.agency == agency and row.leads)
    desk.press("Home")
    for _ in range(place):
        desk.press("Down")
    row = desk.page.panel.roll_call.current()
    assert row is not None and row.attendance.agency == agency
    return row


def _row(desk: DeskRoom, agency: str) -> PersonRow:
    return next(row for row in desk.page._models.people.rows if row.attendance.agency == agency and row.leads)


def _go(desk: DeskRoom, letters: str) -> None:
    desk.press("Ctrl+J")
    desk.type(letters)
    desk.press("Return")
    desk.idle()


def test_cells_fill_themselves_and_say_what_they_show(desk: DeskRoom):
    _go(desk, "contri")
    desk.say("pol: seen twice")
    desk.say("hsg: nil")
    desk.idle()
    assert _row(desk, "pol").cells == ("spoke", "later", "later", "later")
    assert _row(desk, "hsg").cells[0] == "nothing"
    assert _row(desk, "hlth").cells[0] == "due"
    _go(desk, "risk ass")
    assert _row(desk, "hlth").cells[:2] == ("missed", "due")
    assert cell_said(_row(desk, "hlth"), 1).endswith("information: not yet")
    assert "info not yet" in desk.page._models.people.words(_row(desk, "hlth"))
    assert desk.page.panel._ui.unheard_label.text().startswith("Police, Probation, Housing")
    _go(desk, "visor")
    assert desk.page.panel._ui.unheard_head_label.isHidden()


def test_enter_on_a_cell_that_is_not_heard_puts_the_speaker_on_the_line(desk: DeskRoom):
    _go(desk, "contri")
    _select(desk, "hsg")
    people = desk.page.panel.roll_call.list
    desk.press("Right")
    assert people.column == 1 and desk.shell.said[-1] == "Housing, information: not yet"
    desk.press("Down")
    assert people.column == 1 and desk.shell.said[-1] == "Health, information: not yet"
    desk.press("Up")
    desk.press("Return")
    assert desk.focus() is desk.line and desk.page.capture.voice.agency == "hsg"
    desk.say("Two addresses in view.")
    desk.idle()
    assert _row(desk, "hsg").cells[0] == "spoke"
    assert desk.page.panel.sheet is None


def test_left_gives_the_row_back_and_enter_then_opens_it(desk: DeskRoom):
    _select(desk, "hsg")
    desk.press("Left")
    assert desk.page.panel.roll_call.list.column == 0
    for key in ("Right", "Right", "Left", "Left"):
        desk.press(key)
    assert desk.page.panel.roll_call.list.column == 0
    desk.press("Return")
    assert desk.page.panel.sheet is not None


def test_a_click_on_a_cell_lets_the_agency_speak(desk: DeskRoom):
    _go(desk, "contri")
    desk.page.panel.show_side(Side.PEOPLE)
    people = desk.page.panel.roll_call.list
    place = desk.page._models.people.place_of(_row(desk, "hlth").key)
    box = people.visualRect(people.model().index(place, 0))
    cell = QPoint(box.right() - 100, box.top() + 16)
    QTest.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert desk.page.capture.voice.agency == "hlth" and desk.focus() is desk.line


def test_declining_to_share_is_one_command_with_its_reason(desk: DeskRoom):
    _go(desk, "contri")
    desk.type("hsg: ")
    desk.page.commands()["declines_to_share"]()
    desk.say("the tenancy file, until the legal team has answered")
    desk.idle()
    entry = desk.kept().entries[-1]
    assert (entry.entry_kind, entry.agency) == (EntryKind.REFUSAL, "hsg")
    assert entry.text == "the tenancy file, until the legal team has answered"
    assert _row(desk, "hsg").cells[0] == "declined"


def test_declining_without_a_speaker_asks_for_one_and_keeps_the_kind(desk: DeskRoom):
    _go(desk, "contri")
    desk.page.commands()["declines_to_share"]()
    desk.type("health")
    desk.press("Return")
    desk.say("clinical notes: no consent")
    desk.idle()
    entry = desk.kept().entries[-1]
    assert (entry.entry_kind, entry.agency) == (EntryKind.REFUSAL, "hlth")


def test_the_kind_of_the_line_is_picked_by_keyboard(desk: DeskRoom):
    desk.page.commands()["pick_kind"]()
    desk.type("written")
    desk.press("Return")
    desk.say("hsg: Tenancy summary of 2 November.")
    desk.idle()
    assert desk.kept().entries[-1].entry_kind is EntryKind.WRITTEN_REPORT


def test_those_from_elsewhere_are_asked_once_and_their_rows_say_so(desk: DeskRoom):
    desk.press("Ctrl+R")
    desk.idle()
    assert _row(desk, "hsg").due_words == "remote check due"
    assert _row(desk, "pol").due_words == ""
    desk.page.commands()["ask_remote"]()
    sheet = desk.page.panel.sheet
    assert set(sheet.answers()["attendance_ids"]) == {_row(desk, "hsg").key, _row(desk, "hlth").key}
    for key in ("Space", "Tab", "Space"):
        desk.press(key)
    desk.press("Ctrl+Return")
    desk.until(lambda: len(desk.kept().remote_checks) == 2)
    desk.idle()
    assert {(one.alone, one.not_overheard, one.not_recording) for one in desk.kept().remote_checks} == {
        (True, True, False)
    }
    assert _row(desk, "hsg").due_words == ""
    assert "not confirmed: not recording" in _row(desk, "hsg").state_words
    assert desk.focus() is desk.line and "2 people asked" in desk.shell.said


def test_asking_when_nobody_is_elsewhere_says_so(desk: DeskRoom):
    for agency in ("hsg", "hlth"):
        _select(desk, agency)
        desk.press("O")
        desk.idle()
    desk.page.commands()["ask_remote"]()
    assert desk.page.panel.sheet is None
    assert desk.shell.said[-1] == "Nobody who is in takes part by video or by telephone."
