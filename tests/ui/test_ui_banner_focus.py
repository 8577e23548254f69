"""A banner takes no focus, is reached by keyboard, and gives the keyboard back when its cause is gone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from mappa_desk.domain.errors import DiskFull
from mappa_desk.services.meetings import list_meetings


def test_saving_elsewhere_by_keyboard_and_back_to_the_line(hands, tmp_path) -> None:
    meeting = next(row.meeting_id for row in list_meetings(hands.work) if not row.meeting.started_at)
    hands.shell.navigate("meeting", meeting)
    hands.room.wait(lambda: hands.place == ("meeting", meeting) and hands.shell.page.state.ready)
    page, banner = hands.shell.page, hands.view.banner
    page.focus_line()
    hands.type("half a line")
    page._on_holding(DiskFull("No room."), 2)
    line = page.panel.capture.line
    assert banner.isVisible() and QApplication.focusWidget() is line
    stick = tmp_path / "stick"
    stick.mkdir()
    hands.room.files.save = stick
    second = banner.findChild(QPushButton, "second_button")
    for _ in range(12):
        if banner.isAncestorOf(QApplication.focusWidget()):
            break
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    for _ in range(4):
        if QApplication.focusWidget() is second:
            break
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is second and second.text() == "Save a copy elsewhere"
    QTest.keyClick(second, Qt.Key.Key_Space)
    hands.room.wait(lambda: list(stick.glob("*.mappawords")))
    hands.room.wait(lambda: "A copy is in" in page.panel.capture.said())
    page._on_freed()
    assert not banner.isVisible() and QApplication.focusWidget() is not None
    assert not banner.isAncestorOf(QApplication.focusWidget())
    assert line.toPlainText() == "half a line"
