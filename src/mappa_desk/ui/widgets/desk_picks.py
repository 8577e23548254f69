"""Rows of a picker."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.models.desk_picks import Pick
from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets.desk_lists import DeskList, LineDelegate


class PickDelegate(LineDelegate):
    """Mark in bold, words, note muted at the right; the chosen row on the soft accent."""

    def row_height(self, row: Pick, width: float) -> float:
        """32 at 100 % text."""
        return float(theme.px(32))

    def draw(self, painter: QPainter, box: QRectF, row: Pick, *, selected: bool, focused: bool) -> None:
        """One line."""
        if selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(box, 4, 4)
            painter.fillRect(QRectF(box.left(), box.top() + 4, 3, box.height() - 8), theme.colour("accent"))
        mark = QRectF(box.left() + 8, box.top(), theme.px(28 if len(row.mark) < 4 else 48), box.height())
        paint.draw_text(painter, mark, row.mark, bold=True, align=Qt.AlignmentFlag.AlignRight)
        note = min(paint.text_width(row.note, "caption") + 4, box.width() * 0.5)
        words = QRectF(mark.right() + 10, box.top(), box.width() - mark.width() - note - 34, box.height())
        paint.draw_text(painter, words, row.text)
        right = QRectF(box.right() - note - 8, box.top(), note, box.height())
        paint.draw_text(painter, right, row.note, "caption", tone="muted", align=Qt.AlignmentFlag.AlignRight)


class PickList(DeskList):
    """The choices of a picker. The filter keeps the keyboard; the list only shows where it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setItemDelegate(PickDelegate(self))
