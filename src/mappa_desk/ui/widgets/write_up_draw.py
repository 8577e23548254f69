"""Draws the paragraphs of the write-up page: everything comes from the theme and from what was laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QTextCharFormat, QTextLayout

from mappa_desk.domain.text_places import units
from mappa_desk.domain.write_up_page import ParagraphKind
from mappa_desk.ui import theme
from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets import write_up_rows as rows
from mappa_desk.ui.widgets.write_up_rows import Laid
from mappa_desk.ui.widgets.write_up_sheet import Sheet
from mappa_desk.ui.widgets.write_up_waves import draw_waves

BAR = 3
GROUND_OUT = 8
"""How far the ground under the caret reaches beyond the columns."""
Span = tuple[int, int]
"""A place in a text, in Python's indexes: before its first character and behind its last."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What stands on the words of a paragraph."""

    marks: tuple[Span, ...] = ()
    found: tuple[Span, ...] = ()
    wrong: tuple[Span, ...] = ()
    """Misspelt words."""
    whole: bool = False
    """A mark stands on the paragraph as a whole."""


def wave(tone: str) -> QTextCharFormat:
    """A wavy underline in a tone."""
    made = QTextCharFormat()
    made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    made.setUnderlineColor(theme.colour(tone))
    return made


def found_look() -> QTextCharFormat:
    """What was looked for: a tint, and a line under it where there are no tints."""
    made = QTextCharFormat()
    made.setBackground(theme.colour("warning_soft"))
    if theme.edge() > 1:
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        made.setUnderlineColor(theme.colour("text"))
    return made


def _chosen_look() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setBackground(theme.colour("accent"))
    made.setForeground(theme.colour("on_accent"))
    return made


def draw_sheet(painter: QPainter, on: Sheet, top: float, bottom: float, clip: QRectF) -> None:
    """The white sheet between two heights, with a hairline around it."""
    box = QRectF(on.left, top, on.width, bottom - top)
    seen = box.intersected(clip.adjusted(-2, -2, 2, 2))
    painter.fillRect(seen, theme.colour("surface"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(theme.colour("hairline"), theme.edge()))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    low, high = max(top, clip.top() - 4), min(bottom, clip.bottom() + 4)
    painter.drawRect(QRectF(on.left, low, on.width - 1, high - low - 1))


def draw_ground(painter: QPainter, laid: Laid, top: float) -> None:
    """The soft ground of the paragraph that has the caret."""
    over = rows.GAP
    upper, lower = laid.top - over, max(laid.bottom, laid.height - 2 * over if laid.margin else 0) + over
    if laid.paragraph.box:
        upper, lower = laid.top - rows.BOX_ROW, laid.bottom + rows.BOX_ROW
    left, right = laid.sheet.margin_left - GROUND_OUT, laid.sheet.right + GROUND_OUT
    box = QRectF(left, top + upper, right - left, lower - upper)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    thick = theme.edge() > 1
    painter.setPen(QPen(theme.colour("accent"), theme.edge()) if thick else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent_soft"))
    inset = 1 if thick else 0
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), paint.RADIUS, paint.RADIUS)


def draw(
    painter: QPainter,
    laid: Laid,
    top: float,
    clip: QRectF,
    *,
    looks: Looks | None = None,
    edited: bool = False,
    chosen: bool = False,
) -> None:
    """Draw a laid paragraph with its top at `top`; its words only where no editor stands over them."""
    paragraph = laid.paragraph
    if paragraph.kind is ParagraphKind.ITEM:
        y = top + laid.top - rows.RULE_GAP - 0.5
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(theme.colour("text"), 1))
        painter.drawLine(QPointF(laid.sheet.margin_left, y), QPointF(laid.sheet.right, y))
    if paragraph.box:
        _draw_box(painter, laid, top)
    _draw_margin(painter, laid, top, whole=looks is not None and looks.whole)
    if laid.lead is not None:
        painter.setPen(theme.colour("text"))
        laid.lead.draw(painter, QPointF(laid.left, top + laid.top), [], clip)
    if edited:
        return
    looks = looks or Looks()
    formats = _formats(laid, looks)
    spans = () if chosen else looks.marks
    for run in laid.runs:
        at = QPointF(laid.left, top + laid.text_top + run.row * laid.by.pitch)
        long = len(run.layout.text())
        own = [] if not formats else _within(formats, run.start, units(run.layout.text()) if long else 0)
        if chosen:
            own = [_part(0, max(1, units(run.layout.text())), _chosen_look())]
        painter.setPen(theme.colour(_tone(laid)))
        run.layout.draw(painter, at, own, clip)
        long = units(run.layout.text())
        marks = [(units(laid.text[:a]) - run.start, units(laid.text[:b]) - run.start) for a, b in spans]
        draw_waves(painter, run.layout, at, [(max(0, a), min(b, long)) for a, b in marks])


