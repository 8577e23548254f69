"""Chips in rows, with words behind the last: what a filter was read as, or how an action stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.models.record import Chip
from mappa_desk.ui.plain_tip import plain_tip
from mappa_desk.ui.widgets import desk_paint as paint

GAP = 8
ROW_GAP = 6
INSIDE = 10
CROSS = 14


class TrackerChips(QWidget):
    """Draws chips; `pressed` gives the number of one that was clicked when they can be taken off.

    It is one description for a screen reader and no stop of the Tab key: whoever types changes the line.
    """

    pressed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: tuple[Chip, ...] = ()
        self._tail = ""
        self._taken_off = ""
        self._places: list[QRectF] = []
        self._tail_place = QRectF()
        self._tall = 0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        theme.signals.changed.connect(self._again)

    def show_chips(self, chips: tuple[Chip, ...], tail: str = "", *, taken_off: str = "") -> None:
        """Show these chips and the words behind them; `taken_off` says what a click on one does."""
        if (chips, tail, taken_off) == (self._chips, self._tail, self._taken_off):
            return
        self._chips, self._tail, self._taken_off = chips, tail, taken_off
        said = ". ".join(chip.text for chip in chips)
        self.setAccessibleName(". ".join(part for part in (said, tail) if part))
        self._again()

    @property
    def chips(self) -> tuple[Chip, ...]:
        """What is shown."""
        return self._chips

    @property
    def tail(self) -> str:
        """The words behind the chips."""
        return self._tail

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its rows."""
        return self._lay(float(width))[1]

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), self.heightForWidth(max(self.width(), theme.px(240))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), self.heightForWidth(max(self.width(), theme.px(80))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _width(self, chip: Chip) -> float:
        icon = theme.px(paint.SMALL_ICON) + 6 if chip.icon else 0
        cross = theme.px(CROSS) + 6 if self._taken_off else 0
        return INSIDE + icon + paint.text_width(chip.text, "table") + 2 + cross + INSIDE

    def _lay(self, width: float) -> tuple[list[QRectF], int]:
        tall = paint.chip_height()
        places, left, top = [], 0.0, 0.0
        wanted = [self._width(chip) for chip in self._chips]
        if self._tail:
            wanted.append(paint.text_width(self._tail, "table") + 4)
        for asked in wanted:
            wide = min(asked, width)
            if left and left + wide > width:
                left, top = 0.0, top + tall + ROW_GAP
            places.append(QRectF(left, top, wide, tall))
            left += wide + GAP
        return places, round(top + tall) if wanted else 0

    def _place(self) -> None:
        places, tall = self._lay(float(self.width()))
        self._tail_place = places.pop() if self._tail and places else QRectF()
        self._places = places
        if tall != self._tall:
            self._tall = tall
            self.setFixedHeight(tall)

    def _again(self) -> None:
        self._tall = -1
        self._place()
        self.setVisible(bool(self._chips or self._tail))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Each chip on the ground of its tone, in high contrast with an edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for chip, box in zip(self._chips, self._places, strict=True):
            edge = QPen(theme.colour("text"), theme.edge()) if theme.edge() > 1 else Qt.PenStyle.NoPen
            painter.setPen(edge)
            painter.setBrush(theme.colour(paint.ground_of(chip.tone)))
            painter.drawRoundedRect(box.adjusted(1, 0.5, -1, -0.5), paint.RADIUS, paint.RADIUS)
            tone = "text" if chip.tone in ("accent", "muted") else chip.tone
            left, right = box.left() + INSIDE, box.right() - INSIDE
            if chip.icon:
                side = theme.px(paint.SMALL_ICON)
                middle = QPointF(left + side / 2, box.center().y())
                paint.draw_icon(painter, middle, chip.icon, tone, paint.SMALL_ICON)
                left += side + 6
            if self._taken_off:
                side = theme.px(CROSS)
                paint.draw_icon(painter, QPointF(right - side / 2, box.center().y()), "cross", tone, CROSS)
                right -= side + 6
            words = QRectF(left, box.top(), right - left + 2, box.height())
            paint.draw_text(painter, words, chip.text, "table", tone=tone)
        if self._tail:
            paint.draw_text(painter, self._tail_place, self._tail, "table", tone="muted")

    def _at(self, x: float, y: float) -> int:
        return next((n for n, box in enumerate(self._places) if box.contains(QPointF(x, y))), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be clicked."""
        over = self._taken_off and self._at(event.position().x(), event.position().y()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click takes the chip off, where that is offered."""
        place = self._at(event.position().x(), event.position().y())
        if self._taken_off and place >= 0:
            self.pressed.emit(place)

    def event(self, event: QEvent) -> bool:
        """Says what a click does under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._taken_off:
            place = self._at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), plain_tip(self._taken_off if place >= 0 else ""), self)
            return True
        return super().event(event)
