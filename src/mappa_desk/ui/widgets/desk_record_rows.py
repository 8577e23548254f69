"""How one entry of the record is laid out and drawn: speaker column, text, card with edge, chips."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption

from mappa_desk.ui import theme
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.record import KIND_MARKS, Chip, RecordRow
from mappa_desk.ui.widgets import desk_paint as paint

SPEAKER_COLUMN = 132
MARGIN = 24
TEXT_MEASURE = 720
GAP = 12
GAP_NEW_VOICE = 20
CARD_PAD = 16
CARD_EDGE = 3
TIGHT = 700
"""Width at 100 % text below which the time of a short entry stands beside its speaker, not below."""
_STATE_WORDS = {
    "saving": ("Saving", "muted"),
    "waiting": ("Not yet kept", "danger"),
    "refused": ("Not kept", "danger"),
}


@dataclass(slots=True)
class Laid:
    """A row laid out for a width: its text and where everything stands, counted from the row's top."""

    row: RecordRow
    width: float
    height: float
    text: QTextLayout
    text_top: float
    box: QRectF
    """The card, or the text's column for what is no card."""
    chip_rows: list[list[Chip]] = field(default_factory=list)
    chips_top: float = 0.0
    time_beside: bool = False
    """The time stands in the same row as the speaker: the entry has no second one."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the two columns of the record stand for a width."""

    speaker_left: float
    text_left: float
    text_width: float
    speaker_width: float


def columns(width: float) -> Columns:
    """Both columns. When the window is too narrow for two, speaker and time stand above the text."""
    if width < theme.px(520):
        return Columns(theme.space(3), theme.space(3), width - 2 * theme.space(3), 0)
    margin = MARGIN if width >= theme.px(600) else theme.space(3)
    speaker = float(theme.px(SPEAKER_COLUMN))
    left = margin + speaker
    return Columns(margin, left, min(width - left - margin / 2, theme.px(TEXT_MEASURE)), speaker)


def stacked(width: float) -> bool:
    """True when speaker and time stand above the text."""
    return columns(width).speaker_width == 0


def _text_layout(row: RecordRow, width: float, top: float) -> tuple[QTextLayout, float]:
    text = row.text
    formats: list[QTextLayout.FormatRange] = []
    if row.bold_after:
        start = len(text) + 1
        text = f"{text} {row.bold_lead} {row.bold_after}"
        bold = QTextCharFormat()
        bold.setFont(paint.font("record", bold=True))
        made = QTextLayout.FormatRange()
        made.start, made.length, made.format = start, len(row.bold_lead), bold
        formats.append(made)
    layout = QTextLayout(text.replace("\n", "\u2028"), paint.font("record"))
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.setFormats(formats)
    pitch = paint.line_pitch("record")
    lead = max(0.0, (pitch - paint.metrics("record").height()) / 2)
    layout.beginLayout()
    y = top
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y + lead))
        y += pitch
    layout.endLayout()
    return layout, y


def estimate(row: RecordRow, width: float) -> float:
    """A quick guess at the height of a row that nobody looks at yet."""
    place = columns(width)
    letters = max(10.0, place.text_width / (paint.metrics("record").averageCharWidth() or 8.0))
    lines = max(1, round((len(row.text) + len(row.bold_after)) / letters + 0.5))
    extra = theme.px(34) + (theme.px(30) if row.chips else 0) if row.is_card else 0
    return (GAP_NEW_VOICE if row.new_voice else GAP) + lines * paint.line_pitch("record") + extra


def lay(row: RecordRow, width: float, text_height: float | None = None) -> Laid:
    """Lay a row out. `text_height` replaces the text's own height while it is edited in place."""
    place = columns(width)
    top = float(GAP_NEW_VOICE if row.new_voice else GAP)
    head = 0.0
    if stacked(width) and (row.speaker or row.is_card or row.new_voice):
        head = paint.line_pitch("body", 1.3)
    box_top = top + head
    left, wide = place.text_left, place.text_width
    text_top = box_top
    if row.is_card:
        left, wide = left + CARD_PAD, wide - 2 * CARD_PAD
        text_top = box_top + 8 + paint.line_pitch("body", 1.5) + 2
    layout, bottom = _text_layout(row, wide, text_top)
    if text_height is not None:
        bottom = text_top + text_height
    chips = paint.chip_rows(row.chips, wide) if row.chips else []
    chips_top = bottom + 6
    if chips:
        bottom = chips_top + len(chips) * (paint.chip_height() + 4) - 4
    if row.is_card:
        bottom += 10
    least, beside = 0.0, False
    if not stacked(width):
        lines = (1 if row.speaker else 0) + 1 + (1 if row.state in _STATE_WORDS else 0)
        least = top + (8 if row.is_card else 0) + lines * paint.line_pitch("body", 1.25)
        beside = lines == 2 and bool(row.speaker) and least > bottom and width < theme.px(TIGHT)
        least = 0.0 if beside else least
    height = max(bottom, least)
    box = QRectF(place.text_left, box_top, place.text_width, bottom - box_top)
    return Laid(row, width, float(round(height)), layout, text_top, box, chips, chips_top, beside)


