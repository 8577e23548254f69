"""Head and foot of Word documents: lines with words at the left, in the middle and at the right."""

from __future__ import annotations

from collections.abc import Sequence

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from mappa_desk.documents.docx_parts import QUIET_INK, field, plain, unnumbered
from mappa_desk.documents.line_breaking import Span

SMALL = Pt(8.5)
PAGE, PAGES = "\ue000", "\ue001"
"""Stand in the words for the number of the page and the number of pages, which Word fills in."""


def furniture_line(
    paragraph: Paragraph, parts: Sequence[Sequence[Span]], *, width: float, room: float
) -> None:
    """Fills a paragraph of head or foot: words at the left, in the middle and at the right of a line.

    `width` is that of the line in mm, `room` that of the text column; a wider line reaches into the margin.
    """
    look = paragraph.paragraph_format
    look.space_before = look.space_after = Pt(0)
    if width > room:
        look.right_indent = Mm(room - width - 3)
    left, middle, right = parts
    if middle:
        look.tab_stops.add_tab_stop(Mm(width / 2), WD_TAB_ALIGNMENT.CENTER)
    look.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
    unnumbered(paragraph)
    for spans, tab in ((left, False), (middle, bool(middle)), (right, bool(right))):
        if tab:
            paragraph.add_run("\t")
        for span in spans:
            small_run(paragraph, span)


def small_run(paragraph: Paragraph, span: Span) -> None:
    """Adds a span in the small type of head and foot; `PAGE` and `PAGES` in it become fields."""
    text = span.text
    while text:
        place = min((text.find(one) for one in (PAGE, PAGES) if one in text), default=len(text))
        if place:
            run = paragraph.add_run(plain(text[:place]))
            run.font.size, run.bold = SMALL, span.bold
            run.font.color.rgb = None if span.bold else QUIET_INK
        if place < len(text):
            made = field("PAGE" if text[place] == PAGE else "NUMPAGES", 17)
            paragraph._p.append(made)
        text = text[place + 1 :]
