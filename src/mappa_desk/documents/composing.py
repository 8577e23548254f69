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
from mappa_desk.documents.galleys import (
    BAR,
    INSIDE,
    Block,
    Figure,
    Frame,
    Galley,
    Label,
    Run,
    Slot,
    framed,
    slots_of,
)
from mappa_desk.documents.line_breaking import Box, Line, Piece, Span, Typesetter, normal_form
from mappa_desk.documents.logos import logo_of, room_of
from mappa_desk.documents.page_grid import MINUTES_SHEET, Sheet, Style
from mappa_desk.documents.papers import NO_MARK, BoxRow, Mark, TableWords, Words, spans_of
from mappa_desk.documents.table_composing import set_table
from mappa_desk.documents.tagged_structure import Element
from mappa_desk.documents.tagged_tables import TableLook, TaggedTable
from mappa_desk.documents.telling import TellingPaper, is_drawing
from mappa_desk.domain.areas import AreaForm

_AGAIN_LINES = 2
"""A heading that is printed again on the next page has no more lines there."""


class Composer:
    """Builds the story and the structure of one document, from top to bottom.

    `typesetter.place` says where the text that comes next stands, `mark` which record it is of.
    """

    def __init__(self, typesetter: Typesetter, sheet: Sheet = MINUTES_SHEET) -> None:
        self.typesetter = typesetter
        self.sheet = sheet
        self.mark: Mark = NO_MARK
        self.root = Element("Document")
        self.told = TellingPaper()
        """What is said here, kept aside for the second look at the written file."""
        self.silent = not is_drawing()
        """True while only what is said is wanted: then nothing is set, and nothing comes of it."""
        self._inside = self.root
        self._list: Element | None = None
        self._story: list[Flowable] = []
        self._slots: list[Slot] = []
        self._after = 0.0
        self._keep = False
        self._run: Run | None = None
        self._level = 0
        """Of the last heading."""

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
        self.told.title(text)
        self._heading(text, "H1", grid.TITLE, depth=0, x=0.0)

    def heading(self, text: str, *, number: str = "") -> None:
        """The heading of a section under a rule; its number stands in the margin column."""
        self.told.heading(text, number=number)
        self._heading(text, "H2", grid.SECTION, depth=0, number=number, ruled=True)

    def item_in_group(self, text: str, *, number: str = "") -> None:
        """The heading of an item that stands with others under one section."""
        self.told.item_in_group(text, number=number)
        self._heading(text, "H3", grid.ITEM_IN_GROUP, depth=1, number=number)

    def speaker(self, name: str, more: str, again: str, *, tag: str) -> None:
        """The heading over what one agency says. `again` is printed where that goes on to another page."""
        self.told.speaker(name, more, again, tag=tag)
        self._list = None
        self._level = int(tag[1:])
        if self.silent:
            return
        spans = [Span(name, bold=True)] + ([Span(" " + more, quiet=True)] if more else [])
        style, x, width = self.sheet.style(grid.AGENCY), self.sheet.text_x, self.sheet.text_width
        lines = self._set(spans, style, width)
        bookmark = (2 if tag == "H4" else 1, name)
        self._add(
            Block(Element(tag, self._inside), lines, style, x, bookmark=bookmark), whole=True, keep=True
        )
        again_lines = self._set([Span(again, bold=True)], style, width)[:_AGAIN_LINES]
        self._run = Run(Block(None, again_lines, style, x))

    def no_speaker(self) -> None:
        """What follows is not said by the agency of the last heading."""
        self._run = None

    def paragraph(
        self, words: Words, *, x: float | None = None, style: Style = grid.BODY, keep: bool = False
    ) -> None:
        """Paragraphs in the text column, or from `x` to the right margin; `keep` holds them to the next."""
        self.told.paragraph(words)
        if self.silent:
            return
        self._list = None
        left = self.sheet.text_x if x is None else x
        style = self.sheet.style(style)
        for spans in spans_of(words):
            lines = self._set(spans, style, self.sheet.full_width - left)
            self._add(Block(Element("P", self._inside), lines, style, left), keep=keep, whole=keep)

    def labelled(self, label: str, words: Words, *, strong: bool = False, note: str = "") -> None:
        """An item of a list: a label in the margin column, paragraphs beside it, a quiet note below them.

        Neighbouring calls make one list. Words without text print nothing.
        """
        self.told.labelled(label, words, note=note)
        if self.silent:
            return
        body, small = self.sheet.style(grid.BODY), self.sheet.style(grid.NOTE)
        made = [self._set(spans, body, self.sheet.list_width) for spans in spans_of(words)]
        notes = self._set([Span(note, quiet=True)], small, self.sheet.list_width) if note else []
        self._list_item(label, made, notes, strong=strong)

    def _labelled_rest(self, label: str, boxes: list[Box]) -> None:
        """As `labelled`, for the rest of a text that was begun elsewhere."""
        lines = self.typesetter.lines(boxes, self.sheet.style(grid.BODY).size, self.sheet.list_width)
        self._list_item(label, [lines], [], strong=True)

    def _list_item(
        self, label: str, made: Sequence[Sequence[Line]], notes: Sequence[Line], *, strong: bool
    ) -> None:
        if self._list is None:
            numbering = "/Decimal" if label[:1].isdigit() else "/None"
            self._list = Element("L", self._inside, attributes={"O": "/List", "ListNumbering": numbering})
        item = Element("LI", self._list)
        style = self.sheet.style
        label_style = replace(style(grid.LABEL), leading=style(grid.BODY).leading)
        tag: Label | None = None
        if label:
            tag = Label(Element("Lbl", item), self._label_lines(label, strong=strong), label_style)
        body = Element("LBody", item)
        parts = [(lines, style(grid.BODY), style(grid.BODY_WITHIN)) for lines in made]
        if notes:
            parts.append((notes, style(grid.NOTE), style(grid.NOTE)))
        for place, (lines, last, within) in enumerate(parts):
            last_style = last if place == len(parts) - 1 else within
            label_here = tag if place == 0 else None
            part = Block(Element("P", body), lines, last_style, self.sheet.list_x, label_here)
            self._add(part, in_run=True)

    def box(self, number: str, title: str, rows: Sequence[BoxRow], *, tag: str) -> None:
        """A framed box: a heading, then paragraphs that begin with their label in bold."""
        self.told.box(number, title, rows, tag=tag)
        if self.silent:
            return
        self._list = self._run = None
        sheet, style = self.sheet, self.sheet.style(grid.BOXED)
        x, width = sheet.text_x + BAR + INSIDE, sheet.text_width - BAR - 2 * INSIDE
        heading = Element(tag, self._inside)
        look, bookmark = sheet.style(grid.BOX_HEADING), (2 if tag == "H4" else 1, title)
        lines = self._set([Span(title, bold=True)], look, width)
        first = (_spaced(self._label_lines(number)[0]),) if number else ()
        label = Label(heading, first, sheet.style(grid.LABEL)) if number else None
        slots = self._slots_of(Block(heading, lines, look, x, label, bookmark=bookmark), gap=0, whole=True)
        heading_lines = len(slots)
        for row in rows:
            for place, spans in enumerate(spans_of(row.words)):
                named = [Span(row.label + " ", bold=True), *spans] if place == 0 and row.label else spans
                lines = self._set(named, style, width)
                block = Block(Element("P", self._inside), lines, style, x)
                breakable = len(slots) > heading_lines
                slots += self._slots_of(block, gap=style.after, breakable=breakable, field=row.field)
        gap, frame = max(self._after, grid.BOX_GAP), Frame(sheet.text_x, sheet.text_width, sheet.narrow)
        self._slots += framed(slots, frame, gap=gap, breakable=not self._keep)
        self._after, self._keep = grid.BOX_GAP, False

    def table(self, table: TableWords, look: TableLook) -> None:
        """A table, and below it the rest of each cell that was too long."""
        self.told.table(table)
        if self.silent:
            return
        self._list = self._run = None
        look = replace(look, widths=self.sheet.full_width, style=self.sheet.style(look.style))
        made = set_table(self.typesetter, table, look, Element("Table", self._inside))
        self._add_table(made.table, table)
        self._after = grid.TABLE_GAP
        for name, boxes in made.rest:
            self._labelled_rest(name, boxes)

    def _add_table(self, table: TaggedTable, words: TableWords) -> None:
        self._flush()
        table.before = self._after
        self._story.append(table)

    def logo(self, form: AreaForm) -> None:
        """The area's logo, where it has one that can be read, with words that say what it shows."""
        picture = logo_of(form)
        if picture is None:
            return
        width, height = room_of(picture)
        says = " ".join(normal_form(form.logo_says).split())
        self.told.pictures.append(says)
        figure = Figure(Element("Figure", self._inside, alt=says), picture, width, height)
        self._slots.append(Slot(height=height, gap=0.0, breakable=False, block=figure))
        self._after, self._keep = grid.LOGO_GAP, True

    def cut_line(self, words: str) -> None:
        """A dashed line over the page to cut along, with words that say so; they stay with what follows."""
        self.told.paragraph(words)
        if self.silent:
            return
        self._list = self._run = None
        style, width = self.sheet.style(grid.CUT), self.sheet.full_width
        lines = self._set([Span(words, quiet=True)], style, width)
        block = Block(Element("P", self._inside), lines, style, 0.0, rule=width, dashed=True)
        self._add(block, whole=True, keep=True)

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
        x: float | None = None,
    ) -> None:
        self._list = self._run = None
        self._level = int(tag[1:])
        if self.silent:
            return
        sheet, element = self.sheet, Element(tag, self._inside)
        left, style = sheet.text_x if x is None else x, sheet.style(style)
        lines = self._set([Span(text, bold=True)], style, sheet.full_width - left)
        label = None
        if number:
            first = self._set([Span(number, bold=True)], style, sheet.label_width)[0]
            label = Label(element, (_spaced(first),), style)
        rule, bookmark = sheet.full_width if ruled else 0.0, (depth, f"{number} {text}".strip())
        self._add(Block(element, lines, style, left, label, rule, bookmark), whole=True, keep=True)

    def _label_lines(self, label: str, *, strong: bool = False) -> Sequence[Line]:
        spans = [Span(label, bold=strong, quiet=not strong)]
        lines = self._set(spans, self.sheet.style(grid.LABEL), self.sheet.label_width)
        return lines[: self.sheet.label_lines]

    def _set(self, spans: Sequence[Span], style: Style, width: float) -> list[Line]:
        return self.typesetter.lines(self.typesetter.boxes(spans), style.size, width)

    def _add(self, block: Block, *, whole: bool = False, keep: bool = False, in_run: bool = False) -> None:
        if not block.lines:
            return
        gap = max(self._after, block.style.before)
        slots = self._slots_of(block, gap=gap, breakable=not self._keep, whole=whole)
        if in_run:
            for slot in slots:
                slot.run = self._run
        self._slots += slots
        self._after, self._keep = block.style.after, keep

    def _slots_of(
        self, block: Block, *, gap: float, breakable: bool = True, whole: bool = False, field: str = ""
    ) -> list[Slot]:
        return slots_of(block, gap=gap, breakable=breakable, whole=whole)

    def _flush(self) -> None:
        if self._slots:
            self._story.append(Galley(self._slots))
            self._slots = []


def _spaced(line: Line) -> Line:
    """A line with a space at its end, so that a number and the words after it are two words in the text."""
    last = line.pieces[-1]
    return Line((*line.pieces, Piece(last.manner, " ")), line.end)
