"""Marks in the paragraph under the caret: what each is, its offer as a button, and to leave it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mappa_desk.ui import commands, icons, theme_dress
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.write_up_marks import MarkRow
from mappa_desk.ui.plain_tip import plain_tip
from mappa_desk.ui.widgets.rows import plain_label


class MarkCard(QFrame):
    """One mark."""

    taken = Signal(int)
    left = Signal(int)
    speaker_chosen = Signal(str)

    def __init__(self, row: MarkRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.box: QComboBox | None = None
        self.setProperty("rule", "bottom")
        self.setAccessibleName(row.spoken)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 8, 16, 10)
        lines.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        sign = plain_label("")
        icons.put(sign, "triangle", "warning", 16)
        head.addWidget(sign)
        title = plain_label(row.title, font_role="strong", wrap=True)
        title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        head.addWidget(title, 1)
        lines.addLayout(head)
        lines.addWidget(plain_label(row.says, wrap=True))
        foot = QHBoxLayout()
        foot.setSpacing(12)
        self.take = self._button(row.offer, "take_offer", row.chosen)
        self.take.clicked.connect(lambda: self.taken.emit(row.place))
        foot.addWidget(self.take)
        self.leave = self._button(tr("Leave"), "leave_mark", row.chosen)
        self.leave.setProperty("link", True)
        self.leave.setAccessibleName(tr("Leave {words}").format(words=row.title))
        self.leave.clicked.connect(lambda: self.left.emit(row.place))
        foot.addWidget(self.leave)
        foot.addStretch(1)
        if row.choices:
            lines.addWidget(self._speakers(row))
        lines.addLayout(foot)
        for button, is_there in ((self.take, bool(row.offer)), (self.leave, row.may_leave)):
            if not is_there:  # shown it would be a window of its own for as long as it has no parent
                button.hide()
        theme_dress.dress(self)

    def _speakers(self, row: MarkRow) -> QComboBox:
        """Who was there, to choose from."""
        box = QComboBox()
        box.addItem(tr("Choose who said it"), "")
        for code, name in row.choices:
            box.addItem(name, code)
        box.setAccessibleName(row.spoken)
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box.activated.connect(lambda _at: self.speaker_chosen.emit(box.currentData()))
        self.box = box
        return box

    def _button(self, words: str, command: str, chosen: bool) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(plain_tip(commands.with_key(words, command) if chosen else words))
        button.setAccessibleDescription(self.row.says)
        return button


class MarksView(QWidget):
    """The head "Marks in 9.3" and one card a mark."""

    taken = Signal(int)
    left = Signal(int)
    speaker_chosen = Signal(str)
    """Code of the agency that said it; empty where none was chosen after all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[MarkRow, ...] = ()
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
        self.show_rows("", "", ())

    def show_rows(self, title: str, count: str, rows: tuple[MarkRow, ...]) -> None:
        """Show the marks of one paragraph. The keyboard stays at the card where it was while that stands."""
        self._title.setText(title)
        self._count.setText(count)
        self._title.setVisible(bool(title))
        if rows == self._shown:
            return
        focus = self.window().focusWidget()
        old = self.cards()
        at = next((n for n, card in enumerate(old) if focus is not None and card.isAncestorOf(focus)), -1)
        self._shown = rows
        made = [self._card(row) for row in rows]
        if at >= 0 and made:
            card = made[min(at, len(made) - 1)]
            (card.take if card.row.offer else card.leave).setFocus()
        for card in old:
            card.hide()
            self._lines.removeWidget(card)
            card.deleteLater()

    def _card(self, row: MarkRow) -> MarkCard:
        card = MarkCard(row)
        card.taken.connect(self.taken)
        card.left.connect(self.left)
        card.speaker_chosen.connect(self.speaker_chosen)
        self._lines.addWidget(card)
        return card

    def cards(self) -> tuple[MarkCard, ...]:
        """The cards in order."""
        found = (self._lines.itemAt(at) for at in range(self._lines.count()))
        widgets = (item.widget() for item in found if item is not None)
        return tuple(widget for widget in widgets if isinstance(widget, MarkCard))

    @property
    def rows(self) -> tuple[MarkRow, ...]:
        """What is shown."""
        return self._shown
