"""A picker over the line: two letters, arrows, Enter. It never opens by itself and Esc takes it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from mappa_desk._generated.ui_desk_picker import Ui_DeskPicker
from mappa_desk.ui import theme, theme_dress
from mappa_desk.ui.models.desk_picks import Pick, PicksModel, fitting
from mappa_desk.ui.widgets.capture_text import modifiers_of

MOST_ROWS = 9
_MOVES = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -MOST_ROWS,
    Qt.Key.Key_PageDown: MOST_ROWS,
}


class DeskPicker(QFrame):
    """A card with a filter and the rows that fit it."""

    picked = Signal(str)
    closed = Signal()
    pointed = Signal(str)
    """What is pointed at now, in words."""

    def __init__(self, title: str, picks: tuple[Pick, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_DeskPicker()
        self._ui.setupUi(self)
        self._picks = picks
        self._model = PicksModel(self)
        self._ui.title_label.setText(title)
        self.setAccessibleName(title)
        self._ui.filter_edit.setAccessibleName(title)
        self._ui.choices_list.setModel(self._model)
        self._ui.choices_list.chosen.connect(self._on_chosen)
        self._ui.filter_edit.textChanged.connect(self._filter)
        self._ui.filter_edit.installEventFilter(self)
        theme_dress.dress(self)
        self._filter("")

    def open_over(self, anchor: QWidget) -> None:
        """Stand right above a widget, with the focus in the filter."""
        parent = self.parentWidget()
        if parent is None:
            return
        rows = min(MOST_ROWS, max(1, len(self._picks)))
        height = theme.px(32) * rows + self._ui.filter_edit.sizeHint().height() + theme.px(22) + 40
        corner = anchor.mapTo(parent, anchor.rect().topLeft())
        width = min(theme.px(520), parent.width() - 32)
        left = max(16, min(corner.x() + theme.px(24), parent.width() - width - 16))
        top = max(8, corner.y() - height - 8)
        self.setGeometry(left, top, width, min(height, corner.y() - 16))
        self.raise_()
        self.show()
        self._ui.filter_edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the filter is typed; Enter picks, Esc leaves."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        if event.type() == QEvent.Type.FocusOut and self.isVisible() and self.isActiveWindow():
            self.closed.emit()
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in _MOVES:
            at = self._ui.choices_list.currentIndex().row() + _MOVES[Qt.Key(key)]
            self._ui.choices_list.select_place(max(0, min(self._model.rowCount() - 1, at)))
            self._say()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._on_chosen(self._ui.choices_list.current_row())
        elif key == Qt.Key.Key_Escape and not modifiers_of(event):
            self.closed.emit()
        else:
            return False
        return True

    def _filter(self, typed: str) -> None:
        self._model.set_rows(fitting(self._picks, typed))
        self._ui.choices_list.select_place(0)
        self._say()

    def _say(self) -> None:
        row = self._ui.choices_list.current_row()
        words = self._model.words(row) if isinstance(row, Pick) else self.tr("Nothing fits.")
        if words != self._ui.filter_edit.accessibleDescription():
            self._ui.filter_edit.setAccessibleDescription(words)
            self.pointed.emit(words)

    def _on_chosen(self, row: object) -> None:
        if isinstance(row, Pick):
            typed = self._ui.filter_edit.text() if row.stays else ""
            self.picked.emit(row.key + typed)
