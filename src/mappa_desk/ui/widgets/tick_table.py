"""A table of rows that are taken or left: Space turns the row that is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from mappa_desk.ui.widgets.rows_table import RowsTable


class TickTable(RowsTable):
    """As `RowsTable`; Space, or a double click, asks for the row to be turned."""

    turned = Signal(int)
    """Place of the row in the model that is shown."""
    moved = Signal(int)
    """Place of the row that is chosen now, -1 for none."""

    def __init__(self, parent: object = None) -> None:
        super().__init__(parent)  # type: ignore[arg-type]  # as Designer's code calls it
        self.doubleClicked.connect(lambda index: self.turned.emit(index.row()))

    def currentChanged(self, current: object, previous: object) -> None:
        super().currentChanged(current, previous)  # type: ignore[arg-type]  # Qt's own indexes
        self.moved.emit(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            if not event.isAutoRepeat() and self.currentIndex().isValid():
                self.turned.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)
