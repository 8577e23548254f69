"""The minutes as one HTML file that stands alone: no script, no picture, no address, nothing to fetch.

For who reads with a browser and a screen reader, at any size of type. The same parts in the same order as the
PDF; the marking stands at head and foot, and on each page that a browser prints.
"""

from __future__ import annotations

from collections.abc import Mapping

from mappa_desk.documents.copy_facts import CopyFacts
from mappa_desk.documents.html_paper import HtmlPaper, html_words
from mappa_desk.documents.minutes import compose_minutes, furniture_words
from mappa_desk.documents.minutes_front import title_of
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.page_furniture import FurnitureWords
from mappa_desk.documents.plain_shapes import foot_lines, head_lines, readable
from mappa_desk.documents.rendering import CopyMark
from mappa_desk.documents.wordings import Wording
from mappa_desk.domain.minutes import MinutesSnapshot

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 48rem; background: #ffffff; color: #1a1d21;
  font: 1.0625rem/1.5 "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
p, dt, dd, th, td, h1, h2, h3, h4 { unicode-bidi: isolate; overflow-wrap: anywhere; }
p { margin: 0 0 0.5rem; }
header, footer { color: #4a525c; font-size: 0.875rem; }
header p, footer p { margin: 0; }
.marking { color: #1a1d21; font-weight: bold; text-align: center; }
h1 { margin: 1.5rem 0 1rem; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 2.25rem 0 0.75rem; padding-top: 0.5rem; border-top: 1px solid #8a929c; font-size: 1.25rem; }
h3 { margin: 1.5rem 0 0.5rem; font-size: 1.0625rem; }
h4 { margin: 1.25rem 0 0.5rem; font-size: 1.0625rem; }
.number { display: inline-block; min-width: 2rem; }
.quiet, .note { color: #4a525c; font-weight: normal; }
.note { font-size: 0.9375rem; }
dl { margin: 0 0 1rem; }
dl > div { display: grid; grid-template-columns: 8rem 1fr; column-gap: 1rem; }
dt { color: #4a525c; }
dt.strong { color: #1a1d21; font-weight: bold; }
dd { margin: 0; }
.box { margin: 1rem 0; padding: 0.5rem 1rem; border: 1px solid #8a929c; border-left: 4px solid #1a1d21; }
.box h3, .box h4 { margin-top: 0; }
table { width: 100%; margin: 0 0 1rem; border-collapse: collapse; font-size: 0.9375rem; }
th, td { padding: 0.375rem 0.75rem 0.375rem 0; border-bottom: 1px solid #8a929c; text-align: left;
  vertical-align: top; font-weight: normal; min-width: 5.25rem; }
thead th { border-bottom: 2px solid #1a1d21; font-weight: bold; }
td p, th p { margin: 0; }
footer { margin-top: 2.5rem; padding-top: 0.5rem; border-top: 1px solid #8a929c; }
@media (max-width: 34rem) { dl > div { display: block; } }
@media print {
  body { max-width: none; padding: 0; font-size: 11pt; }
  h1, h2, h3, h4 { break-after: avoid; }
  tr, .box { break-inside: avoid; }
  thead { display: table-header-group; }
}
""".strip()


def minutes_html(
    snapshot: MinutesSnapshot,
    *,
    wording: Mapping[str, str],
    seal: str = "",
    copy: CopyMark | None = None,
    facts: CopyFacts | None = None,
) -> bytes:
    """The minutes as HTML in UTF-8, arguments as for `render_minutes`; a pure function of them too.

    Text is escaped; characters that HTML forbids show as a box. A policy in the file forbids a browser to
    run or to fetch anything. Raises RuleError when the wording lacks a word.
    """
    source = MinutesSource(snapshot, Wording(wording), facts)
    words = furniture_words(source, seal, copy)
    paper = HtmlPaper()
    compose_minutes(paper, source)
    title = source.words("paper.title.document", title=title_of(source), reference=source.reference)
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8" />',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}" />',
        '<meta name="viewport" content="width=device-width, initial-scale=1" />',
        '<meta name="referrer" content="no-referrer" />',
        f"<title>{html_words(title)}</title>",
        f"<style>\n{_STYLE}\n{_printed(words)}\n</style>",
        "</head>",
        "<body>",
        "<header>",
        *_paragraphs(head_lines(words), words),
        "</header>",
        "<main>",
        *paper.lines(),
        "</main>",
        "<footer>",
        *_paragraphs(foot_lines(words), words),
        "</footer>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _paragraphs(lines: list[str], words: FurnitureWords) -> list[str]:
    marking, made = readable(words.marking), []
    for line in lines:
        kind = ' class="marking"' if line == marking else ""
        made.append(f"<p{kind}>{html_words(line)}</p>")
    return made


def _printed(words: FurnitureWords) -> str:
    """The rule that puts the marking and the reference on each printed page."""
    marking, reference = _quoted(words.marking), _quoted(words.reference)
    boxes = {
        "top-left": reference,
        "top-center": marking,
        "bottom-center": marking,
        "bottom-right": 'counter(page) " / " counter(pages)',
    }
    rules = "\n".join(f"  @{box} {{ content: {words}; }}" for box, words in boxes.items())
    first = "@page :first { @top-left { content: none; } @top-center { content: none; } }"
    return f"@page {{ margin: 20mm;\n{rules}\n}}\n{first}"


def _quoted(text: str) -> str:
    """A string of a style sheet, every character but letters and digits of ASCII by its number."""
    made = (one if one.isascii() and one.isalnum() else f"\\{ord(one):06x}" for one in readable(text))
    return f'"{"".join(made)}"'
