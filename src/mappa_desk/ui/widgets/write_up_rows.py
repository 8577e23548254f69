"""How one paragraph of the write-up page is laid out: margin label, bold lead, words, box of a decision."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil, floor

from PySide6.QtGui import QTextCharFormat, QTextLayout

from mappa_desk.domain.text_places import units
from mappa_desk.domain.write_up_page import Paragraph, ParagraphKind
from mappa_desk.ui import theme
from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets.write_up_flow import Measure, flow, line_at_row, measure, option, pitch
from mappa_desk.ui.widgets.write_up_sheet import Sheet

GAP = 4
"""Above and below each paragraph; the ground under the caret fills it."""
BOX_INSET = 16
BOX_PAD = 8
TAG_ICON = 16
MARGIN_GAP = 8
"""Between margin column and text, kept free of words."""
_ROLES = {
    ParagraphKind.ITEM: ("page_item", 20 / 15),
    ParagraphKind.SPEAKER: ("page_speaker", 17 / 12.5),
}
ITEM_ABOVE = 20
"""Room above the rule of an item; with what stands below each paragraph 18 pt."""
SPEAKER_ABOVE = 10
RULE_GAP = 8
BOX_GAP = 8
BOX_ROW = 2


@dataclass(slots=True)
class Run:
    """One run of words between two line breaks, laid out, with the row of the paragraph it begins in."""

    layout: QTextLayout
    start: int
    """Where it begins in the text, as Qt counts."""
    row: int


@dataclass(slots=True)
class Laid:
    """A paragraph laid out; tops are pixels from the paragraph's own top."""

    paragraph: Paragraph
    text: str
    sheet: Sheet
    left: int
    """Left edge of its words in the viewport."""
    by: Measure
    top: int
    """Top of its first row, the lead's or the text's."""
    text_top: int
    """Top of the row in which the text begins, behind the lead."""
    bottom: int
    height: int
    lead: QTextLayout | None = None
    runs: list[Run] = field(default_factory=list)
    margin: list[tuple[QTextLayout, int, str]] = field(default_factory=list)
    """Label and tag in the margin column: words, top, colour role."""
    tag_icon: str = ""
    tag_top: int = 0
    first: bool = False
    """The first paragraph of the page: no rule and no room above it."""


def is_bold(paragraph: Paragraph) -> bool:
    """Whether all its words are bold: headings, that of a decision among them."""
    return paragraph.kind in _ROLES or (
        paragraph.kind is ParagraphKind.DECISION and paragraph.field == "heading"
    )


def role_of(paragraph: Paragraph) -> tuple[str, float]:
    """Font role and leading of a paragraph's words."""
    return _ROLES.get(paragraph.kind, ("page", 17 / 12))


def lead_of(paragraph: Paragraph) -> tuple[str, str]:
    """Bold and plain words before the text."""
    if paragraph.kind in _ROLES:
        return "", ""
    after = paragraph.after
    return paragraph.lead, after if not after or not paragraph.lead or after[0] in ",.;:" else f" {after}"


def _look(*, bold: bool, role: str, tone: str = "") -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(paint.font(role, bold=bold))
    if tone:
        made.setProperty(QTextCharFormat.Property.UserProperty, tone)
    return made


