"""Actions at the side: each of this meeting with its text and date, those from last time in one line each."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.models.actions import ActionLine
from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets.desk_lists import DeskList, LineDelegate

PAD = 16
MOST_LINES = 3


def wrapped(text: str, role: str, width: float, most: int = MOST_LINES) -> list[str]:
    """A text broken into at most so many lines of a width; the last one is elided when more follows."""
    layout = QTextLayout(text.replace("\n", " "), paint.font(role))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(20.0, width))
        start = line.textStart()
        if len(lines) == most - 1:
            rest = layout.text()[start:]
            lines.append(paint.metrics(role).elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        lines.append(layout.text()[start : start + line.textLength()].rstrip())
    layout.endLayout()
    return lines


class ActionsDelegate(LineDelegate):
    """Draws one line of the actions."""

    def row_height(self, row: ActionLine, width: float) -> float:
        """Headings 30, past actions 28 and 20 more with their rung, those of this meeting as their text."""
        if row.heading:
            return float(theme.px(30 if row.key == "head:here" else 36))
        if row.is_past or row.folded:
            return float(theme.px(48 if row.rung else 28))
        lines = len(wrapped(row.text, "body", width - 2 * PAD)) * paint.line_pitch("body", 1.3)
        below = (paint.chip_height() + 4 if row.chips else 0) + (theme.px(22) if row.due else 0)
        return theme.px(10) + theme.px(24) + lines + below + theme.px(8)

    def draw(self, painter: QPainter, box: QRectF, row: ActionLine, *, selected: bool, focused: bool) -> None:
        """A heading, a past line or a whole action."""
        if selected and focused and not row.heading:
            painter.fillRect(box, theme.colour("accent_soft"))
        inner = box.adjusted(PAD, 0, -PAD, 0)
        if row.heading:
            if row.key != "head:here":
                inner.setTop(box.top() + 6)
            paint.draw_text(painter, inner, row.heading, "caption", tone="muted")
        elif row.folded:
            self._draw_fold(painter, inner, row)
        elif row.is_past:
            self._draw_past(painter, inner, row)
        else:
            self._draw_action(painter, box, inner, row)

    @staticmethod
    def _draw_past(painter: QPainter, inner: QRectF, row: ActionLine) -> None:
        if row.rung:
            below = QRectF(
                inner.left() + theme.px(24), inner.top() + theme.px(26), inner.width(), theme.px(20)
            )
            below.setRight(inner.right())
            paint.draw_text(painter, below, row.rung, "caption", tone="muted")
            inner = QRectF(inner.left(), inner.top(), inner.width(), theme.px(28))
        paint.draw_icon(
            painter, QPointF(inner.left() + 8, inner.center().y()), row.outcome_icon, row.tone, 16
        )
        left = inner.left() + theme.px(24)
        tag = paint.text_width(row.number, "body")
        paint.draw_text(painter, QRectF(left, inner.top(), tag + 4, inner.height()), row.number)
        wide = paint.text_width(row.outcome, "caption", bold=True)
        outcome = QRectF(inner.right() - wide - 2, inner.top(), wide + 2, inner.height())
        owner = QRectF(left + tag + 8, inner.top(), outcome.left() - left - tag - 16, inner.height())
        paint.draw_text(painter, owner, row.owner, tone="muted")
        tone = row.tone if row.tone != "muted" else "text"
        paint.draw_text(painter, outcome, row.outcome, "caption", tone=tone, bold=True)

    @staticmethod
    def _draw_fold(painter: QPainter, inner: QRectF, row: ActionLine) -> None:
        paint.draw_icon(painter, QPointF(inner.left() + 8, inner.center().y()), row.outcome_icon, "muted", 16)
        head = QRectF(inner.left() + theme.px(24), inner.top(), inner.width() - theme.px(24), inner.height())
        paint.draw_text(painter, head, row.text)
        head.setLeft(head.left() + paint.text_width(row.text, "body") + 8)
        paint.draw_text(painter, head, row.due, "caption", tone="muted")

    @staticmethod
    def _draw_action(painter: QPainter, box: QRectF, inner: QRectF, row: ActionLine) -> None:
        y = box.top() + theme.px(10)
        head = QRectF(inner.left(), y, inner.width(), theme.px(24))
        paint.draw_icon(painter, QPointF(head.left() + 10, head.center().y()), "action", "accent")
        head.setLeft(head.left() + theme.px(28))
        paint.draw_text(painter, head, row.number, bold=True)
        head.setLeft(head.left() + max(14.0, paint.text_width(row.number, "body", bold=True) + 8))
        paint.draw_text(painter, head, row.owner, bold=True)
        y += theme.px(24)
        pitch = paint.line_pitch("body", 1.3)
        for line in wrapped(row.text, "body", inner.width()):
            paint.draw_text(painter, QRectF(inner.left(), y, inner.width() + 4, pitch), line)
            y += pitch
        if row.due:
            paint.draw_text(
                painter,
                QRectF(inner.left(), y, inner.width(), theme.px(22)),
                row.due,
                "caption",
                tone="muted",
            )
            y += theme.px(22)
        left = inner.left()
        for chip in row.chips:
            left += paint.draw_chip(painter, QPointF(left, y + 2), chip, inner.right() - left) + 8
        paint.draw_hairline(painter, box.left(), box.right(), box.bottom() - 0.5)


class ActionsList(DeskList):
    """Actions of this meeting and from last time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(ActionsDelegate(self))
