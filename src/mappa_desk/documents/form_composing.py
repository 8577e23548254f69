"""Puts the questions of a fillable form on the page: labels, boxes to type in, and buttons to choose by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.composing import Composer
from mappa_desk.documents.form_fields import FieldElement, FieldSpec
from mappa_desk.documents.galleys import Block, Slot
from mappa_desk.documents.line_breaking import Line, Span
from mappa_desk.documents.page_grid import HAIRLINE, MM, Style
from mappa_desk.documents.tagged_canvas import TaggedCanvas
from mappa_desk.documents.tagged_structure import Element
from mappa_desk.documents.typefaces import faces

_LEAST_INSIDE = 5.0
"""White above and below the type of a box together, in points."""
_BUTTON_GAP = 6.0
"""White between a button and its words."""
_LABEL_ROOM = 52 * MM
"""Room for the label beside a box of one line."""
_DATE_ROOM = 40 * MM
_QUESTION_GAP = 9.0


@dataclass(frozen=True, slots=True, eq=False)
class _Box:
    """A box to type in: where it stands within the column, in points."""

    field: FieldElement
    x: float
    width: float


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """One row of a form: words at the left, then boxes or a button. It is never parted."""

    element: Element
    lines: Sequence[Line]
    style: Style
    x: float
    boxes: Sequence[_Box]
    height: float
    words_first: bool = True
    """False for a button, which stands before its words."""
    first_number: int = 0

    def draw(self, canvas: TaggedCanvas, left: float, top: float, first: int, last: int) -> None:
        """Draws the row below `top`."""
        if self.words_first:
            self._draw_words(canvas, left, top)
        foot = top - self.height
        for box in self.boxes:
            spec, x = box.field.spec, left + box.x
            if spec.choice:
                side = box.width
                box.field.put(canvas.page_count, x, top - (self.style.leading + side) / 2, side, side)
                continue
            if not spec.fixed:
                edge = [(x, top), (x + box.width, top), (x + box.width, foot), (x, foot), (x, top)]
                canvas.begin_artifact("Layout")
                canvas.stroke([*edge, edge[1]], 0.75, HAIRLINE)
                canvas.end()
            box.field.put(canvas.page_count, x + 1, foot + 1, box.width - 2, self.height - 2)
        if not self.words_first:
            self._draw_words(canvas, left, top)

    def _draw_words(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        if self.lines:
            down = (self.height - len(self.lines) * self.style.leading) / 2
            canvas.begin(self.element)
            canvas.text(left + self.x, top - down - self.style.baseline, self.style, self.lines)
            canvas.end()


class FormComposer(Composer):
    """A composer that also sets fields."""

    field_style = grid.BODY
    """Type of what is asked and of what is typed."""

    def ask_text(self, spec: FieldSpec, label: str, hint: str, lines: int) -> None:
        """A question over a box of so many lines, both as wide as the text column."""
        style = self.sheet.style(self.field_style)
        element = self._question(label, hint)
        height = lines * style.size * 1.25 + _LEAST_INSIDE
        box = _Box(FieldElement(self._sized(spec, style), element), self.sheet.text_x, self.sheet.text_width)
        self._add_row(_Row(element, (), style, self.sheet.text_x, [box], height), breakable=False, gap=3.0)
        self._after = 10.0

    def ask_line(self, spec: FieldSpec, label: str, *, room: float = _LABEL_ROOM) -> None:
        """A label with a box of one line beside it."""
        style, sheet = self.sheet.style(self.field_style), self.sheet
        self.told.paragraph(label)
        lines = self._set([Span(label, bold=True)], style, room - 2 * MM)
        element = Element("P", self._inside)
        box = _Box(
            FieldElement(self._sized(spec, style), element), sheet.text_x + room, sheet.text_width - room
        )
        height = max(style.size * 1.25 + _LEAST_INSIDE, len(lines) * style.leading)
        self._add_row(_Row(element, lines, style, sheet.text_x, [box], height), gap=4.0)
        self._after = 4.0

    def ask_dated(
        self, rows: Sequence[tuple[FieldSpec, FieldSpec]], label: str, hint: str, heads: str
    ) -> None:
        """A question over rows of a date and a line; `heads` stand over the two columns, parted by "|"."""
        style, sheet = self.sheet.style(self.field_style), self.sheet
        self._question(label, hint)
        day, _, what = heads.partition("|")
        note = sheet.style(grid.NOTE)
        for words, x, width, height in (
            (day, sheet.text_x, _DATE_ROOM, 0.0),
            (what, sheet.text_x + _DATE_ROOM, sheet.text_width - _DATE_ROOM, note.leading),
        ):
            self.told.paragraph(words)
            lines = self._set([Span(words, quiet=True)], note, width)
            block = Block(Element("P", self._inside), lines, note, x)
            # Without a height the second head stands on the line of the first.
            self._slots.append(Slot(height=height, breakable=False, block=block))
        height = style.size * 1.25 + _LEAST_INSIDE
        for place, (on, text) in enumerate(rows):
            element = Element("P", self._inside)
            boxes = [
                _Box(FieldElement(self._sized(on, style), element), sheet.text_x, _DATE_ROOM - 2 * MM),
                _Box(
                    FieldElement(self._sized(text, style), element),
                    sheet.text_x + _DATE_ROOM,
                    sheet.text_width - _DATE_ROOM,
                ),
            ]
            row = _Row(element, (), style, sheet.text_x, boxes, height)
            self._add_row(row, breakable=place > 1, gap=3.0)
        self._after = 10.0

    def ask_choice(self, options: Sequence[tuple[FieldSpec, str]], label: str, hint: str) -> None:
        """A question over buttons of which one is chosen, each with its words behind it."""
        style, sheet = self.sheet.style(self.field_style), self.sheet
        self._question(label, hint)
        side = style.size + 1
        x = sheet.text_x + side + _BUTTON_GAP
        for spec, words in options:
            self.told.paragraph(words)
            element = Element("P", self._inside)
            lines = self._set([Span(words)], style, sheet.full_width - x)
            box = _Box(FieldElement(spec, element), sheet.text_x, side)
            row = _Row(element, lines, style, x, [box], len(lines) * style.leading, words_first=False)
            self._add_row(row, breakable=False, gap=1.0)
        self._after = 8.0

    def fixed(self, spec: FieldSpec, label: str) -> None:
        """A label over a field that cannot be changed, in type as large as its one line can have; no box."""
        style, sheet = self.sheet.style(grid.NOTE), self.sheet
        element = self._question(label, "", style=style)
        room = (sheet.text_width - 2 * _LEAST_INSIDE) * 1000
        size = min(style.size, room / max(1, faces().regular.width(spec.fixed)))
        box = _Box(FieldElement(replace(spec, size=round(size, 1)), element), sheet.text_x, sheet.text_width)
        height = style.size * 1.25 + _LEAST_INSIDE
        self._add_row(_Row(element, (), style, sheet.text_x, [box], height), breakable=False, gap=0.0)
        self._after = style.after

    def _question(self, label: str, hint: str, *, style: Style | None = None) -> Element:
        """The words of a question; what is asked is a paragraph of its own, and the fields may join it."""
        self._list = self._run = None
        sheet = self.sheet
        asked = replace(style or sheet.style(self.field_style), before=_QUESTION_GAP, after=1.0)
        self.told.paragraph(label)
        element = Element("P", self._inside)
        lines = self._set([Span(label, bold=True)], asked, sheet.text_width)
        self._add(Block(element, lines, asked, sheet.text_x), keep=True, whole=True)
        if hint:
            note = replace(sheet.style(grid.NOTE), after=2.0)
            self.told.paragraph(hint)
            lines = self._set([Span(hint, quiet=True)], note, sheet.text_width)
            element = Element("P", self._inside)
            self._add(Block(element, lines, note, sheet.text_x), keep=True, whole=True)
        return element

    def _add_row(self, row: _Row, *, gap: float, breakable: bool = True) -> None:
        self._list = self._run = None
        above = max(gap, self._after) if breakable or not self._slots else gap
        self._slots.append(
            Slot(height=row.height, gap=above, breakable=breakable and not self._keep, block=row)
        )
        self._keep = False

    def _sized(self, spec: FieldSpec, style: Style) -> FieldSpec:
        return replace(spec, size=style.size)
