"""A table over a `RowsModel`: draws what the model's columns ask for and shares the width among them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from mappa_desk.ui import icons, theme
from mappa_desk.ui.models.tables import ICON, TONE, RowsFilter, RowsModel

ROW_HEIGHT = 36
ICON_SIDE = 18
WIDEST = 260
LEAST_SHARED = 120
"""Logical pixels: the most that a column takes for its words, the least of one that takes what is left."""


class RowDelegate(QStyledItemDelegate):
    """Draws a cell in the tone, weight and with the icon that its model names."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        tone, mark = index.data(TONE), index.data(ICON)
        if tone:
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, theme.colour(tone))
        if mark:
            option.icon = icons.icon(mark, tone or "text", ICON_SIDE)
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        model = index.model()
        source = model.sourceModel() if isinstance(model, RowsFilter) else model
        if isinstance(source, RowsModel) and source.columns[index.column()].bold:
            option.font.setBold(True)


class RowsTable(QTableView):
    """Whole rows are chosen, nothing is edited in place, Tab leaves the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: RowsModel[Any] | None = None
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setResizeContentsPrecision(0)  # measure the rows in view, not a thousand of them
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        theme.signals.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_rows(self, model: RowsModel[Any], through: RowsFilter | None = None) -> None:
        """Show this model, through a filter when one is given."""
        self._rows = model
        self.setModel(through if through is not None else model)
        model.modelReset.connect(self.fit_columns)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give the columns what their words need, and what is left to those that share it."""
        if self._rows is None:
            return
        columns = self._rows.columns
        needed = []
        for number, column in enumerate(columns):
            if self.isColumnHidden(number):
                needed.append(0)
                continue
            if column.share:
                needed.append(theme.px(LEAST_SHARED))
                continue
            # Measuring asks every cell in sight: only of the columns whose words count.
            wanted = max(self.sizeHintForColumn(number), self.horizontalHeader().sectionSizeHint(number))
            needed.append(min(wanted, theme.px(WIDEST)))
        left = max(self.viewport().width() - sum(needed), 0)
        shares = sum(column.share for column in columns) or 1
        for number, column in enumerate(columns):
            self.setColumnWidth(number, needed[number] + left * column.share // shares)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def _on_theme_changed(self) -> None:
        self.setFont(theme.font("table"))
        self.setIconSize(QSize(theme.px(ICON_SIDE), theme.px(ICON_SIDE)))
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        self.fit_columns()
