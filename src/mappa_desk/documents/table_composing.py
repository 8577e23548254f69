"""Composes tables from words: sets each cell, tags it, and carries what is too long to below the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mappa_desk.documents.line_breaking import Box, Line, Span, Typesetter
from mappa_desk.documents.papers import CellWords, RowWords, TableWords, Words, spans_of
from mappa_desk.documents.tagged_structure import Element
from mappa_desk.documents.tagged_tables import (
    BOX_INSET,
    TICK_WIDTH,
    Cell,
    Column,
    Row,
    TableLook,
    TaggedTable,
)

MOST_LINES = 8
"""A row is never split, so no cell is deeper than this."""


@dataclass(frozen=True, slots=True, eq=False)
class SetTable:
    """A table whose words are set. `rest` is what had no room in a cell, with the name of its row."""

    table: TaggedTable
    rest: Sequence[tuple[str, list[Box]]]


def set_table(typesetter: Typesetter, table: TableWords, look: TableLook, element: Element) -> SetTable:
    """Sets the words of a table. Its rows and cells become children of `element`."""
    return _TableSetting(typesetter, table, look, element).made()


class _TableSetting:
    def __init__(self, typesetter: Typesetter, table: TableWords, look: TableLook, element: Element) -> None:
        self._typesetter = typesetter
        self._table = table
        self._look = look
        self._rest: list[tuple[str, list[Box]]] = []
        self._element = element

    def made(self) -> SetTable:
        place = self._typesetter.place
        head = self._head() if self._table.with_head else None
        body = Element("TBody", self._element)
        rows = [self._row(row, body) for row in self._table.rows]
        self._typesetter.place = place
        return SetTable(TaggedTable(self._table.columns, head, rows, self._look), self._rest)

    def _head(self) -> Row:
        line = Element("TR", Element("THead", self._element))
        cells = []
        for column in self._table.columns:
            element = Element("TH", line, attributes={"O": "/Table", "Scope": "/Column"})
            lines = self._set([Span(column.head, bold=True)], column.width)
            cells.append(Cell(element, [(element, lines)]))
        return Row(cells)

    def _row(self, row: RowWords, body: Element) -> Row:
        self._typesetter.place = row.place
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
        lines = self._set(_on_one_line(row.cells[0].words), width)
        again = self._set([Span(row.again, bold=True)], width)[:1]
        return Row([Cell(element, [(element, lines)])], across=True, again=again)

    def _cell(self, element: Element, cell: CellWords, column: Column, name: str) -> Cell:
        width = column.width - (TICK_WIDTH if cell.tick else 0.0) - (2 * BOX_INSET if cell.box else 0.0)
        parts = [
            [Span(span.text, span.bold or cell.bold, span.quiet) for span in spans]
            for spans in spans_of(cell.words)
        ]
        set_parts: list[tuple[list[Box], list[Line]]] = []
        for spans in parts:
            boxes = self._typesetter.boxes(spans)
            set_parts.append((boxes, self._typesetter.lines(boxes, self._look.style.size, width)))
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
        typesetter = self._typesetter
        return typesetter.lines(typesetter.boxes(spans), self._look.style.size, width)


def _on_one_line(words: Words) -> list[Span]:
    """The spans of all paragraphs as one, a space between two."""
    spans: list[Span] = []
    for paragraph in spans_of(words):
        spans += [Span(" "), *paragraph] if spans else paragraph
    return spans
