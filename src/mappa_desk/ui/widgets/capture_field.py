"""Parts of the capture line drawn by hand: the frame of the field with its ring, the speaker, the chips."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.record import Chip
from mappa_desk.ui.plain_tip import plain_tip
from mappa_desk.ui.widgets import desk_paint as paint

RING = 4
"""Room around the field for the ring of 2 px with its gap of 2 px."""


CHIP_GAP = 8
LEAST_CHIP = 72
"""A chip that gives way is no narrower."""


def fitted(chips: tuple[Chip, ...], room: float) -> list[tuple[Chip, float]]:
    """The chips of one row with their widths in pixels: whole, else in fewer words, else with names cut.

    A date or a mark keeps its words; where even the least of the others does not fit, all shrink alike.
    """
    room -= CHIP_GAP * max(0, len(chips) - 1)
    widths = [paint.chip_width(chip) for chip in chips]
    if sum(widths) > room:
        chips = tuple(replace(chip, text=chip.short or chip.text) for chip in chips)
        widths = [paint.chip_width(chip) for chip in chips]
    over = sum(widths) - room
    elastic = [place for place, chip in enumerate(chips) if chip.elastic]
    for place in sorted(elastic, key=lambda at: -widths[at]):
        if over > 0:
            cut = min(over, max(0.0, widths[place] - LEAST_CHIP))
            widths[place] -= cut
            over -= cut
    if over > 0:
        share = room / sum(widths)
        widths = [width * share for width in widths]
    return list(zip(chips, widths, strict=True))


class CaptureField(QFrame):
    """A frame that looks like one field around the kind's word and the text, with the focus ring outside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._focused = False
        self._alarmed = False
        self.setContentsMargins(RING, RING, RING, RING)

    def set_focused(self, focused: bool) -> None:
        """Draw or drop the ring."""
        self._focused = focused
        self.update()

    def set_alarmed(self, alarmed: bool) -> None:
        """Draw the edge as wrong: something was refused."""
        self._alarmed = alarmed
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the text goes to the text."""
        proxy = self.focusProxy()
        if proxy is not None:
            proxy.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, edge and ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = theme.edge()
        box = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
        inner = box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(theme.colour("danger" if self._alarmed else "control_edge"), width))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(inner, paint.RADIUS, paint.RADIUS)
        if self._focused:
            paint.draw_ring(painter, QRectF(self.rect()), paint.RADIUS + 3)


class KindMark(QPushButton):
    """Word and icon of the kind, level with the first row of the text, always of the same width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._tone = "person", "muted"
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.signals.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def set_kind(self, icon: str, tone: str, word: str, whole: str = "") -> None:
        """Show a kind; `whole` is its name where the word is a shorter one."""
        self._icon, self._tone = icon, tone
        self.setText(word)
        self.setAccessibleName(tr("Kind of entry: {kind}").format(kind=whole or word))
        self.setToolTip(tr("Change the kind"))
        self.update()

    def sizeHint(self) -> QSize:
        """One row high."""
        return QSize(theme.px(92), round(paint.metrics("record").lineSpacing()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon, then the word in its tone, level with the first row of the text; longer words are elided."""
        painter = QPainter(self)
        box = QRectF(0, 0, self.width(), paint.metrics("record").lineSpacing())
        side = theme.px(paint.ICON)
        paint.draw_icon(painter, QPointF(side / 2, box.center().y()), self._icon, self._tone)
        words = box.adjusted(side + 8, 0, 0, 0)
        role = "body" if paint.text_width(self.text(), "body", bold=True) <= words.width() else "caption"
        paint.draw_text(painter, words, self.text(), role, tone=self._tone, bold=True)

    def _on_theme_changed(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()


class SpeakerChip(QPushButton):
    """Who speaks: seat and name. Hollow when it is kept from the line before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat = ""
        self._name = ""
        self._still = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.signals.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.set_speaker("", "", still=False)

    def set_speaker(self, seat: str, name: str, *, still: bool) -> None:
        """Seat number and name; an empty name means that nobody is set."""
        self._seat, self._name, self._still = seat, name, still
        if not name:
            words = tr("Speaker: nobody yet")
        elif still:
            words = tr("Speaker: still {who}, seat {seat}").format(who=name, seat=seat)
        else:
            words = tr("Speaker: {who}, seat {seat}").format(who=name, seat=seat)
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words) if name else tr("Pick who speaks (Ctrl+G)"))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the speaker column, as high as one row of the field and the room for its ring."""
        return QSize(theme.px(120), max(40, theme.px(40)) + RING)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Solid for a speaker of this line, hollow for one kept from before, faint for none."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, RING + 0.5, -0.5, -0.5)
        solid = bool(self._name) and not self._still
        pen = QPen(theme.colour("control_edge"), theme.edge())
        if not solid:
            pen.setStyle(Qt.PenStyle.DashLine)
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(theme.colour("accent_soft") if solid else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, paint.RADIUS, paint.RADIUS)
        left = box.left() + 6
        if self._seat:
            width = max(16.0, paint.text_width(self._seat, "table", bold=True) + 8)
            seat = QRectF(left, box.center().y() - theme.px(10), width, theme.px(20))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("surface" if solid else "sunken"))
            painter.drawRoundedRect(seat, 3, 3)
            paint.draw_text(
                painter, seat, self._seat, "table", bold=True, align=Qt.AlignmentFlag.AlignHCenter
            )
            left = seat.right() + 6
        words = self._name or tr("Who speaks?")
        if self._still and self._name:
            words = tr("still {who}").format(who=self._name)
        tone = "text" if self._name else "muted"
        room = QRectF(left, box.top(), box.right() - left - 4, box.height())
        role = "body" if paint.text_width(words, "body") <= room.width() else "caption"
        paint.draw_text(painter, room, words, role, tone=tone, bold=solid)

    def _on_theme_changed(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()


class ChipRow(QWidget):
    """One row under the line: how it is understood, or one grey hint, or nothing. Never a Tab stop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: tuple[Chip, ...] = ()
        self._hint = ""
        self._tone = "muted"
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.signals.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def set_chips(self, chips: tuple[Chip, ...]) -> None:
        """Show how the line is understood."""
        if chips != self._chips:
            self._chips = chips
            self._tell()

    def set_hint(self, hint: str, *, tone: str = "muted") -> None:
        """Show a hint where there are no chips; a refusal in the danger tone stands before them."""
        if (hint, tone) != (self._hint, self._tone):
            self._hint, self._tone = hint, tone
            self._tell()

    def hint(self) -> str:
        """The hint or the refusal that was set; empty for none."""
        return self._hint

    def said(self) -> str:
        """What the row says, in words."""
        return (
            self._hint
            if self._hint and self._tone != "muted"
            else ". ".join(c.text for c in self._chips) or self._hint
        )

    def sizeHint(self) -> QSize:
        """One row of chips."""
        return QSize(200, int(paint.chip_height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chips from the left. A date is never cut: names give way first."""
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(RING, 0, 0, 0)
        loud = self._hint and self._tone != "muted"
        if loud or not self._chips:
            left = box.left()
            if loud:
                side = theme.px(paint.ICON)
                paint.draw_icon(painter, QPointF(left + side / 2, box.center().y()), "triangle", self._tone)
                left += side + 6
            paint.draw_text(
                painter,
                QRectF(left, 0, box.width() - left, box.height()),
                self._hint,
                "table",
                tone=self._tone,
            )
            return
        left = box.left()
        for chip, width in fitted(self._chips, box.width()):
            paint.draw_chip(painter, QPointF(left, 0), chip, width)
            left += width + CHIP_GAP

    def _tell(self) -> None:
        self.setAccessibleName(self.said())
        self.update()

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(int(paint.chip_height()))
        self.update()
