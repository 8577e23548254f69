"""A call that takes a while: told sheet by sheet, stopped by Esc; and the folder that it is written to."""

from __future__ import annotations

import shutil
import threading

import pytest
from chase_room import ChaseRoom, page_of, to_part
from hands import CTRL
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from mappa_desk.domain.chasing import Chase, ChaseKind
from mappa_desk.services.chasing import chase_view
from mappa_desk.ui.models.chase import Part


@pytest.fixture
def hands(qapp, dressed, chase_cases, tmp_path):
    """Somebody at the keyboard of the chase, with something in every part."""
    room = ChaseRoom(qapp, tmp_path)
    shutil.copytree(chase_cases, room.wiring.default_folder(practice=True))
    yield room.opened_at_chase()
    room.close()


def calls_of(hands):
    with hands.work.reading() as reading:
        return reading.all(Chase, chase_kind=ChaseKind.CALL)


def begun(hands):
    """A call of everything, sent while the vault is busy; the page, its sheet, what watches, what lets it go.

    What comes last must be called: the vault waits for it.
    """
    page = page_of(hands)
    to_part(hands, Part.CALLS)
    hands.press(Qt.Key.Key_A)
    hands.press(Qt.Key.Key_Return)
    folder = hands.room.folder / "documents"
    folder.mkdir(exist_ok=True)
    page.side.sheet._inputs["folder"].setText(str(folder))
    gate = threading.Event()
    page.office.jobs.store(lambda: gate.wait(5), lambda _result: None)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert page.side.is_running
    return page, page.side.sheet, page.side._watch, gate.set


def test_a_call_tells_its_sheets_and_esc_stops_it_with_what_is_written(hands) -> None:
    due = chase_view(hands.work).calls
    page, sheet, watch, let_go = begun(hands)
    far, ui = watch.far, sheet._ui
    far.go_on(2, len(due))
    watch.look()
    assert ui.far_label.text() == f"Sheet 2 of {len(due)}" and ui.far_bar.value() == 1
    assert ui.far_bar.isVisible() and ui.far_bar.maximum() == len(due)
    assert ui.leave_button.accessibleName() == "Stop, Esc" and QApplication.focusWidget() is ui.leave_button
    assert not ui.keep_button.isEnabled() and not ui.fields_page.isEnabled() and not page.unkept()
    QTest.keyClick(ui.leave_button, Qt.Key.Key_Escape)
    assert page.side.is_open and far.is_stopping
    assert ui.far_label.text() == f"Stopping after sheet 2 of {len(due)}"
    assert QApplication.focusWidget() is ui.leave_button and ui.leave_button.text() == " Stopping"
    page.view.focus_list()
    page._do("told")
    page._note_change()
    assert page.side.sheet is sheet, "nothing else begins meanwhile"
    let_go()
    hands.room.wait(lambda: not page.side.is_open)
    hands.settle()
    kept = calls_of(hands)
    assert len(kept) == 1 < len(due), "the sheet in hand is finished"
    assert {one.file_name for one in kept} == {
        path.name for path in (hands.room.folder / "documents").glob("*.pdf")
    }
    waiting = {(line.case_id, line.agency) for line in chase_view(hands.work).calls}
    assert waiting.isdisjoint((one.case_id, one.agency) for one in kept)
    assert len(waiting) == len(due) - len(kept), "what is noted as asked is what was written"
    top, left = hands.shell._banners.top, len(due) - len(kept)
    assert top.lead.startswith(f"Stopped after sheet {len(kept)} of {len(due)}. Called for updates: ")
    assert top.sentence.startswith("1 call is" if left == 1 else f"{left} calls are still to do.")
    ticked = [line for line in page.lines if line.key in page._ticked]
    assert len(ticked) == left and all(line.due for line in ticked), "the next call goes on with the rest"
    hands.press(Qt.Key.Key_Z, CTRL)
    assert len(chase_view(hands.work).calls) == len(due)


def test_who_leaves_while_it_is_written_goes_when_it_is(hands) -> None:
    _page, _sheet, watch, let_go = begun(hands)
    far = watch.far
    hands.shell.navigate("start")
    assert hands.place[0] == "chase" and not hands.shell.asks_before_leaving()
    let_go()
    hands.room.wait(lambda: hands.place[0] == "start")
    hands.settle()
    assert far.number == far.total == len(calls_of(hands)) and not chase_view(hands.work).calls


