"""Head and foot of each page, and the tab of a draft.

On the first page head and foot are real text at the top of the reading order, so that the marking, the status,
the handling and the copy are heard once; on the others they are artifacts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.line_breaking import Line, Span, Typesetter
from mappa_desk.documents.page_grid import MM, PAGE_HEIGHT, PAGE_WIDTH, Style
from mappa_desk.documents.tagged_canvas import TaggedCanvas
from mappa_desk.documents.tagged_structure import Element

_TAB_STYLE = Style(11, 11)
_HEAD_LINES = (PAGE_HEIGHT - 12.9 * MM, PAGE_HEIGHT - 16.8 * MM)
_FOOT_LINES = (20.2 * MM, 16.5 * MM, 12 * MM)


@dataclass(frozen=True, slots=True)
class FurnitureWords:
    """What head and foot say."""

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


class Furniture:
    """Draws head, foot and tab; handed to the canvas. Its elements come first in the document."""

    def __init__(self, words: FurnitureWords, typesetter: Typesetter, root: Element) -> None:
        self._typesetter = typesetter
        self._page_words = words.page
        typesetter.place = words.marking
        left, right = grid.LEFT, PAGE_WIDTH - grid.RIGHT
        middle = PAGE_WIDTH / 2
        self._marking = self._line([Span(words.marking, bold=True)])
        self._parts: list[tuple[Element, Line, float, float]] = []
        for spans, side, baseline in (
            ([Span(words.marking, bold=True)], middle, _HEAD_LINES[0]),
            ([Span(words.reference, quiet=True)], left, _HEAD_LINES[1]),
            (words.practice, middle, _HEAD_LINES[1]),
            (words.status, right, _HEAD_LINES[1]),
            ([Span(words.foot, quiet=True)], left, _FOOT_LINES[0]),
            ([Span(words.handling, quiet=True)], left, _FOOT_LINES[1]),
        ):
            line = self._line(spans)
            if line is None:
                continue
            width = typesetter.width(spans, grid.FURNITURE.size)
            x = {left: left, middle: middle - width / 2, right: right - width}[side]
            self._parts.append((Element("P", root), line, x, baseline))
        self._tab = self._line([Span(words.tab, bold=True)]) if words.tab else None

    def __call__(self, canvas: TaggedCanvas, page: int, pages: int) -> None:
        """Draws the furniture of one page."""
        for element, line, x, baseline in self._parts:
            if page == 1:
                canvas.begin(element)
            else:
                canvas.begin_artifact("Pagination", "Header" if baseline > PAGE_HEIGHT / 2 else "Footer")
            canvas.text(x, baseline, grid.FURNITURE, (line,))
            canvas.end()
        canvas.begin_artifact("Pagination", "Footer")
        self._draw_right(canvas, self._page_words(page, pages))
        if self._marking:
            width = self._typesetter.width([Span(self._marking.text, bold=True)], grid.FURNITURE.size)
            canvas.text((PAGE_WIDTH - width) / 2, _FOOT_LINES[2], grid.FURNITURE, (self._marking,))
        canvas.end()
        if self._tab:
            self._draw_tab(canvas, self._tab)

    def _line(self, spans: Sequence[Span]) -> Line | None:
        lines = self._typesetter.lines(self._typesetter.boxes(spans), grid.FURNITURE.size, grid.FULL_WIDTH)
        return lines[0] if lines else None

    def _draw_right(self, canvas: TaggedCanvas, text: str) -> None:
        spans = [Span(text, quiet=True)]
        line = self._line(spans)
        if line:
            x = PAGE_WIDTH - grid.RIGHT - self._typesetter.width(spans, grid.FURNITURE.size)
            canvas.text(x, _FOOT_LINES[0], grid.FURNITURE, (line,))

    def _draw_tab(self, canvas: TaggedCanvas, line: Line) -> None:
        x, top, depth = PAGE_WIDTH - 9 * MM, PAGE_HEIGHT - 60 * MM, 34 * MM
        canvas.begin_artifact("Pagination")
        canvas.tint(x, top - depth, 9 * MM, depth, grid.TINT)
        canvas.stroke(
            [(PAGE_WIDTH, top), (x, top), (x, top - depth), (PAGE_WIDTH, top - depth)], 0.75, grid.INK
        )
        spacing = 1.2
        length = self._typesetter.width([Span(line.text, bold=True)], _TAB_STYLE.size) + spacing * len(
            line.text
        )
        canvas.turned_text(x + 3.2 * MM, top - (depth - length) / 2, _TAB_STYLE, line, spacing)
        canvas.end()
