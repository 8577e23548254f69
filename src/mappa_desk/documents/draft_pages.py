"""Breaks the column of a draft into pages, each closed by the notes on its own lines.

Notes take room like footnotes, so a page is filled line by line with the notes of its lines counted in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, PageBreak

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.galleys import Block, Galley, Label, Slot, slots_of
from mappa_desk.documents.line_breaking import Line, Span, Typesetter
from mappa_desk.documents.page_grid import PAGE_DEPTH, Sheet
from mappa_desk.documents.tagged_structure import Element

_EMPTY = 1e-6


@dataclass(frozen=True, slots=True)
class NotesWords:
    """What the list of a page's notes says: its heading, the label of a line."""

    heading: str
    heading_read: Callable[[int], str]
    """The heading with the number of the page, for a screen reader: it is read behind its section."""
    line: Callable[[int], str]


class Notes:
    """The notes by line number, set and measured."""

    def __init__(
        self,
        notes: Mapping[int, Sequence[str]],
        words: NotesWords,
        typesetter: Typesetter,
        sheet: Sheet,
    ) -> None:
        self._words = words
        self._typesetter = typesetter
        self._sheet = sheet
        self._heading = self._set([Span(words.heading, bold=True)], grid.NOTES_HEADING.size)
        self._lines = {
            line: [self._set([Span(text)], grid.NOTED.size) for text in texts]
            for line, texts in notes.items()
        }

    def depth(self, slot: Slot) -> float:
        """Height in points of what must be noted on the lines of a slot."""
        return sum(len(lines) * grid.NOTED.leading for lines in self._at(slot))

    @property
    def heading_depth(self) -> float:
        """Height in points of the heading over the notes of a page, with the white above it."""
        return grid.NOTES_HEADING.before + grid.RULE_ABOVE + grid.NOTES_HEADING.leading

    def slots(self, page: Sequence[Slot], number: int) -> tuple[list[Slot], Element | None]:
        """The notes of a page as slots, and their element; nothing when there are none."""
        noted = [(slot, self._at(slot)) for slot in page if self._at(slot)]
        if not noted:
            return [], None
        section = Element("Sect")
        read = self._words.heading_read(number)
        heading = Block(
            Element("P", section, actual=read),
            self._heading,
            grid.NOTES_HEADING,
            0.0,
            rule=self._sheet.full_width,
        )
        slots = slots_of(heading, gap=grid.NOTES_HEADING.before, whole=True)
        rows = Element("L", section, attributes={"O": "/List", "ListNumbering": "/None"})
        for slot, notes in noted:
            assert slot.block is not None
            label = self._words.line(slot.block.first_number + slot.number)
            for lines in notes:
                item = Element("LI", rows)
                named = self._typesetter.lines(
                    self._typesetter.boxes([Span(label, quiet=True)]),
                    grid.NOTED.size,
                    self._sheet.label_width,
                )
                tag = Label(Element("Lbl", item), named[:1], grid.NOTED)
                body = Element("P", Element("LBody", item))
                slots += slots_of(Block(body, lines, grid.NOTED, self._sheet.text_x, tag), gap=0, whole=True)
        return slots, section

    def _at(self, slot: Slot) -> Sequence[list[Line]]:
        if slot.block is None or not slot.block.first_number:
            return ()
        return self._lines.get(slot.block.first_number + slot.number, ())

    def _set(self, spans: Sequence[Span], size: float) -> list[Line]:
        return self._typesetter.lines(self._typesetter.boxes(spans), size, self._sheet.text_width)


def pages_of(slots: Sequence[Slot], notes: Notes, root: Element) -> list[Flowable]:
    """The column as pages. The notes of a page are read behind the section that the page ends in."""
    story: list[Flowable] = []
    behind: list[tuple[Element, Element]] = []
    for number, page in enumerate(_broken(list(slots), notes), start=1):
        noted, section = notes.slots(page, number)
        if section is not None:
            behind.append((_chapter(root, page), section))
        story += [Galley([*page, *noted]), PageBreak()]
    for chapter, section in reversed(behind):
        root.kids.insert(root.kids.index(chapter) + 1, section)
    return story[:-1]


def _chapter(root: Element, page: Sequence[Slot]) -> Element:
    """The child of the root that the last text of a page belongs to."""
    last = next(slot.block.element for slot in reversed(page) if slot.block and slot.block.element)
    for kid in root.kids:
        if isinstance(kid, Element) and any(element is last for element in kid.walk()):
            return kid
    raise AssertionError("text outside the document")


def _broken(slots: list[Slot], notes: Notes) -> list[list[Slot]]:
    pages: list[list[Slot]] = []
    while slots:
        while slots and slots[0].need:
            slots.pop(0)
        if not slots:
            break
        end = _end(slots, notes)
        pages.append(slots[:end])
        rest = slots[end:]
        while rest and rest[0].need:
            rest.pop(0)
        run = rest[0].run if rest else None
        if run is not None and any(slot.run is run for slot in slots[:end]):
            rest = [*run.slots(), replace(rest[0], gap=run.white, breakable=False), *rest[1:]]
        slots = rest
    return pages


def _end(slots: Sequence[Slot], notes: Notes) -> int:
    """How many slots the page takes that begins with the first of them."""
    used = noted = 0.0
    legal = 0
    for place, slot in enumerate(slots):
        if place and slot.breakable:
            legal = place
        if slot.need and PAGE_DEPTH - used - noted < slot.need:
            return place
        used += slot.height + (slot.gap if place else 0.0)
        depth = notes.depth(slot)
        if depth and not noted:
            noted = notes.heading_depth
        noted += depth
        if used + noted > PAGE_DEPTH + _EMPTY:
            return legal or max(place, 1)
    return len(slots)
