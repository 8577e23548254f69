"""Rows of the palette and of the list of keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from mappa_desk.domain.chasing import SavedFilter
from mappa_desk.domain.views import Hit
from mappa_desk.ui.models.tables import Column, RowsModel

ROW = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class PaletteRow:
    """One thing to go to, to do or that was found. `command`, `kept` or `hit` says which."""

    words: str
    note: str = ""
    keys: str = ""
    icon: str = ""
    command: str = ""
    hit: Hit | None = None
    kept: SavedFilter | None = None
    place: str = ""
    """What it is, or where it is done, at the right: "Meeting, approved", "in Actions"."""
    why: str = ""
    """Why it cannot be done now; empty when it can."""

    @property
    def aside(self) -> str:
        """What stands at the right."""
        return ", ".join(part for part in (self.place, self.keys) if part)

    @property
    def spoken(self) -> str:
        """Everything the row says."""
        return ", ".join(part for part in (self.words, self.why, self.note, self.place, self.keys) if part)


class PaletteModel(QAbstractListModel):
    """What fits the typed words: commands first, then finds."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[PaletteRow, ...] = ()

    def set_rows(self, rows: Iterable[PaletteRow]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, number: int) -> PaletteRow:
        """A row by its number."""
        return self._rows[number]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        answers = {
            int(Qt.ItemDataRole.DisplayRole): row.words,
            int(Qt.ItemDataRole.AccessibleTextRole): row.spoken,
            int(ROW): row,
        }
        return answers.get(int(role))


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One line of the list of keys."""

    place: str
    words: str
    keys: str


def keys_model() -> RowsModel[KeyRow]:
    """The list of keys."""
    columns: tuple[Column[KeyRow], ...] = (
        Column(QCoreApplication.translate("palette", "Key"), lambda row: row.keys, bold=True, share=0),
        Column(QCoreApplication.translate("palette", "Does"), lambda row: row.words),
        Column(QCoreApplication.translate("palette", "Where"), lambda row: row.place, share=0),
    )
    return RowsModel(columns, lambda row: f"{row.place} {row.words}")
