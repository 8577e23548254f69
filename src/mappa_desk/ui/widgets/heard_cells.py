"""The four rounds of each agency: names over the columns, cells with icon and letter, and what they mean."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.people import CELL_LETTERS, CELL_MARKS, LEGEND, ROUND_ORDER, cell_words
from mappa_desk.ui.widgets import desk_paint as paint

CELL = 29
_ICON = 16
_LEGEND_ROW = 24


def columns(box: QRectF) -> list[float]:
    """Middles of the four rounds' columns, left to right."""
    cell = theme.px(CELL)
    return [box.right() - theme.space(1) - cell * (3.5 - at) for at in range(4)]


def cell_at(box: QRectF, x: float) -> int:
    """Which round a point lies in, 1 to 4; 0 left of them."""
    half = theme.px(CELL) / 2
    return next((at for at, middle in enumerate(columns(box), start=1) if abs(x - middle) <= half), 0)


def draw_cells(painter: QPainter, cells: tuple[str, ...], box: QRectF, chosen: int) -> None:
    """The cells of one agency in the middle of a box's height; `chosen` (1 to 4) has the ring."""
    y = box.center().y()
    for at, (cell, middle) in enumerate(zip(cells, columns(box), strict=False), start=1):
        icon, tone = CELL_MARKS[cell]
        letter = CELL_LETTERS[cell]
        if icon:
            wide = paint.text_width(letter, "caption") if letter else 0.0
            left = middle - (theme.px(_ICON) + wide) / 2
            paint.draw_icon(painter, QPointF(left + theme.px(_ICON) / 2, y), icon, tone, _ICON)
            if letter:
                room = QRectF(left + theme.px(_ICON), box.top(), wide + 2, box.height())
                paint.draw_text(painter, room, letter, "caption", tone=tone)
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("muted"))
            painter.drawEllipse(QPointF(middle, y), 2, 2)
        if at == chosen:
            half = theme.px(CELL) / 2
            paint.draw_ring(painter, QRectF(middle - half, y - half, 2 * half, 2 * half))


class PeopleHead(QWidget):
    """The names of the four columns above the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list: QAbstractScrollArea | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Who has been heard: information, risk, plan, level"))
        theme.signals.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def stand_over(self, area: QAbstractScrollArea) -> None:
        """The list whose columns are named; its scroll bar takes room from them."""
        self._list = area
        area.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self.update())

    def paintEvent(self, event: QPaintEvent) -> None:
        """One caption a column, right over its cells."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint.draw_hairline(painter, box.left(), box.right(), box.bottom() - 0.5)
        if self._list is not None:
            box.setWidth(min(box.width(), float(self._list.viewport().width())))
        left = QRectF(box.left() + theme.space(3), 0, box.width() - theme.px(CELL) * 4 - 24, box.height())
        paint.draw_text(painter, left, tr("Who has been heard"), "caption", tone="muted")
        for middle, column in zip(columns(box), ROUND_ORDER, strict=True):
            cell = QRectF(middle - theme.px(CELL) / 2 - 4, 0, theme.px(CELL) + 8, box.height())
            paint.draw_text(
                painter, cell, tr(words.ROUNDS[column]), "caption", tone="muted",
                align=Qt.AlignmentFlag.AlignHCenter,
            )  # fmt: skip

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(theme.px(30))
        self.update()


class HeardLegend(QWidget):
    """What the marks of the cells mean: icon, letter and word, in as many rows as they need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setAccessibleName(", ".join(cell_words(cell) for cell in LEGEND))
        theme.signals.changed.connect(self._fit)
        self._fit()

    def _rows(self, width: float) -> list[list[tuple[str, str, float]]]:
        """Cells with their words and widths, broken into rows."""
        rows: list[list[tuple[str, str, float]]] = [[]]
        left = 0.0
        for cell in LEGEND:
            said = " ".join(part for part in (CELL_LETTERS[cell], cell_words(cell)) if part)
            wide = theme.px(_ICON) + 6 + paint.text_width(said, "caption") + theme.space(3)
            if rows[-1] and left + wide - theme.space(3) > width:
                rows.append([])
                left = 0.0
            rows[-1].append((cell, said, wide))
            left += wide
        return rows

    def paintEvent(self, event: QPaintEvent) -> None:
        """One row after the other."""
        painter = QPainter(self)
        high = theme.px(_LEGEND_ROW)
        for number, row in enumerate(self._rows(self.width())):
            left = 0.0
            for cell, said, wide in row:
                icon, tone = CELL_MARKS[cell]
                middle = QPointF(left + theme.px(_ICON) / 2, number * high + high / 2)
                paint.draw_icon(painter, middle, icon, tone, _ICON)
                room = QRectF(left + theme.px(_ICON) + 6, number * high, wide, high)
                paint.draw_text(painter, room, said, "caption", tone="muted")
                left += wide

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(theme.px(200), len(self._rows(max(self.width(), 200))) * theme.px(_LEGEND_ROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need other rows."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.update()
