"""A list model over frozen rows that is never reset: rows are matched by key and only differences move."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mappa_desk.ui.plain_tip import plain_tip

Index = QModelIndex | QPersistentModelIndex


class Row(Protocol):
    """What a row must offer: a key that stays while its content changes."""

    @property
    def key(self) -> Hashable:
        """Identity of the row."""
        ...


R = TypeVar("R", bound=Row)

ROW_ROLE = Qt.ItemDataRole.UserRole
"""Gives the row itself."""
SORT_ROLE = Qt.ItemDataRole.UserRole + 1
"""Gives the native value that the row sorts by."""


class RowsModel(QAbstractListModel, Generic[R]):
    """Rows in the order given. `set_rows` is the only way in; selection and scroll position survive it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[R] = []

    @property
    def rows(self) -> tuple[R, ...]:
        """The rows as they stand."""
        return tuple(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def row_at(self, place: int) -> R | None:
        """The row at a place, or None when there is none."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def place_of(self, key: Hashable) -> int:
        """Place of the row with this key, -1 when there is none."""
        return next((place for place, row in enumerate(self._rows) if row.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """Number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row's words for display and for a screen reader, or the row itself."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == SORT_ROLE:
            return self.sort_value(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.tip(row)) or None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen; everything else can."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None or self.is_heading(row):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def is_heading(self, row: R) -> bool:
        """True for a row that only heads others."""
        return False

    def words(self, row: R) -> str:
        """The row in words, complete: what a screen reader says."""
        return str(row.key)

    def tip(self, row: R) -> str:
        """Plain text of the tooltip, empty for none."""
        return ""

    def sort_value(self, row: R) -> Any:
        """Native value to sort by."""
        return self.place_of(row.key)

    def set_rows(self, rows: tuple[R, ...]) -> None:
        """Makes the model hold these rows: removes, moves, inserts and repaints only what differs."""
        wanted = {row.key for row in rows}
        self._drop_missing(wanted)
        for place, row in enumerate(rows):
            if place < len(self._rows) and self._rows[place].key == row.key:
                self._replace(place, row)
                continue
            at = self._find_from(place, row.key)
            if at < 0:
                self._insert_run(place, rows)
            else:
                self.beginMoveRows(QModelIndex(), at, at, QModelIndex(), place)
                self._rows.insert(place, self._rows.pop(at))
                self.endMoveRows()
                self._replace(place, row)

    def _replace(self, place: int, row: R) -> None:
        if self._rows[place] is row or self._rows[place] == row:
            return
        self._rows[place] = row
        index = self.index(place)
        self.dataChanged.emit(index, index)

    def _find_from(self, place: int, key: Hashable) -> int:
        for at in range(place, len(self._rows)):
            if self._rows[at].key == key:
                return at
        return -1

    def _insert_run(self, place: int, rows: tuple[R, ...]) -> None:
        """Inserts the run of unknown rows that begins at `place` in one step."""
        known = {row.key for row in self._rows[place:]}
        end = place
        while end < len(rows) and rows[end].key not in known:
            end += 1
        self.beginInsertRows(QModelIndex(), place, end - 1)
        self._rows[place:place] = rows[place:end]
        self.endInsertRows()

    def _drop_missing(self, wanted: set[Hashable]) -> None:
        last = len(self._rows) - 1
        while last >= 0:
            if self._rows[last].key in wanted:
                last -= 1
                continue
            first = last
            while first > 0 and self._rows[first - 1].key not in wanted:
                first -= 1
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
            last = first - 1
