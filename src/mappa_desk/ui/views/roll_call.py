"""People at the side: how many are here, who has been heard, and the roll-call."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from mappa_desk._generated.ui_roll_call import Ui_RollCall
from mappa_desk.ui import theme, theme_dress
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.people import PeopleModel, PersonRow

LOW = 240
"""Height at 100 % text below which the legend gives way to the rows."""


class RollCallPanel(QWidget):
    """The people of the meeting. Letters mark the row only while the list has the focus."""

    marked = Signal(object, str)
    """The row and the letter that was pressed on it."""
    entered = Signal(object)
    """Enter or a double click on a row."""
    cell_entered = Signal(object, int)
    """The row, and the round (1 to 4) whose cell has the cursor."""
    cell_chosen = Signal(object, int)
    """The row and the round whose cell was chosen."""
    add_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_RollCall()
        self._ui.setupUi(self)
        self._list = self._ui.people_list
        self._list.marked.connect(self._on_marked)
        self._list.entered_row.connect(self.entered)
        self._list.cell_entered.connect(self.cell_entered)
        self._list.cell_chosen.connect(self.cell_chosen)
        self._ui.people_head.stand_over(self._list)
        self._ui.add_button.clicked.connect(self.add_requested)
        self.setFocusProxy(self._list)
        self._ui.legend_label.setText(
            tr(
                "P room, V video, T telephone, D deputy, A apologies, N no reply, "
                "W report, O out, I in, S observer, Delete off the list"
            )
        )
        theme_dress.dress(self)
        self.set_roll(False)

    @property
    def list(self) -> QWidget:
        """The list of people, for focus and for tests."""
        return self._list

    def set_model(self, model: PeopleModel) -> None:
        """The people to show."""
        self._list.setModel(model)

    def set_letters(self, letters: frozenset[str]) -> None:
        """The letters that mark a row while the list has the focus."""
        self._list.set_letters(letters)

    def set_summary(self, summary: str) -> None:
        """How many agencies and people are here."""
        self._ui.summary_label.setText(summary)

    def set_roll(self, roll: bool) -> None:
        """Show each person's name and state, for taking the roll; else only what is due."""
        self._list.set_roll(roll)
        self._ui.legend_label.setVisible(roll)
        self._ui.heard_legend.setVisible(not roll)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low place the rows come before the words about their letters, which F1 lists too."""
        super().resizeEvent(event)
        self._ui.legend_frame.setVisible(self.height() >= theme.px(LOW))

    def select(self, place: int) -> None:
        """Put the list's cursor on a row."""
        self._list.select_place(place)

    def focus_list(self) -> None:
        """Put the focus on the people."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> PersonRow | None:
        """The person under the list's cursor."""
        row = self._list.current_row()
        return row if isinstance(row, PersonRow) else None

    def _on_marked(self, letter: str) -> None:
        row = self.current()
        if row is not None:
            self.marked.emit(row, letter)
