"""A short list in the side, with one button below it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mappa_desk.ui import theme, theme_dress
from mappa_desk.ui.models.write_up_lists import ShortModel, ShortRow
from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets.desk_actions import wrapped
from mappa_desk.ui.widgets.desk_lists import DeskList, LineDelegate

BOLD = 0.92
"""Bold words are measured in the plain font: they need this much less of the width."""
MOST_LINES = 4
"""Lines of the second part of a row; a longer one ends in dots and is read whole in its tooltip."""


class _ShortDelegate(LineDelegate):
    """A title and what is to be known of it, whole in as many lines as they need."""

    def row_height(self, row: ShortRow, width: float) -> float:
        room = width - self._before() - theme.space(3)
        title = len(wrapped(row.title, "body", room * BOLD, 2)) * paint.line_pitch("body", 1.25)
        about = len(wrapped(row.about, "caption", room, MOST_LINES)) * paint.line_pitch("caption", 1.4)
        return title + about + 2 * theme.space(2)

    @staticmethod
    def _before() -> float:
        return float(theme.space(4) + theme.px(paint.ICON) + theme.space(3))

    def draw(self, painter: QPainter, box: QRectF, row: ShortRow, *, selected: bool, focused: bool) -> None:
        if selected:
            painter.fillRect(box, theme.colour("accent_soft"))
        side, top = theme.px(paint.ICON), box.top() + theme.space(2)
        left = box.left() + self._before()
        width = box.right() - theme.space(3) - left
        pitch = paint.line_pitch("body", 1.25)
        icon = QRectF(box.left() + theme.space(4), top, side, pitch)
        paint.draw_icon(painter, icon.center(), row.icon, row.tone)
        for line in wrapped(row.title, "body", width * BOLD, 2):
            paint.draw_text(painter, QRectF(left, top, width, pitch), line, bold=True)
            top += pitch
        pitch = paint.line_pitch("caption", 1.4)
        for line in wrapped(row.about, "caption", width, MOST_LINES):
            paint.draw_text(painter, QRectF(left, top, width, pitch), line, "caption", tone="muted")
            top += pitch
        paint.draw_hairline(painter, box.left(), box.right(), box.bottom())


class ShortListView(QWidget):
    """The list. Enter or a click chooses a row."""

    chosen = Signal(object)
    button_pressed = Signal()
    typed = Signal(str)

    def __init__(self, title: str, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._model = ShortModel(self)
        self.list = DeskList()
        self.list.setItemDelegate(_ShortDelegate(self.list))
        self.list.setModel(self._model)
        self.list.chosen.connect(self.chosen)
        self.list.typed.connect(self.typed)
        self.button = QPushButton(button)
        self.button.clicked.connect(self.button_pressed)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 10)
        foot.addWidget(self.button)
        foot.addStretch(1)
        lines.addLayout(foot)
        self.setFocusProxy(self.list)
        theme_dress.dress(self)

    def show_rows(self, rows: tuple[ShortRow, ...]) -> None:
        """Show these."""
        self._model.set_rows(rows)
        if rows and not self.list.currentIndex().isValid():
            self.list.select_place(0)
        self.list.setAccessibleName(f"{self._title}, {len(rows)}")
