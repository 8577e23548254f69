"""The banner between header and body: a sentence, at most two actions, and details. It takes no focus."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from mappa_desk._generated.ui_banner import Ui_Banner
from mappa_desk.ui import icons, theme
from mappa_desk.ui.plain_tip import plain_tip
from mappa_desk.ui.ports import Banner
from mappa_desk.ui.theme_dress import dress

_LOOKS = {3: ("danger", "octagon"), 2: ("warning", "triangle"), 1: ("accent", "flag")}


class BannerView(QFrame):
    """Shows one banner. `action_chosen` gives 0 or 1, `details_requested` asks for the long words."""

    action_chosen = Signal(int)
    details_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_Banner()
        self._ui.setupUi(self)
        dress(self)
        ui = self._ui
        ui.first_button.clicked.connect(lambda: self.action_chosen.emit(0))
        ui.second_button.clicked.connect(lambda: self.action_chosen.emit(1))
        ui.details_button.clicked.connect(self.details_requested)
        for button in (ui.first_button, ui.second_button, ui.details_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._came_from: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)
        self.hide()

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        """Remember where the keyboard was when it came here."""
        if now is not None and self.isAncestorOf(now) and old is not None and not self.isAncestorOf(old):
            self._came_from = old

    def _give_back(self) -> None:
        """The keyboard goes back to where it was, rather than to whatever stands next."""
        there, self._came_from = self._came_from, None
        if there is not None and shiboken6.isValid(there) and there.isVisible():
            there.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_banner(self, banner: Banner | None) -> None:
        """Show this banner, or none."""
        ui = self._ui
        focus = QApplication.focusWidget()
        if banner is None and focus is not None and self.isAncestorOf(focus):
            self._give_back()
        self.setVisible(banner is not None)
        if banner is None:
            return
        tone, mark = _LOOKS[min(max(banner.grave, 1), 3)]
        theme.mark(self, "banner", tone)
        icons.put(ui.lead_icon, mark, tone)
        theme.mark(ui.lead_label, "tone", tone)
        ui.lead_label.setText(banner.lead)
        ui.sentence_label.setText(banner.sentence)  # without words it still keeps the buttons at the right
        ui.sentence_label.show()
        for place, button in enumerate((ui.first_button, ui.second_button)):
            button.setVisible(len(banner.actions) > place)
            if len(banner.actions) > place:
                button.setText(banner.actions[place].words)
                button.setAccessibleName(banner.actions[place].words)
        ui.details_button.setVisible(bool(banner.details))
        ui.details_button.setToolTip(plain_tip(banner.details))
        self.setAccessibleName(f"{banner.lead} {banner.sentence}".strip())

    def show_details(self, details: str) -> None:
        """Put the long words in place of the short ones."""
        self._ui.sentence_label.setText(details)
        self._ui.sentence_label.setVisible(True)
