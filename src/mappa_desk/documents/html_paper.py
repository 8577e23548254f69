"""Puts the parts of a document into HTML: real headings, definition lists, tables with heads and scope.

Whatever somebody typed is escaped; nothing in it is markup. What is made is valid HTML and well-formed XML.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.page_grid import MINUTES_SHEET, Sheet, Style
from mappa_desk.documents.papers import NO_MARK, BoxRow, CellWords, Mark, TableWords, Words, spans_of
from mappa_desk.documents.plain_shapes import readable
from mappa_desk.documents.tagged_tables import TableLook


class HtmlPaper:
    """A `Paper` that writes the inside of the element `main`, line by line, in `lines`."""

    def __init__(self) -> None:
        self.place = ""
        self.mark: Mark = NO_MARK
        self._lines: list[str] = []
        self._list: list[str] = []

    @property
    def sheet(self) -> Sheet:
        """The columns of minutes."""
        return MINUTES_SHEET

    def lines(self) -> list[str]:
        """All that was put on the paper, as lines of HTML."""
        self._end_list()
        return self._lines

    @contextmanager
    def section(self) -> Iterator[None]:
        """What is composed inside stands in one element `section`."""
        self._add("<section>")
        yield
        self._add("</section>")

    def title(self, text: str) -> None:
        """The title of the document."""
        self._add(f"<h1>{html_words(text)}</h1>")

    def heading(self, text: str, *, number: str = "") -> None:
        """The heading of a section with its number before it."""
        self._heading("h2", text, number)

    def item_in_group(self, text: str, *, number: str = "") -> None:
        """The heading of an item that stands with others under one section."""
        self._heading("h3", text, number)

    def speaker(self, name: str, more: str, again: str, *, tag: str) -> None:
        """The heading over what one agency says."""
        spans = [Span(name), Span(" " + more, quiet=True)] if more else [Span(name)]
        self._add(f'<{tag.lower()} class="speaker">{_inline(spans)}</{tag.lower()}>')

    def no_speaker(self) -> None:
        """Nothing: no speaker is repeated."""

    def paragraph(
        self, words: Words, *, x: float | None = None, style: Style = grid.BODY, keep: bool = False
    ) -> None:
        """Paragraphs in the text column, or over the full width."""
        kind = "" if x is None else ' class="wide"'
        for spans in spans_of(words):
            self._add(f"<p{kind}>{_inline(spans)}</p>")

    def labelled(self, label: str, words: Words, *, strong: bool = False, note: str = "") -> None:
        """A label with its paragraphs. Neighbouring calls make one list; words without text make nothing."""
        parts = [f"<p>{_inline(spans)}</p>" for spans in spans_of(words)]
        if note:
            parts.append(f'<p class="note">{html_words(note)}</p>')
        if not parts:
            return
        if not label:
            self._add(*parts)
            return
        kind = ' class="strong"' if strong else ""
        self._list.append(f"<div><dt{kind}>{html_words(label)}</dt><dd>{''.join(parts)}</dd></div>")

    def box(self, number: str, title: str, rows: Sequence[BoxRow], *, tag: str) -> None:
        """A heading and paragraphs with a bar at their left."""
        self._add('<div class="box">')
        self._heading(tag.lower(), title, number)
        for row in rows:
            for place, spans in enumerate(spans_of(row.words)):
                named = [Span(row.label, bold=True), Span(" "), *spans] if place == 0 and row.label else spans
                self._add(f"<p>{_inline(named)}</p>")
        self._add("</div>")

    def table(self, table: TableWords, look: TableLook) -> None:
        """A table. Heads of columns and rows have their scope; nothing of a cell is carried elsewhere."""
        self._add("<table>")
        if table.with_head:
            heads = "".join(f'<th scope="col">{html_words(column.head)}</th>' for column in table.columns)
            self._add(f"<thead><tr>{heads}</tr></thead>")
        self._add("<tbody>")
        for row in table.rows:
            if row.across:
                words = _cell_words(row.cells[0])
                self._add(f'<tr><th scope="row" colspan="{len(table.columns)}">{words}</th></tr>')
                continue
            first, *others = map(_cell_words, row.cells)
            cells = "".join(f"<td>{words}</td>" for words in others)
            self._add(f'<tr><th scope="row">{first}</th>{cells}</tr>')
        self._add("</tbody>", "</table>")

    def need(self, height: float) -> None:
        """Nothing: there are no pages."""

    def page_break(self) -> None:
        """Nothing: there are no pages."""

    def _heading(self, tag: str, text: str, number: str) -> None:
        label = f'<span class="number">{html_words(number)}</span> ' if number else ""
        self._add(f"<{tag}>{label}{html_words(text)}</{tag}>")

    def _add(self, *lines: str) -> None:
        self._end_list()
        self._lines += lines

    def _end_list(self) -> None:
        if self._list:
            self._lines += ["<dl>", *self._list, "</dl>"]
            self._list = []


def html_words(text: str) -> str:
    """Typed text as it may stand between two tags or in an attribute."""
    return escape(readable(text))


def _inline(spans: Sequence[Span]) -> str:
    """Spans as HTML: strong for bold, small for quiet. Spaces between spans stay."""
    made = []
    for span in spans:
        text = escape(_kept_edges(span.text))
        if span.bold and text.strip():
            text = f"<strong>{text}</strong>"
        if span.quiet and text.strip():
            text = f'<span class="quiet">{text}</span>'
        made.append(text)
    return "".join(made).strip(" ")


def _kept_edges(text: str) -> str:
    """As `readable`, but a space at either end stays, so that words of two spans do not run together."""
    inner = readable(text)
    if not inner:
        return " " if text else ""
    before = "" if readable(text[0]) else " "
    after = "" if readable(text[-1]) else " "
    return f"{before}{inner}{after}"


def _cell_words(cell: CellWords) -> str:
    parts = [
        _inline([Span(span.text, span.bold or cell.bold, span.quiet) for span in spans])
        for spans in spans_of(cell.words)
    ]
    return parts[0] if len(parts) == 1 else "".join(f"<p>{part}</p>" for part in parts)
