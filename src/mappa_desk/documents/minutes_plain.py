"""The minutes as plain text: the parts, words and order of the PDF, for programs that take text alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.minutes import compose_minutes
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.page_grid import MINUTES_SHEET, Sheet, Style
from mappa_desk.documents.papers import NO_MARK, BoxRow, CellWords, Mark, TableWords, Words, spans_of
from mappa_desk.documents.tagged_tables import TableLook
from mappa_desk.documents.wordings import Wording
from mappa_desk.domain.minutes import MinutesSnapshot
from mappa_desk.domain.system_blocks import Piece

CELLS = " | "


def plain_minutes(snapshot: MinutesSnapshot, *, wording: Mapping[str, str]) -> tuple[Piece, ...]:
    """The minutes in paragraphs. `snapshot` is told as it is: services project it to an edition first.

    A row of a table is one paragraph, its cells joined by " | ". Raises RuleError when the wording lacks a
    word.
    """
    paper = PlainPaper()
    compose_minutes(paper, MinutesSource(snapshot, Wording(wording)))
    return tuple(paper.pieces)


class PlainPaper:
    """Takes the parts of a document and keeps their words, paragraph by paragraph."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.place = ""
        self.mark: Mark = NO_MARK

    @property
    def sheet(self) -> Sheet:
        """The columns of the minutes; text has none."""
        return MINUTES_SHEET

    @contextmanager
    def section(self) -> Iterator[None]:
        """A section is told by its heading."""
        yield

    def title(self, text: str) -> None:
        """The title, on a line of its own."""
        self._put(text, heading=True)

    def heading(self, text: str, *, number: str = "") -> None:
        """The heading of a section, its number before it, an empty line above it."""
        self._put(f"{number} {text}".strip(), heading=True, apart=True)

    def item_in_group(self, text: str, *, number: str = "") -> None:
        """As `heading`."""
        self.heading(text, number=number)

    def speaker(self, name: str, more: str, again: str, *, tag: str) -> None:
        """Who speaks, on a line of its own."""
        self._put(", ".join(part for part in (name, more) if part), heading=True)

    def no_speaker(self) -> None:
        """Nothing to say in text."""

    def paragraph(
        self, words: Words, *, x: float | None = None, style: Style = grid.BODY, keep: bool = False
    ) -> None:
        """Paragraphs."""
        for line in _lines(words):
            self._put(line, heading=keep)

    def labelled(self, label: str, words: Words, *, strong: bool = False, note: str = "") -> None:
        """The label and the first paragraph in one line, the others below."""
        first, *others = _lines(words) or [""]
        self._put(_named(label, first))
        for line in (*others, *([note] if note else [])):
            self._put(line)

    def box(self, number: str, title: str, rows: Sequence[BoxRow], *, tag: str) -> None:
        """The heading, then each row behind its label."""
        self._put(f"{number} {title}".strip(), heading=True)
        for row in rows:
            self.labelled(row.label, row.words)

    def table(self, table: TableWords, look: TableLook) -> None:
        """A row a line; without a head the first cell names the row."""
        if table.with_head:
            self._put(CELLS.join(column.head for column in table.columns), heading=True)
        for row in table.rows:
            cells = [_cell(cell) for cell in row.cells]
            if row.across:
                self._put(cells[0], heading=True)
            elif table.with_head:
                while len(cells) > 1 and not cells[-1]:
                    cells.pop()
                self._put(CELLS.join(cells))
            else:
                self._put(_named(cells[0], CELLS.join(cells[1:])))

    def need(self, height: float) -> None:
        """Text has no pages."""

    def page_break(self) -> None:
        """Text has no pages."""

    def _put(self, text: str, *, heading: bool = False, apart: bool = False) -> None:
        if text.strip():
            self.pieces.append(Piece(text.strip(), heading=heading, apart=apart))


def _lines(words: Words) -> list[str]:
    return ["".join(span.text for span in spans).strip() for spans in spans_of(words)]


def _cell(cell: CellWords) -> str:
    return " / ".join(_lines(cell.words))


def _named(label: str, words: str) -> str:
    """A number stands before its words, a name before a colon."""
    if not label or not words:
        return label or words
    is_name = any(one.isalpha() for one in label) and label[-1] not in ".:"
    return f"{label}: {words}" if is_name else f"{label} {words}"
