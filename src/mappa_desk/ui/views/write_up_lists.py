"""A short list in the side, with one button below it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mappa_desk.ui import theme, theme_dress
from mappa_desk.ui.models.write_up_lists import ShortModel, ShortRow
from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets.desk_lists import DeskList, LineDelegate


class _ShortDelegate(LineDelegate):
    def row_height(self, row: ShortRow, width: float) -> float:
        return float(theme.px(48))

    def draw(self, painter: QPainter, box: QRectF, row: ShortRow, *, selected: bool, focused: bool) -> None:
        if selected:
            painter.fillRect(box, theme.colour("accent_soft"))
        side = theme.px(paint.ICON)
        left = box.left() + theme.space(4)
        paint.draw_icon(painter, QRectF(left, box.top(), side, box.height()).center(), row.icon, row.tone)
        left += side + theme.space(3)
        half, width = box.height() / 2, box.right() - theme.space(3) - left
        paint.draw_text(painter, QRectF(left, box.top() + 4, width, half - 4), row.title, bold=True)
        paint.draw_text(
            painter, QRectF(left, box.top() + half, width, half - 4), row.about, "caption", tone="muted"
        )
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
