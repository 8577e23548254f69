"""Draws the tracker: a cell, the head of a group over its whole line, the heads of the columns."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from mappa_desk.ui import theme
from mappa_desk.ui.models.tracker import Head, TrackerModel
from mappa_desk.ui.widgets import desk_paint as paint

PAD = 12
ICON_SIDE = 18
ICON_ROOM = 26
BAR = 3
Index = QModelIndex | QPersistentModelIndex


def draw_head(painter: QPainter, line: QRectF, head: Head, *, folded: bool, selected: bool) -> None:
    """The head of a group: which way it opens, its name, how many stand under it."""
    painter.fillRect(line, theme.colour("accent_soft" if selected else "window"))
    side = theme.px(ICON_SIDE)
    middle = QPointF(line.left() + PAD - 2 + side / 2, line.center().y())
    paint.draw_icon(painter, middle, "chevron_right" if folded else "chevron_down", "text", ICON_SIDE)
    left = line.left() + PAD + side + 6
    wide = paint.text_width(head.title, "body", bold=True) + 2
    room = line.right() - PAD - left
    beside = paint.text_width(head.tally, "body") + 2
    wide = min(wide, max(room - beside - 8, room / 2))
    paint.draw_text(painter, QRectF(left, line.top(), wide, line.height()), head.title, "body", bold=True)
    after = QRectF(left + wide + 8, line.top(), max(room - wide - 8, 0), line.height())
    paint.draw_text(painter, after, head.tally, "body", tone="muted")
    paint.draw_hairline(painter, line.left(), line.right(), line.bottom() - 0.5)


class TrackerDelegate(QStyledItemDelegate):
    """Draws one cell at a time; what belongs to the whole line is drawn through the window of the cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell, in the tone, weight and with the icon that its column asks for."""
        view = option.widget
        model = index.model()
        if not isinstance(view, QTableView) or not isinstance(model, TrackerModel):
            return
        painter.save()
        cell: QRect = option.rect
        painter.setClipRect(cell)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        line = model.line(index.row())
        whole = QRectF(0, cell.top(), view.viewport().width(), cell.height())
        if line.is_head:
            folded = model.is_folded(line.group)
            draw_head(painter, whole, model.heads[line.group], folded=folded, selected=selected)
        else:
            ground = "accent_soft" if selected else "surface"
            painter.fillRect(cell, theme.colour(ground))
            row = model.row_at(index.row())
            if row is not None:
                self._draw_cell(painter, QRectF(cell), model, row, index.column())
            paint.draw_hairline(painter, cell.left(), cell.right() + 1, cell.bottom() + 0.5)
        self._draw_marks(painter, view, whole, index.row(), selected)
        painter.restore()

    @staticmethod
    def _draw_cell(painter: QPainter, cell: QRectF, model: TrackerModel, row: object, number: int) -> None:
        column = model.columns[number]
        tone = column.tone(row) if column.tone else "text"
        left = cell.left() + PAD
        if column.icon:
            middle = QPointF(left + theme.px(ICON_SIDE) / 2, cell.center().y())
            paint.draw_icon(painter, middle, column.icon(row), tone, ICON_SIDE)
            left += theme.px(ICON_ROOM)
        box = QRectF(left, cell.top(), cell.right() - PAD - left, cell.height())
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        paint.draw_text(
            painter, box, model.cell(row, number), "table", tone=tone, bold=column.bold, align=side
        )

    @staticmethod
    def _draw_marks(painter: QPainter, view: QTableView, whole: QRectF, row: int, selected: bool) -> None:
        current = view.currentIndex()
        here = current.isValid() and current.row() == row
        if selected:
            if theme.edge() > 1:
                painter.fillRect(QRectF(whole.left(), whole.top(), whole.width(), 2), theme.colour("accent"))
                painter.fillRect(
                    QRectF(whole.left(), whole.bottom() - 2, whole.width(), 2), theme.colour("accent")
                )
            if here:
                painter.fillRect(
                    QRectF(whole.left(), whole.top(), BAR, whole.height()), theme.colour("accent")
                )
        if here and view.hasFocus():
            paint.draw_ring(painter, whole.adjusted(1, 0, -1, -1))


class TrackerHeader(QHeaderView):
    """The heads of the columns; the one that is sorted by shows which way."""

    def __init__(self, parent: QAbstractItemView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.sorted_by, self.descending = "", False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(theme.px(48))

    def show_sort(self, key: str, descending: bool) -> None:
        """Mark the column that is sorted by."""
        self.sorted_by, self.descending = key, descending
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """As high as a control."""
        return QSize(super().sizeHint().width(), max(32, theme.px(32)))

    def paintSection(self, painter: QPainter, rect: QRect, number: int) -> None:
        """Words at the side of their numbers, an arrow beside those that are sorted by."""
        model = self.model()
        if not isinstance(model, TrackerModel) or not 0 <= number < len(model.columns):
            return
        column = model.columns[number]
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, theme.colour("sunken"))
        box = QRectF(rect).adjusted(PAD, 0, -PAD, 0)
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        sorted_here = bool(column.sort) and column.sort == self.sorted_by
        tone = "text" if sorted_here else "muted"
        if sorted_here:
            room = theme.px(16)
            wide = min(paint.text_width(column.head, "table", bold=True), box.width() - room)
            at = box.right() - wide - room if column.right else box.left() + wide
            middle = QPointF(at + room / 2 + 2, box.center().y())
            arrow = "chevron_down" if self.descending else "chevron_up"
            paint.draw_icon(painter, middle, arrow, "text", 14)
            if not column.right:
                box.setRight(box.left() + wide + 1)
        paint.draw_text(painter, box, column.head, "table", tone=tone, bold=True, align=side)
        paint.draw_hairline(painter, rect.left(), rect.right() + 1, rect.bottom() + 0.5)
        painter.restore()
