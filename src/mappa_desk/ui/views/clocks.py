"""The page of the clocks: what runs out when, in all cases, what ran out first."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from mappa_desk._generated.ui_clocks import Ui_Clocks
from mappa_desk.domain.clocks import RunningClock
from mappa_desk.ui import theme
from mappa_desk.ui.models.clocks import LAST_DAY, ClockCard
from mappa_desk.ui.models.tables import ROW, RowsFilter, RowsModel
from mappa_desk.ui.theme_dress import dress

LOW = 420
"""Logical height, divided by the text size, below which the rows get what the cards can spare."""

NARROW = 760
"""Logical width below which the last day gives way: how many days are left stands in the first column."""


class ClocksView(QWidget):
    """Shows what it is told. `clock_opened` gives the clock of a row."""

    clock_opened = Signal(object)
    kind_chosen = Signal(str)
    """Key of a card."""
    figures_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_Clocks()
        self._ui.setupUi(self)
        dress(self)
        self._filter: RowsFilter | None = None
        self._empty, self._hidden = "", ""
        ui = self._ui
        ui.cards.chosen.connect(self.kind_chosen)
        ui.table.activated.connect(self._on_activated)
        ui.filter_edit.textChanged.connect(self._on_filter_changed)
        ui.filter_edit.returnPressed.connect(self._on_filter_returned)
        ui.figures_button.clicked.connect(self.figures_requested)

    def set_cards(self, cards: tuple[ClockCard, ...], chosen: str) -> None:
        """The numbers of each kind, and which kind is listed."""
        self._ui.cards.set_cards(cards)
        self._ui.cards.choose(chosen)
        self._fold()

    def set_late(self, words: str) -> None:
        """How many have run out."""
        self._ui.late_label.setText(words)

    def set_empty(self, sentence: str, hidden: str) -> None:
        """What an empty list says; `hidden` is said when the filter hides {count} rows."""
        self._empty, self._hidden = sentence, hidden

    def set_model(self, model: RowsModel[RunningClock]) -> None:
        """List these clocks."""
        self._filter = RowsFilter(model)
        self._filter.set_words(self._ui.filter_edit.text())
        self._ui.table.show_rows(model, self._filter)
        self._fold()
        self._refresh(model.rowCount())

    def set_figures(self, sentence: str) -> None:
        """What is to be known of the figures behind the days; empty when there is nothing."""
        self._ui.figures_label.setText(sentence)
        self._ui.figures_label.setVisible(bool(sentence))
        self._ui.figures_button.setVisible(bool(sentence))

    def focus_filter(self) -> None:
        """Put the caret into the filter."""
        self._ui.filter_edit.setFocus()
        self._ui.filter_edit.selectAll()

    def focus_first(self) -> None:
        """Go to the rows, or to the cards when there are none."""
        ui = self._ui
        (ui.table if ui.table.isVisibleTo(self) else ui.cards.first()).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        self._ui.cards.set_low(self.height() / theme.scale() < LOW)
        table = self._ui.table
        is_narrow = self.width() / theme.scale() < NARROW
        if table.isColumnHidden(LAST_DAY) is not is_narrow:
            table.setColumnHidden(LAST_DAY, is_narrow)
            table.fit_columns()

    def _refresh(self, held: int) -> None:
        assert self._filter is not None, "a model comes first"
        ui, shown = self._ui, self._filter.rowCount()
        ui.table.setVisible(shown > 0)
        ui.empty_frame.setVisible(shown == 0)
        ui.empty_label.setText(self._hidden.format(count=held) if held else self._empty)
        if shown and not ui.table.currentIndex().isValid():
            ui.table.setCurrentIndex(self._filter.index(0, 0))

    def _on_filter_changed(self, text: str) -> None:
        if self._filter is not None:
            self._filter.set_words(text)
            self._refresh(self._filter.sourceModel().rowCount())

    def _on_filter_returned(self) -> None:
        if self._filter is not None:
            self._on_activated(self._filter.index(0, 0))

    def _on_activated(self, index: QModelIndex) -> None:
        clock = index.data(ROW) if index.isValid() else None
        if clock is not None:
            self.clock_opened.emit(clock)
