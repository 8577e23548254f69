"""The draft for the chair as a Word file: the same words in the same order, to be marked on a screen.

Word numbers the lines itself, and anew whenever a word is changed; so answers name the paragraph.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.chair_draft import draft_foot, draft_handling, draft_status
from mappa_desk.documents.docx_furniture import PAGE, PAGES, SMALL, furniture_line
from mappa_desk.documents.docx_paper import DocxPaper
from mappa_desk.documents.docx_parts import (
    QUIET_INK,
    RULE,
    element,
    neutral_file,
    new_document,
    plain,
    unnumbered,
)
from mappa_desk.documents.draft_gaps import marks_of
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.minutes import compose_minutes, dated, practice_words
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.page_grid import DRAFT_SHEET, MM
from mappa_desk.documents.papers import NO_MARK, CellWords, RowWords, TableWords
from mappa_desk.documents.tagged_tables import Column, TableLook
from mappa_desk.documents.wordings import Wording
from mappa_desk.domain.minutes import MinutesSnapshot
from mappa_desk.domain.views import Gap

_MARGINS = {"left": 22.0, "right": 50.0, "top": 26.0}
_WIDE = 165.0
"""Width in mm of head and foot, which reach into the white for marks."""
_WHERE = 30 * MM
_TEXT_X = 23 * MM


def chair_draft_docx(
    snapshot: MinutesSnapshot,
    *,
    gaps: Sequence[Gap],
    marks_by: date | None,
    number: int,
    wording: Mapping[str, str],
    double: bool = False,
) -> bytes:
    """The draft as a .docx file, arguments as for `render_chair_draft`; a pure function of them too.

    Lines are numbered by Word; each gap names its paragraph on a list at the end. The file tells no author
    and links to nothing. Characters that XML forbids show as a box. Raises RuleError when the wording lacks
    a word.
    """
    source = MinutesSource(snapshot, Wording(wording))
    document = new_document(_MARGINS)
    _set_page(document)
    _head_and_foot(document, source, number, marks_by)
    _hint(document, source.words("paper.draft.hint_word"))
    paper = DocxPaper(document, replace(DRAFT_SHEET, text_x=_TEXT_X), line_spacing=2.0 if double else 1.15)
    compose_minutes(paper, source)
    if gaps:
        _gaps(paper, source, gaps)
    return neutral_file(document, title=source.reference, dated=dated(snapshot))


def _gaps(paper: DocxPaper, source: MinutesSource, gaps: Sequence[Gap]) -> None:
    words = source.words
    paper.place = words("paper.draft.gaps")
    paper.mark = NO_MARK
    paper.heading(words("paper.draft.gaps"))
    room = paper.sheet.full_width - _WHERE
    columns = (
        Column(words("paper.draft.where"), 0.0, _WHERE),
        Column(words("paper.draft.what"), _WHERE, room),
    )
    rows = []
    for gap in gaps:
        where = next(
            (paper.labels[mark] for mark in marks_of(gap, source.snapshot) if mark in paper.labels),
            words("paper.draft.nowhere"),
        )
        cells = (CellWords(where, bold=True), CellWords([Span(gap.sentence)]))
        rows.append(RowWords(cells, place=words("paper.draft.gaps")))
    paper.table(TableWords(columns, rows, True, words("paper.continued_below")), TableLook(grid.CELL))


def _set_page(document: WordDocument) -> None:
    """Word's own numbers for lines, and the rule beside the white for marks."""
    properties = document.sections[0]._sectPr
    borders = element("w:pgBorders", offsetFrom="text")
    borders.append(element("w:right", val="single", sz="4", space="5", color=RULE))
    numbers = element("w:lnNumType", countBy="1", restart="continuous", distance="170")
    margins = properties.find(element("w:pgMar").tag)
    margins.addnext(borders)
    borders.addnext(numbers)


def _hint(document: WordDocument, words: str) -> None:
    """A framed paragraph in the white for marks of page 1; first in the document, so it is read first."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(plain(words))
    run.font.size, run.font.color.rgb = SMALL, QUIET_INK
    left = (210 - _MARGINS["right"] + 4) * 1440 / 25.4
    top = _MARGINS["top"] * 1440 / 25.4
    properties = paragraph._p.get_or_add_pPr()
    frame = element(
        "w:framePr",
        w=round(36 * 1440 / 25.4),
        hSpace="0",
        wrap="around",
        vAnchor="page",
        hAnchor="page",
        x=round(left),
        y=round(top),
    )
    properties.append(frame)
    unnumbered(paragraph)


def _head_and_foot(document: WordDocument, source: MinutesSource, number: int, marks_by: date | None) -> None:
    section, words = document.sections[0], source.words
    head, foot = section.header, section.footer
    marking = [Span(words("paper.marking"), bold=True)]
    lines: list[tuple[Paragraph, list[list[Span]]]] = [(head.paragraphs[0], [[], marking, []])]
    practice = practice_words(source)
    left = [Span(f"{source.reference} · "), *practice] if practice else [Span(source.reference)]
    lines.append((head.add_paragraph(), [left, [], draft_status(source)]))
    page = words("paper.page", page=PAGE, pages=PAGES)
    lines.append((foot.paragraphs[0], [[Span(draft_foot(source, number))], [], [Span(page)]]))
    lines.append((foot.add_paragraph(), [[Span(draft_handling(source, marks_by))], [], []]))
    lines.append((foot.add_paragraph(), [[], marking, []]))
    for paragraph, parts in lines:
        furniture_line(paragraph, parts, width=_WIDE, room=210 - _MARGINS["left"] - _MARGINS["right"])
