"""Rows to be ticked. One that may not be ticked stays in the list and says why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from mappa_desk.ui.plain_tip import plain_tip

Index = QModelIndex | QPersistentModelIndex
REFUSED = Qt.ItemDataRole.UserRole + 1
"""Why a row may not be ticked, empty for one that may."""


@dataclass(frozen=True, slots=True)
class TickRow:
    """One row: its words, a muted second line, and why it may not be ticked."""

    key: str
    words: str
    note: str = ""
    refused: str = ""


class TicksModel(QAbstractListModel):
    """Rows with a tick each. What was ticked stays ticked when the rows come anew."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[TickRow, ...] = ()
        self._ticked: set[str] = set()

    @property
    def rows(self) -> tuple[TickRow, ...]:
        """The rows as they stand."""
        return self._rows

    @property
    def ticked(self) -> tuple[str, ...]:
        """Keys of the ticked rows, in the order in which they stand."""
        return tuple(row.key for row in self._rows if row.key in self._ticked and not row.refused)

    @property
    def free(self) -> int:
        """How many rows may be ticked."""
        return sum(1 for row in self._rows if not row.refused)

    def set_rows(self, rows: Iterable[TickRow], ticked: Iterable[str] = ()) -> None:
        """Show these rows with these ticks."""
        self.beginResetModel()
        self._rows, self._ticked = tuple(rows), set(ticked)
        self.endResetModel()
        self.changed.emit()

    def tick(self, keys: Iterable[str]) -> None:
        """Tick these and no others."""
        self._ticked = set(keys)
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
        self.changed.emit()

    def tick_all(self, ticked: bool) -> None:
        """Tick every row that may be ticked, or none."""
        self.tick(row.key for row in self._rows if ticked and not row.refused)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if not index.isValid() or self._rows[index.row()].refused:
            return plain
        return plain | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        note = row.refused or row.note
        if role == Qt.ItemDataRole.CheckStateRole and not row.refused:
            return Qt.CheckState.Checked if row.key in self._ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.words}\n{note}" if note else row.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (row.words, note) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(note) or None
        return row.refused if role == REFUSED else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        row = self._rows[index.row()]
        if row.refused:
            return False
        self._ticked ^= {row.key}
        self.dataChanged.emit(index, index)
        self.changed.emit()
        return True
