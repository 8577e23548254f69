"""Puts the parts of the minutes into a Word document, in the same order and with the same words as on paper.

Headings are real headings, labels hang in the margin column, tables have a head row that is repeated. User
text is plain text: nothing in it is markup, a field or a link.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.docx_lists import TypedLists
from mappa_desk.documents.docx_parts import QUIET_INK, RULE, element, plain, unnumbered
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.page_grid import MM, Sheet, Style
from mappa_desk.documents.papers import NO_MARK, BoxRow, CellWords, Mark, TableWords, Words, spans_of
from mappa_desk.documents.tagged_tables import Column, TableLook

_LEVELS = {"H1": 1, "H2": 2, "H3": 3, "H4": 4}
_CELL = Pt(10)
_NOTE = Pt(9.5)
_SMALL_ROW = 400
"""Characters of a row that is kept on one page."""


class DocxPaper:
    """A `Paper` that writes into a Word document. `labels` tells under which label a record stands.

    With `lists` labelled paragraphs are items of lists; their labels are typed, so that no edit numbers the
    record anew.
    """

    def __init__(
        self, document: WordDocument, sheet: Sheet, *, line_spacing: float = 1.0, lists: bool = False
    ) -> None:
        self.place = ""
        self.mark: Mark = NO_MARK
        self.labels: dict[Mark, str] = {}
        self._document = document
        self._sheet = sheet
        self._spacing = line_spacing
        self._indent = Mm(sheet.text_x / MM)
        self._new_page = False
        self._lists = TypedLists(document) if lists else None
        names = [f"Heading {level}" for level in _LEVELS.values()]
        self._style_ids = {name: paragraph_style(document, name).style_id for name in names}

    @property
    def sheet(self) -> Sheet:
        """The columns of the document."""
        return self._sheet

    @contextmanager
    def section(self) -> Iterator[None]:
        """Headings alone make the sections of a Word document."""
        yield

    def title(self, text: str) -> None:
        """The title of the document."""
        self._named("")
        self._heading("H1", [Span(text)])

    def heading(self, text: str, *, number: str = "") -> None:
        """The heading of a section under a rule; its number stands in the margin column."""
        self._named(number)
        heading = self._heading("H2", [Span(text)], number)
        _border(heading, "top", size=6, space=4)

    def item_in_group(self, text: str, *, number: str = "") -> None:
        """The heading of an item that stands with others under one section."""
        self._named(number)
        self._heading("H3", [Span(text)], number)

    def speaker(self, name: str, more: str, again: str, *, tag: str) -> None:
        """The heading over what one agency says."""
        spans = [Span(name), Span(" " + more, quiet=True)] if more else [Span(name)]
        self._heading(tag, spans, indent=True)

    def no_speaker(self) -> None:
        """Nothing: Word repeats no speaker."""

    def paragraph(
        self, words: Words, *, x: float | None = None, style: Style = grid.BODY, keep: bool = False
    ) -> None:
        """Paragraphs in the text column, or over the full width; `keep` holds them to the next."""
        self._named("")
        for spans in spans_of(words):
            paragraph = self._paragraph()
            paragraph.paragraph_format.left_indent = self._indent if x is None else Mm(x / MM)
            paragraph.paragraph_format.keep_with_next = keep
            _write(paragraph, spans)

    def labelled(self, label: str, words: Words, *, strong: bool = False, note: str = "") -> None:
        """A label in the margin column, paragraphs beside it, a quiet note below them."""
        self._named(label)
        for place, spans in enumerate(spans_of(words)):
            paragraph = self._paragraph(in_list=True)
            paragraph.paragraph_format.left_indent = self._indent
            if place == 0:
                if self._lists is not None:
                    self._lists.add(paragraph)
                self._hang(paragraph, label, strong=strong)
            _write(paragraph, spans)
        if note:
            paragraph = self._paragraph(in_list=True)
            paragraph.paragraph_format.left_indent = self._indent
            _write(paragraph, [Span(note, quiet=True)], size=_NOTE)

    def box(self, number: str, title: str, rows: Sequence[BoxRow], *, tag: str) -> None:
        """A heading and paragraphs with a bar at their left."""
        self._named(number)
        spans = [Span(f"{number}  ", quiet=True), Span(title)] if number else [Span(title)]
        made = [self._heading(tag, spans, indent=True)]
        for row in rows:
            self.labels.setdefault(
                Mark(self.mark.record_kind, self.mark.record_id, row.field), number or title
            )
            for place, words in enumerate(spans_of(row.words)):
                named = [Span(row.label + " ", bold=True), *words] if place == 0 and row.label else words
                made.append(self._paragraph())
                _write(made[-1], named)
        for paragraph in made:
            paragraph.paragraph_format.left_indent = self._indent + Mm(4)
            paragraph.paragraph_format.keep_with_next = paragraph is not made[-1]
            paragraph.paragraph_format.keep_together = True
            _border(paragraph, "left", size=24, space=8, colour="1A1D21")

    def table(self, table: TableWords, look: TableLook) -> None:
        """A table with its head row repeated; nothing of a cell is carried to below it."""
        if self._lists is not None:
            self._lists.end()
        rows = len(table.rows) + table.with_head
        made = self._document.add_table(rows, len(table.columns))
        made.autofit = False
        _dress(made, table.columns, self._sheet)
        lines = iter(made.rows)
        if table.with_head:
            head = next(lines)
            properties = head._tr.get_or_add_trPr()
            properties.append(element("w:cantSplit"))
            properties.append(element("w:tblHeader"))
            for cell, column in zip(head.cells, table.columns, strict=True):
                _fill(cell, CellWords(column.head, bold=True))
        for line, row in zip(lines, table.rows, strict=True):
            texts = [
                "".join(span.text for spans in spans_of(one.words) for span in spans) for one in row.cells
            ]
            self.labels.setdefault(row.mark, row.place)
            if sum(map(len, texts)) < _SMALL_ROW:
                line._tr.get_or_add_trPr().append(element("w:cantSplit"))
            if row.across:
                _fill(line.cells[0].merge(line.cells[-1]), replace(row.cells[0], bold=True))
                continue
            for cell, words in zip(line.cells, row.cells, strict=True):
                _fill(cell, words)
        after = self._document.add_paragraph()
        after.paragraph_format.space_after = Pt(0)
        after.paragraph_format.line_spacing = Pt(8)
        unnumbered(after)

    def need(self, height: float) -> None:
        """Nothing: Word keeps headings with what follows."""

    def page_break(self) -> None:
        """The next paragraph begins a new page."""
        self._new_page = True

    def _named(self, label: str) -> None:
        self.labels.setdefault(self.mark, label or self.place)

    def _heading(
        self, tag: str, spans: Sequence[Span], number: str = "", *, indent: bool = False
    ) -> Paragraph:
        heading = self._paragraph(f"Heading {_LEVELS[tag]}")
        if indent or number or tag != "H1":
            heading.paragraph_format.left_indent = self._indent
        if number or tag == "H2":
            self._hang(heading, number, strong=True, as_heading=True)
        _write(heading, spans, plain_weight=True)
        return heading

    def _hang(self, paragraph: Paragraph, label: str, *, strong: bool, as_heading: bool = False) -> None:
        paragraph.paragraph_format.first_line_indent = -self._indent
        paragraph.paragraph_format.tab_stops.add_tab_stop(self._indent)
        span = Span(label) if as_heading else Span(label, bold=strong, quiet=not strong)
        _write(paragraph, [span], size=None if as_heading else _NOTE)
        paragraph.add_run("\t")

    def _paragraph(self, style: str | None = None, *, in_list: bool = False) -> Paragraph:
        if self._lists is not None and not in_list:
            self._lists.end()
        made = self._document.add_paragraph()
        if style is not None:
            made._p.style = self._style_ids[style]
        made.paragraph_format.line_spacing = self._spacing
        if self._new_page:
            made.paragraph_format.page_break_before = True
            self._new_page = False
        return made


def _write(
    paragraph: Paragraph, spans: Sequence[Span], *, size: Pt | None = None, plain_weight: bool = False
) -> None:
    """Adds spans as runs. `plain_weight` leaves the weight to the style, but for quiet words."""
    for span in spans:
        text = plain(span.text)
        if not text:
            continue
        run = paragraph.add_run(text)
        if plain_weight:
            run.bold = False if span.quiet else None
        elif span.bold:
            run.bold = True
        if span.quiet:
            run.font.color.rgb = QUIET_INK
        if size is not None:
            run.font.size = size


def _fill(cell: _Cell, words: CellWords) -> None:
    paragraphs = [
        [Span(span.text, span.bold or words.bold, span.quiet) for span in spans]
        for spans in spans_of(words.words)
    ]
    for place, spans in enumerate(paragraphs):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        _write(paragraph, spans, size=_CELL)
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)


def _dress(table: Table, columns: Sequence[Column], sheet: Sheet) -> None:
    """Widths of the columns, hairlines across only, the first column as the heads of the rows."""
    properties = table._tbl.tblPr
    borders = element("w:tblBorders")
    for side in ("bottom", "insideH"):
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color=RULE))
    margins = element("w:tblCellMar")
    margins.append(element("w:left", w="0", type="dxa"))
    margins.append(element("w:right", w="100", type="dxa"))
    look = element("w:tblLook", val="04A0", firstRow="1", lastRow="0", firstColumn="1", lastColumn="0")
    for tag in ("w:tblLayout", "w:tblLook"):
        for found in properties.findall(qn(tag)):
            properties.remove(found)
    properties.extend([borders, element("w:tblLayout", type="fixed"), margins, look])
    edges = [column.x for column in columns[1:]] + [sheet.full_width]
    for place, (column, edge) in enumerate(zip(columns, edges, strict=True)):
        width = Mm((edge - (column.x if place else 0.0)) / MM)
        table.columns[place].width = width
        for cell in table.columns[place].cells:
            cell.width = width


def _border(paragraph: Paragraph, side: str, *, size: int, space: int, colour: str = RULE) -> None:
    borders = element("w:pBdr")
    borders.append(element(f"w:{side}", val="single", sz=size, space=space, color=colour))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def paragraph_style(document: WordDocument, name: str) -> ParagraphStyle:
    """A paragraph style by its name."""
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style
