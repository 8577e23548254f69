"""The copy for the case system: blocks by keyboard, what lies on the clipboard, and how it goes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEventLoop, QMimeData, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from mappa_desk.services import areas
from mappa_desk.services.meetings import list_meetings
from mappa_desk.services.system_copies import STANDARD, copy_view
from mappa_desk.ui import commands
from mappa_desk.ui.clipboard_guard import ClipboardGuard, concealed

CTRL = Qt.KeyboardModifier.ControlModifier


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


@pytest.fixture
def page(hands):
    """The blocks of a meeting that was held, of so few characters that there are several."""
    held = next(row.meeting_id for row in list_meetings(hands.work) if row.meeting.ended_at)
    standard = next(one for one in areas.area_view(hands.work).standards if one.id == STANDARD)
    areas.save_standard(hands.work, standard=replace(standard, value=1_500))
    hands.go("system_copy", held)
    hands.room.wait(lambda: hands.shell.page._copy is not None)
    return hands.shell.page


def test_blocks_are_copied_and_ticked_off_by_keyboard(hands, page) -> None:
    copy = page._copy
    assert len(copy.blocks) > 2
    assert hands.find(QPlainTextEdit, "text_edit").toPlainText() == copy.blocks[0].block.text
    hands.press(Qt.Key.Key_Return)
    assert clipboard() == copy.blocks[0].block.text
    assert "Block 1 is on the clipboard. It is cleared after two minutes" in page.view.said
    hands.find(QComboBox, "system_combo").setEditText("Delius")
    hands.find(QLineEdit, "reference_edit").setText("X 4711")
    page.view.focus_blocks()
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.room.wait(lambda: page.view.place == 1)
    view = copy_view(hands.work, meeting_id=copy.meeting_id)
    (tick,) = view.blocks[0].ticked
    assert (tick.system, tick.reference, tick.block, tick.blocks) == ("Delius", "X 4711", 1, len(view.blocks))
    assert page.view.said == f"Block 1 is ticked off. {len(view.blocks) - 1} to go."
    hands.press(Qt.Key.Key_Return)
    assert clipboard() == copy.blocks[1].block.text
    hands.press(Qt.Key.Key_Up)
    assert not hands.find(QPushButton, "untick_button").isHidden()
    page.untick()
    hands.settle()
    assert copy_view(hands.work, meeting_id=copy.meeting_id).blocks[0].ticked == ()
    assert "taken back" in page.view.said


def test_a_tick_without_a_system_or_a_day_is_refused_in_words(hands, page) -> None:
    hands.find(QComboBox, "system_combo").setEditText("")
    page.tick()
    hands.settle()
    assert page.view.said == "Into which system was it entered?"
    hands.find(QComboBox, "system_combo").setEditText("Delius")
    hands.find(QLineEdit, "entered_edit").setText("whenever")
    page.tick()
    hands.settle()
    assert "On which day was it entered?" in page.view.said
    assert not any(one.ticked for one in copy_view(hands.work, meeting_id=page._copy.meeting_id).blocks)


def test_restricted_parts_are_out_until_they_are_asked_for(hands, page) -> None:
    check = hands.find(QCheckBox, "restricted_check")
    assert not check.isChecked() and not page._copy.restricted
    check.click()
    hands.room.wait(lambda: page._copy.restricted)
    told = hands.find(QLabel, "left_out_label")
    assert told.text() == " ".join(page._copy.left_out)


def test_leaving_takes_off_the_clipboard_what_was_copied(hands, page) -> None:
    hands.press(Qt.Key.Key_Return)
    assert hands.office.clipboard.holds
    hands.shell.lock_requested.disconnect(hands.office.locking.lock)
    hands.shell.lock()
    assert clipboard() == ""
    assert page.view.said == "The clipboard was cleared."
    page.copy()
    assert clipboard()
    hands.office.stop()
    assert clipboard() == ""


def test_every_place_that_offers_it_leads_there(hands) -> None:
    held = next(row.meeting_id for row in list_meetings(hands.work) if row.meeting.ended_at)
    assert commands.command("system_copy").in_palette
    for place in ("meeting", "preview"):
        hands.go(place, held)
        hands.room.wait(lambda: not hasattr(hands.shell.page, "state") or hands.shell.page.state.ready)
        dict(hands.shell.page.commands())["system_copy"]()
        hands.settle()
        assert hands.place == ("system_copy", held)


def test_two_minutes_later_the_clipboard_is_empty(qapp) -> None:
    guard = ClipboardGuard(after_ms=30)
    told = []
    guard.cleared.connect(lambda: told.append(True))
    guard.copy("LAN-0417-M03 block 1 of 1\nwords")
    loop = QEventLoop()
    guard.cleared.connect(loop.quit)
    QTimer.singleShot(5_000, loop.quit)
    loop.exec()
    assert told == [True]
    assert clipboard() == ""


def test_what_was_copied_since_is_left_alone(qapp) -> None:
    guard = ClipboardGuard()
    told = []
    guard.cleared.connect(lambda: told.append(True))
    guard.copy("ours")
    other = QMimeData()
    other.setText("theirs")
    QGuiApplication.clipboard().setMimeData(other)
    assert guard.clear() is False
    assert (told, clipboard(), guard.holds) == ([], "theirs", False)


@pytest.mark.parametrize(
    ("platform", "mark"),
    [
        ("linux", "x-kde-passwordManagerHint"),
        ("win32", 'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"'),
        ("darwin", "application/x-nspasteboard-concealed-type"),
    ],
)
def test_histories_of_the_clipboard_are_asked_to_leave_it_out(qapp, platform: str, mark: str) -> None:
    data = concealed("words", platform)
    assert data.text() == "words"
    assert data.hasFormat(mark)
    assert not data.hasHtml()
