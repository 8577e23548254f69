"""What a paste into a written report makes of the clipboard: plain text, with what went counted.

The one place for it, for the desk's line and for the page on which minutes are written up. The clipboard's
HTML is read for its words by our own reader; no rich text is ever made of it, and nothing is fetched.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData

from mappa_desk.domain.contributions import FIELD_LIMIT
from mappa_desk.domain.errors import FileRefused
from mappa_desk.domain.report_html import MOST_MARKUP, from_html
from mappa_desk.domain.report_plain import from_plain
from mappa_desk.domain.report_text import ReportText

MOST_ELEMENTS = 30_000
"""Elements of a page that are read while somebody waits: less than a second. Word writes a tenth of it."""
MOST_PLAIN = 4 * FIELD_LIMIT
"""Characters of plain text that are looked through; a longer paste is refused in any case."""


def can_paste_report(source: QMimeData) -> bool:
    """True when there are words on the clipboard, as text or as a page."""
    return source.hasText() or source.hasHtml()


def pasted_report(source: QMimeData) -> ReportText:
    """The words on the clipboard as a report holds them.

    A page is preferred, since it says where paragraphs, points and cells end; plain text is taken where
    there is none, where it is too large to be read, or where it has no words.
    """
    if source.hasHtml():
        markup = source.html()
        if len(markup) <= MOST_MARKUP:
            try:
                report = from_html(markup, most_elements=MOST_ELEMENTS)
            except FileRefused:
                report = ReportText("")
            if report.text.strip():
                return report
    text = source.text()
    return from_plain(text) if len(text) <= MOST_PLAIN else ReportText(text)