def text_rect(laid: Laid) -> QRectF:
    """Where the text stands, counted from the row's top: the place of an editor."""
    inset = CARD_PAD if laid.row.is_card else 0
    bottom = laid.chips_top - 6 if laid.chip_rows else laid.box.bottom() - (10 if laid.row.is_card else 0)
    return QRectF(
        laid.box.left() + inset, laid.text_top, laid.box.width() - 2 * inset, bottom - laid.text_top
    )


def draw(
    painter: QPainter, laid: Laid, top: float, *, selected: bool, ringed: bool, edited: bool = False
) -> None:
    """Draw a laid row with its top at `top`."""
    row = laid.row
    gap = GAP_NEW_VOICE if row.new_voice else GAP
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    whole = QRectF(theme.space(2), top + gap - 6, laid.width - 2 * theme.space(2), laid.height - gap + 10)
    if selected:
        painter.setPen(QPen(theme.colour("accent"), theme.edge()) if theme.edge() > 1 else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_soft"))
        painter.drawRoundedRect(whole, paint.RADIUS, paint.RADIUS)
    if ringed:
        paint.draw_ring(painter, whole)
    _draw_speaker(painter, laid, top + gap)
    if row.is_card:
        _draw_card(painter, laid, top, selected=selected)
    if not edited:
        painter.setPen(theme.colour("muted" if row.state in ("waiting", "refused") else "text"))
        laid.text.draw(painter, QPointF(text_rect(laid).left(), top))
    y = top + laid.chips_top
    for chips in laid.chip_rows:
        x = text_rect(laid).left()
        for chip in chips:
            x += paint.draw_chip(painter, QPointF(x, y), chip, laid.box.right() - x) + 8
        y += paint.chip_height() + 4


def _draw_speaker(painter: QPainter, laid: Laid, top: float) -> None:
    row, place = laid.row, columns(laid.width)
    pitch = paint.line_pitch("body", 1.25)
    word, tone = _STATE_WORDS.get(row.state, ("", "muted"))
    if stacked(laid.width):
        if laid.box.top() <= GAP_NEW_VOICE:
            return
        line = QRectF(place.speaker_left, top, place.text_width, pitch)
        voice = row.speaker or row.heard_as
        wide = paint.text_width(voice, "body", bold=True)
        paint.draw_text(painter, line, voice, bold=True, tone="warning" if row.unknown_speaker else "text")
        line.setLeft(line.left() + (wide + 8 if voice else 0))
        paint.draw_text(
            painter,
            line,
            "  ".join(p for p in (row.time, tr(word) if word else "") if p),
            "caption",
            tone="muted",
        )
        return
    y = top + (8 if row.is_card else 0)
    room = QRectF(place.speaker_left, y, place.speaker_width - 6, pitch)
    if row.speaker:
        if row.unknown_speaker:
            paint.draw_icon(painter, QPointF(room.left() + 8, room.center().y()), "issue", "warning", 16)
            room.setLeft(room.left() + theme.px(22))
        paint.draw_text(
            painter, room, row.speaker, bold=True, tone="warning" if row.unknown_speaker else "text"
        )
        if laid.time_beside:
            wide = paint.text_width(row.speaker, "body", bold=True)
            room.setLeft(min(room.left() + wide + 8, room.right()))
        else:
            room = QRectF(place.speaker_left, y + pitch, place.speaker_width - 6, pitch)
    paint.draw_text(painter, room, row.time, "caption", tone="muted")
    if word:
        room.translate(0, pitch)
        paint.draw_text(painter, room, tr(word), "caption", tone=tone, bold=tone == "danger")


def _draw_card(painter: QPainter, laid: Laid, top: float, *, selected: bool) -> None:
    row = laid.row
    icon, tone = KIND_MARKS[row.entry.entry_kind]
    box = laid.box.translated(0, top).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setBrush(theme.colour("surface"))
    painter.setPen(QPen(theme.colour("control_edge" if selected else "hairline"), theme.edge()))
    painter.drawRoundedRect(box, paint.RADIUS, paint.RADIUS)
    painter.save()
    painter.setClipRect(QRectF(box.left() - 1, box.top() - 1, CARD_EDGE + 0.5, box.height() + 2))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(tone))
    painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0, 0.5), paint.RADIUS, paint.RADIUS)
    painter.restore()
    pitch = paint.line_pitch("body", 1.5)
    line = QRectF(box.left() + CARD_PAD, box.top() + 7, box.width() - 2 * CARD_PAD, pitch)
    side = theme.px(paint.ICON)
    paint.draw_icon(painter, QPointF(line.left() + side / 2, line.center().y()), icon, tone)
    line.setLeft(line.left() + side + 8)
    paint.draw_text(painter, line, row.heading, bold=True, tone=tone)
    line.setLeft(line.left() + paint.text_width(row.heading, "body", bold=True) + 8)
    paint.draw_text(painter, line, row.note, tone="muted")
