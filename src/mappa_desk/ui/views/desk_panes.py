"""Panes that take the side of the desk while they are open: the gaps, the chair's marks, corrections."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mappa_desk._generated.ui_desk import Ui_Desk
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.widgets.quiet_focus import rest_keyboard


class SidePanes(QObject):
    """One pane at a time stands in the place of the tabs."""

    def __init__(self, ui: Ui_Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self._titles: dict[QWidget, str] = {}
        self.readiness: QWidget | None = None
        """The pane of gaps."""
        self._shown: QWidget | None = None

    def add(self, widget: QWidget, title: str) -> None:
        """A pane that may be shown; it is hidden until then."""
        if widget not in self._titles:
            self._ui.readiness_layout.addWidget(widget)
            widget.hide()
        self._titles[widget] = title

    def put(self, widget: QWidget | None, title: str = "") -> None:
        """Show one pane and hide the others, or give the side back to its tabs."""
        if widget is not None and title:
            self.add(widget, title)
        if widget is None or widget is not self._shown:
            rest_keyboard(self._ui.readiness_page)
        self._shown = widget
        for pane in self._titles:
            pane.setVisible(pane is widget)
        self._ui.side_tabs.setVisible(widget is None)
        self._ui.side_rule.setVisible(widget is None)

    def region(self) -> tuple[str, QWidget]:
        """Name and widget of the pane that is shown, for F6."""
        if self._shown is None:
            return tr("Ready to finalise?"), self.readiness or self._ui.readiness_page
        return self._titles[self._shown], self._shown
