"""Composes a document: every text that comes here is set, tagged and put in its place on the grid.

This is the only way from words to paper. Text is plain text: nothing in it is markup, a new line in it
begins a paragraph, and what the fonts cannot draw is named in the list of missing characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.galleys import BAR, INSIDE, Block, Frame, Galley, Label, Run, Slot, framed, slots_of
from mappa_desk.documents.line_breaking import Box, Line, Piece, Span, Typesetter, typed_lines
from mappa_desk.documents.page_grid import FULL_WIDTH, LABEL_WIDTH, TEXT_WIDTH, TEXT_X, Style
from mappa_desk.documents.tagged_structure import Element

Words = str | Sequence[Span]
"""Plain text, or spans of it; a newline begins a paragraph in either."""


def spans_of(words: Words) -> list[list[Span]]:
    """One list of spans for each paragraph of the words."""
    rows: list[list[Span]] = [[]]
    for span in [Span(words)] if isinstance(words, str) else words:
        first, *others = typed_lines(span.text)
        rows[-1].append(replace(span, text=first) if others else span)
        rows.extend([replace(span, text=other)] for other in others)
    return [row for row in rows if any(span.text.strip() for span in row)]


class Composer:
    """Builds the story and the structure of one document, from top to bottom.

    `typesetter.place` says where the text that comes next stands.
    """

    def __init__(self, typesetter: Typesetter) -> None:
        self.typesetter = typesetter
        self.root = Element("Document")
        self._inside = self.root
        self._list: Element | None = None
        self._story: list[Flowable] = []
        self._slots: list[Slot] = []
        self._after = 0.0
        self._keep = False
        self._run: Run | None = None

    @property
    def white(self) -> float:
        """White in points that the text above asks for below itself."""
        return self._after

    @property
    def place(self) -> str:
        """Where the text that comes next stands, for the list of missing characters."""
        return self.typesetter.place

    @place.setter
    def place(self, place: str) -> None:
        self.typesetter.place = place

    def story(self) -> list[Flowable]:
        """The flowables for platypus, once all is composed."""
        self._flush()
        return self._story

    @contextmanager
    def section(self) -> Iterator[None]:
        """What is composed inside belongs to one section of the structure."""
        self._flush()
        outer = self._inside
        self._list = self._run = None
        self._inside = Element("Sect", outer)
        yield
        self._list = self._run = None
        self._inside = outer

    def title(self, text: str) -> None:
        """The title of the document, over the full width."""
        self._heading(text, "H1", grid.TITLE, depth=0, x=0.0, width=FULL_WIDTH)

    def heading(self, text: str, *, number: str = "") -> None:
        """The heading of a section under a rule; its number stands in the margin column."""
        self._heading(text, "H2", grid.SECTION, depth=0, number=number, ruled=True)

    def item_in_group(self, text: str, *, number: str = "") -> None:
        """The heading of an item that stands with others under one section."""
        self._heading(text, "H3", grid.ITEM_IN_GROUP, depth=1, number=number)

    def speaker(self, name: str, more: str, again: str, *, tag: str) -> None:
        """The heading over what one agency says. `again` is printed where that goes on to another page."""
        self._list = None
        spans = [Span(name, bold=True)] + ([Span(" " + more, quiet=True)] if more else [])
        lines = self._set(spans, grid.AGENCY, TEXT_WIDTH)
        block = Block(
            Element(tag, self._inside), lines, grid.AGENCY, TEXT_X, bookmark=(2 if tag == "H4" else 1, name)
        )
        self._add(block, whole=True, keep=True)
        again_lines = self._set([Span(again, bold=True)], grid.AGENCY, TEXT_WIDTH)
        self._run = Run(Block(None, again_lines, grid.AGENCY, TEXT_X))

    def no_speaker(self) -> None:
        """What follows is not said by the agency of the last heading."""
        self._run = None

    def paragraph(
        self, words: Words, *, x: float = TEXT_X, style: Style = grid.BODY, keep: bool = False
    ) -> None:
        """Paragraphs in the text column, or from `x` to the right margin; `keep` holds them to the next."""
        self._list = None
        for spans in spans_of(words):
            self._paragraph(spans, self._inside, style, x, FULL_WIDTH - x, keep=keep)

    def labelled(self, label: str, words: Words, *, strong: bool = False, note: str = "") -> None:
        """An item of a list: a label in the margin column, paragraphs beside it, a quiet note below them.

        Neighbouring calls make one list. Words without text print nothing.
        """
        made = [self._set(spans, grid.BODY, TEXT_WIDTH) for spans in spans_of(words)]
        notes = self._set([Span(note, quiet=True)], grid.NOTE, TEXT_WIDTH) if note else []
        self._list_item(label, made, notes, strong=strong)

    def labelled_rest(self, label: str, boxes: list[Box]) -> None:
        """As `labelled`, for the rest of a text that was begun elsewhere."""
        self._list_item(label, [self.typesetter.lines(boxes, grid.BODY.size, TEXT_WIDTH)], [], strong=True)

    def _list_item(
        self, label: str, made: Sequence[Sequence[Line]], notes: Sequence[Line], *, strong: bool
    ) -> None:
        if self._list is None:
            numbering = "/Decimal" if label[:1].isdigit() else "/None"
            self._list = Element("L", self._inside, attributes={"O": "/List", "ListNumbering": numbering})
        item = Element("LI", self._list)
        tag = Label(Element("Lbl", item), self._label_line(label, strong=strong), grid.LABEL)
        body = Element("LBody", item)
        parts = [(lines, grid.BODY, grid.BODY_WITHIN) for lines in made]
        if notes:
            parts.append((notes, grid.NOTE, grid.NOTE))
        for place, (lines, last, within) in enumerate(parts):
            style = last if place == len(parts) - 1 else within
            label_here = tag if place == 0 else None
            self._add(Block(Element("P", body), lines, style, TEXT_X, label_here), in_run=True)

    def box(self, number: str, title: str, rows: Sequence[tuple[str, Words]], *, tag: str) -> None:
        """A framed box: a heading, then paragraphs that begin with their label in bold."""
        self._list = self._run = None
        x, width = TEXT_X + BAR + INSIDE, TEXT_WIDTH - BAR - 2 * INSIDE
        heading = Element(tag, self._inside)
        lines = self._set([Span(title, bold=True)], grid.BOX_HEADING, width)
        label = Label(heading, _spaced(self._label_line(number)), grid.LABEL) if number else None
        block = Block(heading, lines, grid.BOX_HEADING, x, label, bookmark=(2 if tag == "H4" else 1, title))
        slots = slots_of(block, gap=0, whole=True)
        heading_lines = len(slots)
        for name, words in rows:
            for place, spans in enumerate(spans_of(words)):
                named = [Span(name + " ", bold=True), *spans] if place == 0 and name else spans
                lines = self._set(named, grid.BOXED, width)
                block = Block(Element("P", self._inside), lines, grid.BOXED, x)
                slots += slots_of(block, gap=grid.BOXED.after, breakable=len(slots) > heading_lines)
        gap = max(self._after, grid.BOX_GAP)
        self._slots += framed(slots, Frame(TEXT_X, TEXT_WIDTH), gap=gap, breakable=not self._keep)
        self._after, self._keep = grid.BOX_GAP, False

    def flowable(self, flowable: Flowable, *, after: float) -> None:
        """A table or another flowable of its own, with `after` points of white below it."""
        self._flush()
        self._list = self._run = None
        self._story.append(flowable)
        self._after = after

    def child(self, tag: str) -> Element:
        """A new element of the present section."""
        self._list = None
        return Element(tag, self._inside)

    def need(self, height: float) -> None:
        """Begins a new page when fewer than `height` points are left on this one."""
        self._flush()
        self._story.append(CondPageBreak(height))

    def page_break(self) -> None:
        """Begins a new page."""
        self._flush()
        self._story.append(PageBreak())

    def _heading(
        self,
        text: str,
        tag: str,
        style: Style,
        *,
        depth: int,
        number: str = "",
        ruled: bool = False,
        x: float = TEXT_X,
        width: float = TEXT_WIDTH,
    ) -> None:
        self._list = self._run = None
        element = Element(tag, self._inside)
        lines = self._set([Span(text, bold=True)], style, width)
        label = None
        if number:
            label = Label(
                element, _spaced(self._set([Span(number, bold=True)], style, LABEL_WIDTH)[0]), style
            )
        block = Block(element, lines, style, x, label, ruled, bookmark=(depth, f"{number} {text}".strip()))
        self._add(block, whole=True, keep=True)

    def _paragraph(
        self, spans: Sequence[Span], parent: Element, style: Style, x: float, width: float, *, keep: bool
    ) -> None:
        block = Block(Element("P", parent), self._set(spans, style, width), style, x)
        self._add(block, keep=keep, whole=keep)

    def _label_line(self, label: str, *, strong: bool = False) -> Line:
        return self._set([Span(label, bold=strong, quiet=not strong)], grid.LABEL, LABEL_WIDTH)[0]

    def _set(self, spans: Sequence[Span], style: Style, width: float) -> list[Line]:
        return self.typesetter.lines(self.typesetter.boxes(spans), style.size, width)

    def _add(self, block: Block, *, whole: bool = False, keep: bool = False, in_run: bool = False) -> None:
        if not block.lines:
            return
        gap = max(self._after, block.style.before)
        slots = slots_of(block, gap=gap, breakable=not self._keep, whole=whole)
        if in_run:
            for slot in slots:
                slot.run = self._run
        self._slots += slots
        self._after, self._keep = block.style.after, keep

    def _flush(self) -> None:
        if self._slots:
            self._story.append(Galley(self._slots))
            self._slots = []


def _spaced(line: Line) -> Line:
    """A line with a space at its end, so that a number and the words after it are two words in the text."""
    last = line.pieces[-1]
    return Line((*line.pieces, Piece(last.manner, " ")), line.end)
