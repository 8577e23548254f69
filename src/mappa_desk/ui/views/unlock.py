"""The unlock window: nothing of any case, one field."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from mappa_desk._generated.ui_unlock import Ui_Unlock
from mappa_desk.ui.theme_fit import fit


class UnlockView(QWidget):
    """Asks for the passphrase. `unlock_requested` brings it; nothing is kept here after `clear`."""

    unlock_requested = Signal(str)
    another_vault_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_Unlock()
        self._ui.setupUi(self)
        self._unlock_words = self.tr("Unlock")
        fit(self)  # icons come once the window is painted: drawing them takes a tenth of its time
        ui = self._ui
        ui.wrong_frame.hide()
        ui.unlock_button.clicked.connect(self._on_unlock_clicked)
        ui.passphrase_edit.returnPressed.connect(self._on_unlock_clicked)
        ui.passphrase_edit.textEdited.connect(lambda _text: self.show_wrong(""))
        ui.show_button.pressed.connect(lambda: self._show_passphrase(True))
        ui.show_button.released.connect(lambda: self._show_passphrase(False))
        ui.other_button.clicked.connect(self.another_vault_requested)
        self.set_practice(False)
        self.set_hint("")
        self.set_meeting_running(False)

    def set_practice(self, is_practice: bool) -> None:
        """Mark the vault as practice."""
        self._ui.practice_label.setVisible(is_practice)

    def set_hint(self, sentence: str) -> None:
        """What the passphrase of a practice vault is; empty for any other."""
        self._ui.hint_label.setText(sentence)
        self._ui.hint_label.setVisible(bool(sentence))

    def set_meeting_running(self, is_running: bool) -> None:
        """Say what is kept behind the lock, without naming a case."""
        self._ui.sentence_label.setText(
            self.tr("A meeting is running. Your line is kept as you left it.")
            if is_running
            else self.tr("The vault opens with its passphrase. Nothing leaves this laptop.")
        )

    def show_wrong(self, sentence: str) -> None:
        """Say why the vault did not open; empty takes the sentence away."""
        self._ui.wrong_label.setText(sentence)
        self._ui.wrong_frame.setVisible(bool(sentence))
        self._ui.passphrase_edit.setAccessibleDescription(sentence)

    def set_busy(self, is_busy: bool) -> None:
        """While the key is made, nothing can be typed."""
        for widget in (self._ui.passphrase_edit, self._ui.unlock_button, self._ui.other_button):
            widget.setEnabled(not is_busy)
        self._ui.unlock_button.setText(self.tr("Opening") if is_busy else self._unlock_words)

    def offer_reading(self, is_offered: bool) -> None:
        """Another window holds the vault: the button opens it for reading with what is typed."""
        self._unlock_words = self.tr("Open for reading") if is_offered else self.tr("Unlock")
        self._ui.unlock_button.setText(self._unlock_words)
        self._ui.unlock_button.setAccessibleName(self._unlock_words)

    def focus_first(self) -> None:
        """Put the caret into the field."""
        self._ui.passphrase_edit.setFocus()

    def ask_again(self) -> None:
        """Select what was typed and put the caret there."""
        self._ui.passphrase_edit.setFocus()
        self._ui.passphrase_edit.selectAll()

    def clear(self) -> None:
        """Forget what was typed."""
        self._ui.passphrase_edit.clear()

    def _on_unlock_clicked(self) -> None:
        if self._ui.passphrase_edit.text():
            self.unlock_requested.emit(self._ui.passphrase_edit.text())
        else:
            self.show_wrong(self.tr("The passphrase is empty."))

    def _show_passphrase(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self._ui.passphrase_edit.setEchoMode(mode)
