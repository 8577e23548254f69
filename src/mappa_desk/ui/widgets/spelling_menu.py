"""The list of suggestions for a misspelt word, alone or on top of the field's own menu."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from mappa_desk.ui.models.desk_words import tr


class SuggestionRows(QObject):
    """Rows at the head of a menu: the suggestions, then what else can be done with the word."""

    chosen = Signal(str)
    add_requested = Signal()
    ignore_requested = Signal()

    def __init__(self, menu: QMenu, suggestions: tuple[str, ...]) -> None:
        super().__init__(menu)
        self._menu = menu
        self._before = menu.actions()[0] if menu.actions() else None
        for word in suggestions:
            self._row(word.replace("&", "&&")).triggered.connect(partial(self._choose, word))
        if not suggestions:
            self._row(tr("No suggestions")).setEnabled(False)
        self._rule()
        self._row(tr("Add to this vault's words")).triggered.connect(self._add)
        self._row(tr("Once: ignore here")).triggered.connect(self._ignore)
        if self._before is not None:
            self._rule()
        first = next((row for row in menu.actions() if row.isEnabled() and not row.isSeparator()), None)
        if first is not None:
            menu.setActiveAction(first)

    def _row(self, words: str) -> QAction:
        row = QAction(words, self._menu)
        if self._before is None:
            self._menu.addAction(row)
        else:
            self._menu.insertAction(self._before, row)
        return row

    def _rule(self) -> None:
        if self._before is None:
            self._menu.addSeparator()
        else:
            self._menu.insertSeparator(self._before)

    def _choose(self, word: str, _checked: bool = False) -> None:
        self.chosen.emit(word)

    def _add(self) -> None:
        self.add_requested.emit()

    def _ignore(self) -> None:
        self.ignore_requested.emit()
