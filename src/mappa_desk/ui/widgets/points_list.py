"""Points to be worked off: one list for the chair's marks and for corrections. Letters are its commands."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.models.points import PointRow
from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets.capture_text import modifiers_of
from mappa_desk.ui.widgets.desk_actions import wrapped
from mappa_desk.ui.widgets.desk_lists import DeskList, LineDelegate

PAD = 16
INDENT = 28
HEAD = 22
MOST_LINES = 12
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class PointsDelegate(LineDelegate):
    """Draws one point: icon, place and state, the words, a muted line."""

    def _parts(self, row: PointRow, width: float) -> tuple[list[str], list[str]]:
        room = width - 2 * PAD - theme.px(INDENT)
        note = wrapped(row.note, "caption", room, MOST_LINES) if row.note else []
        return wrapped(row.text, "body", room, MOST_LINES), note

    def row_height(self, row: PointRow, width: float) -> float:
        """As high as its words."""
        text, note = self._parts(row, width)
        lines = len(text) * paint.line_pitch("body", 1.3) + len(note) * paint.line_pitch("caption", 1.35)
        return theme.px(9) + theme.px(HEAD) + lines + theme.px(9)

    def draw(self, painter: QPainter, box: QRectF, row: PointRow, *, selected: bool, focused: bool) -> None:
        """The state is an icon and a word, so that colour is never the only cue."""
        if selected:
            painter.fillRect(box, theme.colour("accent_soft" if focused else "sunken"))
        left = box.left() + PAD + theme.px(INDENT)
        room = box.right() - PAD - left
        y = box.top() + theme.px(9)
        paint.draw_icon(painter, QPointF(box.left() + PAD + 9, y + theme.px(11)), row.icon, row.tone, 18)
        state = min(room / 2, paint.text_width(row.state, "caption") + 2)
        head = QRectF(left, y, room - state - theme.px(8), theme.px(HEAD))
        paint.draw_text(painter, head, row.place, bold=True)
        right = QRectF(left + room - state, y, state + 2, theme.px(HEAD))
        paint.draw_text(painter, right, row.state, "caption", tone="muted")
        y += theme.px(HEAD)
        text, note = self._parts(row, box.width())
        tone = "text" if row.is_open else "muted"
        for role, colour, factor, lines in (("body", tone, 1.3, text), ("caption", "muted", 1.35, note)):
            pitch = paint.line_pitch(role, factor)
            for words in lines:
                paint.draw_text(painter, QRectF(left, y, room + 4, pitch), words, role, tone=colour)
                y += pitch
        paint.draw_hairline(painter, box.left(), box.right(), box.bottom() - 0.5)


class PointsList(DeskList):
    """The list. Its letters are commands only while it has the focus."""

    marked = Signal(str)
    """A letter of the list, in capitals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters = frozenset[str]()
        self.set_takes_letters(True)
        self.setItemDelegate(PointsDelegate(self))

    def set_letters(self, letters: frozenset[str]) -> None:
        """The letters that are commands, in capitals."""
        self._letters = letters

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A held letter marks once; everything else is as in any list."""
        letter = event.text().upper()
        if letter and letter in self._letters and not modifiers_of(event) & _COMMANDS:
            if not event.isAutoRepeat() and self.current_row() is not None:
                self.marked.emit(letter)
            event.accept()
            return
        super().keyPressEvent(event)
