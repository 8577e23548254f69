"""Words to be read aloud: never more than twelve in a row, so that the eye finds the next one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

MOST_WORDS = 12
_NO_LIMIT = 16_777_215
"""Qt's own largest width."""


class SayLabel(QLabel):
    """Plain words that wrap. Its width is held below that of any thirteen words in a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._held = ("", "")

    def say(self, text: str) -> None:
        """Show these words."""
        if text != self.text():
            self.setText(text)
            self._hold()

    def changeEvent(self, event: QEvent) -> None:
        """Another size of the text, another width."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._hold()

    def _hold(self) -> None:
        held = (self.text(), self.font().key())
        if held == self._held:
            return
        self._held = held
        metrics = self.fontMetrics()
        runs = (
            " ".join(words[at : at + MOST_WORDS + 1])
            for words in (line.split() for line in self.text().splitlines())
            for at in range(len(words) - MOST_WORDS)
        )
        least = min((metrics.horizontalAdvance(run) for run in runs), default=_NO_LIMIT + 1)
        self.setMaximumWidth(least - 1)
