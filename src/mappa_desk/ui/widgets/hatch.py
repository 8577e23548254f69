"""A hatched edge: practice at the left of the header, and what is private in high contrast."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mappa_desk.ui import theme

STEP = 6


class Hatch(QWidget):
    """Draws slanting lines over its whole area in the colour of text."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.setPen(QPen(theme.colour("text"), 1.5))
        for start in range(-self.width(), self.height() + self.width(), STEP):
            painter.drawLine(0, start + self.width(), self.width(), start)
