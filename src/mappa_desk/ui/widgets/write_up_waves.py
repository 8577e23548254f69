"""The wavy line of a mark: heavier and wider than that of spelling, which differs in more than colour."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QTextLayout

from mappa_desk.ui import theme
from mappa_desk.ui.widgets import desk_paint as paint

STEP = 4.0
"""From trough to crest, in pixels at 100 % text."""
HIGH = 2.0
THICK = 1.6


def draw_waves(
    painter: QPainter,
    layout: QTextLayout,
    at: QPointF,
    spans: Iterable[tuple[int, int]],
    tone: str = "warning",
) -> None:
    """Draw waves under parts of a run whose top left is at a point; places as Qt counts within the run."""
    for start, end in spans:
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            low, high = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if low < high:
                left, right = sorted((x_of(line, low), x_of(line, high)))
                base = at.y() + line.y() + line.ascent() + paint.metrics("page").descent() * 0.42
                _wave(painter, at.x() + left, at.x() + right, base, tone)


def x_of(line: object, position: int) -> float:
    """Where a place of a line stands; Qt's binding gives some of them with the place itself."""
    found = line.cursorToX(position)  # type: ignore[attr-defined]  # a QTextLine
    return float(found[0] if isinstance(found, tuple) else found)


def _wave(painter: QPainter, left: float, right: float, base: float, tone: str) -> None:
    scale = theme.scale()
    step, high = STEP * scale, HIGH * scale
    path = QPainterPath(QPointF(left, base))
    for number in range(ceil((right - left) / step)):
        begin = left + number * step
        end = min(begin + step, right)
        crest = base + (high if number % 2 == 0 else -high)
        path.quadTo(QPointF((begin + end) / 2, crest), QPointF(end, base))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.colour(tone), THICK * scale)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
