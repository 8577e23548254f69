"""People at the side: seat, agency, how they take part, the four rounds, and what is due."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.people import CELL_MARKS, ROUND_ORDER, PersonRow
from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets.desk_lists import DeskList, LineDelegate

ROW = 36
TALL_ROW = 54
HEADING = 34
CELL = 29


def _columns(box: QRectF) -> list[float]:
    """Middles of the four rounds' columns, left to right."""
    cell = theme.px(CELL)
    return [box.right() - theme.space(1) - cell * (3.5 - at) for at in range(4)]


class PeopleHead(QWidget):
    """The names of the four columns above the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Who has been heard: information, risk, plan, level"))
        theme.signals.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def paintEvent(self, event: QPaintEvent) -> None:
        """One caption a column, right over its cells."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        left = QRectF(box.left() + theme.space(3), 0, box.width() - theme.px(CELL) * 4 - 24, box.height())
        paint.draw_text(painter, left, tr("Who has been heard"), "caption", tone="muted")
        for middle, column in zip(_columns(box), ROUND_ORDER, strict=True):
            cell = QRectF(middle - theme.px(CELL) / 2 - 4, 0, theme.px(CELL) + 8, box.height())
            paint.draw_text(
                painter, cell, tr(words.ROUNDS[column]), "caption", tone="muted",
                align=Qt.AlignmentFlag.AlignHCenter,
            )  # fmt: skip
        paint.draw_hairline(painter, box.left(), box.right(), box.bottom() - 0.5)

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(theme.px(30))
        self.update()


class PeopleDelegate(LineDelegate):
    """Draws one person of the list."""

    roll = False
    """True while the roll is taken: every row names the person and the state."""

    def row_height(self, row: PersonRow, width: float) -> float:
        """36, or 54 when there is a second line; the first absent row carries a heading above it."""
        height = theme.px(TALL_ROW if self._second_line(row)[0] else ROW)
        return float(height + (theme.px(HEADING) if row.opens_absent else 0))

    def _second_line(self, row: PersonRow) -> tuple[str, str, str]:
        """Text, icon and tone of the second line."""
        if row.due_words:
            return row.due_words, "flag", "warning"
        if self.roll:
            return (row.who if row.leads else row.attendance.role) or " ", "", "muted"
        return "", "", ""

    def draw(self, painter: QPainter, box: QRectF, row: PersonRow, *, selected: bool, focused: bool) -> None:
        """Seat and name at the left, mode and rounds at the right, the second line below."""
        if row.opens_absent:
            head = QRectF(box.left() + theme.space(3), box.top() + 4, box.width() - 24, theme.px(HEADING) - 4)
            paint.draw_text(painter, head, tr("Not in the meeting"), bold=True)
            box = box.adjusted(0, theme.px(HEADING), 0, 0)
        if selected and focused:
            painter.fillRect(box, theme.colour("accent_soft"))
        second, icon, tone = self._second_line(row)
        first = QRectF(box.left(), box.top(), box.width(), theme.px(ROW if not second else 32))
        middles = _columns(box)
        mode_at = middles[0] - theme.px(27)
        seat = QRectF(box.left() + theme.space(1), first.top(), theme.px(20), first.height())
        if row.leads and not row.absent:
            paint.draw_text(painter, seat, str(row.seat), bold=True, align=Qt.AlignmentFlag.AlignRight)
        left = seat.right() + 6
        if row.absent:
            name = QRectF(left, first.top(), box.right() - left - theme.px(130), first.height())
            paint.draw_text(painter, name, row.agency if row.leads else row.who)
            state = QRectF(name.right(), first.top(), box.right() - name.right() - 12, first.height())
            no_reply = not row.attendance.report_received and row.attendance.state.value == "no_reply"
            paint.draw_text(
                painter, state, row.state_words, "caption", tone="warning" if no_reply else "muted",
                align=Qt.AlignmentFlag.AlignRight,
            )  # fmt: skip
        else:
            name = QRectF(left, first.top(), mode_at - theme.px(10) - left, first.height())
            shown = row.agency if row.leads else row.attendance.name or row.who or row.agency
            role = "body" if paint.text_width(shown, "body") <= name.width() else "table"
            paint.draw_text(painter, name, shown, role)
            paint.draw_icon(painter, QPointF(mode_at, first.center().y()), row.mode_icon, "muted", 18)
            self._draw_cells(painter, row, middles, first.center().y())
        if second:
            below = QRectF(left, first.bottom() - 4, box.right() - left - 12, theme.px(20))
            if icon:
                at = QPointF(box.left() + theme.space(3) + theme.px(8), below.center().y())
                paint.draw_icon(painter, at, icon, tone, 16)
                below.setLeft(left + theme.px(4))
            if self.roll and not row.absent:
                wide = paint.text_width(row.state_words, "caption") + 2
                state = QRectF(below.right() - wide, below.top(), wide, below.height())
                paint.draw_text(painter, state, row.state_words, "caption")
                below.setRight(state.left() - 8)
            paint.draw_text(painter, below, second, "caption", tone=tone)
        paint.draw_hairline(painter, box.left(), box.right(), box.bottom() - 0.5)

    @staticmethod
    def _draw_cells(painter: QPainter, row: PersonRow, middles: list[float], y: float) -> None:
        for cell, middle in zip(row.cells, middles, strict=False):
            icon, tone = CELL_MARKS[cell]
            if icon:
                paint.draw_icon(painter, QPointF(middle, y), icon, tone, 16)
            else:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("muted"))
                painter.drawEllipse(QPointF(middle, y), 2, 2)


class PeopleList(DeskList):
    """The people of the meeting. While it has the focus, letters mark the row."""

    marked = Signal(str)
    """A letter of the roll-call was pressed, in capitals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_takes_letters(True)
        self._letters = frozenset[str]()
        self._lines = PeopleDelegate(self)
        self.setItemDelegate(self._lines)

    def set_letters(self, letters: frozenset[str]) -> None:
        """The letters that mark a row, in capitals."""
        self._letters = letters

    def set_roll(self, roll: bool) -> None:
        """Show person and state in every row, for taking the roll."""
        if self._lines.roll != roll:
            self._lines.roll = roll
            self.relay()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters of the roll-call are given out; everything else as in any list."""
        letter = event.text().upper()
        if letter and letter in self._letters and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():
                self.marked.emit(letter)
            event.accept()
            return
        super().keyPressEvent(event)
