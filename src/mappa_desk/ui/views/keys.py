"""The keys of the present screen, made from the table of commands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mappa_desk._generated.ui_keys import Ui_Keys
from mappa_desk.ui.models.palette import KeyRow, keys_model
from mappa_desk.ui.models.tables import RowsFilter
from mappa_desk.ui.theme_dress import dress


class KeysView(QWidget):
    """A table of keys with a filter."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_Keys()
        self._ui.setupUi(self)
        dress(self)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = keys_model()
        self._filter = RowsFilter(self.model)
        ui = self._ui
        ui.table.show_rows(self.model, self._filter)
        ui.filter_edit.textChanged.connect(self._filter.set_words)
        ui.close_button.clicked.connect(self.closed)

    def set_rows(self, rows: tuple[KeyRow, ...]) -> None:
        """Show these keys."""
        self.model.set_rows(rows)
        self._ui.filter_edit.clear()
        self._ui.filter_edit.setFocus()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()  # this Esc is ours and not the window's
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
