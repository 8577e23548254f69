"""Composes tables from words: sets each cell, tags it, and carries what is too long to below the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.composing import Composer, Words, spans_of
from mappa_desk.documents.line_breaking import Box, Line, Span
from mappa_desk.documents.tagged_structure import Element
from mappa_desk.documents.tagged_tables import TICK_WIDTH, Cell, Column, Row, TableLook, TaggedTable

MOST_LINES = 8
"""A row is never split, so no cell is deeper than this."""


@dataclass(frozen=True, slots=True)
class CellWords:
    """What a cell says."""

    words: Words
    bold: bool = False
    tick: bool = False
    """A tick is drawn before the words."""
    box: bool = False
    """An empty box to write in."""


@dataclass(frozen=True, slots=True)
class RowWords:
    """What a row says. With `across` its one cell is a heading over the rows below it."""

    cells: Sequence[CellWords]
    place: str
    """Where the row stands, for the list of missing characters."""
    across: bool = False
    again: str = ""
    """Only with `across`: its words when its rows go on to another page."""


@dataclass(frozen=True, slots=True)
class TableWords:
    """A whole table. Without a head the first cell of each row is its head."""

    columns: Sequence[Column]
    rows: Sequence[RowWords]
    with_head: bool
    continues: str
    """Printed in a cell whose text goes on below the table."""


def compose_table(
    composer: Composer, table: TableWords, *, style: grid.Style = grid.CELL, look: TableLook | None = None
) -> float:
    """Adds the table and, below it, the rest of each cell that was too long. Gives its height in points."""
    return _TableComposing(composer, table, look or TableLook(style)).compose()


class _TableComposing:
    def __init__(self, composer: Composer, table: TableWords, look: TableLook) -> None:
        self._composer = composer
        self._table = table
        self._look = look
        self._rest: list[tuple[str, list[Box]]] = []
        self._element = composer.child("Table")

    def compose(self) -> float:
        place = self._composer.place
        head = self._head() if self._table.with_head else None
        body = Element("TBody", self._element)
        rows = [self._row(row, body) for row in self._table.rows]
        self._composer.place = place
        before = self._composer.white
        flowable = TaggedTable(self._table.columns, head, rows, self._look, before=before)
        _, height = flowable.wrap(grid.FULL_WIDTH, grid.PAGE_DEPTH)
        self._composer.flowable(flowable, after=12)
        for name, boxes in self._rest:
            self._composer.labelled_rest(name, boxes)
        return float(height)

    def _head(self) -> Row:
        line = Element("TR", Element("THead", self._element))
        cells = []
        for column in self._table.columns:
            element = Element("TH", line, attributes={"O": "/Table", "Scope": "/Column"})
            lines = self._set([Span(column.head, bold=True)], column.width)
            cells.append(Cell(element, [(element, lines)]))
        return Row(cells)

    def _row(self, row: RowWords, body: Element) -> Row:
        self._composer.place = row.place
        line = Element("TR", body)
        if row.across:
            return self._across(row, line)
        name = "".join(span.text for spans in spans_of(row.cells[0].words)[:1] for span in spans)
        cells = []
        for number, (column, cell) in enumerate(zip(self._table.columns, row.cells, strict=True)):
            attributes = {"O": "/Table", "Scope": "/Row"} if number == 0 else None
            element = Element("TD" if number else "TH", line, attributes=attributes)
            cells.append(self._cell(element, cell, column, name))
        return Row(cells)

    def _across(self, row: RowWords, line: Element) -> Row:
        span = len(self._table.columns)
        element = Element("TH", line, attributes={"O": "/Table", "Scope": "/Row", "ColSpan": span})
        first = self._table.columns[0]
        width = self._look.widths - 2 * first.x
        lines = self._set(spans_of(row.cells[0].words)[0], width)[:1]
        again = self._set([Span(row.again, bold=True)], width)[:1]
        return Row([Cell(element, [(element, lines)])], across=True, again=again)

    def _cell(self, element: Element, cell: CellWords, column: Column, name: str) -> Cell:
        width = column.width - (TICK_WIDTH if cell.tick else 0.0)
        parts = [
            [Span(span.text, span.bold or cell.bold, span.quiet) for span in spans]
            for spans in spans_of(cell.words)
        ]
        set_parts: list[tuple[list[Box], list[Line]]] = []
        for spans in parts:
            boxes = self._composer.typesetter.boxes(spans)
            set_parts.append((boxes, self._composer.typesetter.lines(boxes, self._look.style.size, width)))
        if sum(len(lines) for _, lines in set_parts) > MOST_LINES:
            set_parts = self._cut(set_parts, width, name)
        if len(set_parts) == 1:
            return Cell(element, [(element, set_parts[0][1])], cell.tick, cell.box)
        made = [(Element("P", element), lines) for _, lines in set_parts]
        return Cell(element, made, cell.tick, cell.box)

    def _cut(
        self, parts: list[tuple[list[Box], list[Line]]], width: float, name: str
    ) -> list[tuple[list[Box], list[Line]]]:
        """The lines that a row holds, closed by a word that the text goes on; the rest is put by."""
        note = self._set([Span(self._table.continues, quiet=True)], width)
        room = MOST_LINES - len(note)
        kept: list[tuple[list[Box], list[Line]]] = []
        for boxes, lines in parts:
            if len(lines) > room:
                self._rest.append((name, boxes[lines[room - 1].end if room else 0 :]))
                lines = lines[:room]  # noqa: PLW2901
            if lines:
                kept.append((boxes, lines))
            room -= len(lines)
        return [*kept, ([], note)]

    def _set(self, spans: Sequence[Span], width: float) -> list[Line]:
        typesetter = self._composer.typesetter
        return typesetter.lines(typesetter.boxes(spans), self._look.style.size, width)
