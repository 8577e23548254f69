"""A page that is one table: a filter, a choice of which ones, a button to add, and words when it is empty."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from mappa_desk._generated.ui_list_page import Ui_ListPage
from mappa_desk.ui.models.tables import RowsFilter, RowsModel
from mappa_desk.ui.theme_dress import dress


class ListPageView(QWidget):
    """Shows a model of rows. `row_chosen` gives the key of a row that was opened."""

    row_chosen = Signal(str)
    add_requested = Signal()
    more_requested = Signal()
    choice_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_ListPage()
        self._ui.setupUi(self)
        dress(self)
        self._model: RowsModel[Any] | None = None
        self._filter: RowsFilter | None = None
        self._empty, self._hidden = "", ""
        ui = self._ui
        ui.choice_combo.hide()
        ui.add_button.hide()
        ui.more_button.hide()
        ui.foot_label.hide()
        ui.filter_edit.textChanged.connect(self._on_filter_changed)
        ui.filter_edit.returnPressed.connect(lambda: self._on_activated(self._filtered().index(0, 0)))
        ui.choice_combo.currentIndexChanged.connect(self.choice_changed)
        ui.add_button.clicked.connect(self.add_requested)
        ui.more_button.clicked.connect(self.more_requested)
        ui.empty_button.clicked.connect(self.add_requested)
        ui.table.activated.connect(self._on_activated)

    def set_head(self, title: str) -> None:
        """What the list is of."""
        self._ui.head_label.setText(title)
        self._ui.table.setAccessibleName(title)

    def set_add(self, words: str) -> None:
        """The button that adds one; empty for none."""
        ui = self._ui
        for button in (ui.add_button, ui.empty_button):
            button.setText(words)
            button.setAccessibleName(words)
            button.setVisible(bool(words))

    def set_more(self, words: str) -> None:
        """A second, quiet button; empty for none."""
        self._ui.more_button.setText(words)
        self._ui.more_button.setAccessibleName(words)
        self._ui.more_button.setVisible(bool(words))

    def set_choices(self, words: tuple[str, ...]) -> None:
        """Offer these choices of which rows to show."""
        combo = self._ui.choice_combo
        combo.blockSignals(True)
        combo.clear()
        combo.addItems(list(words))
        combo.blockSignals(False)
        combo.setVisible(bool(words))

    def set_empty(self, sentence: str, hidden: str) -> None:
        """What an empty list says; `hidden` is said when the filter hides {count} rows."""
        self._empty, self._hidden = sentence, hidden

    def set_foot(self, sentence: str) -> None:
        """A note under the table; empty for none."""
        self._ui.foot_label.setText(sentence)
        self._ui.foot_label.setVisible(bool(sentence))

    def set_model(self, model: RowsModel[Any]) -> None:
        """Show this model."""
        self._model, self._filter = model, RowsFilter(model)
        self._ui.table.show_rows(model, self._filter)
        model.modelReset.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say how many there are, and what to do when there are none."""
        ui, shown, held = self._ui, self._filtered().rowCount(), 0
        if self._model is not None:
            held = self._model.rowCount()
        ui.count_label.setText(str(held) if shown == held else f"{shown} / {held}")
        ui.table.setVisible(shown > 0)
        ui.empty_frame.setVisible(shown == 0)
        ui.empty_label.setText(self._hidden.format(count=held) if held else self._empty)
        ui.empty_button.setVisible(not held and bool(ui.empty_button.text()))
        ui.add_button.setVisible(bool(held) and bool(ui.add_button.text()))
        if shown and not ui.table.currentIndex().isValid():
            ui.table.setCurrentIndex(self._filtered().index(0, 0))

    def choose(self, key: str) -> None:
        """Put the cursor on the row with this key, if it is shown."""
        model = self._model
        if model is None:
            return
        for row in range(model.rowCount()):
            if model.key_at(row) == key:
                self._ui.table.setCurrentIndex(self._filtered().mapFromSource(model.index(row, 0)))

    def focus_filter(self) -> None:
        """Put the caret into the filter."""
        self._ui.filter_edit.setFocus()
        self._ui.filter_edit.selectAll()

    @property
    def current_key(self) -> str:
        """Key of the row that the cursor is on, empty for none."""
        index = self._ui.table.currentIndex()
        if not index.isValid() or self._model is None:
            return ""
        return str(self._model.key_at(self._filtered().mapToSource(index).row()))

    def focus_table(self) -> None:
        """Go to the rows, or to the one button when there are none."""
        (self._ui.table if self._ui.table.isVisibleTo(self) else self._ui.empty_button).setFocus()

    def _filtered(self) -> RowsFilter:
        assert self._filter is not None, "set_model comes first"
        return self._filter

    def _on_filter_changed(self, text: str) -> None:
        self._filtered().set_words(text)
        self.refresh()

    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid() and self._model is not None:
            self.row_chosen.emit(self._model.key_at(self._filtered().mapToSource(index).row()))
