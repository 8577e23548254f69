"""Puts the parts of a document into plain text: labels in a margin column, lines of at most 78 characters."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.page_grid import MINUTES_SHEET, Sheet, Style
from mappa_desk.documents.papers import NO_MARK, BoxRow, Mark, TableWords, Words, spans_of
from mappa_desk.documents.plain_shapes import joined, readable
from mappa_desk.documents.tagged_tables import TableLook

WIDTH = 78
"""Characters of a line; only a run without a space is longer."""
INDENT = 16
"""Characters of the margin column."""
_WITHIN = "    "


class TextPaper:
    """A `Paper` that keeps lines of text in `lines`. An empty line parts what stands apart on paper."""

    def __init__(self) -> None:
        self.place = ""
        self.mark: Mark = NO_MARK
        self.lines: list[str] = []

    @property
    def sheet(self) -> Sheet:
        """The columns of minutes."""
        return MINUTES_SHEET

    @contextmanager
    def section(self) -> Iterator[None]:
        """Headings alone make the sections of plain text."""
        yield

    def title(self, text: str) -> None:
        """The title of the document, underlined."""
        self._heading(readable(text), "=")

    def heading(self, text: str, *, number: str = "") -> None:
        """The heading of a section, underlined, with its number before it."""
        self._part()
        self._heading(f"{readable(number)}  {readable(text)}".strip(), "-")

    def item_in_group(self, text: str, *, number: str = "") -> None:
        """The heading of an item that stands with others under one section."""
        self._heading(f"{readable(number)}  {readable(text)}".strip(), "~")

    def speaker(self, name: str, more: str, again: str, *, tag: str) -> None:
        """The heading over what one agency says."""
        self._part()
        self._set(f"{readable(name)} {readable(more)}".strip(), indent=INDENT)

    def no_speaker(self) -> None:
        """Nothing: no speaker is repeated."""

    def paragraph(
        self, words: Words, *, x: float | None = None, style: Style = grid.BODY, keep: bool = False
    ) -> None:
        """Paragraphs in the text column, or over the full width."""
        for spans in spans_of(words):
            self._part()
            self._set(joined(spans), indent=INDENT if x is None else 0)

    def labelled(self, label: str, words: Words, *, strong: bool = False, note: str = "") -> None:
        """A label in the margin column, paragraphs beside it; words without text make nothing."""
        texts = [joined(spans) for spans in spans_of(words)] + ([readable(note)] if note else [])
        self._part()
        self._hang(readable(label), texts)

    def box(self, number: str, title: str, rows: Sequence[BoxRow], *, tag: str) -> None:
        """A heading and paragraphs that begin with their label."""
        texts = [readable(title)]
        for row in rows:
            for place, spans in enumerate(spans_of(row.words)):
                named = [Span(row.label + " "), *spans] if place == 0 and row.label else spans
                texts.append(joined(named))
        self._part()
        self._hang(readable(number), texts)

    def table(self, table: TableWords, look: TableLook) -> None:
        """A table row by row: each cell on lines of its own, after the head of its column."""
        self._part()
        for row in table.rows:
            texts = [[joined(spans) for spans in spans_of(cell.words)] for cell in row.cells]
            if row.across:
                self._part()
                self._set(" ".join(texts[0]), indent=0)
            elif table.with_head:
                self._part()
                self._row([readable(column.head) for column in table.columns], texts)
            else:
                self._hang(" ".join(texts[0]), [text for cell in texts[1:] for text in cell])

    def need(self, height: float) -> None:
        """Nothing: there are no pages."""

    def page_break(self) -> None:
        """Nothing: there are no pages."""

    def _heading(self, text: str, rule: str) -> None:
        self._part()
        made = wrapped(text)
        self.lines += [*made, rule * max(map(len, made), default=0)]

    def _part(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def _hang(self, label: str, texts: Sequence[str]) -> None:
        """Texts beside a label; a label that has no room stands on a line of its own above them."""
        made = [line for text in texts for line in wrapped(text, indent=INDENT)]
        if not made:
            return
        if len(label) > INDENT - 2:
            self.lines += wrapped(label)
        else:
            made[0] = label.ljust(INDENT) + made[0][INDENT:]
        self.lines += made

    def _row(self, heads: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
        for place, (head, cell) in enumerate(zip(heads, cells, strict=True)):
            first, *others = cell or [""]
            indent = len(_WITHIN) * (place > 0)
            self._set(f"{head}: {first}" if head else first, indent=indent, hang=len(_WITHIN))
            for text in others:
                self._set(text, indent=indent + len(_WITHIN))

    def _set(self, text: str, *, indent: int, hang: int = 0) -> None:
        self.lines += wrapped(text, indent=indent, hang=hang)


def wrapped(text: str, *, indent: int = 0, hang: int = 0) -> list[str]:
    """A text as lines behind `indent` spaces, those after the first behind `hang` more; none when empty."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_long_words=False,
        break_on_hyphens=False,
    )
