"""The agenda column: number, title, state icon; the current row is two lines high and carries its time."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.models.agenda import AgendaRow
from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets.desk_lists import DeskList, LineDelegate

ROW = 32
CURRENT_ROW = 52
FOLDED_WIDTH = 96


class AgendaDelegate(LineDelegate):
    """Draws one item of the agenda."""

    def row_height(self, row: AgendaRow, width: float) -> float:
        """52 for the current item, 32 for the others, 28 for the head of a group."""
        if row.code is None:
            return float(theme.px(28))
        return float(theme.px(CURRENT_ROW if row.current else ROW))

    def draw(self, painter: QPainter, box: QRectF, row: AgendaRow, *, selected: bool, focused: bool) -> None:
        """Bar and tint for the current item, then number, title, time and state."""
        number_right = box.left() + theme.px(28)
        if row.code is None:
            words = QRectF(box.left() + theme.space(3), box.top() + 4, box.width() - 16, box.height() - 4)
            paint.draw_text(painter, words, row.title, "caption", tone="muted")
            return
        if row.current:
            painter.fillRect(box, theme.colour("accent_soft"))
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme.colour("accent"))
        elif selected and focused:
            painter.fillRect(box, theme.colour("accent_soft"))
        icon, tone = row.icon
        folded = box.width() < theme.px(FOLDED_WIDTH)
        side = theme.px(paint.ICON)
        middle = QPointF(box.right() - theme.space(3) - side / 2, box.center().y())
        number = QRectF(box.left() + 4, box.top(), number_right - box.left() - 4, box.height())
        paint.draw_text(
            painter, number, str(row.number), bold=row.current, align=Qt.AlignmentFlag.AlignRight,
            tone="text" if row.current else "muted",
        )  # fmt: skip
        if folded:
            return
        paint.draw_icon(painter, middle, icon, tone)
        left = number_right + theme.space(2)
        words = QRectF(left, box.top(), middle.x() - side / 2 - 6 - left, box.height())
        if row.current and row.time_words:
            half = box.height() / 2
            title = QRectF(words.left(), box.top() + 4, words.width(), half - 2)
            below = QRectF(words.left(), box.top() + half, words.width(), half - 4)
            paint.draw_text(painter, title, row.title, bold=True)
            if row.over:
                mark = theme.px(14)
                paint.draw_icon(
                    painter, QPointF(below.left() + mark / 2, below.center().y()), "triangle", "warning", 14
                )
                below.setLeft(below.left() + mark + 4)
            paint.draw_text(
                painter, below, row.time_short, "caption", tone="warning" if row.over else "muted"
            )
        else:
            paint.draw_text(painter, words, row.title, bold=row.current)


class AgendaList(DeskList):
    """The agenda as a list on the sunken ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "sunken")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(AgendaDelegate(self))
