"""The documents of a meeting under the headings of their groups, drawn as points."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.models.documents import HEADING
from mappa_desk.ui.models.points import PointRow
from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets.points_list import HEAD, INDENT, PAD, PointsDelegate, PointsList

HEADING_HEIGHT = 40


class DocumentsDelegate(PointsDelegate):
    """Draws the heading of a group as a word over a line, everything else as a point."""

    def row_height(self, row: PointRow, width: float) -> float:
        """As high as its words; a point without words is its head alone."""
        if row.key.startswith(HEADING):
            return float(theme.px(HEADING_HEIGHT))
        if not row.text and not row.note:
            return float(theme.px(HEAD) + theme.px(18))
        return super().row_height(row, width)

    def draw(self, painter: QPainter, box: QRectF, row: PointRow, *, selected: bool, focused: bool) -> None:
        """A heading, or a point; what cannot be made now is muted."""
        if row.key.startswith(HEADING):
            words = box.adjusted(PAD, theme.px(12), -PAD, 0)
            paint.draw_text(painter, words, row.place, "caption", tone="muted", bold=True)
            paint.draw_hairline(painter, box.left(), box.right(), box.bottom() - 0.5)
        elif not row.text and not row.note:
            self._draw_head(painter, box, row, selected=selected, focused=focused)
        else:
            super().draw(painter, box, row, selected=selected, focused=focused)

    def _draw_head(
        self, painter: QPainter, box: QRectF, row: PointRow, *, selected: bool, focused: bool
    ) -> None:
        if selected:
            painter.fillRect(box, theme.colour("accent_soft" if focused else "sunken"))
        left = box.left() + PAD + theme.px(INDENT)
        room = box.right() - PAD - left
        top = box.top() + theme.px(9)
        paint.draw_icon(painter, QPointF(box.left() + PAD + 9, top + theme.px(11)), row.icon, row.tone, 18)
        state = min(room / 2, paint.text_width(row.state, "caption") + 2)
        head = QRectF(left, top, room - state - theme.px(8), theme.px(HEAD))
        paint.draw_text(painter, head, row.place, tone="text" if row.is_open else "muted", bold=row.is_open)
        right = QRectF(left + room - state, top, state + 2, theme.px(HEAD))
        paint.draw_text(painter, right, row.state, "caption", tone="muted")
        paint.draw_hairline(painter, box.left(), box.right(), box.bottom() - 0.5)


class DocumentsList(PointsList):
    """The list. Its letters are commands only while it has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(DocumentsDelegate(self))
