"""Head and foot of each page, and the tab of a draft.

On the first page head and foot are real text at the top of the reading order, so that the marking, the
status, the handling and the copy are heard once; on the others they are artifacts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.line_breaking import QUIET, Line, Piece, Span, Typesetter
from mappa_desk.documents.page_grid import MM, PAGE_HEIGHT, PAGE_WIDTH, Style
from mappa_desk.documents.tagged_canvas import CopyPlace, TaggedCanvas
from mappa_desk.documents.tagged_structure import Element

_TAB_STYLE = Style(11, 11)
_HEAD_LINES = (PAGE_HEIGHT - 12.9 * MM, PAGE_HEIGHT - 16.8 * MM)
_FOOT_LINES = (20.2 * MM, 16.5 * MM, 12 * MM)
_LARGE_HEAD_LINES = (PAGE_HEIGHT - 12.4 * MM, PAGE_HEIGHT - 17.6 * MM)
_LARGE_FOOT_LINES = (21.6 * MM, 16.8 * MM, 12 * MM)
_UNDER_FOOT = 8.2 * MM
"""Baseline of a copy's mark that has no room beside the foot; printers reach to about 5 mm."""
_LARGE_UNDER_FOOT = 7.2 * MM
_SIDE = 55 * MM
"""Room for the words at the left and at the right of the head."""
_FOOT = 140 * MM
"""Room for the first line of the foot beside the page number."""


@dataclass(frozen=True, slots=True)
class FurnitureWords:
    """What head and foot say."""

    place: str
    """What head and foot are called in the list of missing characters."""
    marking: str
    reference: str
    practice: Sequence[Span]
    """Empty for a real case."""
    status: Sequence[Span]
    foot: str
    handling: str
    page: Callable[[int, int], str]
    """Gives the words for a page's number and the number of pages."""
    tab: str = ""
    """The word on the tab at the outer edge; empty for none."""
    large: bool = False
    """True for large print."""
    hint: str = ""
    """What the first page says beside the text, in the white for marks; empty for a document without."""


@dataclass(frozen=True, slots=True)
class _Part:
    element: Element
    line: Line
    x: float
    baseline: float


