"""The editor that stands over the words of the paragraph with the caret, so that both look one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from mappa_desk.domain.text_places import place_in, units
from mappa_desk.ui import theme
from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets.capture_text import CaptureText
from mappa_desk.ui.widgets.write_up_flow import Measure, PageLayout, line_at_row, option
from mappa_desk.ui.widgets.write_up_waves import draw_waves, x_of

CARET_ROOM = 8
"""Room right of the text for the caret behind the last letter of a full line."""
_OURS = QTextFormat.Property.UserProperty + 418
_KEEP = QTextCursor.MoveMode.KeepAnchor


class PageEditor(CaptureText):
    """One for the whole page. Its text is that of one paragraph; its lines are laid as the page's are."""

    rows_changed = Signal(int)
    """The text takes another number of rows."""
    typed_text = Signal()
    """The text was changed by hand: not by loading it."""
    mouse = Signal(QMouseEvent)
    """The left button did something here; the page knows what it means."""
    wheeled = Signal(QWheelEvent)

    def __init__(self, parent: QWidget) -> None:
        self._rows = 1
        self._loading = self._bold = False
        self._marked: list[QTextCursor] = []
        """Where waves are drawn. No selections of Qt's: its waves are those of spelling."""
        self.hold: Callable[[QEvent], bool] = lambda _event: False
        """Looks at keys and what an input method commits before anybody; True keeps them for later."""
        super().__init__(parent, least_rows=1, most_rows=100_000)
        self.setObjectName("page_edit")
        self.setProperty("font_role", "page")
        made = QTextDocument(self)
        made.setDocumentMargin(0)
        made.setDefaultTextOption(option())
        self._lines = PageLayout(made)
        made.setDocumentLayout(self._lines)
        self.setDocument(made)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(False)
        self.setMinimumHeight(0)
        self.setMaximumHeight(16_777_215)
        made.contentsChange.connect(self._on_contents_change)
        made.contentsChanged.connect(self._on_contents_laid)
        self._on_theme_changed()

    # What the page sets and asks

    @property
    def by(self) -> Measure:
        """The measure its lines are laid by."""
        return self._lines.by

    def load(self, text: str, by: Measure, *, bold: bool = False) -> None:
        """Take another paragraph's text; the undo history starts anew. The caret stands at its start."""
        self._loading = True
        self._bold = bold
        self._set_font()
        self._lines.set_measure(by)
        self.set_line(text)
        self._loading = False
        self._count_rows()

    def put(self, text: str) -> None:
        """Take a text that was changed elsewhere; the caret stays between the words it stood between."""
        old, cursor = self.toPlainText(), self.textCursor()
        caret, anchor = (_moved(old, text, place_in(old, at)) for at in (cursor.position(), cursor.anchor()))
        self._loading = True
        self.set_line(text, units(text[:caret]), units(text[:anchor]))
        self._loading = False
        self._count_rows()

    def set_measure(self, by: Measure) -> None:
        """Lay the lines by another measure, in the type of the theme."""
        self._set_font()
        self._lines.set_measure(by)
        self._count_rows()

    @property
    def rows(self) -> int:
        """How many rows the text takes."""
        return self._rows

    @property
    def first_row(self) -> int:
        """The row in which the text begins: the second where its first word does not fit behind a lead."""
        layout = self.document().firstBlock().layout()
        return round((layout.lineAt(0).y() - self.by.above) / self.by.pitch) if layout.lineCount() else 0

    @property
    def composing(self) -> bool:
        """True while an input method has a word in the making here."""
        block = self.textCursor().block()
        return bool(block.layout().preeditAreaText())

    def replace(self, start: int, end: int, text: str) -> None:
        """Put a text in place of a part, positions in Python's indexes, as one step of the typing's undo."""
        whole = self.toPlainText()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.setPosition(units(whole[:start]))
        cursor.setPosition(units(whole[:end]), _KEEP)
        cursor.insertText(text)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def row_of(self, cursor: QTextCursor | None = None) -> int:
        """The row in which the caret stands, counted from the first."""
        cursor = cursor or self.textCursor()
        return round((self.caret_top(cursor) - self.by.above) / self.by.pitch)

    def caret_top(self, cursor: QTextCursor) -> float:
        """Top of the caret's line in pixels from the editor's top."""
        block = cursor.block()
        top, above = 0.0, self.document().firstBlock()
        while above.isValid() and above.blockNumber() < block.blockNumber():
            top += self._lines.blockBoundingRect(above).height()
            above = above.next()
        self._lines.blockBoundingRect(block)
        line = block.layout().lineForTextPosition(cursor.positionInBlock())
        return top + (line.y() if line.isValid() else self.by.above)

    def caret_x(self) -> float:
        """Where the caret stands, in pixels from the editor's left."""
        cursor = self.textCursor()
        block = cursor.block()
        self._lines.blockBoundingRect(block)
        line = block.layout().lineForTextPosition(cursor.positionInBlock())
        return x_of(line, cursor.positionInBlock()) if line.isValid() else 0.0

    def position_at(self, row: int, x: float) -> int:
        """The position nearest to an x in a row, as Qt counts; the nearest row for one beyond the text."""
        block, left = self.document().firstBlock(), max(0, row)
        while block.next().isValid():
            high = round(self._lines.blockBoundingRect(block).height() / self.by.pitch)
            if left < high:
                break
            left, block = left - high, block.next()
        self._lines.blockBoundingRect(block)
        layout = block.layout()
        line = line_at_row(layout, left, self.by)
        return block.position() + (line.xToCursor(x) if line.isValid() else 0)

    def set_found(self, spans: Sequence[tuple[int, int]], look: QTextCharFormat) -> None:
        """Tint what was looked for, at places as Qt counts; marks of spelling stay."""
        kept = [one for one in self.extraSelections() if not one.format.property(_OURS)]
        look.setProperty(_OURS, True)
        made = []
        for cursor in self._cursors(spans):
            one = QTextEdit.ExtraSelection()
            one.cursor, one.format = cursor, look
            made.append(one)
        if made or len(kept) != len(self.extraSelections()):
            self.setExtraSelections([*made, *kept])

    def set_marked(self, spans: Sequence[tuple[int, int]]) -> None:
        """Draw the waves of marks there; they move with the words."""
        self._marked = self._cursors(spans)
        self.viewport().update()

    def marked(self) -> tuple[str, ...]:
        """The marked words as they stand."""
        return tuple(cursor.selectedText() for cursor in self._marked)

    def _cursors(self, spans: Sequence[tuple[int, int]]) -> list[QTextCursor]:
        found, end = [], self.document().characterCount() - 1
        for low, high in spans:
            cursor = QTextCursor(self.document())
            cursor.setPosition(min(low, end))
            cursor.setPosition(min(high, end), _KEEP)
            found.append(cursor)
        return found

    # Qt's events

    def event(self, event: QEvent) -> bool:
        """Keys wait while the page is about to change under them."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.InputMethod) and self.hold(event):
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, and the waves under those that are marked."""
        super().paintEvent(event)
        if not self._marked:
            return
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        top, block = 0.0, self.document().firstBlock()
        while block.isValid():
            at, long = block.position(), block.length() - 1
            spans = [(one.selectionStart() - at, one.selectionEnd() - at) for one in self._marked]
            inside = [(max(0, low), min(high, long)) for low, high in spans]
            draw_waves(painter, block.layout(), QPointF(0, top), inside)
            top += self._lines.blockBoundingRect(block).height()
            block = block.next()
        painter.end()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What an input method has in the making takes room too."""
        super().inputMethodEvent(event)
        self._count_rows()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The page places the caret: it knows what lies between two lines and between two paragraphs."""
        self._hand_over(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The page selects. Nothing is ever dragged."""
        self._hand_over(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The page knows."""
        self._hand_over(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The page knows."""
        self._hand_over(event)

    def _hand_over(self, event: QMouseEvent) -> None:
        self.mouse.emit(event)
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel turns the page."""
        self.wheeled.emit(event)
        event.accept()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """The editor is as high as its text and never scrolls by itself."""
        super().scrollContentsBy(_dx, _dy)

    def _is_bare_key(self, event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> bool:
        """Escape is told; Up in an empty paragraph walks on like any other."""
        if event.key() == Qt.Key.Key_Escape and modifiers == Qt.KeyboardModifier.NoModifier:
            self.escape_pressed.emit()
            return True
        return False

    def _fit(self) -> None:
        """The page gives the editor its place."""

    def _on_theme_changed(self) -> None:
        self.ensurePolished()
        self.setCursorWidth(max(1, round(theme.scale())) * (2 if theme.edge() > 1 else 1))

    def _set_font(self) -> None:
        """The type of the page. Qt sets the document's from the style sheet, which knows no bold one here."""
        wanted = paint.font("page", bold=self._bold)
        if self.document().defaultFont() != wanted:
            self.document().setDefaultFont(wanted)

    def _on_contents_change(self, _at: int, _removed: int, _added: int) -> None:
        if not self._loading:
            self.typed_text.emit()

    def _on_contents_laid(self) -> None:
        """Only now the layout knows which of its lines are old."""
        if not self._loading:
            self._count_rows()

    def _count_rows(self) -> None:
        rows = self._lines.rows()
        if rows != self._rows:
            self._rows = rows
            self.rows_changed.emit(rows)

    def to_page(self, point: QPoint) -> QPoint:
        """A point of the editor as one of the page's viewport."""
        return point + self.viewport().pos() + self.pos()


def _moved(old: str, new: str, at: int) -> int:
    """Where a place in an old text stands in a new one: between the letters that it stood between."""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    if at <= same:
        return at
    behind = len(old) - at
    if old[at:] == new[max(0, len(new) - behind) :]:
        return max(same, len(new) - behind)
    for reach in (24, 12, 6, 3):
        low = max(0, at - reach)
        found = new.find(old[low : at + reach])
        if found >= 0:
            return found + at - low
    return min(at, len(new))
