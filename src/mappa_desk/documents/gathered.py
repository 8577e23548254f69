"""Gathers the words of a document without setting them, to know what occurs in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.page_grid import MINUTES_SHEET, Sheet, Style
from mappa_desk.documents.papers import NO_MARK, BoxRow, Mark, TableWords, Words, spans_of
from mappa_desk.documents.tagged_tables import TableLook


class GatheredWords:
    """A `Paper` that keeps the text alone, paragraph by paragraph, in `texts`."""

    def __init__(self) -> None:
        self.place = ""
        self.mark: Mark = NO_MARK
        self.texts: list[str] = []

    @property
    def sheet(self) -> Sheet:
        """The columns of minutes."""
        return MINUTES_SHEET

    @contextmanager
    def section(self) -> Iterator[None]:
        """Nothing to keep."""
        yield

    def title(self, text: str) -> None:
        """Keeps the title."""
        self.texts.append(text)

    def heading(self, text: str, *, number: str = "") -> None:
        """Keeps the heading."""
        self.texts.append(text)

    def item_in_group(self, text: str, *, number: str = "") -> None:
        """Keeps the heading."""
        self.texts.append(text)

    def speaker(self, name: str, more: str, again: str, *, tag: str) -> None:
        """Keeps agency and role."""
        self.texts += [name, more]

    def no_speaker(self) -> None:
        """Nothing to keep."""

    def paragraph(
        self, words: Words, *, x: float | None = None, style: Style = grid.BODY, keep: bool = False
    ) -> None:
        """Keeps the paragraphs."""
        self._keep(words)

    def labelled(self, label: str, words: Words, *, strong: bool = False, note: str = "") -> None:
        """Keeps label, paragraphs and note."""
        self.texts.append(label)
        self._keep(words)
        self.texts.append(note)

    def box(self, number: str, title: str, rows: Sequence[BoxRow], *, tag: str) -> None:
        """Keeps title and rows."""
        self.texts.append(title)
        for row in rows:
            self._keep(row.words)

    def table(self, table: TableWords, look: TableLook) -> None:
        """Keeps heads and cells."""
        self.texts += [column.head for column in table.columns]
        for row in table.rows:
            for cell in row.cells:
                self._keep(cell.words)

    def need(self, height: float) -> None:
        """Nothing to keep."""

    def page_break(self) -> None:
        """Nothing to keep."""

    def _keep(self, words: Words) -> None:
        self.texts += ["".join(span.text for span in spans) for spans in spans_of(words)]
