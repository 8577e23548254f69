"""Tables over frozen rows: columns are declared as data, filters sit in a proxy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt

RowT = TypeVar("RowT")
Index = QModelIndex | QPersistentModelIndex

SORT = Qt.ItemDataRole.UserRole + 1
"""The native value a column sorts by."""
ROW = Qt.ItemDataRole.UserRole + 2
"""The row itself."""
TONE = Qt.ItemDataRole.UserRole + 3
"""Colour role of the cell's text, empty for plain text."""
ICON = Qt.ItemDataRole.UserRole + 4
"""Name of the icon before the cell's text, empty for none."""


@dataclass(frozen=True, slots=True)
class Column(Generic[RowT]):
    """One column: its head, what a cell says, how it sorts, and how much of the width it may take."""

    head: str
    text: Callable[[RowT], str]
    sort: Callable[[RowT], Any] | None = None
    right: bool = False
    bold: bool = False
    tone: Callable[[RowT], str] | None = None
    icon: Callable[[RowT], str] | None = None
    share: int = 1
    """Parts of the width that is left; 0 takes what its words need."""
    grouped: bool = False
    """True for a column whose words are shown once for the rows that have them one below the other."""


class RowsModel(QAbstractTableModel, Generic[RowT]):
    """A table of rows. `set_rows` is the one way in."""

    def __init__(self, columns: Sequence[Column[RowT]], key: Callable[[RowT], str]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._key = key
        self._rows: tuple[RowT, ...] = ()

    def set_rows(self, rows: Sequence[RowT]) -> None:
        """Show these rows. The same rows in the same order change in place, so that a selection stays."""
        fresh = tuple(rows)
        same = [self._key(row) for row in fresh] == [self._key(row) for row in self._rows]
        if same and fresh:
            self._rows = fresh
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._rows = fresh
        self.endResetModel()

    def key_at(self, row: int) -> str:
        """The key of a row by its number."""
        return self._key(self._rows[row])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column.right)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        answer = _ANSWERS.get(role)
        return answer(self.columns[index.column()], self._rows[index.row()]) if answer else None


class RowsFilter(QSortFilterProxyModel):
    """Keeps the rows in which every word stands somewhere, whatever the case of its letters."""

    def __init__(self, model: RowsModel[Any]) -> None:
        super().__init__()
        self._words: tuple[str, ...] = ()
        self._rows = model
        self.setSourceModel(model)
        self.setSortRole(SORT)

    def set_words(self, text: str) -> None:
        """Show only rows that hold all of these words."""
        self.beginFilterChange()
        self._words = tuple(text.casefold().split())
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, _source_parent: Index) -> bool:
        if not self._words:
            return True
        row = self._rows.data(self._rows.index(source_row, 0), ROW)
        held = " ".join(column.text(row) for column in self._rows.columns).casefold()
        return all(word in held for word in self._words)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = super().data(index, role)
        shown = role == Qt.ItemDataRole.DisplayRole and index.isValid() and index.row() > 0
        if shown and self._rows.columns[index.column()].grouped:
            above = super().data(self.index(index.row() - 1, index.column()), role)
            return "" if above == found else found
        return found

    def lessThan(self, left: Index, right: Index) -> bool:
        one, other = left.data(SORT), right.data(SORT)
        if one is None or other is None:
            return one is not None
        return bool(one < other)


def _side(is_right: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


# Made once: a view asks every cell in sight for a dozen roles each time it measures or draws it.
_ANSWERS: Final[dict[int, Callable[[Column[Any], Any], Any]]] = {
    int(Qt.ItemDataRole.DisplayRole): lambda column, row: column.text(row),
    int(Qt.ItemDataRole.TextAlignmentRole): lambda column, row: _side(column.right),
    int(Qt.ItemDataRole.AccessibleTextRole): lambda column, row: f"{column.head}: {column.text(row)}",
    SORT: lambda column, row: column.sort(row) if column.sort else column.text(row).casefold(),
    ROW: lambda column, row: row,
    TONE: lambda column, row: column.tone(row) if column.tone else "",
    ICON: lambda column, row: column.icon(row) if column.icon else "",
}