class Furniture:
    """Draws head, foot and tab; handed to the canvas. Its elements come first in the document."""

    def __init__(self, words: FurnitureWords, typesetter: Typesetter, root: Element) -> None:
        self.words = words
        self._style = grid.LARGE_FURNITURE if words.large else grid.FURNITURE
        head = _LARGE_HEAD_LINES if words.large else _HEAD_LINES
        # In large print the middle of the second line has no room: practice stands above it, at the left.
        practice = (0.0, head[0]) if words.large else (0.5, head[1])
        status_room = _SIDE if words.practice and not words.large else grid.FULL_WIDTH / 2
        self._foot_lines = _LARGE_FOOT_LINES if words.large else _FOOT_LINES
        self._typesetter = typesetter
        self._page_words = words.page
        self._root = root
        self._too_long: list[str] = []
        typesetter.place = words.place
        marking = [Span(words.marking, bold=True)]
        parts = (
            self._part(marking, 0.5, head[0], grid.FULL_WIDTH),
            self._part([Span(words.reference, quiet=True)], 0.0, head[1], _SIDE),
            self._part(words.practice, *practice, _SIDE),
            self._part(words.status, 1.0, head[1], status_room),
            (foot := self._part([Span(words.foot, quiet=True)], 0.0, self._foot_lines[0], _FOOT)),
            self._part([Span(words.handling, quiet=True)], 0.0, self._foot_lines[1], grid.FULL_WIDTH),
        )
        self._foot = foot
        self._parts = [part for part in parts if part is not None]
        self._hint: tuple[Element, list[Line]] | None = None
        if words.hint:
            hint = self._lines([Span(words.hint, quiet=True)], grid.MARKS_WIDTH - 14 * MM)
            self._hint = (Element("P", root), hint)
        self._marking = self._lines(marking, grid.FULL_WIDTH)
        self._tab = self._lines([Span(words.tab, bold=True)], grid.FULL_WIDTH)

    @property
    def too_long(self) -> tuple[str, ...]:
        """Texts that head or foot could only print the beginning of; the document must print them in full."""
        return tuple(self._too_long)

    def __call__(self, canvas: TaggedCanvas, page: int, pages: int) -> None:
        """Draws the furniture of one page."""
        for part in self._parts:
            if page == 1:
                canvas.begin(part.element)
            else:
                subtype = "Header" if part.baseline > PAGE_HEIGHT / 2 else "Footer"
                canvas.begin_artifact("Pagination", subtype)
            canvas.text(part.x, part.baseline, self._style, (part.line,))
            if part is self._foot:
                canvas.copy_place(self._after(part))
            canvas.end()
        canvas.begin_artifact("Pagination", "Footer")
        number = self._lines([Span(self._page_words(page, pages), quiet=True)], grid.FULL_WIDTH)
        for lines, side, baseline in (
            (number, 1.0, self._foot_lines[0]),
            (self._marking, 0.5, self._foot_lines[2]),
        ):
            for line in lines[:1]:
                canvas.text(self._left(line, side), baseline, self._style, (line,))
        canvas.end()
        for line in self._tab[:1]:
            self.draw_edge(canvas, line)
        if self._hint is not None:
            self._draw_marks_column(canvas, page, *self._hint)

    def draw_edge(self, canvas: TaggedCanvas, line: Line) -> None:
        """Draws the word at the outer edge, as an artifact."""
        _draw_tab(canvas, line)

    def _draw_marks_column(self, canvas: TaggedCanvas, page: int, element: Element, hint: list[Line]) -> None:
        x, top = PAGE_WIDTH - grid.MARKS_WIDTH, PAGE_HEIGHT - grid.TOP
        canvas.begin_artifact("Layout")
        canvas.stroke([(x, top), (x, grid.BOTTOM)], 0.5, grid.HAIRLINE)
        canvas.end()
        if page == 1:
            canvas.begin(element)
            canvas.text(x + 3 * MM, top - grid.FURNITURE.baseline, grid.FURNITURE, hint)
            canvas.end()

    def _part(self, spans: Sequence[Span], side: float, baseline: float, room: float) -> _Part | None:
        """A line at the left (0), in the middle (0.5) or at the right (1), cut when it is too long."""
        lines = self._lines(spans, room)
        if not lines:
            return None
        line = lines[0]
        if len(lines) > 1:
            self._too_long.append("".join(span.text for span in spans))
            dots = self._typesetter.boxes([Span("…", quiet=True)])[0].width
            line = self._lines(spans, room - dots * self._style.size / 1000)[0]
            line = Line((*line.pieces, Piece(QUIET, "…")), line.end, line.width + dots)
        return _Part(Element("P", self._root), line, self._left(line, side), baseline)

    def _lines(self, spans: Sequence[Span], room: float) -> list[Line]:
        return self._typesetter.lines(self._typesetter.boxes(spans), self._style.size, room)

    def _left(self, line: Line, side: float) -> float:
        return grid.LEFT + side * (grid.FULL_WIDTH - line.width * self._style.size / 1000)

    def _after(self, foot: _Part) -> CopyPlace:
        """Where a copy's mark goes: behind the foot as far as the page number lets it, or in a line below."""
        x = foot.x + foot.line.width * self._style.size / 1000
        return CopyPlace(
            beside=(x, foot.baseline, grid.LEFT + _FOOT - x),
            under=(grid.LEFT, _LARGE_UNDER_FOOT if self.words.large else _UNDER_FOOT, grid.FULL_WIDTH),
            size=self._style.size,
        )


def _draw_tab(canvas: TaggedCanvas, line: Line) -> None:
    x, top, depth, spacing = PAGE_WIDTH - 9 * MM, PAGE_HEIGHT - 60 * MM, 34 * MM, 1.2
    canvas.begin_artifact("Pagination")
    canvas.tint(x, top - depth, 9 * MM, depth, grid.TINT)
    canvas.stroke([(PAGE_WIDTH, top), (x, top), (x, top - depth), (PAGE_WIDTH, top - depth)], 0.75, grid.INK)
    length = line.width * _TAB_STYLE.size / 1000 + spacing * len(line.text)
    canvas.turned_text(x + 3.2 * MM, top - (depth - length) / 2, _TAB_STYLE, line, spacing)
    canvas.end()
