"""Where the keyboard was before something covered the page: widget, caret and selection."""

from __future__ import annotations

import shiboken6
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget


class Caret:
    """Taken before the page is covered, given back after. A line edit loses its selection with the focus."""

    def __init__(self) -> None:
        self._widget: QWidget | None = None
        self._caret = 0
        self._selection = (-1, 0)

    def take(self, window: QWidget | None = None) -> None:
        """Remember where the keyboard is now; with `window` where it is in there, be it in front or not."""
        self._widget = window.focusWidget() if window is not None else QApplication.focusWidget()
        if isinstance(self._widget, QLineEdit):
            self._caret = self._widget.cursorPosition()
            self._selection = (self._widget.selectionStart(), self._widget.selectionLength())

    def give_back(self) -> None:
        """Put the keyboard back, when what had it is still there."""
        widget = self._widget
        if widget is None or not shiboken6.isValid(widget) or not widget.isVisible():
            return
        widget.setFocus()
        if isinstance(widget, QLineEdit):
            start, length = self._selection
            if start >= 0:
                backwards = self._caret == start
                widget.setSelection(start + length if backwards else start, -length if backwards else length)
            else:
                widget.setCursorPosition(self._caret)