def _tone(laid: Laid) -> str:
    remark = laid.paragraph.kind is ParagraphKind.REMARK and not laid.paragraph.editable
    return "muted" if remark else "text"


def _formats(laid: Laid, looks: Looks) -> list[QTextLayout.FormatRange]:
    made = []
    text, paragraph = laid.text, laid.paragraph
    for spans, look in (
        (looks.found, found_look),
        (looks.wrong, lambda: wave("danger")),
    ):
        for start, end in spans:
            before = units(text[:start])
            made.append(_part(before, units(text[:end]) - before, look()))
    if paragraph.kind in (ParagraphKind.ITEM, ParagraphKind.SPEAKER) and paragraph.after:
        muted = QTextCharFormat()
        muted.setForeground(QBrush(theme.colour("muted")))
        made.append(_part(units(text), units(paragraph.after) + 1, muted))
    return made


def _part(start: int, length: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, look
    return made


def _within(
    formats: Sequence[QTextLayout.FormatRange], start: int, length: int
) -> list[QTextLayout.FormatRange]:
    """The parts of the formats that fall into one run."""
    found = []
    for one in formats:
        low, high = max(one.start, start), min(one.start + one.length, start + length)
        if low < high:
            found.append(_part(low - start, high - low, one.format))
    return found


def _draw_margin(painter: QPainter, laid: Laid, top: float, *, whole: bool) -> None:
    """Label and tag; behind the label a tick for what is finished, a triangle for a mark on the whole."""
    left = laid.sheet.margin_left
    side = theme.px(rows.TAG_ICON)
    for place, (layout, at, tone) in enumerate(laid.margin):
        is_tag = bool(laid.tag_icon) and place == len(laid.margin) - 1
        painter.setPen(theme.colour(tone))
        layout.draw(painter, QPointF(left + (side + 4 if is_tag else 0), top + at))
    if laid.tag_icon:
        middle = QPointF(left + side / 2, top + laid.tag_top + paint.metrics("caption").height() / 2)
        tone = rows.tag_look(laid.paragraph.tag)[1]
        paint.draw_icon(painter, middle, laid.tag_icon, tone, rows.TAG_ICON)
    signs = [("triangle", "warning")] if whole else []
    if laid.paragraph.finished and laid.paragraph.box in ("", "top", "only"):
        signs.append(("tick", "done"))
    x = float(left + laid.sheet.margin_width - 2 - len(signs) * (side + 2))
    if laid.paragraph.label:
        x = left + laid.margin[0][0].lineAt(0).naturalTextWidth() + 6
    for name, tone in signs:
        middle = QPointF(x + side / 2, top + laid.top + laid.by.pitch / 2)
        paint.draw_icon(painter, middle, name, tone, rows.TAG_ICON)
        x += side + 2


def _draw_box(painter: QPainter, laid: Laid, top: float) -> None:
    """This paragraph's part of the frame, with the bar at its left."""
    upper, lower = rows.box_edges(laid)
    on, box = laid.sheet, laid.paragraph.box
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    thin = theme.edge()
    edge, ink = theme.colour("control_edge"), theme.colour("text")
    left, right, high = on.text_left, on.right, lower - upper
    painter.fillRect(QRectF(right - thin, top + upper, thin, high), edge)
    if box in ("top", "only"):
        painter.fillRect(QRectF(left, top + upper, right - left, thin), edge)
    if box in ("bottom", "only"):
        painter.fillRect(QRectF(left, top + lower - thin, right - left, thin), edge)
    painter.fillRect(QRectF(left, top + upper, BAR * thin, high), ink)
