"""Notes for reading at the side: since last time, and private prompts on their own tint with a lock."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.models.desk_notes import NoteLine
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets.desk_actions import wrapped
from mappa_desk.ui.widgets.desk_lists import DeskList, LineDelegate
from mappa_desk.ui.widgets.hatch import HATCH, draw_hatch

PAD = 16
ALL_LINES = 40
HEADING = 30


class NotesDelegate(LineDelegate):
    """Draws one note."""

    def _parts(self, row: NoteLine, width: float) -> tuple[list[str], list[str]]:
        room = width - 2 * PAD - theme.px(28)
        text = wrapped(row.text, "body", room, ALL_LINES)
        return text, wrapped(row.note, "caption", room, ALL_LINES) if row.note else []

    def row_height(self, row: NoteLine, width: float) -> float:
        """As high as all its text; a heading as one line."""
        if row.is_heading:
            return float(theme.px(HEADING))
        text, note = self._parts(row, width)
        head = theme.px(22) if row.lead or row.tone == "private" else 0
        lines = len(text) * paint.line_pitch("body", 1.3) + len(note) * paint.line_pitch("caption", 1.35)
        return theme.px(10) + head + lines + theme.px(10)

    def draw(self, painter: QPainter, box: QRectF, row: NoteLine, *, selected: bool, focused: bool) -> None:
        """Icon, bold lead, text, muted note; a heading on a sunken ground."""
        if row.is_heading:
            painter.fillRect(box, theme.colour("sunken"))
            line = QRectF(box.left() + PAD, box.top(), box.width() - 2 * PAD, box.height())
            paint.draw_text(painter, line, row.lead, "caption", bold=True)
            paint.draw_hairline(painter, box.left(), box.right(), box.bottom() - 0.5)
            return
        private = row.tone == "private"
        if private:
            painter.fillRect(box, theme.colour("private_soft"))
            if theme.scheme() == "high_contrast":
                draw_hatch(painter, QRectF(box.left(), box.top(), HATCH, box.height()))
        elif selected and focused:
            painter.fillRect(box, theme.colour("accent_soft"))
        left = box.left() + PAD + theme.px(28)
        room = box.right() - PAD - left
        y = box.top() + theme.px(10)
        paint.draw_icon(painter, QPointF(box.left() + PAD + 9, y + theme.px(10)), row.icon, row.tone, 18)
        lead = tr("Private") if private else row.lead
        if lead:
            line = QRectF(left, y, room, theme.px(22))
            paint.draw_text(painter, line, lead, bold=True, tone=row.tone)
            y += theme.px(22)
        text, note = self._parts(row, box.width())
        for role, tone, factor, lines in (("body", "text", 1.3, text), ("caption", "muted", 1.35, note)):
            pitch = paint.line_pitch(role, factor)
            for words in lines:
                paint.draw_text(painter, QRectF(left, y, room + 4, pitch), words, role, tone=tone)
                y += pitch
        paint.draw_hairline(painter, box.left(), box.right(), box.bottom() - 0.5)


class NotesList(DeskList):
    """Notes for reading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(NotesDelegate(self))
