"""The desk's short lists: agenda, people, actions, notes. One list, one delegate for each kind of row."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mappa_desk.ui import theme
from mappa_desk.ui.models.desk_rows import ROW_ROLE
from mappa_desk.ui.widgets import desk_paint as paint
from mappa_desk.ui.widgets.capture_text import modifiers_of

Index = QModelIndex | QPersistentModelIndex


class LineDelegate(QStyledItemDelegate):
    """Draws rows by hand. A kind of row says its height and how it is drawn."""

    def row_height(self, row: Any, width: float) -> float:
        """Height of a row in pixels."""
        return float(theme.px(32))

    def draw(self, painter: QPainter, box: QRectF, row: Any, *, selected: bool, focused: bool) -> None:
        """Draw a row into a box."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The row's own height over the list's width."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 200
        return QSize(width, round(self.row_height(index.data(ROW_ROLE), float(width))))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws the row, then the ring when the list has the keyboard."""
        painter.save()
        box = QRectF(option.rect)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        view = option.widget
        focused = isinstance(view, QListView) and view.hasFocus() and view.currentIndex() == index
        self.draw(painter, box, index.data(ROW_ROLE), selected=selected, focused=focused)
        if focused:
            paint.draw_ring(painter, box.adjusted(2, 1, -2, -1))
        painter.restore()


class DeskList(QListView):
    """A list whose rows are chosen with Enter or a click. Printable keys belong to the line."""

    typed = Signal(str)
    chosen = Signal(object)
    """The row that Enter or a click chose."""
    entered_row = Signal(object)
    """The row that Enter or a double click chose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._takes_letters = False
        self.setProperty("ring", "none")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.clicked.connect(lambda index: self.chosen.emit(index.data(ROW_ROLE)))
        self.doubleClicked.connect(lambda index: self.entered_row.emit(index.data(ROW_ROLE)))
        theme.signals.changed.connect(self.relay)

    def relay(self) -> None:
        """Measure every row anew."""
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def set_takes_letters(self, takes: bool) -> None:
        """Let letters be commands of this list while it has the focus."""
        self._takes_letters = takes

    def current_row(self) -> Any:
        """The row under the list's cursor, None when there is none."""
        return self.currentIndex().data(ROW_ROLE) if self.currentIndex().isValid() else None

    def select_place(self, place: int) -> None:
        """Put the list's cursor on a row without taking the focus."""
        model = self.model()
        if model is not None and 0 <= place < model.rowCount():
            self.setCurrentIndex(model.index(place, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as wide as the list, so a new width measures anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Something is always current while the focus is here."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.select_place(self._first())
        self.viewport().update()

    def _first(self) -> int:
        model = self.model()
        count = model.rowCount() if model is not None else 0
        enabled = Qt.ItemFlag.ItemIsEnabled
        return next((at for at in range(count) if model.index(at, 0).flags() & enabled), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, arrows move, letters go to the line."""
        modifiers = modifiers_of(event)
        commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat() and self.currentIndex().isValid():
                self.chosen.emit(self.current_row())
                self.entered_row.emit(self.current_row())
            event.accept()
            return
        printable = bool(event.text()) and event.text().isprintable()
        if printable and modifiers & commands in (Qt.KeyboardModifier.NoModifier, commands):
            if not self._takes_letters:
                self.typed.emit(event.text())
            event.accept()
            return
        super().keyPressEvent(event)
