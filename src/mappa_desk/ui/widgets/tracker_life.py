"""The life of one action drawn as a line downwards: an icon, when, what, why."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.models.desk_rows import ROW_ROLE as ROW
from mappa_desk.ui.models.tracker_life import LifeRow
from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets.desk_actions import wrapped
from mappa_desk.ui.widgets.desk_lists import DeskList, LineDelegate

Index = QModelIndex | QPersistentModelIndex
INDENT = 32
MOST_LINES = 12


class LifeDelegate(LineDelegate):
    """Draws one line of a life."""

    def _text(self, row: LifeRow, width: float) -> list[str]:
        return wrapped(row.text, "body", width - theme.px(INDENT) - 2, MOST_LINES) if row.text else []

    def _title(self, row: LifeRow, width: float) -> list[str]:
        return wrapped(row.title, "strong", width - theme.px(INDENT) - 2, 3)

    def row_height(self, row: LifeRow, width: float) -> float:
        """As high as its words."""
        lines = paint.line_pitch("caption", 1.3)
        lines += len(self._title(row, width)) * paint.line_pitch("body", 1.25)
        lines += len(self._text(row, width)) * paint.line_pitch("body", 1.3)
        return lines + theme.px(10)

    def draw(self, painter: QPainter, box: QRectF, row: LifeRow, *, selected: bool, focused: bool) -> None:
        """The icon on the line that runs through; what was taken back is muted and struck out."""
        side = theme.px(18)
        x = box.left() + side / 2 + 2
        top = box.top() + theme.px(2)
        if not row.last:
            painter.setPen(QPen(theme.colour("hairline" if theme.edge() == 1 else "text"), 1))
            painter.drawLine(QPointF(x, top + side + 4), QPointF(x, box.bottom() - 1))
        paint.draw_icon(painter, QPointF(x, top + side / 2), row.icon, row.tone, 18)
        left = box.left() + theme.px(INDENT)
        room = box.right() - left
        pitch = paint.line_pitch("caption", 1.3)
        paint.draw_text(painter, QRectF(left, top - 1, room, pitch), row.when, "caption", tone="muted")
        y = top - 1 + pitch
        pitch = paint.line_pitch("body", 1.25)
        for words in self._title(row, box.width()):
            tone = "text" if row.stands else "muted"
            paint.draw_text(painter, QRectF(left, y, room, pitch), words, "strong", tone=tone, bold=True)
            if not row.stands:
                middle = y + pitch / 2 + 1
                painter.setPen(QPen(theme.colour("muted"), 1))
                painter.drawLine(
                    QPointF(left, middle), QPointF(left + paint.text_width(words, "strong"), middle)
                )
            y += pitch
        pitch = paint.line_pitch("body", 1.3)
        for words in self._text(row, box.width()):
            paint.draw_text(painter, QRectF(left, y, room, pitch), words, "body", tone="muted")
            y += pitch


class LifeList(DeskList):
    """As tall as its lines: what holds it scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(LifeDelegate(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def relay(self) -> None:
        """Measure every line anew, and be as tall as all of them."""
        super().relay()
        self.fit()

    def fit(self) -> None:
        """Be as tall as the lines are at this width."""
        model = self.model()
        delegate = self.itemDelegate()
        if model is None or not isinstance(delegate, LifeDelegate):
            return
        width = float(self.viewport().width())
        tall = sum(
            round(delegate.row_height(row, width))
            for row in (model.index(at, 0).data(ROW) for at in range(model.rowCount()))
        )
        self.setFixedHeight(max(tall, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """What holds it scrolls."""
        event.ignore()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Scroll what holds it, so that the line is seen."""
        super().currentChanged(current, previous)
        if not self.hasFocus():
            return
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        held = parent.widget() if parent is not None else None
        if parent is not None and held is not None:
            box = self.visualRect(current)
            for corner in (box.bottomLeft(), box.topLeft()):
                at = self.viewport().mapTo(held, corner)
                parent.ensureVisible(at.x(), at.y(), 0, 8)
