"""The foot of the agenda: what is parked, what has no item yet, and what lies in the bin."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from mappa_desk._generated.ui_desk import Ui_Desk
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.plain_tip import plain_tip


class AgendaFoot(QObject):
    """Up to three rows, each there only while it counts something."""

    parked_chosen = Signal()
    unsorted_chosen = Signal()
    bin_chosen = Signal()

    def __init__(self, ui: Ui_Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self._numbers = False
        ui.parked_button.clicked.connect(self.parked_chosen)
        ui.unsorted_button.clicked.connect(self.unsorted_chosen)
        ui.bin_button.clicked.connect(self.bin_chosen)

    def fold(self, numbers: bool) -> None:
        """Icons alone where the agenda is folded to numbers; the words stay in name and tooltip."""
        self._numbers = numbers
        for button in (self._ui.parked_button, self._ui.unsorted_button, self._ui.bin_button):
            button.setText("" if numbers else str(button.property("words") or ""))

    def show_counts(self, *, parked: int, unsorted: int, binned: int) -> None:
        """How many entries each holds; the rule above goes with the last row."""
        ui = self._ui
        for button, count, text, name in (
            (ui.parked_button, parked, tr("Parked ({n})"), tr("Parked, {n} entries to place")),
            (ui.unsorted_button, unsorted, tr("Unsorted ({n})"), tr("Unsorted, {n} entries to place")),
            (ui.bin_button, binned, tr("Bin ({n})"), tr("Bin, {n} entries that were removed")),
        ):
            words = text.format(n=count)
            button.setProperty("words", words)
            button.setToolTip(plain_tip(words))
            button.setText("" if self._numbers else words)
            button.setAccessibleName(name.format(n=count))
            button.setVisible(count > 0)
        ui.agenda_rule.setVisible(bool(parked or unsorted or binned))
