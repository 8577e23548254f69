"""The labelled keys of the read-back and the column of stamps."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.models.read_back import Stamp
from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets.desk_lists import DeskList, LineDelegate


class KeyButton(QPushButton):
    """A button that shows its key in a small square. Neither Enter nor Space presses it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_key(self, key: str) -> None:
        """The key that does what the button does."""
        self._key = key
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the key and the word."""
        words = paint.text_width(self.text(), "body")
        return QSize(round(theme.px(28) + words + 44), max(44, theme.px(44)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does nothing: a held key would stamp what nobody said."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select):
            event.accept()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """An outlined card with the key at its left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.colour("control_edge" if self.isEnabled() else "hairline"), theme.edge()))
        painter.setBrush(theme.colour("sunken" if self.underMouse() or self.isDown() else "surface"))
        painter.drawRoundedRect(box, paint.RADIUS, paint.RADIUS)
        side = theme.px(28)
        key = QRectF(box.left() + 8, box.center().y() - side / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(key, 4, 4)
        tone = "text" if self.isEnabled() else "muted"
        paint.draw_text(painter, key, self._key, bold=True, tone=tone, align=Qt.AlignmentFlag.AlignHCenter)
        words = QRectF(key.right() + 12, box.top(), box.right() - key.right() - 16, box.height())
        paint.draw_text(painter, words, self.text(), tone=tone)


class StampsDelegate(LineDelegate):
    """One action: state icon, number, owner, stamp with its time."""

    def row_height(self, row: Stamp, width: float) -> float:
        """40 at 100 % text."""
        return float(theme.px(40))

    def draw(self, painter: QPainter, box: QRectF, row: Stamp, *, selected: bool, focused: bool) -> None:
        """One line, the present one on the soft accent."""
        if row.now:
            painter.fillRect(box, theme.colour("accent_soft"))
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme.colour("accent"))
        left = box.left() + 16
        paint.draw_icon(painter, QPointF(left + 10, box.center().y()), row.icon, row.tone)
        left += theme.px(28)
        number = paint.text_width(row.number, "body", bold=True)
        paint.draw_text(painter, QRectF(left, box.top(), number + 2, box.height()), row.number, bold=True)
        stamp = paint.text_width(row.words, "caption") + 2
        right = QRectF(box.right() - stamp - 16, box.top(), stamp, box.height())
        paint.draw_text(painter, right, row.words, "caption", tone="muted")
        left += max(theme.px(24), number + 8)
        paint.draw_text(painter, QRectF(left, box.top(), right.left() - left - 6, box.height()), row.owner)
        paint.draw_hairline(painter, box.left(), box.right(), box.bottom() - 0.5)


class StampsList(DeskList):
    """The stamps. Choosing one shows its action."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setItemDelegate(StampsDelegate(self))
