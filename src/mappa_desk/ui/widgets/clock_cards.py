"""Cards that choose which clocks are listed: one each for a kind, with its numbers."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mappa_desk.ui import icons, theme
from mappa_desk.ui.models.clocks import ClockCard
from mappa_desk.ui.widgets.rows import plain_label

IN_LINE = 900
IN_TWO = 420
"""Logical widths, divided by the text size, below which six cards stand in two lines, then in three."""


class ClockCardButton(QPushButton):
    """One card. Arrow keys go from card to card, as in a group of radio buttons."""

    def __init__(self, card: ClockCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("due", True)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._count = plain_label("", font_role="section")
        self._title = plain_label("", font_role="strong")
        self._note = plain_label("", font_role="caption")
        self._mark = plain_label("")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(8)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self._title)
        self._foot = QWidget()
        self._foot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(4)
        foot.addWidget(self._mark)
        foot.addWidget(self._note, 1)
        lines.addWidget(self._foot)
        line.addLayout(lines, 1)
        line.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        self.show_card(card)

    def show_card(self, card: ClockCard) -> None:
        """Show these numbers."""
        self._title.setText(card.title)
        self._count.setText(str(card.count))
        self._note.setText(card.note)
        theme.mark(self._note, "tone", "danger" if card.grave else "muted")
        icons.put(self._mark, "flag" if card.grave else "", "danger", 14)
        self._mark.setVisible(card.grave)
        self.setAccessibleName(f"{card.title}, {card.count}, {card.note}")

    def set_low(self, is_low: bool) -> None:
        """Where there is little height, one line: the note is left to the ears and to the table."""
        self._foot.setVisible(not is_low)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()


class ClockCards(QFrame):
    """The cards in as many lines as the width asks for. `chosen` gives the key of a card."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, ClockCardButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._columns = 0

    def set_cards(self, cards: tuple[ClockCard, ...]) -> None:
        """Show these cards; those that are there keep their place, the focus and what is chosen."""
        for card in cards:
            if card.key in self._buttons:
                self._buttons[card.key].show_card(card)
                continue
            button = ClockCardButton(card)
            button.clicked.connect(lambda _checked=False, key=card.key: self.chosen.emit(key))
            self._group.addButton(button)
            self._buttons[card.key] = button
        self._arrange(anew=True)

    def set_low(self, is_low: bool) -> None:
        """Whether the page has little height."""
        for button in self._buttons.values():
            button.set_low(is_low)

    def choose(self, key: str) -> None:
        """Mark the card with this key as chosen."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def first(self) -> QWidget:
        """The card to go to: the one that is chosen."""
        return self._group.checkedButton() or self

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self, *, anew: bool = False) -> None:
        room = self.width() / theme.scale()
        columns = len(self._buttons) if room >= IN_LINE else 3 if room >= IN_TWO else 2
        if columns == self._columns and not anew:
            return
        self._columns = columns
        for place, button in enumerate(self._buttons.values()):
            self._grid.addWidget(button, place // columns, place % columns)
        for column in range(len(self._buttons)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
