"""Rows of the settings of short forms and standard wording, and the agenda items to tick."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from mappa_desk.domain.wording_book import Origin, WordingBook
from mappa_desk.ui.models.tables import Column, RowsModel

Index = QModelIndex | QPersistentModelIndex


def _tr(text: str) -> str:
    return QCoreApplication.translate("wording", text)


@dataclass(frozen=True, slots=True)
class WordsAnswers:
    """What stands in the fields: the short form or the title, the words, codes of agenda items."""

    name: str = ""
    text: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordsRow:
    """A short form or a standard wording of the list."""

    key: str
    answers: WordsAnswers
    active: bool
    origin: Origin


def abbreviation_rows(book: WordingBook) -> tuple[WordsRow, ...]:
    """The short forms of a book."""
    return tuple(
        WordsRow(
            one.record.id, WordsAnswers(one.record.short, one.record.opens_to), one.record.active, one.origin
        )
        for one in book.abbreviations
    )


def wording_rows(book: WordingBook) -> tuple[WordsRow, ...]:
    """The standard wordings of a book."""
    return tuple(
        WordsRow(
            one.record.id,
            WordsAnswers(one.record.title, one.record.text, one.record.items),
            one.record.active,
            one.origin,
        )
        for one in book.wordings
    )


def state(row: WordsRow) -> str:
    """Whether it is at work, and what of it is the vault's own: "On, own"."""
    switched = _tr("On") if row.active else _tr("Off")
    whose = {Origin.SHIPPED: "", Origin.CHANGED: _tr("changed"), Origin.OWN: _tr("own")}[row.origin]
    return f"{switched}, {whose}" if whose else switched


def _state_column() -> Column[WordsRow]:
    return Column(
        _tr("State"),
        state,
        share=0,
        tone=lambda row: "done" if row.active else "muted",
        icon=lambda row: "tick" if row.active else "dash",
    )


def abbreviations_model() -> RowsModel[WordsRow]:
    """Short forms. Keys are the short forms."""
    columns: tuple[Column[WordsRow], ...] = (
        Column(_tr("Short form"), lambda row: row.answers.name, share=0, bold=True),
        Column(_tr("Opens to"), lambda row: row.answers.text),
        _state_column(),
    )
    return RowsModel(columns, lambda row: row.key)


def wordings_model() -> RowsModel[WordsRow]:
    """Standard wordings. Keys are their codes."""
    columns: tuple[Column[WordsRow], ...] = (
        Column(_tr("Title"), lambda row: row.answers.name),
        _state_column(),
    )
    return RowsModel(columns, lambda row: row.key)


class ItemChecks(QAbstractListModel):
    """Agenda items, each with its tick."""

    ticked = Signal()

    def __init__(self, titles: Mapping[str, str]) -> None:
        super().__init__()
        self._titles = tuple(titles.items())
        self._chosen: set[str] = set()

    def chosen(self) -> tuple[str, ...]:
        """Codes of the items with a tick, in the order of the agenda."""
        return tuple(code for code, _title in self._titles if code in self._chosen)

    def set_chosen(self, codes: Sequence[str]) -> None:
        """Tick these and no others."""
        self._chosen = set(codes)
        if self._titles:
            self.dataChanged.emit(self.index(0), self.index(len(self._titles) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._titles)

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        code, title = self._titles[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if code in self._chosen else Qt.CheckState.Unchecked
        return title if role == Qt.ItemDataRole.DisplayRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        code = self._titles[index.row()][0]
        self._chosen ^= {code}
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True
