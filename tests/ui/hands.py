"""Somebody at the keyboard of an open office."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from window_room import WindowRoom

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class Hands:
    """Somebody at the keyboard of an open office."""

    def __init__(self, room: WindowRoom) -> None:
        self.room = room
        self.program = room.opened()
        assert self.program.office is not None
        self.office = self.program.office
        self.shell = self.office.shell
        self.view = self.shell.view
        self.work = self.office._work

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.view, key, modifier)
        self.settle()

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)

    def settle(self) -> None:
        self.room.idle(self.program)

    def go(self, page: str, record: str = "", **wishes: str) -> QWidget:
        self.shell.navigate(page, record, **wishes)
        self.settle()
        return self.shell.page.widget

    def find(self, kind: type, name: str) -> QWidget:
        found = self.shell.page.widget.findChild(kind, name)
        assert found is not None, name
        return found

    @property
    def place(self) -> tuple[str, str]:
        return self.shell.place
