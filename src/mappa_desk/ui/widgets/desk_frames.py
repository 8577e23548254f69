"""Columns with hairlines at chosen edges, and labels that give way by eliding."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.plain_tip import plain_tip


class DeskColumn(QFrame):
    """A region of the desk: a plain ground, square corners, hairlines where the arrangement wants them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground = "surface"
        self._edges = ""
        theme.signals.changed.connect(self.update)

    def set_look(self, ground: str, edges: str) -> None:
        """A colour role for the ground; edges are letters of "ltrb" (left, top, right, bottom)."""
        self._ground, self._edges = ground, edges
        margins = [1 if edge in edges else 0 for edge in "ltrb"]
        self.setContentsMargins(*margins)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and hairlines."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(self._ground))
        painter.setPen(QPen(theme.colour("hairline"), 1))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        sides = {
            "l": (box.topLeft(), box.bottomLeft()),
            "t": (box.topLeft(), box.topRight()),
            "r": (box.topRight(), box.bottomRight()),
            "b": (box.bottomLeft(), box.bottomRight()),
        }
        for edge in self._edges:
            painter.drawLine(*sides[edge])


class ElidedLabel(QLabel):
    """One line of plain text that gives way to its neighbours; the whole of it stands in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """As narrow as it must."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, elided at its right."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        box = self.contentsRect()
        whole = self.text()
        shown = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, box.width())
        tip = whole if shown != whole else ""
        if self.toolTip() != tip:
            self.setToolTip(plain_tip(tip))
        painter.drawText(box, int(self.alignment()) | int(Qt.TextFlag.TextSingleLine), shown)
