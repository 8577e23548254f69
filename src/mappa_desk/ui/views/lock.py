"""The cover that stands while the draft is written and the vault is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from mappa_desk._generated.ui_lock import Ui_Lock
from mappa_desk.ui.theme_dress import dress


class LockView(QWidget):
    """Says that it locks; when the draft cannot be kept, asks whether to try again or lose it."""

    again_requested = Signal()
    lose_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_Lock()
        self._ui.setupUi(self)
        dress(self)
        self._ui.again_button.clicked.connect(self.again_requested)
        self._ui.lose_button.clicked.connect(self.lose_requested)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.show_writing()

    def show_writing(self) -> None:
        """The draft is being written."""
        self._ui.sentence_label.setText(self.tr("Your line is being kept."))
        self._ui.choice_frame.hide()

    def show_refused(self, why: str) -> None:
        """The draft could not be kept."""
        self._ui.sentence_label.setText(
            self.tr("The half-typed line could not be kept. {why}").format(why=why)
        )
        self._ui.choice_frame.show()
        self._ui.again_button.setFocus()
