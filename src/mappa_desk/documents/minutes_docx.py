"""The minutes as a Word file, for those who must paste them into another system.

The same parts in the same order as the PDF. Head and foot of the first page stand in the text itself, so that
the marking, the status and the seal go along with whatever is copied.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docx.document import Document as WordDocument
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from mappa_desk.documents.copy_facts import CopyFacts
from mappa_desk.documents.docx_furniture import PAGE, PAGES, furniture_line
from mappa_desk.documents.docx_paper import DocxPaper
from mappa_desk.documents.docx_parts import neutral_file, new_document
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.minutes import compose_minutes, dated, furniture_words
from mappa_desk.documents.minutes_front import title_of
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.page_furniture import FurnitureWords
from mappa_desk.documents.page_grid import MINUTES_SHEET
from mappa_desk.documents.rendering import CopyMark
from mappa_desk.documents.wordings import Wording
from mappa_desk.domain.minutes import MinutesSnapshot

_MARGINS = {"left": 20.0, "right": 20.0, "top": 26.0}
_WIDE = 170.0
_UNDER_HEAD = Pt(14)


def minutes_docx(
    snapshot: MinutesSnapshot,
    *,
    wording: Mapping[str, str],
    seal: str = "",
    copy: CopyMark | None = None,
    facts: CopyFacts | None = None,
) -> bytes:
    """The minutes as a .docx file, arguments as for `render_minutes`; a pure function of them too.

    Headings are headings, labelled paragraphs are items of lists, heads of tables are repeated. The file
    tells no author and links to nothing. Characters that XML forbids show as a box. Raises RuleError when
    the wording lacks a word.
    """
    source = MinutesSource(snapshot, Wording(wording), facts)
    document = new_document(_MARGINS)
    words = furniture_words(source, seal, copy)
    _head_and_foot(document, words, source.words("paper.page", page=PAGE, pages=PAGES))
    _first_lines(document, words)
    paper = DocxPaper(document, MINUTES_SHEET, line_spacing=1.15, lists=True)
    compose_minutes(paper, source)
    title = source.words("paper.title.document", title=title_of(source), reference=source.reference)
    return neutral_file(document, title=title, dated=dated(snapshot))


def _first_lines(document: WordDocument, words: FurnitureWords) -> None:
    """What head and foot say, once as text, in the order in which the PDF is read."""
    made = [
        _line(document.add_paragraph(), [[], [Span(words.marking, bold=True)], []]),
        _line(document.add_paragraph(), _head_of(words)),
        _line(document.add_paragraph(), [[Span(words.foot, quiet=True)], [], []]),
    ]
    if words.handling:
        made.append(_line(document.add_paragraph(), [[Span(words.handling, quiet=True)], [], []]))
    made[-1].paragraph_format.space_after = _UNDER_HEAD


def _head_and_foot(document: WordDocument, words: FurnitureWords, page_words: str) -> None:
    """The first page has its head in the text; the others have it above the text."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    marking = [Span(words.marking, bold=True)]
    page = [Span(page_words)]
    _line(section.header.paragraphs[0], [[], marking, []])
    _line(section.header.add_paragraph(), _head_of(words))
    _line(section.footer.paragraphs[0], [[Span(words.foot)], [], page])
    if words.handling:
        _line(section.footer.add_paragraph(), [[Span(words.handling)], [], []])
    _line(section.footer.add_paragraph(), [[], marking, []])
    _line(section.first_page_footer.paragraphs[0], [[], [], page])
    _line(section.first_page_footer.add_paragraph(), [[], marking, []])


def _head_of(words: FurnitureWords) -> list[Sequence[Span]]:
    return [[Span(words.reference)], words.practice, words.status]


def _line(paragraph: Paragraph, parts: Sequence[Sequence[Span]]) -> Paragraph:
    furniture_line(paragraph, parts, width=_WIDE, room=_WIDE)
    return paragraph
