"""The outline beside the minutes: number, title, and how many gaps or how the item stands."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.models.desk_rows import ROW_ROLE
from mappa_desk.ui.models.write_up_outline import OutlineLine
from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets.desk_lists import DeskList, LineDelegate

ROW = 32
FOLDED = 72
"""Narrower than this at 100 % text only the numbers are shown."""
FOLDED_WIDTH = 56
SEEK_MS = 1_500
"""Digits within this time of each other are one number."""


class OutlineDelegate(LineDelegate):
    """Draws one row of the outline."""

    def row_height(self, row: OutlineLine, width: float) -> float:
        """32 for every row."""
        return float(theme.px(ROW))

    def draw(
        self, painter: QPainter, box: QRectF, row: OutlineLine, *, selected: bool, focused: bool
    ) -> None:
        """Bar and tint for the item under the caret, then number, title, and gaps or state."""
        if row.current:
            painter.fillRect(box, theme.colour("accent_soft"))
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme.colour("accent"))
        folded = box.width() < theme.px(FOLDED)
        number = QRectF(box.left() + 4, box.top(), theme.px(24), box.height())
        if folded:
            self._draw_folded(painter, box, row)
            return
        paint.draw_text(
            painter, number, row.number, bold=row.current, align=Qt.AlignmentFlag.AlignRight,
            tone="text" if row.current else "muted",
        )  # fmt: skip
        right = box.right() - theme.space(3)
        side = theme.px(paint.ICON)
        if row.gaps:
            self._draw_badge(painter, QPointF(right, box.center().y()), str(row.gaps))
        else:
            paint.draw_icon(painter, QPointF(right - side / 2, box.center().y()), *row.icon)
        left = number.right() + theme.space(2) if row.number else box.left() + theme.space(4)
        words = QRectF(left, box.top(), right - side - 6 - left, box.height())
        paint.draw_text(painter, words, row.title, bold=row.current)

    def _draw_folded(self, painter: QPainter, box: QRectF, row: OutlineLine) -> None:
        """The number alone; a small triangle beside it where something is missing."""
        small = theme.px(12)
        number = QRectF(box.left() + 4, box.top(), box.width() - small - 10, box.height())
        paint.draw_text(
            painter, number, row.number or "–", bold=row.current, align=Qt.AlignmentFlag.AlignRight,
            tone="text" if row.current else "muted",
        )  # fmt: skip
        if row.gaps:
            at = QPointF(box.right() - small / 2 - 3, box.center().y())
            paint.draw_icon(painter, at, "triangle", "warning", 12)

    @staticmethod
    def _draw_badge(painter: QPainter, right: QPointF, count: str) -> None:
        """How many gaps, on the soft ground of a warning; with an edge where there are no tints."""
        width = max(theme.px(20), paint.text_width(count, "table", bold=True) + 12)
        height = float(theme.px(20))
        box = QRectF(right.x() - width, right.y() - height / 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("warning"), theme.edge()) if theme.edge() > 1 else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("warning_soft"))
        painter.drawRoundedRect(box, 4, 4)
        paint.draw_text(
            painter, box, count, "table", tone="warning", bold=True, align=Qt.AlignmentFlag.AlignHCenter
        )


class OutlineList(DeskList):
    """The outline as a list on the sunken ground. Enter or a click goes there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "sunken")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(OutlineDelegate(self))
        self._digits, self._since = "", QElapsedTimer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits lead to the item of that number; all else as in every list."""
        if event.text().isdecimal() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._seek(event.text())
            event.accept()
            return
        super().keyPressEvent(event)

    def _seek(self, digit: str) -> None:
        fresh = not self._since.isValid() or self._since.elapsed() > SEEK_MS
        self._digits = digit if fresh else self._digits + digit
        self._since.start()
        model = self.model()
        for place in range(model.rowCount()):
            row = model.index(place, 0).data(ROW_ROLE)
            if isinstance(row, OutlineLine) and row.number == self._digits:
                self.setCurrentIndex(model.index(place, 0))
                return

    def show_current(self) -> None:
        """Bring the row with the list's cursor into sight."""
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
