"""Draws the tracker: its lines, the head of a group over its whole line, the heads of the columns."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from mappa_desk.ui import theme
from mappa_desk.ui.models.tracker import Head, TrackerModel
from mappa_desk.ui.widgets import desk_paint as paint

PAD = 12
ICON_SIDE = 18
ICON_ROOM = 26
BAR = 3
MOST_KEPT = 20_000


def least_of_icons() -> int:
    """The least width of a column in pixels: a shape and the room at its sides."""
    return theme.px(ICON_SIDE) + 2 * PAD


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


class TrackerPainter:
    """Draws the lines of the table, column by column over all of them: what is set once serves every line.

    A delegate would be asked cell by cell and more than double the time of a frame.
    """

    def __init__(self, table: QTableView) -> None:
        self._table = table
        self._elided: dict[tuple[str, int, bool], str] = {}

    def forget(self) -> None:
        """Other fonts: what was shortened for the old ones no longer fits."""
        self._elided.clear()

    def paint(self, painter: QPainter, dirty: QRect) -> None:
        """Draw what lies in a part of the table."""
        table, model = self._table, self._table.model()
        painter.fillRect(dirty, theme.colour("surface"))
        if not isinstance(model, TrackerModel) or not model.rowCount():
            return
        first, last = table.rowAt(dirty.top()), table.rowAt(dirty.bottom())
        if first < 0:
            return
        last = last if last >= 0 else model.rowCount() - 1
        tall = table.verticalHeader().defaultSectionSize()
        wide = table.viewport().width()
        hairline, chosen = theme.colour("hairline"), table.selectionModel()
        rows: list[tuple[int, Any]] = []
        top = table.rowViewportPosition(first)
        for number in range(first, last + 1):
            selected = chosen.isRowSelected(number)
            line = model.line(number)
            if line.is_head:
                box = QRectF(0, top, wide, tall)
                folded = model.is_folded(line.group)
                draw_head(painter, box, model.heads[line.group], folded=folded, selected=selected)
            else:
                if selected:
                    painter.fillRect(0, top, wide, tall, theme.colour("accent_soft"))
                row = model.row_at(number)
                if row is not None:
                    rows.append((top, row))
                painter.fillRect(0, top + tall - 1, wide, 1, hairline)
            top += tall
        for column in range(len(model.columns)):
            if not table.isColumnHidden(column):
                self._draw_column(painter, model, column, rows, tall)
        self._draw_marks(painter, first, last, tall, wide)

    def _draw_column(
        self, painter: QPainter, model: TrackerModel, number: int, rows: list[tuple[int, Any]], tall: int
    ) -> None:
        column = model.columns[number]
        left = self._table.columnViewportPosition(number) + PAD
        room = self._table.columnWidth(number) - 2 * PAD
        if column.icon:
            room -= theme.px(ICON_ROOM)
        metrics = paint.metrics("table", bold=column.bold)
        base = round((tall + metrics.ascent() - metrics.descent()) / 2)
        painter.setFont(paint.font("table", bold=column.bold))
        pen = ""
        for top, row in rows:
            tone = column.tone(row) if column.tone else "text"
            if tone != pen:
                painter.setPen(theme.colour(tone))
                pen = tone
            at = left
            if column.icon:
                middle = QPointF(left + theme.px(ICON_SIDE) / 2, top + tall / 2)
                paint.draw_icon(painter, middle, column.icon(row), tone, ICON_SIDE)
                at += theme.px(ICON_ROOM)
                if room <= 0:
                    continue
            text = self._fitted(model.cell(row, number), room, column.bold)
            if column.right:
                at += room - round(metrics.horizontalAdvance(text))
            painter.drawText(at, top + base, text)

    def _fitted(self, text: str, room: int, bold: bool) -> str:
        """One line of plain text, shortened at its right where it does not fit."""
        key = (text, room, bold)
        found = self._elided.get(key)
        if found is None:
            if len(self._elided) >= MOST_KEPT:
                self._elided.clear()
            line = " ".join(text.split()) if not text.isprintable() else text
            found = paint.metrics("table", bold=bold).elidedText(line, Qt.TextElideMode.ElideRight, room)
            self._elided[key] = found
        return found

    def _draw_marks(self, painter: QPainter, first: int, last: int, tall: int, wide: int) -> None:
        """The bar and the ring of the cursor; in high contrast lines above and below what is chosen."""
        table = self._table
        if theme.edge() > 1:
            for number in range(first, last + 1):
                if table.selectionModel().isRowSelected(number):
                    top = table.rowViewportPosition(number)
                    painter.fillRect(0, top, wide, 2, theme.colour("accent"))
                    painter.fillRect(0, top + tall - 2, wide, 2, theme.colour("accent"))
        here = table.currentIndex().row()
        if first <= here <= last:
            top = table.rowViewportPosition(here)
            if table.selectionModel().isRowSelected(here):
                painter.fillRect(0, top, BAR, tall, theme.colour("accent"))
            if table.hasFocus():
                paint.draw_ring(painter, QRectF(1, top, wide - 2, tall - 1))


class TrackerHeader(QHeaderView):
    """The heads of the columns; the one that is sorted by shows which way."""

    def __init__(self, parent: QAbstractItemView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.sorted_by, self.descending = "", False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(least_of_icons())

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
        head = column.head
        if column.icon and paint.text_width(head, "table", bold=True) > box.width():
            head = ""  # room for the shapes alone
        sorted_here = bool(column.sort) and column.sort == self.sorted_by
        tone = "text" if sorted_here else "muted"
        if sorted_here:
            room = theme.px(16)
            wide = min(paint.text_width(head, "table", bold=True), box.width() + PAD - room)
            at = box.right() - wide - room if column.right else box.left() + wide
            middle = QPointF(at + room / 2 + (-1 if column.right else 2), box.center().y())
            arrow = "chevron_down" if self.descending else "chevron_up"
            paint.draw_icon(painter, middle, arrow, "text", 14)
            if not column.right:
                box.setRight(box.left() + wide + 1)
        paint.draw_text(painter, box, head, "table", tone=tone, bold=True, align=side)
        paint.draw_hairline(painter, rect.left(), rect.right() + 1, rect.bottom() + 0.5)
        painter.restore()
