"""A sheet over the record: the kept text of an entry beside the one that was typed meanwhile."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mappa_desk._generated.ui_both_texts import Ui_BothTexts
from mappa_desk.ui import theme_dress
from mappa_desk.ui.widgets.capture_text import modifiers_of


class BothSheet(QWidget):
    """Shows both texts to read; one button for each way to end it."""

    mine_chosen = Signal()
    kept_chosen = Signal()
    new_chosen = Signal()
    left = Signal()
    typed = Signal(str)
    """A printable key, which belongs to the line."""

    def __init__(
        self,
        about: str,
        kept: str,
        mine: str,
        *,
        gone: bool,
        can_be_new: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """`gone` is true for an entry that is in the bin: then there is nothing that mine could replace.

        `can_be_new` is false for what cannot stand as an entry of its own.
        """
        super().__init__(parent)
        ui = self._ui = Ui_BothTexts()
        ui.setupUi(self)
        ui.about_label.setText(about)
        ui.kept_edit.setPlainText(kept)
        ui.mine_edit.setPlainText(mine)
        ui.mine_button.setHidden(gone)
        ui.new_button.setHidden(not can_be_new)
        if gone:
            ui.keep_button.setText(self.tr("Leave it in the bin"))
            ui.keep_button.setAccessibleName(self.tr("Leave it in the bin"))
            ui.new_button.setProperty("primary", True)
        ui.mine_button.setAccessibleDescription(mine)
        ui.new_button.setAccessibleDescription(mine)
        ui.keep_button.setAccessibleDescription(kept)
        ui.mine_button.clicked.connect(self.mine_chosen)
        ui.new_button.clicked.connect(self.new_chosen)
        ui.keep_button.clicked.connect(self.kept_chosen)
        ui.leave_button.clicked.connect(self.left)
        self.setAccessibleName(ui.title_label.text())
        self.setAccessibleDescription(about)
        self.setFocusProxy(ui.kept_edit)
        for button in (ui.mine_button, ui.new_button, ui.keep_button, ui.leave_button):
            button.setAutoDefault(True)
        theme_dress.dress(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Printable keys always type: nothing here takes them, so they go to the line."""
        commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        held = modifiers_of(event) & commands
        if event.text() and event.text().isprintable() and held in (Qt.KeyboardModifier.NoModifier, commands):
            self.typed.emit(event.text())
            event.accept()
        else:
            super().keyPressEvent(event)

    def set_busy(self, busy: bool) -> None:
        """While an answer is on its way no other may be given."""
        self._ui.foot.setEnabled(not busy)
