"""What the parts of a document ask of the paper that they are put on, whatever file comes of it.

The parts say what stands in a document and in which order; `Composer` makes a PDF of it, others a numbered
draft or a Word document. So all of them hold the same words in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from mappa_desk.documents.line_breaking import Span, typed_lines
from mappa_desk.documents.page_grid import Sheet, Style
from mappa_desk.documents.tagged_tables import Column, TableLook

Words = str | Sequence[Span]
"""Plain text, or spans of it; a newline begins a paragraph in either."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The record that what is printed belongs to, so that a line leads back to it."""

    record_kind: str = ""
    record_id: str = ""
    field: str = ""
    """Name of the field, where a paragraph is of one field alone."""


NO_MARK = Mark()


@dataclass(frozen=True, slots=True)
class BoxRow:
    """One paragraph of a box: its label, its words, and the name of the field they are of."""

    label: str
    words: Words
    field: str = ""


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
    mark: Mark = NO_MARK


@dataclass(frozen=True, slots=True)
class TableWords:
    """A whole table. Without a head the first cell of each row is its head."""

    columns: Sequence[Column]
    rows: Sequence[RowWords]
    with_head: bool
    continues: str
    """Printed in a cell whose text goes on below the table."""


def spans_of(words: Words) -> list[list[Span]]:
    """One list of spans for each paragraph of the words."""
    rows: list[list[Span]] = [[]]
    for span in [Span(words)] if isinstance(words, str) else words:
        first, *others = typed_lines(span.text)
        rows[-1].append(replace(span, text=first) if others else span)
        rows.extend([replace(span, text=other)] for other in others)
    return [row for row in rows if any(span.text.strip() for span in row)]


class Paper(Protocol):
    """Takes the parts of a document from top to bottom.

    `place` says in words where the text that comes next stands, `mark` which record it is of.
    """

    place: str
    mark: Mark

    @property
    def sheet(self) -> Sheet:
        """The columns of the document."""

    def section(self) -> AbstractContextManager[None]:
        """What is composed inside belongs to one section of the structure."""

    def title(self, text: str) -> None:
        """The title of the document."""

    def heading(self, text: str, *, number: str = "") -> None:
        """The heading of a section; its number stands in the margin column."""

    def item_in_group(self, text: str, *, number: str = "") -> None:
        """The heading of an item that stands with others under one section."""

    def speaker(self, name: str, more: str, again: str, *, tag: str) -> None:
        """The heading over what one agency says; `again` is printed where that goes on to another page."""

    def no_speaker(self) -> None:
        """What follows is not said by the agency of the last heading."""

    def paragraph(
        self, words: Words, *, x: float | None = None, style: Style = ..., keep: bool = False
    ) -> None:
        """Paragraphs in the text column, or from `x` to the right margin; `keep` holds them to the next."""

    def labelled(self, label: str, words: Words, *, strong: bool = False, note: str = "") -> None:
        """An item of a list: a label in the margin column, paragraphs beside it, a quiet note below them."""

    def box(self, number: str, title: str, rows: Sequence[BoxRow], *, tag: str) -> None:
        """A box: a heading, then paragraphs that begin with their label in bold."""

    def table(self, table: TableWords, look: TableLook) -> None:
        """A table; what is too long for a cell goes on below it."""

    def need(self, height: float) -> None:
        """Begins a new page when fewer than `height` points are left on this one."""

    def page_break(self) -> None:
        """Begins a new page."""
