"""A text field of the decision card: one to four rows, Enter goes on, Shift+Enter breaks the line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mappa_desk.ui.widgets.capture_text import CaptureText, modifiers_of


class DecisionText(CaptureText):
    """The same care for text as the capture line has."""

    went_on = Signal()
    """Enter was pressed: the next field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, least_rows=1, most_rows=4, framed=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field, Ctrl+Enter keeps the card."""
        plain = modifiers_of(event) == Qt.KeyboardModifier.NoModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if not event.isAutoRepeat():
                self.went_on.emit()
            event.accept()
            return
        super().keyPressEvent(event)
