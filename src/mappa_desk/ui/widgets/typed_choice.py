"""A list to choose from that takes the words of an offer as they are typed, spaces among them."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

PAUSE_S = 1.5
"""A longer pause begins another word."""


class TypedChoice(QComboBox):
    """Qt opens the list at the first space, and the list swallows what is typed next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = ""
        self._at = 0.0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters choose the next offer that begins so; a space does so behind letters, else it opens."""
        now = monotonic()
        if now - self._at > PAUSE_S:
            self._typed = ""
        text, held = event.text(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if not (plain and text and text.isprintable() and (text.strip() or self._typed)):
            self._typed = ""
            super().keyPressEvent(event)
            return
        self._at = now
        same = self._typed.casefold() == text.casefold() * len(self._typed) and bool(self._typed)
        wanted = (text if same else self._typed + text).casefold()
        self._typed += text
        first = self.currentIndex() + (1 if len(wanted) == 1 else 0)
        around = (at % self.count() for at in range(first, first + self.count())) if self.count() else ()
        found = next((at for at in around if self.itemText(at).casefold().startswith(wanted)), -1)
        if found >= 0:
            self.setCurrentIndex(found)
        event.accept()
