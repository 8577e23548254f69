"""A part of the documents page that is one list: its rows, what its letters do, and its buttons."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.models.points import PointRow, PointsModel
from mappa_desk.ui.widgets.points_list import PointsList
from mappa_desk.ui.widgets.rows import plain_label


@dataclass(frozen=True, slots=True)
class PartWords:
    """Everything that such a part says by itself. `buttons` are names and words; the first is filled."""

    name: str
    title: str
    empty: str
    legend: str
    buttons: tuple[tuple[str, str], ...] = ()


class ListPart(QWidget):
    """Shows points and says what was asked of them. Knows no service."""

    marked = Signal(object, str)
    """The row and the letter that was pressed on it."""
    entered = Signal(object)
    pressed = Signal(str)
    """Name of the button."""

    def __init__(self, model: PointsModel, said: PartWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said, self._model, self._low = said, model, False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.list = PointsList()
        self.list.setObjectName(f"{said.name}_list")
        self.list.setProperty("region", said.title)
        self.list.setModel(model)
        self.list.marked.connect(self._on_marked)
        self.list.entered_row.connect(self.entered)
        self._empty = plain_label(said.empty, tone="muted", wrap=True)
        self._empty.setContentsMargins(24, 24, 24, 24)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._legend = plain_label(said.legend, font_role="caption", tone="muted", wrap=True)
        self._legend.setContentsMargins(24, 8, 24, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._legend)
        line = QHBoxLayout()
        line.setContentsMargins(24, 12, 24, 16)
        line.setSpacing(8)
        line.addStretch(1)
        self._buttons: dict[str, QPushButton] = {}
        for name, words in reversed(said.buttons):
            line.addWidget(self._made(name, words))
        column.addLayout(line)
        self.set_filled(True)
        self.refresh()

    def refresh(self) -> None:
        """Say how many there are, or what an empty list means."""
        count = len(self._model)
        had_keyboard = self.list.hasFocus()
        self.list.setAccessibleName(f"{self._said.title}, {count}")
        self.list.setVisible(count > 0)
        self.set_low(self._low)
        self._empty.setVisible(count == 0)
        if count and not self.list.currentIndex().isValid():
            self.list.select_place(0)
        if had_keyboard and not count:
            self.focus_first()

    def set_low(self, low: bool) -> None:
        """In a low place the rows come before the words about them."""
        self._low = low
        self._legend.setVisible(not low and len(self._model) > 0 and bool(self._said.legend))

    def set_letters(self, letters: frozenset[str]) -> None:
        """The letters that are commands of the list."""
        self.list.set_letters(letters)

    def set_filled(self, filled: bool) -> None:
        """One filled button a view: not while the pane beside has its own."""
        first = next(iter(self._said.buttons), ("", ""))[0]
        if first:
            theme.mark(self._buttons[first], "primary", filled)

    def enable(self, name: str, can: bool, why: str = "") -> None:
        """Whether a button can be pressed, and the reason where it cannot."""
        button = self._buttons[name]
        button.setEnabled(can)
        button.setAccessibleDescription("" if can else why)

    def current(self) -> PointRow | None:
        """The row under the list's cursor."""
        row = self.list.current_row()
        return row if isinstance(row, PointRow) else None

    def choose(self, key: str) -> None:
        """Put the list's cursor on a row."""
        self.list.select_place(self._model.place_of(key))

    def focus_first(self) -> None:
        """Go to the list, or to the first button while it is empty."""
        if len(self._model):
            self.list.setFocus()
        elif self._buttons:
            self._buttons[self._said.buttons[0][0]].setFocus()

    def _made(self, name: str, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(f"{name}_button")
        button.setAccessibleName(words)
        button.setAutoDefault(True)
        button.clicked.connect(lambda: self.pressed.emit(name))
        self._buttons[name] = button
        return button

    def _on_marked(self, letter: str) -> None:
        row = self.current()
        if row is not None:
            self.marked.emit(row, letter)
