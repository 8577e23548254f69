"""How the words of a paragraph run into lines: the same for what is painted and for the editor over it.

Qt's editor sets its lines as close as the font allows and cannot begin a paragraph behind a bold lead. Here
both get the pitch of the page and the same first line, so that no word moves when the caret arrives.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontInfo, QTextBlock, QTextDocument, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QPlainTextDocumentLayout

from mappa_desk.ui.widgets import desk_paint as paint

ROLE = "page"
LEADING = 17 / 12
"""Pitch of lines in parts of the letters' size."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What decides where lines break: width and first indent in pixels, pitch, and the room above letters."""

    width: float
    indent: float
    pitch: int
    above: float


def pitch(role: str = ROLE, leading: float = LEADING) -> int:
    """Distance of lines in whole pixels."""
    return round(QFontInfo(paint.font(role)).pixelSize() * leading)


def measure(width: float, indent: float = 0.0, role: str = ROLE, leading: float = LEADING) -> Measure:
    """The measure of a paragraph. For body text the room above is never nought: it marks lines laid here."""
    rows = pitch(role, leading)
    above = (rows - paint.metrics(role).height()) / 2
    return Measure(width, indent, rows, max(0.25, above) if role == ROLE else above)


def option() -> QTextOption:
    """How lines break: between words, inside one only when it is longer than a line."""
    made = QTextOption()
    made.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return made


def flow(layout: QTextLayout, text: str, by: Measure, *, first: bool) -> int:
    """Break one run of text into lines; gives how many rows it takes, at least one.

    The first run of a paragraph begins behind the indent, or on the next row where its first word does not
    fit there. `text` is the run's: the layout of an editor's block does not tell it.
    """
    layout.beginLayout()
    row = 0
    indent = by.indent if first else 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, by.width - indent))
        if indent and _breaks_a_word(text, line):
            row, indent = row + 1, 0.0
            line.setLineWidth(by.width)
        line.setPosition(QPointF(indent, row * by.pitch + by.above))
        row, indent = row + 1, 0.0
    layout.endLayout()
    return max(1, row)


def _breaks_a_word(text: str, line: QTextLine) -> bool:
    end = line.textStart() + line.textLength()
    head = text[:end]
    return end < len(text) and not text[end].isspace() and bool(head) and not any(map(str.isspace, head))


def is_flowed(layout: QTextLayout) -> bool:
    """True when the lines were laid here and not by Qt's own layout of an editor."""
    return layout.lineCount() > 0 and layout.lineAt(0).y() > 0


def line_at_row(layout: QTextLayout, row: int, by: Measure) -> QTextLine:
    """The line of a laid run that stands nearest to a row counted from the run's top."""
    offset = round((layout.lineAt(0).y() - by.above) / by.pitch)
    return layout.lineAt(max(0, min(row - offset, layout.lineCount() - 1)))


class PageLayout(QPlainTextDocumentLayout):
    """The layout of the editor in place."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._by = Measure(400.0, 0.0, 23, 1.0)

    @property
    def by(self) -> Measure:
        """The measure it lays by."""
        return self._by

    def set_measure(self, by: Measure) -> None:
        """Lay all lines anew by another measure."""
        if by == self._by:
            return
        self._by = by
        block = self.document().firstBlock()
        while block.isValid():
            block.layout().clearLayout()
            block = block.next()
        self.update.emit()

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """The room of one run of text; lines that Qt laid meanwhile are laid anew."""
        if not block.isValid():
            return QRectF()
        layout = block.layout()
        if not is_flowed(layout):
            layout.setTextOption(self.document().defaultTextOption())
            flow(layout, block.text(), self._by, first=block.blockNumber() == 0)
            block.setLineCount(layout.lineCount())
        return QRectF(0, 0, self._by.width, self._rows(layout) * self._by.pitch)

    def rows(self) -> int:
        """How many rows the whole text takes."""
        found = 0
        block = self.document().firstBlock()
        while block.isValid():
            self.blockBoundingRect(block)
            found += self._rows(block.layout())
            block = block.next()
        return found

    def _rows(self, layout: QTextLayout) -> int:
        last = layout.lineAt(layout.lineCount() - 1)
        return round((last.y() - self._by.above) / self._by.pitch) + 1
