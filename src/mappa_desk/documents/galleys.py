"""The column of text: blocks of set lines that flow over pages and break only where a reader would.

A heading stays with what follows it, no single line of a paragraph stands alone at the head or foot of a
page, a framed box shorter than half a page is kept whole, and a speaker's heading is repeated on the next
page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from PIL import Image
from reportlab.platypus import Flowable

from mappa_desk.documents.line_breaking import QUIET, Line, Piece
from mappa_desk.documents.page_grid import (
    FULL_WIDTH,
    HAIRLINE,
    INK,
    LINE_NUMBER,
    MM,
    PAGE_DEPTH,
    RULE_ABOVE,
    Style,
)
from mappa_desk.documents.tagged_canvas import TaggedCanvas
from mappa_desk.documents.tagged_structure import Element
from mappa_desk.documents.typefaces import faces

BAR = 3.0
"""Width in points of the bar at the left of a frame."""
INSIDE = 8.0
"""Space in points between a frame and its text."""
NUMBER_GAP = 2.2 * MM
"""Space between the number of a line and the margin column."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words in the margin beside the first line of a block."""

    element: Element
    lines: Sequence[Line]
    style: Style
    x: float = 0.0


class Drawn(Protocol):
    """What stands in a slot of the column."""

    @property
    def element(self) -> Element | None:
        """The element of the structure that it belongs to; None for an artifact."""

    @property
    def first_number(self) -> int:
        """Number of its first line, 0 for lines without."""

    def draw(self, canvas: TaggedCanvas, left: float, top: float, first: int, last: int) -> None:
        """Draws lines `first` to `last` (not included), the first with its upper edge at `top`."""


class Again(Protocol):
    """What belongs together over several pages, and says so at the head of each."""

    @property
    def white(self) -> float:
        """White below what is printed again, in points."""

    def slots(self) -> list[Slot]:
        """What is printed at the head of the next page."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The lines of one paragraph or heading."""

    element: Element | None
    """None draws an artifact."""
    lines: Sequence[Line]
    style: Style
    x: float
    label: Label | None = None
    rule: float = 0.0
    """Width in points of the rule that stands above it, 0 for none."""
    bookmark: tuple[int, str] | None = None
    """Depth and words in the outline."""
    first_number: int = 0
    """Number of its first line, drawn in the margin like those of the others; 0 for lines without."""
    dashed: bool = False
    """True for a dashed rule, to cut along."""

    def draw(self, canvas: TaggedCanvas, left: float, top: float, first: int, last: int) -> None:
        """Draws lines `first` to `last` (not included), the first with its upper edge at `top`."""
        if first == 0:
            if self.bookmark:
                canvas.bookmark(*self.bookmark, top + self.style.before)
            if self.rule:
                canvas.rule(left, top, self.rule, 0.75, INK, dashed=self.dashed)
                top -= RULE_ABOVE
            if self.label:
                canvas.begin(self.label.element)
                canvas.text(
                    left + self.label.x, top - self.style.baseline, self.label.style, self.label.lines
                )
                canvas.end()
        if self.element is None:
            canvas.begin_artifact()
        else:
            canvas.begin(self.element)
        canvas.text(left + self.x, top - self.style.baseline, self.style, self.lines[first:last])
        canvas.end()
        if self.first_number:
            numbers = range(self.first_number + first, self.first_number + last)
            draw_line_numbers(canvas, left, top - self.style.baseline, self.style.leading, numbers)


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A picture in the column, at its left edge. Width and height in points."""

    element: Element
    picture: Image.Image
    width: float
    height: float
    first_number: int = 0

    def draw(self, canvas: TaggedCanvas, left: float, top: float, first: int, last: int) -> None:
        """Draws it with its upper edge at `top`."""
        canvas.picture(self.element, self.picture, (left, top - self.height, left + self.width, top))


def draw_line_numbers(
    canvas: TaggedCanvas, left: float, baseline: float, leading: float, numbers: Iterable[int]
) -> None:
    """Draws the numbers of lines left of the margin column, as artifacts: no part of what is read."""
    widths = faces().regular.widths
    canvas.begin_artifact("Layout")
    for place, number in enumerate(numbers):
        text = str(number)
        width = sum(widths[ord(digit)] for digit in text)
        line = Line((Piece(QUIET, text),), 1, width)
        x = left - NUMBER_GAP - width * LINE_NUMBER.size / 1000
        canvas.text(x, baseline - place * leading, LINE_NUMBER, (line,))
    canvas.end()


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """What one speaker says under one item. `again` is its heading for the next page."""

    again: Block

    def slots(self) -> list[Slot]:
        """What is printed at the head of the next page."""
        return slots_of(self.again, gap=0, whole=True)

    @property
    def white(self) -> float:
        """White below it in points."""
        return self.again.style.after


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A box around several blocks, with a bar at its left edge. Points from the left margin."""

    x: float
    width: float
    bar_only: bool = False
    """True for a bar without lines at the other three sides."""

    @property
    def inside(self) -> float:
        """White above the first line and below the last."""
        return 1.0 if self.bar_only else INSIDE

    def draw(
        self, canvas: TaggedCanvas, left: float, top: float, foot: float, *, opens: bool, ends: bool
    ) -> None:
        """Draws the frame. An edge where the box goes on to another page stays open."""
        x, right = left + self.x, left + self.x + self.width
        canvas.tint(x, foot, BAR, top - foot, INK)
        if self.bar_only:
            return
        points = [(right, top), (right, foot)]
        if opens:
            points.insert(0, (x + BAR, top))
        if ends:
            points.append((x + BAR, foot))
        canvas.stroke(points, 0.5, HAIRLINE)


