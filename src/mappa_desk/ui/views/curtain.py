"""The curtain: a neutral panel in place of everything the window shows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mappa_desk._generated.ui_curtain import Ui_Curtain
from mappa_desk.ui import commands
from mappa_desk.ui.theme_dress import dress


class CurtainView(QWidget):
    """Names no case, no meeting and no page. It keeps the keyboard to itself. `words` stand for its own."""

    def __init__(self, parent: QWidget | None = None, words: str = "") -> None:
        super().__init__(parent)
        self._ui = Ui_Curtain()
        self._ui.setupUi(self)
        dress(self)
        keys = commands.command("curtain").keys_text
        closed = self.tr("The curtain is closed. {keys} opens it; the caret is where it was.")
        self._ui.curtain_label.setText(words or closed.format(keys=keys))
        self.show_warning(False)
        # The sentence has the keyboard, so that a screen reader says it.
        self._ui.curtain_label.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._ui.curtain_label)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def show_warning(self, is_due: bool) -> None:
        """Whether the lock is near."""
        self._ui.warning_label.setVisible(is_due)

    def focusNextPrevChild(self, _is_next: bool) -> bool:
        return True
