"""People at the side: seat, agency, how they take part, the four rounds, and what is due."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.people import PeopleModel, PersonRow
from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets.capture_text import modifiers_of
from mappa_desk.ui.widgets.desk_lists import DeskList, Index, LineDelegate
from mappa_desk.ui.widgets.heard_cells import cell_at, columns, draw_cells

ROW = 36
TALL_ROW = 54
HEADING = 34


class PeopleDelegate(LineDelegate):
    """Draws one person of the list."""

    roll = False
    """True while the roll is taken: every row names the person and the state."""
    column = 0
    """Which round of the current row has the cursor, 1 to 4; 0 for the row as a whole."""

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
        middles = columns(box)
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
            draw_cells(painter, row.cells, first, self.column if focused else 0)
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


class PeopleList(DeskList):
    """The people of the meeting. With the focus here letters mark the row; Left and Right go to a cell."""

    marked = Signal(str)
    """A letter of the roll-call was pressed, in capitals."""
    cell_entered = Signal(object, int)
    """The row, and the round (1 to 4) whose cell has the cursor now."""
    cell_chosen = Signal(object, int)
    """The row and the round whose cell was chosen with Enter or a click."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_takes_letters(True)
        self._letters = frozenset[str]()
        self._lines = PeopleDelegate(self)
        self.setItemDelegate(self._lines)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Nobody moves while the keyboard is here."""
        super().focusInEvent(event)
        model = self.model()
        if isinstance(model, PeopleModel):
            model.hold()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Everybody goes to their place, unless the keyboard is only lent to a menu or another window."""
        super().focusOutEvent(event)
        model = self.model()
        lent = event.reason() in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if isinstance(model, PeopleModel) and not lent:
            model.let_go()

    def set_letters(self, letters: frozenset[str]) -> None:
        """The letters that mark a row, in capitals."""
        self._letters = letters

    def set_roll(self, roll: bool) -> None:
        """Show person and state in every row, for taking the roll."""
        if self._lines.roll != roll:
            self._lines.roll = roll
            self.relay()

    @property
    def column(self) -> int:
        """The round that has the cursor, 1 to 4; 0 for the row as a whole."""
        return self._lines.column

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters of the roll-call are given out, Left and Right move between the rounds."""
        letter = event.text().upper()
        if letter and letter in self._letters and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():
                self.marked.emit(letter)
            event.accept()
            return
        row = self.current_row()
        plain = modifiers_of(event) == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._go_to_cell(row, self.column + (1 if event.key() == Qt.Key.Key_Right else -1))
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.column and plain:
            if not event.isAutoRepeat():
                self.cell_chosen.emit(row, self.column)
            event.accept()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a cell chooses it; anywhere else it is the row that is meant."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self.current_row() if index.isValid() else None
        at = cell_at(QRectF(self.visualRect(index)), event.position().x()) if row is not None else 0
        self._set_column(at if row is not None and row.cells else 0)
        if self.column:
            self.cell_chosen.emit(row, self.column)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The column stays where the new row has cells too."""
        super().currentChanged(current, previous)
        row = self.current_row()
        if row is None or not row.cells:
            self._set_column(0)
        elif self.column:
            self._go_to_cell(row, self.column)

    def _go_to_cell(self, row: PersonRow | None, column: int) -> None:
        if row is None or not row.cells or not 0 <= column <= len(row.cells):
            return
        self._set_column(column)
        self.cell_entered.emit(row, column)

    def _set_column(self, column: int) -> None:
        self._lines.column = column
        self.viewport().update()
