"""Composes a draft whose lines are numbered: every line of text, each line of a table's rows included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable

from mappa_desk.documents.composing import Composer
from mappa_desk.documents.draft_pages import Notes, NotesWords, pages_of
from mappa_desk.documents.galleys import Block, Slot, draw_line_numbers
from mappa_desk.documents.line_breaking import Typesetter
from mappa_desk.documents.page_grid import HAIRLINE, INK, PAGE_DEPTH, Sheet
from mappa_desk.documents.papers import Mark, TableWords
from mappa_desk.documents.tagged_canvas import TaggedCanvas
from mappa_desk.documents.tagged_structure import Element
from mappa_desk.documents.tagged_tables import Row, TaggedTable
from mappa_desk.documents.telling import told_form


@dataclass(frozen=True, slots=True)
class NumberedParagraph:
    """The first line of one paragraph, heading or row, and the record that it is of."""

    line: int
    mark: Mark


class NumberedComposer(Composer):
    """As `Composer`, in the columns of a draft. `numbered` tells where each paragraph begins."""

    def __init__(self, typesetter: Typesetter, sheet: Sheet, notes_words: NotesWords) -> None:
        super().__init__(typesetter, sheet)
        self.numbered: list[NumberedParagraph] = []
        self.silent = False
        """Never: where its notes stand is known by its lines."""
        self.numbering = True
        """False while what is composed is no text of the minutes and has no line numbers."""
        self.notes: Mapping[int, Sequence[str]] = {}
        """By line what is to be noted at the end of its page; must be set before `story`."""
        self._notes_words = notes_words
        self._next = 1

    def tell_notes(self) -> None:
        """Keeps for the second look what the notes say, on whichever page they will stand."""
        words, told = self._notes_words, self.told.anywhere
        for line, texts in self.notes.items():
            told.update(map(told_form, (words.line(line), *texts)))
        told.update(told_form(words.heading_read(page)) for page in range(1, self._next + 1))

    def need(self, height: float) -> None:
        """Begins a new page when fewer than `height` points are left on this one."""
        self._slots.append(Slot(height=0.0, need=height))

    def page_break(self) -> None:
        """Begins a new page."""
        self.need(PAGE_DEPTH)

    def story(self) -> list[Flowable]:
        """The pages, each with its notes at its end."""
        notes = Notes(self.notes, self._notes_words, self.typesetter, self.sheet)
        return pages_of(self._slots, notes, self.root)

    def _flush(self) -> None:
        """The whole draft is one column; `story` breaks it."""

    def _slots_of(
        self, block: Block, *, gap: float, breakable: bool = True, whole: bool = False, field: str = ""
    ) -> list[Slot]:
        if self.numbering and block.lines:
            block = replace(block, first_number=self._number(len(block.lines), self.mark, field))
        return super()._slots_of(block, gap=gap, breakable=breakable, whole=whole)

    def _add_table(self, table: TaggedTable, words: TableWords) -> None:
        gap = self._after
        run: TableRun | None = None
        if table.head is not None:
            number = self._number(_lines_of(table.head), self.mark)
            head = TableRow(table, table.head, number)
            self._slots.append(head.slot(gap=gap, breakable=not self._keep))
            run, gap = TableRun(head), 0.0
        for place, (row, one) in enumerate(zip(table.rows, words.rows, strict=True)):
            number = self._number(_lines_of(row), one.mark)
            alone = place == len(table.rows) - 1 and place > 1
            breakable = not alone and (run is None or place > 0)
            slot = TableRow(table, row, number).slot(gap=gap, breakable=breakable)
            slot.run, gap = run, 0.0
            self._slots.append(slot)
        self._keep = False

    def _number(self, lines: int, mark: Mark, field: str = "") -> int:
        first = self._next
        self._next += lines
        self.numbered.append(NumberedParagraph(first, replace(mark, field=field) if field else mark))
        return first


def _lines_of(row: Row) -> int:
    return max(cell.line_count for cell in row.cells)


class TableRow:
    """A row of a table in the column of a draft: one slot that is never split, with its lines numbered."""

    def __init__(self, table: TaggedTable, row: Row, number: int, *, repeated: bool = False) -> None:
        self.element: Element | None = None if repeated else row.cells[0].element
        self.first_number = number
        self._table = table
        self._row = row
        self._repeated = repeated

    def slot(self, *, gap: float, breakable: bool) -> Slot:
        """The row as a slot of the column."""
        return Slot(height=self._table.height_of(self._row), gap=gap, breakable=breakable, block=self)

    def again(self) -> TableRow:
        """The same row as an artifact without numbers."""
        return TableRow(self._table, self._row, 0, repeated=True)

    def draw(self, canvas: TaggedCanvas, left: float, top: float, first: int, last: int) -> None:
        """Draws the row, the rule below it, and the numbers of its lines."""
        table, style = self._table, self._table.look.style
        foot = table.draw_row(canvas, left, top, self._row, repeated=self._repeated)
        is_head = self._row is table.head
        canvas.rule(left, foot, table.look.widths, 0.75 if is_head else 0.5, INK if is_head else HAIRLINE)
        if not self._repeated:
            numbers = range(self.first_number, self.first_number + _lines_of(self._row))
            baseline = top - table.look.pad - style.baseline
            draw_line_numbers(canvas, left, baseline, style.leading, numbers)


@dataclass(frozen=True, slots=True, eq=False)
class TableRun:
    """The rows of one table: its head is printed again at the head of the next page."""

    head: TableRow

    @property
    def white(self) -> float:
        """None: rows stand close."""
        return 0.0

    def slots(self) -> list[Slot]:
        """The head row as an artifact."""
        return [self.head.again().slot(gap=0.0, breakable=True)]
