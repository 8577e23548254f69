"""A pane of points to be worked off: a list with letters for commands, a field for new ones, two buttons."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from mappa_desk._generated.ui_points_pane import Ui_PointsPane
from mappa_desk.ui import theme, theme_dress
from mappa_desk.ui.models.points import PointRow, PointsModel
from mappa_desk.ui.plain_tip import plain_tip
from mappa_desk.ui.widgets.capture_text import CaptureText

LOW = 420
"""Height at 100 % text below which the words about the letters give way to the rows; F1 lists them too."""


@dataclass(frozen=True, slots=True)
class PaneWords:
    """Everything that such a pane says by itself."""

    title: str
    empty: str
    legend: str
    first: str
    second: str
    entry: str = ""
    """What the field is for; empty for a pane without one."""
    hint: str = ""


class PointsPane(QWidget):
    """Shows points and says what was asked of it. Knows no service."""

    closed = Signal()
    marked = Signal(object, str)
    """The row and the letter that was pressed on it."""
    entered = Signal(object)
    """Enter or a double click on a row: go there."""
    typed = Signal(str)
    """The words in the field changed."""
    kept = Signal(str)
    """The words in the field are to be kept."""
    first_pressed = Signal()
    second_pressed = Signal()

    def __init__(self, model: PointsModel, said: PaneWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ui = self._ui = Ui_PointsPane()
        ui.setupUi(self)
        self._said = said
        ui.title_label.setText(said.title)
        ui.empty_label.setText(said.empty)
        ui.legend_label.setText(said.legend)
        ui.first_button.setText(said.first)
        ui.second_button.setText(said.second)
        for button in (ui.first_button, ui.second_button):
            button.setAccessibleName(button.text())
        ui.points_list.setModel(model)
        ui.points_list.marked.connect(self._on_marked)
        ui.points_list.entered_row.connect(self.entered)
        ui.close_button.clicked.connect(self.closed)
        ui.first_button.clicked.connect(self.first_pressed)
        ui.second_button.clicked.connect(self.second_pressed)
        self.field = CaptureText(self, least_rows=1, most_rows=4, framed=True)
        self._make_field()
        self.setAccessibleName(said.title)
        for hidden in (ui.facts_label, ui.error_label, ui.read_label):
            hidden.hide()
        ui.entry_frame.setVisible(bool(said.entry))
        ui.legend_label.setContentsMargins(16, 6, 16, 8)
        theme.mark(ui.first_button, "primary", True)
        theme_dress.dress(self)
        stops = (ui.close_button, ui.points_list, self.field, ui.second_button, ui.first_button)
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)
        self.setFocusProxy(ui.points_list)
        self._show_rows(0)

    def _make_field(self) -> None:
        ui, said = self._ui, self._said
        ui.entry_layout.insertWidget(1, self.field)
        ui.entry_label.setText(said.entry)
        ui.entry_label.setBuddy(self.field)
        self.field.setObjectName("entry_field")
        self.field.setPlaceholderText(said.hint)
        self.field.setAccessibleName(said.entry)
        self.field.textChanged.connect(lambda: self.typed.emit(self.field.toPlainText()))
        self.field.keep_requested.connect(lambda: self.kept.emit(self.field.toPlainText()))
        self.field.escape_pressed.connect(self._leave_field)
        self.field.refused.connect(self.show_error)

    @property
    def list(self) -> QWidget:
        """The list, for its keys."""
        return self._ui.points_list

    def set_letters(self, letters: frozenset[str]) -> None:
        """The letters that are commands of the list."""
        self._ui.points_list.set_letters(letters)

    def show_summary(self, summary: str, facts: str = "") -> None:
        """One or two sentences over the list, and what is to be known besides."""
        ui = self._ui
        ui.summary_label.setText(summary)
        ui.facts_label.setText(facts)
        self._fold()
        self.setAccessibleDescription(" ".join(part for part in (summary, facts) if part))

    def show_legend(self, legend: str) -> None:
        """The keys of the list in words, where they are others than at first."""
        self._ui.legend_label.setText(legend)

    def show_count(self, count: int, summary: str) -> None:
        """The rows stand in the model; the list says how many."""
        self._ui.points_list.setAccessibleName(f"{self._said.title}, {count}")
        self._ui.points_list.setAccessibleDescription(summary)
        self._show_rows(count)

    def _show_rows(self, count: int) -> None:
        ui = self._ui
        had_keyboard = ui.points_list.hasFocus()
        ui.list_stack.setCurrentWidget(ui.list_page if count else ui.empty_page)
        focus: QWidget = ui.points_list if count else (self.field if self._said.entry else ui.first_button)
        self.setFocusProxy(focus)
        if not count and had_keyboard:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        if count and not ui.points_list.currentIndex().isValid():
            ui.points_list.select_place(0)

    def show_read(self, sentence: str) -> None:
        """How the words in the field are understood."""
        self._ui.read_label.setText(sentence)
        self._ui.read_label.setVisible(bool(sentence))
        self.field.setAccessibleDescription(sentence)

    def show_error(self, sentence: str) -> None:
        """Why something was refused; empty takes it away."""
        self._ui.error_label.setText(sentence)
        self._ui.error_label.setVisible(bool(sentence))

    def set_text(self, text: str) -> None:
        """Put words into the field."""
        self.field.set_line(text, len(text))

    def set_buttons(self, *, first: bool, second: bool, why: str = "") -> None:
        """Which of the buttons can be pressed; the reason where one cannot."""
        for button, can in ((self._ui.first_button, first), (self._ui.second_button, second)):
            button.setEnabled(can)
            button.setAccessibleDescription("" if can else why)
            button.setToolTip(plain_tip("" if can else why))

    def set_first(self, words: str) -> None:
        """Other words on the filled button."""
        self._ui.first_button.setText(words)
        self._ui.first_button.setAccessibleName(words)

    def set_can_write(self, can: bool) -> None:
        """Whether new points can be noted in the field."""
        self._ui.entry_frame.setVisible(can and bool(self._said.entry))

    def set_filled(self, filled: bool) -> None:
        """One filled button a view: not while a sheet has its own."""
        theme.mark(self._ui.first_button, "primary", filled)

    def current(self) -> PointRow | None:
        """The row under the list's cursor."""
        row = self._ui.points_list.current_row()
        return row if isinstance(row, PointRow) else None

    def focus_list(self) -> None:
        """The keyboard goes to the list, or to what stands for it while it is empty."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """The cursor goes to the next open point behind this one, else it stays."""
        model = self._ui.points_list.model()
        at = self._ui.points_list.currentIndex().row()
        if not isinstance(model, PointsModel):
            return
        rows = model.rows
        behind = [place for place in (*range(at + 1, len(rows)), *range(at)) if rows[place].is_open]
        if behind:
            self._ui.points_list.select_place(behind[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low place the rows come before the words about them."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        ui, low = self._ui, self.height() < theme.px(LOW)
        for label in (ui.legend_label, ui.summary_label, ui.entry_label):
            label.setVisible(not low)
        ui.facts_label.setVisible(not low and bool(ui.facts_label.text()))
        self.field.set_rows(1, 2 if low else 4)

    def _leave_field(self) -> None:
        """Out of the field into the list; where there is none, the pane closes. What was typed is kept."""
        if self._ui.list_stack.currentWidget() is self._ui.list_page:
            self.focus_list()
        else:
            self.closed.emit()

    def _on_marked(self, letter: str) -> None:
        row = self.current()
        if row is not None:
            self.marked.emit(row, letter)