def _range(start: int, length: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, look
    return made


def _layout(text: str, role: str, *, bold: bool = False) -> QTextLayout:
    made = QTextLayout(text, paint.font(role, bold=bold))
    made.setTextOption(option())
    made.setCacheEnabled(True)
    return made


def lay_runs(text: str, by: Measure, role: str, *, bold: bool = False) -> tuple[list[Run], int]:
    """The words in lines; gives the runs and the number of rows."""
    runs, row, start = [], 0, 0
    for number, words in enumerate(text.split("\n")):
        layout = _layout(words, role, bold=bold)
        rows = flow(layout, words, by, first=number == 0)
        runs.append(Run(layout, start, row))
        row += rows
        start += units(words) + 1
    return runs, row


def _lay_heading(paragraph: Paragraph, text: str, by: Measure, role: str) -> tuple[list[Run], int]:
    """A heading: bold, and behind it in muted plain type what belongs to it."""
    whole = f"{text} {paragraph.after}" if paragraph.after else text
    layout = _layout(whole.replace("\n", " "), role, bold=True)
    if paragraph.after:
        start = units(text)
        layout.setFormats([_range(start, units(whole) - start, _look(bold=False, role=role))])
    return [Run(layout, 0, 0)], flow(layout, layout.text(), by, first=True)


def _lay_lead(paragraph: Paragraph, width: int) -> tuple[QTextLayout | None, int, float]:
    """The lead in lines, the row in which the text goes on, and how far in."""
    bold, plain = lead_of(paragraph)
    if not bold and not plain:
        return None, 0, 0.0
    layout = _layout(bold + plain, "page")
    layout.setFormats([_range(0, units(bold), _look(bold=True, role="page"))])
    rows = flow(layout, bold + plain, measure(width), first=False)
    last = layout.lineAt(layout.lineCount() - 1)
    end = last.naturalTextWidth() + paint.metrics("page").horizontalAdvance(" ")
    if end > width * 0.75:
        return layout, rows, 0.0
    return layout, rows - 1, end


def _lay_margin(laid: Laid) -> int:
    """Label and tag one under the other in the margin column; gives the bottom of what stands there."""
    paragraph, width = laid.paragraph, laid.sheet.margin_width - MARGIN_GAP
    role = role_of(paragraph)[0] if paragraph.kind in _ROLES else "table"
    bold = paragraph.kind in (*_ROLES, ParagraphKind.ACTION)
    bold |= bool(paragraph.box) and not paragraph.label[:1].isdigit()
    baseline = laid.top + laid.by.above + paint.metrics(role_of(paragraph)[0]).ascent()
    at = baseline - paint.metrics(role, bold=bold).ascent()
    bottom = 0
    if paragraph.label:
        tone = "text" if bold else "muted"
        layout = _layout(paragraph.label, role, bold=bold)
        by = measure(width - (theme.px(TAG_ICON) if paragraph.finished else 0), 0.0, role, 1.25)
        rows = flow(layout, layout.text(), by, first=True)
        laid.margin.append((layout, round(at - by.above), tone))
        at += rows * by.pitch
        bottom = round(at)
    if paragraph.tag and paragraph.kind not in _ROLES and paragraph.box in ("", "top", "only"):
        laid.tag_icon, tone = tag_look(paragraph.tag)
        by = measure(width - theme.px(TAG_ICON) - 4, 0.0, "caption", 1.25)
        layout = _layout(paragraph.tag, "caption")
        rows = flow(layout, layout.text(), by, first=True)
        laid.tag_top = round(at - by.above) if bottom else laid.top + 2
        laid.margin.append((layout, laid.tag_top, tone))
        bottom = laid.tag_top + rows * by.pitch
    return bottom


def tag_look(tag: str) -> tuple[str, str]:
    """Icon and tone of a tag: a padlock for what not everybody may read, a triangle for what has no place."""
    loose = tag.partition(",")[0] in ("Unsorted", "Parked", "Sanitise") and "Closed part" not in tag
    return ("triangle", "warning") if loose else ("padlock", "private")


def text_frame(paragraph: Paragraph, sheet: Sheet) -> tuple[int, int]:
    """Left edge and width of a paragraph's words; those of a decision stand inside its box."""
    if paragraph.box:
        return sheet.text_left + BOX_INSET, sheet.text_width - 2 * BOX_INSET
    return sheet.text_left, sheet.text_width


def _rooms(paragraph: Paragraph, *, first: bool) -> tuple[int, int]:
    """Room above the first row and below the last one, inside the paragraph's own height."""
    if paragraph.kind is ParagraphKind.ITEM:
        return (RULE_GAP + 1 if first else ITEM_ABOVE + RULE_GAP + 1), GAP
    if paragraph.kind is ParagraphKind.SPEAKER:
        return SPEAKER_ABOVE, 0
    above = below = GAP
    if paragraph.box:
        above = GAP + BOX_GAP + BOX_PAD if paragraph.box in ("top", "only") else BOX_ROW
        below = GAP + BOX_GAP + BOX_PAD if paragraph.box in ("bottom", "only") else BOX_ROW
    return above, below


def lay(paragraph: Paragraph, text: str, on: Sheet, *, first: bool = False, rows: int | None = None) -> Laid:
    """Lay a paragraph out. `rows` is how many its text takes while the editor stands there."""
    left, width = text_frame(paragraph, on)
    role, leading = role_of(paragraph)
    above, below = _rooms(paragraph, first=first)
    lead, lead_rows, indent = _lay_lead(paragraph, width)
    by = measure(width, indent, role, leading)
    laid = Laid(paragraph, text, on, left, by, above, above + lead_rows * by.pitch, 0, 0, lead, first=first)
    if rows is None and paragraph.kind in _ROLES:
        laid.runs, rows = _lay_heading(paragraph, text, by, role)
    elif rows is None:
        laid.runs, rows = lay_runs(text, by, role, bold=is_bold(paragraph))
    laid.bottom = laid.text_top + rows * by.pitch
    laid.height = max(laid.bottom, _lay_margin(laid)) + below
    return laid


def estimate(paragraph: Paragraph, text: str, on: Sheet) -> int:
    """A quick guess at the height of a paragraph that nobody looks at yet."""
    _left, width = text_frame(paragraph, on)
    role, leading = role_of(paragraph)
    above, below = _rooms(paragraph, first=False)
    letters = max(4.0, width / letter_width(role))
    count = len(text) + len(paragraph.lead) + len(paragraph.after)
    rows = max(1, ceil(count / letters)) + text.count("\n")
    return above + rows * pitch(role, leading) + below


_letters: dict[str, float] = {}


def letter_width(role: str) -> float:
    """How wide a letter of running English text is, with its share of lines that break early."""
    if role not in _letters:
        if not _letters:
            theme.signals.changed.connect(_letters.clear)
        sample = "The place at the approved premises ends on Monday 30 November 2026."
        _letters[role] = paint.metrics(role).horizontalAdvance(sample) / len(sample) * 1.04
    return _letters[role]


def box_edges(laid: Laid) -> tuple[int, int]:
    """Top and bottom of a paragraph's part of the box of its decision."""
    box = laid.paragraph.box
    top = GAP + BOX_GAP if box in ("top", "only") else 0
    return top, laid.height - (GAP + BOX_GAP if box in ("bottom", "only") else 0)


def hit(laid: Laid, x: float, y: float) -> int:
    """The position, as Qt counts, nearest to a point; x from the viewport's left, y from the top."""
    if not laid.runs:
        return 0
    row = floor((y - laid.text_top) / laid.by.pitch)
    run = next((run for run in reversed(laid.runs) if run.row <= row), laid.runs[0])
    if row < 0:
        return 0
    line = line_at_row(run.layout, row - run.row, laid.by)
    if not line.isValid():
        return run.start
    limit = units(laid.text)
    return min(limit, run.start + line.xToCursor(x - laid.left))
