"""Marks in the paragraph under the caret: what each is, its offer as a button, and to leave it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mappa_desk.ui import commands, icons, theme
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.write_up_marks import MarkRow
from mappa_desk.ui.plain_tip import plain_tip
from mappa_desk.ui.widgets.rows import plain_label


class MarkCard(QFrame):
    """One mark. The card is used again for the marks of the next paragraph."""

    taken = Signal(int)
    left = Signal(int)
    speaker_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.row: MarkRow | None = None
        self.setProperty("rule", "bottom")
        lines = self._lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 8, 16, 10)
        lines.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        sign = plain_label("")
        for name, value in (("icon_name", "triangle"), ("icon_tone", "warning"), ("icon_size", 16)):
            sign.setProperty(name, value)  # it follows the theme; the picture itself is drawn once for all
        sign.setPixmap(icons.icon("triangle", "warning", 16).pixmap(theme.px(16), theme.px(16)))
        head.addWidget(sign)
        self._title = plain_label("", font_role="strong", wrap=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        head.addWidget(self._title, 1)
        lines.addLayout(head)
        self._says: QLabel = plain_label("", wrap=True)
        lines.addWidget(self._says)
        self.box: QComboBox | None = None
        """Who was there, to choose from; made when it is first needed."""
        foot = QHBoxLayout()
        foot.setSpacing(12)
        self.take, self.leave = QPushButton(self), QPushButton(tr("Leave"), self)
        self.leave.setProperty("link", True)
        self.take.clicked.connect(lambda: self.taken.emit(self._place))
        self.leave.clicked.connect(lambda: self.left.emit(self._place))
        for button in (self.take, self.leave):
            button.setAutoDefault(True)
            foot.addWidget(button)
        foot.addStretch(1)
        lines.addLayout(foot)

    @property
    def _place(self) -> int:
        return self.row.place if self.row is not None else -1

    def set_row(self, row: MarkRow) -> None:
        """Show another mark."""
        if row == self.row:
            return
        self.row = row
        self.setAccessibleName(row.spoken)
        self._title.setText(row.title)
        self._says.setText(row.says)
        self.take.setText(row.offer)
        self.take.setAccessibleDescription(row.says)
        self.leave.setAccessibleName(tr("Leave {words}").format(words=row.title))
        for button, name in ((self.take, "take_offer"), (self.leave, "leave_mark")):
            tip = commands.with_key(button.text(), name) if row.chosen else button.text()
            button.setToolTip(plain_tip(tip))
        if row.choices:
            self._fill(self.box or self._made_box(), row)
        if self.box is not None:
            self.box.setVisible(bool(row.choices))
        self.take.setVisible(bool(row.offer))
        self.leave.setVisible(row.may_leave)

    def _made_box(self) -> QComboBox:
        box = self.box = QComboBox(self)
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box.activated.connect(lambda _at: self.speaker_chosen.emit(box.currentData()))
        self._lines.insertWidget(2, box)
        return box

    @staticmethod
    def _fill(box: QComboBox, row: MarkRow) -> None:
        box.clear()
        box.addItem(tr("Choose who said it"), "")
        for code, name in row.choices:
            box.addItem(name, code)
        box.setAccessibleName(row.spoken)

    def stop(self) -> QWidget:
        """Where the keyboard goes in this card."""
        return self.take if self.row is not None and self.row.offer else self.leave


class MarksView(QWidget):
    """The head "Marks in 9.3" and one card a mark."""

    taken = Signal(int)
    left = Signal(int)
    speaker_chosen = Signal(str)
    """Code of the agency that said it; empty where none was chosen after all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[MarkRow, ...] = ()
        self._cards: list[MarkCard] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 4)
        head.setSpacing(8)
        self._title = plain_label("", font_role="strong")
        self._title.setObjectName("marks_title")
        self._count = plain_label("", font_role="caption", tone="muted")
        self._count.setObjectName("marks_count")
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._count)
        self._lines.addLayout(head)

    def show_rows(self, title: str, count: str, rows: tuple[MarkRow, ...]) -> None:
        """Show the marks of one paragraph. The keyboard stays at the card where it was while that stands."""
        self._title.setText(title)
        self._count.setText(count)
        if rows == self._shown:
            return
        self._shown = rows
        while len(self._cards) < len(rows):
            self._cards.append(self._made())
        focus = self.window().focusWidget()
        at = next((n for n, card in enumerate(self._cards) if focus and card.isAncestorOf(focus)), -1)
        for place, card in enumerate(self._cards):
            if place < len(rows):
                card.set_row(rows[place])
        if at >= 0 and rows:
            self._cards[min(at, len(rows) - 1)].stop().setFocus()
        for place, card in enumerate(self._cards):
            card.setVisible(place < len(rows))

    def _made(self) -> MarkCard:
        card = MarkCard(self)
        card.taken.connect(self.taken)
        card.left.connect(self.left)
        card.speaker_chosen.connect(self.speaker_chosen)
        self._lines.addWidget(card)
        return card

    def cards(self) -> tuple[MarkCard, ...]:
        """The cards in order."""
        return tuple(self._cards[: len(self._shown)])

    @property
    def rows(self) -> tuple[MarkRow, ...]:
        """What is shown."""
        return self._shown