@dataclass(slots=True, eq=False)
class Slot:
    """One line of the column, or a stretch of white inside a frame."""

    height: float
    gap: float = 0.0
    """White above it, dropped at the head of a page."""
    breakable: bool = True
    """True when a page may end before it."""
    block: Drawn | None = None
    number: int = 0
    """Which line of the block."""
    run: Again | None = None
    frame: Frame | None = None
    opens: bool = False
    ends: bool = False
    """First and last slot of its frame."""
    need: float = 0.0
    """Only a marker: a new page begins here when fewer points are left."""


def slots_of(block: Block, *, gap: float, breakable: bool = True, whole: bool = False) -> list[Slot]:
    """The lines of a block. `whole` keeps them on one page; two lines at least stay together anyway."""
    count = len(block.lines)
    return [
        Slot(
            height=_height(block, number),
            gap=gap if number == 0 else 0.0,
            breakable=breakable if number == 0 else not whole and 2 <= number <= count - 2,
            block=block,
            number=number,
        )
        for number in range(count)
    ]


def _height(block: Block, number: int) -> float:
    height = block.style.leading
    if block.rule and number == 0:
        height += RULE_ABOVE
    if block.label and number == len(block.lines) - 1:
        height += max(0, len(block.label.lines) - len(block.lines)) * block.label.style.leading
    return height


def framed(slots: list[Slot], frame: Frame, *, gap: float, breakable: bool = True) -> list[Slot]:
    """Puts slots into a frame. A box shorter than half a page is kept whole."""
    depth = sum(slot.gap + slot.height for slot in slots) - slots[0].gap + 2 * frame.inside
    whole = depth < PAGE_DEPTH / 2
    inside = [
        replace(
            slot,
            frame=frame,
            gap=slot.gap if place else 0.0,
            breakable=bool(place) and not whole and slot.breakable,
        )
        for place, slot in enumerate(slots)
    ]
    head = Slot(height=frame.inside, gap=gap, breakable=breakable, frame=frame, opens=True)
    foot = Slot(height=frame.inside, breakable=False, frame=frame, ends=True)
    return [head, *inside, foot]


@dataclass(eq=False)
class _Stretch:
    """Neighbouring lines of one block on one page."""

    block: Drawn
    top: float
    first: int
    last: int = field(default=0)


class Galley(Flowable):  # type: ignore[misc] # reportlab has no types
    """A column of slots as a platypus flowable: it wraps, splits over pages and draws itself."""

    def __init__(self, slots: Sequence[Slot]) -> None:
        super().__init__()
        self._slots = slots
        self.width = FULL_WIDTH

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height in points, counted no further than a page; the first gap is the space before."""
        self.height = -self._slots[0].gap
        for slot in self._slots:
            self.height += slot.gap + slot.height
            if self.height > PAGE_DEPTH:
                break
        return FULL_WIDTH, self.height

    def getSpaceBefore(self) -> float:  # reportlab's name
        """White above in points."""
        return self._slots[0].gap

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """The part that fits and the rest; nothing when it is better to begin on the next page."""
        place = self._last_break(available_height)
        if place == 0:
            return []
        rest = list(self._slots[place:])
        run = rest[0].run
        if run is not None and self._slots[place - 1].run is run:
            first = replace(rest[0], gap=run.white, breakable=False)
            rest = [*run.slots(), first, *rest[1:]]
        return [Galley(self._slots[:place]), Galley(rest)]

    def _last_break(self, available: float) -> int:
        """The last place where a page may end; on an empty page any place does rather than none."""
        used, fits, legal = 0.0, 0, 0
        for place, slot in enumerate(self._slots):
            if slot.breakable:
                legal = place
            used += slot.height + (slot.gap if place else 0.0)
            if used > available + 1e-6:
                fits = place
                break
        if legal == 0 and available > PAGE_DEPTH - 1:
            return fits
        return legal

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N803 # reportlab's name
        """Draws the column with its lower left corner at `x`, `y`."""
        top = y + self.height
        stretches: list[_Stretch] = []
        frames: dict[Frame, list[Any]] = {}
        for place, slot in enumerate(self._slots):
            top -= slot.gap if place else 0.0
            if slot.frame is not None:
                reach = frames.setdefault(slot.frame, [top, top, False, False])
                reach[1] = top - slot.height
                reach[2] |= slot.opens
                reach[3] |= slot.ends
            if slot.block is not None:
                if stretches and stretches[-1].block is slot.block:
                    stretches[-1].last = slot.number + 1
                else:
                    stretches.append(_Stretch(slot.block, top, slot.number, slot.number + 1))
            top -= slot.height
        for frame, (upper, lower, opens, ends) in frames.items():
            frame.draw(canvas, x, upper, lower, opens=opens, ends=ends)
        for stretch in stretches:
            stretch.block.draw(canvas, x, stretch.top, stretch.first, stretch.last)
