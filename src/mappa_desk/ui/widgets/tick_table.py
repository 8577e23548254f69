"""A table of rows that are taken or left; it says which row is chosen."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QWidget

from mappa_desk.ui.widgets.rows_table import RowsTable

Index = QModelIndex | QPersistentModelIndex


class TickTable(RowsTable):
    """As `RowsTable`; a double click asks for the row to be turned, as a key of the page does."""

    turned = Signal()
    moved = Signal(int)
    """Place of the row that is chosen now, -1 for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.doubleClicked.connect(lambda _index: self.turned.emit())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved.emit(self.currentIndex().row())
