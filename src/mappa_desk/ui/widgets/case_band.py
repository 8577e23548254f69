"""A strip under the header whose pattern alternates from case to case of a day: by shape, not by colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.plain_tip import plain_tip

BARS, DOTS = 0, 1
_BAR, _BAR_STEP = 36, 44
_DOT, _DOT_STEP = 4, 12
"""Logical pixels: a shape and the distance from one to the next."""


class CaseBand(QWidget):
    """Bars for the first case of a day, dots for the second, bars for the third, and so on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pattern = BARS

    def set_place(self, place: int, words: str) -> None:
        """The place of the case in its day from 1, and that in words; 0 takes the strip away."""
        self.pattern = DOTS if place % 2 == 0 else BARS
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self.setVisible(place > 0)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self.pattern == DOTS)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        middle = self.height() / 2
        if self.pattern == BARS:
            for left in range(0, self.width(), _BAR_STEP):
                painter.drawRect(QRectF(left, middle - 2, _BAR, 4))
        else:
            for left in range(_DOT_STEP // 2, self.width(), _DOT_STEP):
                painter.drawEllipse(QRectF(left, middle - _DOT / 2, _DOT, _DOT))
