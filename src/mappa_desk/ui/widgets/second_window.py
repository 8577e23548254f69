"""A window beside the desk: it comes without taking the keyboard, and can be blanked."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

APPEARING_MS = 1000
_MODIFIED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_KEPT = " \r\n\t"
"""Keys that press a button or lead on."""


class SecondWindow(QWidget):
    """Holds what is shown and what stands in its place. Closing it never ends the program.

    `closed` is said when somebody closes it, `typed` when a letter was typed in it: that belongs to the line.
    """

    appearing_ms = APPEARING_MS
    """For so long after it came the keyboard is not its own."""
    closed = Signal()
    typed = Signal(str)
    uninvited = Signal()
    """The system gave it the keyboard as it appeared, which nobody asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._since = QElapsedTimer()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        self.covers = QStackedWidget()
        lines.addWidget(self.covers)

    @property
    def is_covered(self) -> bool:
        """True while nothing of the meeting is shown."""
        return self.covers.currentIndex() > 0

    def cover(self, is_covered: bool) -> None:
        """Blank the window, or show again what it holds. What it holds must be the first of `covers`."""
        self.covers.setCurrentIndex(1 if is_covered else 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._since.start()

    def event(self, event: QEvent) -> bool:
        """Tells when it is given the keyboard as it appears."""
        if event.type() == QEvent.Type.WindowActivate and self._since.elapsed() < self.appearing_ms:
            self.uninvited.emit()
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """It goes; whoever made it lets it go."""
        event.accept()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Printable keys always type: they are handed on to the line of the desk."""
        letter = event.text()
        if letter.isprintable() and letter not in _KEPT and not event.modifiers() & _MODIFIED:
            self.typed.emit(letter)
        else:
            super().keyPressEvent(event)
