"""The button that starts the next case: Enter or Space, each time by a fresh press of the key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

_STARTS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StartButton(QPushButton):
    """A held key that closed the last case must not start the next one."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            event.accept()
        elif event.key() in _STARTS:
            self.click()
        else:
            super().keyPressEvent(event)
