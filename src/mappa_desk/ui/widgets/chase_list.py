"""The morning's chase drawn as one list: heads of parts, agencies, lines with a box to tick."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.models.chase import ChaseRow, Part, Shape
from mappa_desk.ui.models.desk_rows import ROW_ROLE
from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets.capture_text import modifiers_of
from mappa_desk.ui.widgets.desk_lists import DeskList, LineDelegate

PAD = 16
BOX = 18
GAP = 10
ROW = 36
HEAD = 48
BELOW = 20
"""Pixels at 100 % text by which a head is taller whose words have no room beside its name."""
NARROW = 640
"""Pixels at 100 % text below which a line takes two rows of words."""
NUMBERS = {Part.DO_NOW: 124, Part.LADDER: 124}
NUMBER = 76
"""Pixels at 100 % text of the first column: the number of an action, else the reference of a case."""
WHO, STATE = 0.19, 0.27
"""Parts of the width that the last two columns take, and the pixels at 100 % that they never exceed."""
WHO_MOST, STATE_MOST = 260, 216
TEXT_MOST = 520
"""Pixels at 100 % of the words, so that the eye need not travel in a wide window."""
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def _said(row: ChaseRow) -> str:
    return ", ".join(part for part in (row.state, row.text) if part)


def _fits(row: ChaseRow, width: float) -> bool:
    """True when all words of a head stand on one line; what is not confirmed must never be cut off."""
    name = theme.px(20) + theme.px(GAP) + paint.text_width(row.number, "section") + 4 + theme.px(8)
    return not row.text or name + paint.text_width(_said(row), "body") + 2 <= width - 2 * PAD


class ChaseDelegate(LineDelegate):
    """Draws one row. A state is an icon and words, so that colour is never the only cue."""

    def row_height(self, row: ChaseRow, width: float) -> float:
        """Heads are taller; a line takes two rows of words where there is no room for columns."""
        if row.shape is Shape.HEAD:
            below = not _fits(row, width)
            return float(theme.px(HEAD) + (theme.px(BELOW) if below else 0))
        if row.shape is Shape.LINE and width < theme.px(NARROW):
            return float(theme.px(ROW + 24))
        return float(theme.px(ROW))

    def draw(self, painter: QPainter, box: QRectF, row: ChaseRow, *, selected: bool, focused: bool) -> None:
        """A head, an agency, a line, or what an empty part says."""
        if row.shape is Shape.HEAD:
            self._draw_head(painter, box, row)
            return
        if row.shape is Shape.GROUP:
            painter.fillRect(box, theme.colour("window"))
        if selected:
            painter.fillRect(box, theme.colour("accent_soft" if focused else "sunken"))
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme.colour("accent"))
        inner = box.adjusted(PAD, 0, -PAD, 0)
        if row.shape is Shape.EMPTY:
            paint.draw_text(painter, inner, row.text, tone="muted")
        elif row.shape is Shape.GROUP:
            self._draw_group(painter, inner, row)
        else:
            self._draw_line(painter, inner, row)
        paint.draw_hairline(painter, box.left(), box.right(), box.bottom() - 0.5)

    @staticmethod
    def _draw_head(painter: QPainter, box: QRectF, row: ChaseRow) -> None:
        below = not _fits(row, box.width())
        inner = box.adjusted(PAD, theme.px(10), -PAD, -theme.px(BELOW) if below else 0)
        key = str(list(Part).index(row.part) + 1)
        side = theme.px(20)
        cap = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("control_edge"), 1))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        paint.draw_text(painter, cap, key, "caption", tone="muted", align=Qt.AlignmentFlag.AlignHCenter)
        left = cap.right() + theme.px(GAP)
        if below:
            under = QRectF(left, inner.bottom() - theme.px(6), inner.right() - left, theme.px(BELOW))
            paint.draw_text(painter, under, row.text, "caption", tone="muted")
        wide = paint.text_width(row.number, "section") + 4
        paint.draw_text(painter, QRectF(left, inner.top(), wide, inner.height()), row.number, "section")
        left += wide + theme.px(8)
        said = row.state if below else _said(row)
        paint.draw_text(
            painter, QRectF(left, inner.top(), inner.right() - left, inner.height()), said, tone="muted"
        )
        paint.draw_hairline(painter, box.left(), box.right(), box.bottom() - 0.5)

    def _draw_group(self, painter: QPainter, inner: QRectF, row: ChaseRow) -> None:
        left = self._draw_tick(painter, inner.left(), inner.center().y(), row)
        mark = "chevron_right" if row.folded else "chevron_down"
        paint.draw_icon(painter, QPointF(left + theme.px(8), inner.center().y()), mark, "text", 16)
        left += theme.px(16) + theme.px(8)
        wide = min(paint.text_width(row.number, "table", bold=True) + 4, inner.right() - left)
        name = QRectF(left, inner.top(), wide, inner.height())
        paint.draw_text(painter, name, row.number, "table", bold=True)
        left += wide + theme.px(8)
        rest = QRectF(left, inner.top(), inner.right() - left, inner.height())
        paint.draw_text(painter, rest, row.text, "table", tone="muted")

    def _draw_line(self, painter: QPainter, inner: QRectF, row: ChaseRow) -> None:
        narrow = inner.width() + 2 * PAD < theme.px(NARROW)
        first = QRectF(inner.left(), inner.top(), inner.width(), inner.height())
        if narrow:
            first = QRectF(inner.left(), inner.top() + theme.px(4), inner.width(), theme.px(26))
        left = self._draw_tick(painter, inner.left(), first.center().y(), row)
        if row.inset:
            left += theme.px(24)
        least = theme.px(NUMBERS.get(row.part, NUMBER))
        number = max(least, paint.text_width(row.number, "table", bold=True) + 4)
        state = min(theme.px(STATE_MOST), inner.width() * STATE)
        if narrow:
            state = max(inner.right() - left - number - 12, 0)
        cell = QRectF(left, first.top(), number, first.height())
        paint.draw_text(painter, cell, row.number, "table", bold=True)
        if narrow:
            self._draw_state(painter, QRectF(cell.right() + 12, first.top(), state, first.height()), row)
            said = " · ".join(part for part in (row.text, row.who) if part)
            below = QRectF(left, first.bottom(), inner.right() - left, theme.px(24))
            paint.draw_text(painter, below, said, "table")
            return
        who = min(theme.px(WHO_MOST), inner.width() * WHO)
        text = QRectF(cell.right() + 12, inner.top(), 0, inner.height())
        text.setRight(min(inner.right() - state - who - 24, text.left() + theme.px(TEXT_MOST)))
        paint.draw_text(painter, text, row.text, "table")
        place = QRectF(text.right() + 12, inner.top(), who, inner.height())
        paint.draw_text(painter, place, row.who, "table", tone="muted")
        self._draw_state(painter, QRectF(place.right() + 12, inner.top(), state, inner.height()), row)

    @staticmethod
    def _draw_state(painter: QPainter, box: QRectF, row: ChaseRow) -> None:
        side = theme.px(BOX)
        if row.icon:
            middle = QPointF(box.left() + side / 2, box.center().y())
            paint.draw_icon(painter, middle, row.icon, row.tone, BOX)
            box = box.adjusted(side + 6, 0, 0, 0)
        tone = row.tone if row.tone in ("danger", "warning", "done") else "text"
        paint.draw_text(painter, box, row.state, "table", tone=tone)

    @staticmethod
    def _draw_tick(painter: QPainter, left: float, middle: float, row: ChaseRow) -> float:
        """The box at the left, where the row can be ticked; gives where the next thing begins."""
        side = theme.px(BOX)
        if row.tick is None:
            return left + side + theme.px(GAP)
        box = QRectF(round(left) + 0.5, round(middle - side / 2) + 0.5, side - 1, side - 1)
        on = row.tick is not Qt.CheckState.Unchecked
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent" if on else "control_edge"), 2))
        painter.setBrush(theme.colour("accent" if on else "surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if on:
            mark = "tick" if row.tick is Qt.CheckState.Checked else "dash"
            paint.draw_icon(painter, box.center(), mark, "on_accent", 14)
        return left + side + theme.px(GAP)


class ChaseList(DeskList):
    """The list. Letters and digits are commands only while it has the focus; Space ticks."""

    marked = Signal(str)
    """A letter or digit of the list, in capitals."""
    tick_wanted = Signal(object)
    fold_wanted = Signal(object, bool)
    """The row, and whether it is to be folded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters = frozenset[str]()
        self.set_takes_letters(True)
        self.setItemDelegate(ChaseDelegate(self))

    def set_letters(self, letters: frozenset[str]) -> None:
        """The letters and digits that are commands, in capitals."""
        self._letters = letters

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A held key acts once, except those that move."""
        row, plain = self.current_row(), not modifiers_of(event) & _COMMANDS
        key, letter = event.key(), event.text().upper()
        if plain and key == Qt.Key.Key_Space:
            if row is not None and not event.isAutoRepeat():
                self.tick_wanted.emit(row)
        elif plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and row is not None:
            self.fold_wanted.emit(row, key == Qt.Key.Key_Left)
        elif plain and letter and letter in self._letters:
            if not event.isAutoRepeat():
                self.marked.emit(letter)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def keep_in_sight(self) -> None:
        """Scroll to the row under the cursor, once every row has its place."""
        QTimer.singleShot(0, self, lambda: self.scrollTo(self.currentIndex()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width makes other heights; the row under the cursor stays in sight."""
        super().resizeEvent(event)
        self.keep_in_sight()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the box ticks, one on the arrow of an agency folds."""
        super().mousePressEvent(event)
        row = self.indexAt(event.position().toPoint()).data(ROW_ROLE)
        if not isinstance(row, ChaseRow) or event.button() != Qt.MouseButton.LeftButton:
            return
        at = event.position().x() - PAD
        box = theme.px(BOX) + theme.px(GAP)
        if row.tick is not None and at < box:
            self.tick_wanted.emit(row)
        elif row.folded is not None and at < box + theme.px(24):
            self.fold_wanted.emit(row, not row.folded)
