"""Drawing by role for the desk's lists: text, icons, chips, rings. Everything comes from the theme."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPaintDevice, QPainter, QPen, QPixmap

from mappa_desk.ui import icons, theme
from mappa_desk.ui.models.record import Chip

RADIUS = 6.0
CHIP_HEIGHT = 24
ICON = 20
SMALL_ICON = 16

_fonts: dict[tuple[str, bool], QFont] = {}
_metrics: dict[tuple[str, bool], QFontMetricsF] = {}
_pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}


def _forget() -> None:
    _fonts.clear()
    _metrics.clear()
    _pixmaps.clear()


theme.signals.changed.connect(_forget)


def font(role: str, *, bold: bool = False) -> QFont:
    """A font by role, kept until the theme changes."""
    key = (role, bold)
    if key not in _fonts:
        made = theme.font(role)
        if bold:
            made.setBold(True)
        _fonts[key] = made
    return _fonts[key]


def metrics(role: str, *, bold: bool = False) -> QFontMetricsF:
    """Measures of a font by role."""
    key = (role, bold)
    if key not in _metrics:
        _metrics[key] = QFontMetricsF(font(role, bold=bold))
    return _metrics[key]


def line_pitch(role: str, factor: float = 1.4) -> float:
    """Distance between two lines of running text in pixels."""
    pixels = metrics(role).height() / 1.257
    return float(round(pixels * factor))


def text_width(text: str, role: str, *, bold: bool = False) -> float:
    """Width of one line of text in pixels."""
    return float(metrics(role, bold=bold).horizontalAdvance(text))


def draw_text(
    painter: QPainter,
    box: QRectF,
    text: str,
    role: str = "body",
    *,
    tone: str = "text",
    bold: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """One line of plain text in the middle of the box's height, elided at its right when it does not fit."""
    measure = metrics(role, bold=bold)
    if measure.horizontalAdvance(text) > box.width():
        text = measure.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(font(role, bold=bold))
    painter.setPen(theme.colour(tone))
    painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)


def _density(painter: QPainter) -> float:
    device: QPaintDevice | None = painter.device()
    return device.devicePixelRatioF() if device is not None else 1.0


def draw_icon(painter: QPainter, middle: QPointF, name: str, tone: str = "text", size: int = ICON) -> None:
    """An icon around a middle point. An empty name draws nothing."""
    if not name:
        return
    key = (name, tone, size, _density(painter))
    if key not in _pixmaps:
        _pixmaps[key] = icons.pixmap(name, tone, size, density=key[3])
    side = theme.px(size)
    painter.drawPixmap(QPointF(round(middle.x() - side / 2), round(middle.y() - side / 2)), _pixmaps[key])


def chip_width(chip: Chip) -> float:
    """Width of a chip in pixels."""
    icon = theme.px(SMALL_ICON) + 6 if chip.icon else 0
    return 10 + icon + text_width(chip.text, "table") + 10


def chip_height() -> float:
    """Height of a chip in pixels."""
    return float(theme.px(CHIP_HEIGHT))


def ground_of(tone: str) -> str:
    """The soft ground that belongs to a tone."""
    return (
        f"{tone}_soft" if tone in ("accent", "danger", "warning", "done", "decision", "private") else "sunken"
    )


def draw_chip(painter: QPainter, at: QPointF, chip: Chip, most: float = 10_000.0) -> float:
    """A chip with its left top corner at a point; gives its width."""
    width = min(chip_width(chip), most)
    box = QRectF(at.x(), at.y(), width, chip_height())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QPen(theme.colour("text"), theme.edge()) if theme.edge() > 1 else Qt.PenStyle.NoPen
    painter.setPen(edge)
    painter.setBrush(theme.colour(ground_of(chip.tone)))
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    left = box.left() + 10
    if chip.icon:
        side = theme.px(SMALL_ICON)
        tone = "text" if chip.tone in ("accent", "muted") else chip.tone
        draw_icon(painter, QPointF(left + side / 2, box.center().y()), chip.icon, tone, SMALL_ICON)
        left += side + 6
    words = "text" if chip.tone in ("accent", "muted") else chip.tone
    draw_text(
        painter, QRectF(left, box.top(), box.right() - left - 6, box.height()), chip.text, "table", tone=words
    )
    return width


def chip_rows(chips: tuple[Chip, ...], width: float) -> list[list[Chip]]:
    """The chips broken into rows that fit a width."""
    rows: list[list[Chip]] = []
    left = 0.0
    for chip in chips:
        needs = chip_width(chip)
        if not rows or left + needs > width:
            rows.append([])
            left = 0.0
        rows[-1].append(chip)
        left += needs + 8
    return rows


def draw_ring(painter: QPainter, box: QRectF, radius: float = RADIUS) -> None:
    """The focus ring: 2 px, drawn just inside the box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)


def draw_hairline(painter: QPainter, left: float, right: float, y: float) -> None:
    """A horizontal hairline."""
    painter.setPen(QPen(theme.colour("hairline"), 1))
    painter.drawLine(QPointF(left, y), QPointF(right, y))
