"""A hatched edge: practice at the left of the header, and what is private in high contrast."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mappa_desk.ui import theme

STEP = 6
HATCH = 6
"""Width of a hatched edge in logical pixels."""


def draw_hatch(painter: QPainter, box: QRectF) -> None:
    """Slanting lines over a box in the colour of text."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(box)
    painter.fillRect(box, theme.colour("surface"))
    painter.setPen(QPen(theme.colour("text"), 1.5))
    wide = box.width()
    top = box.top() - wide
    while top < box.bottom() + wide:
        painter.drawLine(QPointF(box.left(), top + wide), QPointF(box.right(), top))
        top += STEP
    painter.restore()


class Hatch(QWidget):
    """Draws slanting lines over its whole area in the colour of text."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_hatch(QPainter(self), QRectF(self.rect()))
