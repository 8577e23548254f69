"""The table of the tracker: groups that fold, a head that stays in view, several rows chosen at once."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QPoint,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from mappa_desk.ui import theme
from mappa_desk.ui.models.tracker import TrackerModel
from mappa_desk.ui.widgets.capture_text import modifiers_of
from mappa_desk.ui.widgets.tracker_draw import TrackerHeader, TrackerPainter, draw_head
from mappa_desk.ui.widgets.tracker_widths import ColumnWidths

ROW_HEIGHT = 36
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class StickyHead(QWidget):
    """The head of the group whose rows are at the top, kept in view while they scroll."""

    pressed = Signal()

    def __init__(self, table: TrackerTable) -> None:
        super().__init__(table)
        self._table = table
        self.group = -1
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As the head in the table."""
        model = self._table.tracker
        if model is None or not 0 <= self.group < len(model.heads):
            return
        painter = QPainter(self)
        draw_head(painter, QRectF(self.rect()), model.heads[self.group], folded=False, selected=False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click folds the group, as on the head itself."""
        self.pressed.emit()
        event.accept()


def _blocks(chosen: QItemSelection) -> list[QItemSelectionRange]:
    return [chosen.at(place) for place in range(chosen.size())]


class TrackerTable(QTableView):
    """Shows a `TrackerModel`. Letters are commands of the page; arrows fold and unfold."""

    entered_row = Signal(int)
    """Enter or a double click on the line of an action."""
    clicked_row = Signal(int)
    current_changed = Signal()
    chosen_changed = Signal()
    sort_wanted = Signal(str)
    menu_wanted = Signal(QPoint)
    """The menu of the line under the cursor, at a place of the screen."""
    end_wanted = Signal()
    """The End key: the last rows may not be there yet."""
    up_wanted = Signal()
    """The arrow upwards on the first line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tracker: TrackerModel | None = None
        self._columns = ColumnWidths(self)
        self._head = TrackerHeader(self)
        self.setHorizontalHeader(self._head)
        self._painter = TrackerPainter(self)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # so it scrolls what is drawn
        self.setProperty("ring", "none")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self._sticky = StickyHead(self)
        self._sticky.pressed.connect(self._fold_sticky)
        self._head.sectionClicked.connect(self._on_section_clicked)
        self._head.sectionResized.connect(self._columns.note)
        self.doubleClicked.connect(lambda index: self._enter(index.row()))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.place_sticky())
        theme.signals.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_tracker(self, model: TrackerModel) -> None:
        """Show this model."""
        self.tracker = model
        self.setModel(model)
        chosen = self.selectionModel()
        chosen.currentRowChanged.connect(lambda _now, _before: self._on_current_changed())
        chosen.selectionChanged.connect(lambda _on, _off: self.chosen_changed.emit())
        model.modelReset.connect(self._on_reset)
        model.rowsInserted.connect(lambda *_of: self.place_sticky())
        model.rowsRemoved.connect(lambda *_of: self.place_sticky())
        self.fit_columns()

    def show_sort(self, key: str, descending: bool) -> None:
        """Mark the column that is sorted by."""
        self._head.show_sort(key, descending)

    # Where the keyboard is

    @property
    def current_line(self) -> int:
        """The line of the cursor, -1 for none."""
        return self.currentIndex().row()

    def go_to(self, line: int) -> None:
        """Put the cursor on a line, and only that one is chosen."""
        model = self.tracker
        if model is not None and 0 <= line < model.rowCount():
            self.selectionModel().setCurrentIndex(model.index(line, 0), _SELECT)

    def go_to_first(self) -> None:
        """Put the cursor on the first action."""
        model = self.tracker
        if model is not None and model.rowCount():
            folded = bool(model.heads) and model.is_folded(0)
            self.go_to(0 if folded or not model.heads else 1)

    def chosen_lines(self, most: int) -> tuple[int, ...]:
        """The lines of actions that are chosen, in their order, no more than `most`."""
        model = self.tracker
        if model is None or self.selectionModel() is None:
            return ()
        found: list[int] = []
        ranges = sorted(_blocks(self.selectionModel().selection()), key=lambda block: block.top())
        for block in ranges:
            for line in range(block.top(), block.bottom() + 1):
                if not model.line(line).is_head:
                    found.append(line)
                    if len(found) >= most:
                        return tuple(found)
        return tuple(found)

    def chosen_count(self) -> int:
        """How many lines are chosen, heads of groups too."""
        chosen = self.selectionModel()
        return sum(block.height() for block in _blocks(chosen.selection())) if chosen is not None else 0

    # Folding

    def toggle_fold(self, line: int) -> None:
        """Fold or unfold the group of a line; the cursor goes to its head."""
        model = self.tracker
        if model is None or not model.heads or not 0 <= line < model.rowCount():
            return
        group = model.line(line).group
        self.set_folded(group, not model.is_folded(group))

    def set_folded(self, group: int, folded: bool) -> None:
        """Fold or unfold a group; where the cursor would vanish it goes to the head."""
        model = self.tracker
        if model is None:
            return
        here = self.current_line
        if folded and here >= 0 and model.line(here).group == group:
            self.go_to(model.head_line(group))
        model.fold(group, folded)

    def fold_all(self, folded: bool) -> None:
        """Fold every group, or none; the cursor stays with its group."""
        model = self.tracker
        if model is None or not model.heads:
            return
        here = self.current_line
        group = model.line(here).group if here >= 0 else 0
        model.fold_all(folded)
        self.go_to(model.head_line(group))

    def place_sticky(self) -> None:
        """Keep the head of the group at the top in view; the next one pushes it away."""
        model = self.tracker
        top = self.rowAt(0)
        if model is None or not model.heads or top < 0:
            self._sticky.hide()
            return
        line = model.line(top)
        if line.is_head and self.rowViewportPosition(top) >= 0:
            self._sticky.hide()
            return
        self._sticky.group = line.group
        tall = self.verticalHeader().defaultSectionSize()
        up = 0
        if line.group + 1 < len(model.heads):
            up = min(self.rowViewportPosition(model.head_line(line.group + 1)) - tall, 0)
        port = self.viewport().geometry()
        self._sticky.setGeometry(port.left(), port.top(), port.width(), max(tall + up, 1))
        self._sticky.show()
        self._sticky.raise_()
        self._sticky.update()

    def _fold_sticky(self) -> None:
        group = self._sticky.group
        self.set_folded(group, True)
        self.setFocus()
        if self.tracker is not None:
            self.go_to(self.tracker.head_line(group))

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Left and Right fold, Home and End go to the ends."""
        model, key, held = self.tracker, event.key(), modifiers_of(event)
        line = self.current_line
        if model is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held & _COMMANDS:
            if not event.isAutoRepeat() and line >= 0:
                self._enter(line)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not held:
            self._step_sideways(key == Qt.Key.Key_Right)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not held:
            self.go_to(0 if key == Qt.Key.Key_Home else model.rowCount() - 1)
            if key == Qt.Key.Key_End:
                self.end_wanted.emit()
        elif key == Qt.Key.Key_Up and not held and line <= 0:
            self.up_wanted.emit()
        elif key == Qt.Key.Key_Space and not held and line >= 0 and model.line(line).is_head:
            self.toggle_fold(line)
        elif event.text() and event.text().isprintable() and not held & _COMMANDS:
            event.ignore()  # letters are commands, never a search by what is typed
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the head of a group folds it; on an action it chooses it."""
        model = self.tracker
        index = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        if model is None or not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        if model.line(index.row()).is_head:
            self.toggle_fold(index.row())
        elif not event.modifiers():
            self.clicked_row.emit(index.row())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the action, where the mouse or the line is."""
        model, line = self.tracker, self.current_line
        if model is None or line < 0 or model.line(line).is_head:
            return
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.menu_wanted.emit(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Some line is always current while the keyboard is here."""
        super().focusInEvent(event)
        if self.current_line < 0:
            self.go_to_first()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes with the keyboard."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _enter(self, line: int) -> None:
        model = self.tracker
        if model is None:
            return
        if model.line(line).is_head:
            self.toggle_fold(line)
        else:
            self.entered_row.emit(line)

    def _step_sideways(self, right: bool) -> None:
        """Right unfolds and goes in, Left goes to the head and folds."""
        model, here = self.tracker, self.current_line
        if model is None or here < 0 or not model.heads:
            return
        line = model.line(here)
        if line.is_head and model.is_folded(line.group) is right:
            self.set_folded(line.group, not right)
        elif line.is_head and right:
            self.go_to(here + 1)
        elif not line.is_head and not right:
            self.go_to(model.head_line(line.group))

    # Widths and looks

    def fit_columns(self) -> None:
        """Share the width among the columns."""
        if self.tracker is not None:
            self._columns.fit(self.tracker)
            self.place_sticky()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only what has come into sight is drawn."""
        painter = QPainter(self.viewport())
        self._painter.paint(painter, event.rect())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.place_sticky()

    def _on_section_clicked(self, number: int) -> None:
        if self.tracker is not None and self.tracker.columns[number].sort:
            self.sort_wanted.emit(self.tracker.columns[number].sort)

    def _on_current_changed(self) -> None:
        self.viewport().update()
        self._under_sticky()
        self.current_changed.emit()

    def _under_sticky(self) -> None:
        """The cursor must not lie under the head that is kept in view."""
        if not self._sticky.isVisible() or self.current_line < 0:
            return
        top = self.rowViewportPosition(self.current_line)
        tall = self.verticalHeader().defaultSectionSize()
        if 0 <= top < tall and self.tracker is not None and not self.tracker.line(self.current_line).is_head:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - (tall - top))

    def _on_reset(self) -> None:
        self.fit_columns()
        self.place_sticky()

    def _on_theme_changed(self) -> None:
        self._painter.forget()
        self.setFont(theme.font("table"))
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        self.fit_columns()
        self.viewport().update()
