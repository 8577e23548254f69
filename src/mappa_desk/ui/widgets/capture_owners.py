"""The list of owners over the line: shown while an owner is typed, never with the keyboard's focus."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.widgets import desk_paint as paint

ROW = 28
LEAST, MOST = 260, 600
"""Bounds of the card's width."""
PADDING = 6


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """One owner that may be meant: an icon, the words, and how near they are."""

    icon: str
    words: str
    note: str


class OwnerList(QWidget):
    """A card of rows. No row is chosen until an arrow key chooses one."""

    pressed = Signal(int)
    """A row was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[OwnerRow, ...] = ()
        self._chosen = -1
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("owner_list")
        self.hide()
        theme.signals.changed.connect(self.updateGeometry)

    @property
    def rows(self) -> tuple[OwnerRow, ...]:
        """The rows that are shown."""
        return self._rows

    @property
    def chosen(self) -> int:
        """Place of the chosen row, -1 for none."""
        return self._chosen

    def set_rows(self, rows: tuple[OwnerRow, ...]) -> None:
        """Show these rows, none of them chosen."""
        self._rows, self._chosen = rows, -1
        self._say()

    def choose(self, place: int) -> None:
        """Choose a row; -1 for none."""
        self._chosen = max(-1, min(len(self._rows) - 1, place))
        self._say()

    def _say(self) -> None:
        if 0 <= self._chosen < len(self._rows):
            row = self._rows[self._chosen]
            self.setAccessibleName(", ".join(part for part in (row.words, row.note) if part))
        else:
            self.setAccessibleName(self.tr("Owners that fit: {n}").format(n=len(self._rows)))
        self.update()

    def room_over(self, anchor: QWidget) -> int:
        """How many rows there is room for above a widget of the same window, one at least."""
        parent = self.parentWidget()
        top = anchor.mapTo(parent, anchor.rect().topLeft()).y() if parent is not None else 0
        return max(1, int((top - 2 * PADDING - 12) // theme.px(ROW)))

    def open_over(self, anchor: QWidget, left: QWidget) -> None:
        """Stand right above a widget of the same window, level with the left edge of another."""
        parent = self.parentWidget()
        if parent is None or not self._rows:
            self.hide()
            return
        corner = left.mapTo(parent, left.rect().topLeft())
        corner.setY(anchor.mapTo(parent, anchor.rect().topLeft()).y())
        size = self.sizeHint()
        width = min(size.width(), parent.width() - corner.x() - 8)
        self.setGeometry(corner.x(), corner.y() - size.height() - 4, width, size.height())
        self.raise_()
        self.show()

    def sizeHint(self) -> QSize:
        """As wide as the longest row, within bounds, and as high as its rows."""
        longest = max((self._row_width(row) for row in self._rows), default=0.0)
        width = max(theme.px(LEAST), min(theme.px(MOST), longest))
        return QSize(int(width), int(theme.px(ROW) * len(self._rows) + 2 * PADDING))

    @staticmethod
    def _row_width(row: OwnerRow) -> float:
        words = paint.text_width(row.words, "body") + paint.text_width(row.note, "caption")
        return words + theme.px(paint.ICON) + 56

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click takes a row; the caret stays in the line."""
        place = int((event.position().y() - PADDING) // theme.px(ROW))
        if 0 <= place < len(self._rows):
            self.pressed.emit(place)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card with an edge; the chosen row on the soft accent with a bar at its left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = theme.edge() / 2
        painter.setPen(QPen(theme.colour("control_edge"), theme.edge()))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), paint.RADIUS, paint.RADIUS
        )
        for place, row in enumerate(self._rows):
            box = QRectF(PADDING, PADDING + place * theme.px(ROW), self.width() - 2 * PADDING, theme.px(ROW))
            self._paint_row(painter, row, box, chosen=place == self._chosen)

    @staticmethod
    def _paint_row(painter: QPainter, row: OwnerRow, box: QRectF, *, chosen: bool) -> None:
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(box, 4, 4)
            painter.fillRect(QRectF(box.left(), box.top() + 4, 3, box.height() - 8), theme.colour("accent"))
        side = theme.px(paint.SMALL_ICON)
        paint.draw_icon(
            painter,
            QPointF(box.left() + 10 + side / 2, box.center().y()),
            row.icon,
            "muted",
            paint.SMALL_ICON,
        )
        note = paint.text_width(row.note, "caption") + 2
        right = QRectF(box.right() - note - 8, box.top(), note, box.height())
        left = box.left() + side + 20
        words = QRectF(left, box.top(), right.left() - left - 12, box.height())
        paint.draw_text(painter, words, row.words, "body", bold=chosen)
        paint.draw_text(painter, right, row.note, "caption", tone="muted")
