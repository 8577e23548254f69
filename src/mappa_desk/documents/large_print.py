"""Large print: the same parts on the same grid in 16 points, with every table told as a list."""

from __future__ import annotations

from collections.abc import Sequence

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.composing import Composer
from mappa_desk.documents.galleys import Frame, Slot, framed
from mappa_desk.documents.line_breaking import Span, Typesetter
from mappa_desk.documents.page_grid import MINUTES_SHEET, Sheet, sheet_for
from mappa_desk.documents.papers import CellWords, RowWords, TableWords, Words, spans_of
from mappa_desk.documents.tagged_canvas import TaggedCanvas
from mappa_desk.documents.tagged_tables import Column, TableLook

_BOX = 64.0
"""Height in points of a box to write in."""


def composer_for(typesetter: Typesetter, *, large: bool, sheet: Sheet = MINUTES_SHEET) -> Composer:
    """The composer of a document, in large print where that is asked for."""
    return LargeComposer(typesetter, sheet) if large else Composer(typesetter, sheet)


class LargeComposer(Composer):
    """As `Composer`, in large print. A label without room in the margin column stands before its words."""

    def __init__(self, typesetter: Typesetter, sheet: Sheet = MINUTES_SHEET) -> None:
        super().__init__(typesetter, sheet_for(large=True, sheet=sheet))

    def labelled(self, label: str, words: Words, *, strong: bool = False, note: str = "") -> None:
        """As for `Composer`."""
        if self._has_room(label, self.sheet.label_lines):
            super().labelled(label, words, strong=strong, note=note)
            return
        self._unlabelled([Span(f"{label.rstrip('.:')}: ", bold=True), *_spans(words)], note)

    def table(self, table: TableWords, look: TableLook) -> None:
        """A list instead of a table: one item for each row, each cell after the head of its column."""
        level, before = self._level, self.place
        most = 1 if table.with_head else self.sheet.label_lines
        beside = all(self._has_room(_plain(row.cells[0]), most) for row in table.rows if not row.across)
        for row in table.rows:
            self.place = row.place
            if row.across:
                name = _plain(row.cells[0])
                self.speaker(name, "", row.again, tag=f"H{min(level + 1, 6)}")
            elif table.with_head:
                self._row(table.columns, row, beside=beside)
            elif beside:
                self.labelled(_plain(row.cells[0]), _told(row.cells[1]), strong=row.cells[0].bold)
            else:
                self._unlabelled([Span(f"{_plain(row.cells[0])}: ", bold=True), *_told(row.cells[1])], "")
        self.place = before
        self.no_speaker()
        self._list = None
        self._after = grid.TABLE_GAP

    def _row(self, columns: Sequence[Column], row: RowWords, *, beside: bool) -> None:
        label, cells = row.cells[0], list(zip(columns, row.cells, strict=True))[1:]
        words: list[Span] = []
        for column, cell in cells:
            if not cell.box and _plain(cell):
                words += [Span("\n"), Span(f"{column.head}: ", quiet=True), *_told(cell)]
        name = _plain(label)
        if beside:
            super().labelled(name, words[1:], strong=label.bold)
        else:
            self._unlabelled([Span(name, bold=True), *words], "")
        for column, cell in cells:
            if cell.box:
                self._keep = True
                self.paragraph([Span(f"{column.head}:", quiet=True)], keep=True)
                frame = _Box(self.sheet.text_x, self.sheet.text_width)
                self._slots += framed([Slot(height=_BOX)], frame, gap=2.0, breakable=False)
                self._after, self._keep = 2 * grid.BOX_GAP, False

    def _unlabelled(self, words: Sequence[Span], note: str) -> None:
        """An item of a list without a label in the margin column."""
        self.told.paragraph(words)
        if note:
            self.told.paragraph(note)
        if self.silent:
            return
        body, small = self.sheet.style(grid.BODY), self.sheet.style(grid.NOTE)
        made = [self._set(spans, body, self.sheet.text_width) for spans in spans_of(words)]
        notes = self._set([Span(note, quiet=True)], small, self.sheet.text_width) if note else []
        self._list_item("", made, notes, strong=False)

    def _has_room(self, label: str, most: int) -> bool:
        """True when a label fits into the margin column in `most` lines without breaking a word."""
        style, room = self.sheet.style(grid.LABEL), self.sheet.label_width
        whole = self._set([Span(label, bold=True)], style, room)
        words = [self._set([Span(word, bold=True)], style, room) for word in label.split()]
        return len(whole) <= most and all(len(lines) == 1 for lines in words)


class _Box(Frame):
    """An empty box to write in."""

    def draw(
        self, canvas: TaggedCanvas, left: float, top: float, foot: float, *, opens: bool, ends: bool
    ) -> None:
        """Draws the four edges; the box is never parted."""
        x, right = left + self.x, left + self.x + self.width
        corners = [(x, top), (right, top), (right, foot), (x, foot), (x, top), (right, top)]
        canvas.stroke(corners, 0.5, grid.HAIRLINE)


def _spans(words: Words) -> list[Span]:
    return [Span(words)] if isinstance(words, str) else list(words)


def _told(cell: CellWords) -> list[Span]:
    """The words of a cell; a newline in them begins a paragraph."""
    return [Span(span.text, span.bold or cell.bold, span.quiet) for span in _spans(cell.words)]


def _plain(cell: CellWords) -> str:
    return " ".join("".join(span.text for span in _spans(cell.words)).split())
