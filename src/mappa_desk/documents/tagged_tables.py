"""A tagged table: a head row that is repeated on each page, row heads, hairlines across, no row ever split.

A cell holds at most eight lines; what is longer goes on below the table (see `table_composing`), so a row
always fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.platypus import Flowable, PageBreak

from mappa_desk.documents.line_breaking import Line
from mappa_desk.documents.page_grid import HAIRLINE, INK, MM, PAGE_DEPTH, TINT, Style
from mappa_desk.documents.tagged_canvas import TaggedCanvas
from mappa_desk.documents.tagged_structure import Element

_FEWEST = 2
"""Rows that may part from the last one, which else takes one of them along to the next page."""
TICK_WIDTH = 11.0
"""Room in points that a drawn tick takes before the words of a cell."""
BOX_INSET = 4.0
"""White in points between the edge of a box to write in and quiet words in it, at the left and the right."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head and where it stands, in points from the left margin."""

    head: str
    x: float
    width: float


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A set cell: its element and one list of lines for each paragraph in it."""

    element: Element
    paragraphs: Sequence[tuple[Element, Sequence[Line]]]
    tick: bool = False
    box: bool = False
    """An empty box to write in."""

    @property
    def line_count(self) -> int:
        """Lines of all paragraphs."""
        return sum(len(lines) for _, lines in self.paragraphs)


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row of cells, or with `across` a heading for the rows below it."""

    cells: Sequence[Cell]
    across: bool = False
    again: Sequence[Line] = ()
    """Only with `across`: its words when its rows go on to another page."""


@dataclass(slots=True, eq=False)
class TableLook:
    """How a table is drawn."""

    style: Style
    pad: float = 5.0
    """White above and below the text of a row, in points."""
    least_height: float = 0.0
    """Least height of a row that is not a heading."""
    inset: float = 0.0
    """White left of the first column."""
    ruled: bool = True
    """False for a form whose boxes are lines enough: no hairline between its rows."""
    widths: float = field(default=170 * MM)


class TaggedTable(Flowable):  # type: ignore[misc] # reportlab has no types
    """A table as a platypus flowable. Rows keep whole; a heading across stays with the row below it."""

    def __init__(
        self,
        columns: Sequence[Column],
        head: Row | None,
        rows: Sequence[Row],
        look: TableLook,
        *,
        before: float = 0.0,
        continued: Row | None = None,
        first_part: bool = True,
    ) -> None:
        super().__init__()
        self.columns = columns
        self.head = head
        self.rows = rows
        self.look = look
        self.before = before
        self._continued = continued
        self._first_part = first_part

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height in points."""
        self.width = self.look.widths
        self.height = self._head_height() + sum(map(self.height_of, self.rows))
        return self.width, self.height

    def getSpaceBefore(self) -> float:  # reportlab's name
        """White above in points."""
        return self.before

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """The rows that fit and the rest with the head repeated; nothing when no row fits.

        The page ends between the two: rows that the last one takes along might find room on it.
        """
        used, place = self._head_height(), 0
        while place < len(self.rows) and used + self.height_of(self.rows[place]) <= available_height + 1e-6:
            used += self.height_of(self.rows[place])
            place += 1
        if place == len(self.rows) - 1 and place > _FEWEST:
            place -= 1
        while place and self.rows[place - 1].across:
            place -= 1
        if place == 0:
            if available_height < PAGE_DEPTH - 1:
                return []
            place = 1
        above = (
            None
            if self.rows[place].across
            else next((row for row in reversed(self.rows[:place]) if row.across), self._continued)
        )
        return [
            TaggedTable(
                self.columns,
                self.head,
                self.rows[:place],
                self.look,
                before=self.before,
                continued=self._continued,
                first_part=self._first_part,
            ),
            PageBreak(),
            TaggedTable(
                self.columns, self.head, self.rows[place:], self.look, continued=above, first_part=False
            ),
        ]

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N803 # reportlab's name
        """Draws the table with its lower left corner at `x`, `y`."""
        top = y + self.height
        if self.head is not None:
            top = self.draw_row(canvas, x, top, self.head, repeated=not self._first_part)
            canvas.rule(x, top, self.width, 0.75, INK)
        if self._continued is not None:
            top = self._draw_heading_again(canvas, x, top, self._continued)
        for row in self.rows:
            top = self.draw_row(canvas, x, top, row)
            if self.look.ruled:
                canvas.rule(x, top, self.width, 0.5, HAIRLINE)

    def _head_height(self) -> float:
        height = self.height_of(self.head) if self.head is not None else 0.0
        return height + (self.height_of(self._continued) if self._continued is not None else 0.0)

    def height_of(self, row: Row) -> float:
        """Height of a row in points."""
        look = self.look
        height = max(cell.line_count for cell in row.cells) * look.style.leading
        if row.across:
            return height + 1.5 * look.pad
        return max(height + 2 * look.pad, look.least_height if row is not self.head else 0.0)

    def draw_row(
        self, canvas: TaggedCanvas, x: float, top: float, row: Row, *, repeated: bool = False
    ) -> float:
        """Draws a row below `top`, as an artifact when it is repeated. Gives its lower edge."""
        height = self.height_of(row)
        foot = top - height
        if row.across:
            canvas.tint(x, foot, self.width, height, TINT)
        for column, cell in zip(self.columns, row.cells, strict=False):
            self._draw_cell(canvas, x + column.x, top, foot, cell, column=column, row=row, repeated=repeated)
        return foot

    def _draw_cell(
        self,
        canvas: TaggedCanvas,
        x: float,
        top: float,
        foot: float,
        cell: Cell,
        *,
        column: Column,
        row: Row,
        repeated: bool,
    ) -> None:
        look = self.look
        pad = 0.75 * look.pad if row.across else look.pad
        line_top = top - pad
        if row is self.head:
            line_top = foot + pad + cell.line_count * look.style.leading
        if cell.tick:
            _draw_tick(canvas, x, line_top - look.style.baseline)
            x += TICK_WIDTH
        if cell.box:
            _draw_box(canvas, x, top, foot, column.width)
            x += BOX_INSET
        for element, lines in cell.paragraphs:
            if repeated:
                canvas.begin_artifact()
            else:
                canvas.begin(element)
            canvas.text(x, line_top - look.style.baseline, look.style, lines)
            canvas.end()
            line_top -= len(lines) * look.style.leading

    def _draw_heading_again(self, canvas: TaggedCanvas, x: float, top: float, row: Row) -> float:
        foot = top - self.height_of(row)
        canvas.tint(x, foot, self.width, top - foot, TINT)
        canvas.begin_artifact()
        canvas.text(
            x + self.columns[0].x,
            top - 0.75 * self.look.pad - self.look.style.baseline,
            self.look.style,
            row.again,
        )
        canvas.end()
        canvas.rule(x, foot, self.width, 0.5, HAIRLINE)
        return foot


def _draw_tick(canvas: TaggedCanvas, x: float, baseline: float) -> None:
    canvas.stroke([(x + 0.5, baseline + 3.5), (x + 3, baseline + 1), (x + 7.5, baseline + 7)], 1.1, INK)


def _draw_box(canvas: TaggedCanvas, x: float, top: float, foot: float, width: float) -> None:
    right, upper, lower = x + width, top - 2.5, foot + 2.5
    canvas.stroke(
        [(x, upper), (right, upper), (right, lower), (x, lower), (x, upper), (right, upper)], 0.5, HAIRLINE
    )
