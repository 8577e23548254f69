"""A list of rows to be ticked with Space or a click; as tall as its rows, and never taller than it may be."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mappa_desk.ui import icons, theme
from mappa_desk.ui.models.ticks import REFUSED, TicksModel

LEAST_ROWS = 2
TALLEST = 260
"""Pixels at 100 % text."""
Index = QModelIndex | QPersistentModelIndex


class TickDelegate(QStyledItemDelegate):
    """A row that may not be ticked is muted, with a dash where the others have their box."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.data(REFUSED):
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, theme.colour("muted"))
            option.icon = icons.icon("dash", "muted", 16)
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        else:
            option.icon = QIcon()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), hint.height() + theme.px(8))


class TickList(QListView):
    """The list. Tab leaves it, arrows move in it, Space ticks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("framed", True)
        self.setItemDelegate(TickDelegate(self))
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        theme.signals.changed.connect(self._on_theme_changed)

    def show_ticks(self, model: TicksModel) -> None:
        """Show these rows."""
        self.setModel(model)
        model.modelReset.connect(self.updateGeometry)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Something is always current while the keyboard is here."""
        super().focusInEvent(event)
        model = self.model()
        if not self.currentIndex().isValid() and model is not None and model.rowCount():
            self.setCurrentIndex(model.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is for the button; a held Space ticks once."""
        if event.key() == Qt.Key.Key_Space and event.isAutoRepeat():
            event.accept()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        model = self.model()
        rows = model.rowCount() if model is not None else 0
        tall = sum(self.sizeHintForRow(at) for at in range(rows)) + 2 * self.frameWidth() + theme.px(4)
        return QSize(super().sizeHint().width(), min(max(tall, self._least()), theme.px(TALLEST)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(self.sizeHint().height(), theme.px(TALLEST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()

    def _least(self) -> int:
        return theme.px(32)

    def _on_theme_changed(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