def test_a_call_that_is_refused_gives_its_fields_back(hands) -> None:
    page, sheet, watch, let_go = begun(hands)
    watch.look()
    shutil.move(hands.room.folder / "documents", hands.room.folder / "gone")
    let_go()
    hands.room.wait(lambda: not page.side.is_running)
    assert sheet._ui.error_label.text().startswith("There is no folder") and not calls_of(hands)
    assert sheet._ui.fields_page.isEnabled() and not sheet._ui.far_bar.isVisible()
    assert sheet._ui.leave_button.accessibleName() == "Leave, Esc"
    assert QApplication.focusWidget() is sheet._inputs["folder"]


def test_a_folder_that_is_not_there_is_made_when_it_is_asked_for_again(hands) -> None:
    page, folder = page_of(hands), hands.room.folder / "Calls" / "November"
    to_part(hands, Part.CALLS)
    hands.press(Qt.Key.Key_Return)
    sheet = page.side.sheet
    sheet._inputs["folder"].setText(str(folder))
    hands.press(Qt.Key.Key_Return, CTRL)
    said = sheet._ui.error_label.text()
    assert said.startswith("There is no folder “Calls/November” in “") and "once more" in said
    assert QApplication.focusWidget() is sheet._inputs["folder"] and sheet._inputs["folder"].isEnabled()
    assert not folder.parent.exists() and not calls_of(hands)
    QTest.mouseClick(sheet._choosers["folder"], Qt.MouseButton.LeftButton)
    assert page.office.files.begun_in == [hands.room.folder], "the dialog begins in what is there of it"
    sheet._inputs["folder"].setText(str(folder) + "s")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert "Novembers" in sheet._ui.error_label.text(), "another path is asked about anew"
    sheet._inputs["folder"].setText(str(folder))
    for _ in range(2):
        hands.press(Qt.Key.Key_Return, CTRL)
    hands.room.wait(lambda: not page.side.is_open)
    hands.settle()
    assert {one.file_name for one in calls_of(hands)} == {path.name for path in folder.glob("*.pdf")}
    to_part(hands, Part.LADDER)
    hands.press(Qt.Key.Key_Return)
    assert page.side.sheet.answers()["folder"] == str(folder), "the folder of the calls is offered"
    page.side.sheet._inputs["folder"].setText(str(folder / "Drafts"))
    hands.press(Qt.Key.Key_Return, CTRL)
    assert "“Drafts” in “November”" in page.side.sheet._ui.error_label.text()
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.room.wait(lambda: not page.side.is_open)
    assert list((folder / "Drafts").glob("*.eml"))


def test_the_button_stays_in_the_window_under_a_message_and_an_error(hands) -> None:
    page = page_of(hands)
    hands.view.resize(1366, 560)
    hands.press(Qt.Key.Key_A)
    hands.press(Qt.Key.Key_T)
    ui = page.side.sheet._ui
    page.undo.tell("A message stands above.", "Go", lambda: None)
    page.side.sheet.show_error("A sentence that is longer than the pane beside the list is wide. " * 3)
    hands.settle()
    button = page.view.window().findChild(QPushButton, "keep_button")
    assert button is ui.keep_button
    words = page.side.sheet._read["lines"]
    assert words.text().endswith("more") or len(words.text().splitlines()) <= 6
    assert words.height() >= words.heightForWidth(words.width()), "the list of actions is not cut"
    for widget in (button, ui.error_label):
        under = widget.mapTo(page.view, widget.rect().bottomRight())
        assert page.view.rect().contains(under) and not widget.visibleRegion().isEmpty()
        assert widget.visibleRegion().boundingRect() == widget.rect()


def test_what_a_rung_says_is_read_without_a_bar_over_its_words(hands) -> None:
    page = page_of(hands)
    hands.view.resize(1366, 688)
    to_part(hands, Part.LADDER)
    hands.press(Qt.Key.Key_A)
    hands.press(Qt.Key.Key_Return)
    said = page.side.sheet._read["wording"]
    said.set_line("Tell the MAPPA office by the day below what was done, or by when it will be. " * 3)
    hands.settle()
    lines = int(said.document().size().height())
    assert 3 < lines <= 9 and not said.verticalScrollBar().isVisible()
    said.set_line("Tell the MAPPA office by the day below what was done, or by when it will be. " * 9)
    hands.settle()
    assert said.verticalScrollBar().isVisible()
