"""The palette: one field, and what fits. It lies over the page and goes away with Esc."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mappa_desk._generated.ui_palette import Ui_Palette
from mappa_desk.ui import icons, theme
from mappa_desk.ui.models.palette import ROW, PaletteModel, PaletteRow
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.widgets.quiet_focus import rest_keyboard

WIDTH = 640
ROWS = 9
_TO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class PaletteDelegate(QStyledItemDelegate):
    """Draws a row: icon, words, a note in muted ink, its place and key at the right.

    What cannot be done now has muted words, and why behind them.
    """

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, theme.px(36))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: PaletteRow = index.data(ROW)
        painter.save()
        area = QRect(option.rect)
        if option.state & option.state.State_Selected:
            painter.fillRect(area, theme.colour("accent_soft"))
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), theme.colour("accent"))
        side = theme.px(18)
        icon = icons.icon(row.icon, "muted", 18)
        icon.paint(painter, QRect(area.left() + 12, area.top(), side, area.height()))
        left, right = area.left() + 12 + side + 12, area.right() - 12
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("muted"))
        aside_wide = painter.fontMetrics().horizontalAdvance(row.aside)
        painter.drawText(QRect(left, area.top(), right - left, area.height()), _AT_RIGHT, row.aside)
        right -= aside_wide + 16
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("muted" if row.why else "text"))
        metrics = painter.fontMetrics()
        words = metrics.elidedText(row.words, Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(QRect(left, area.top(), right - left, area.height()), _AT_LEFT, words)
        left += metrics.horizontalAdvance(words) + 12
        if (said := row.why or row.note) and right - left > 40:
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.colour("text" if row.why else "muted"))
            note = QFontMetrics(painter.font()).elidedText(said, Qt.TextElideMode.ElideRight, right - left)
            painter.drawText(QRect(left, area.top(), right - left, area.height()), _AT_LEFT, note)
        painter.restore()


_AT_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_AT_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class PaletteView(QFrame):
    """Floats over the window. `row_chosen` brings the row; `closed` gives the focus back."""

    words_changed = Signal(str)
    row_chosen = Signal(object)
    closed = Signal()
    pointed = Signal(str)
    """What is pointed at now, in words; what is said instead when nothing fits."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = Ui_Palette()
        self._ui.setupUi(self)
        dress(self)
        self._closing = False
        self.model = PaletteModel()
        ui = self._ui
        ui.hits_list.setModel(self.model)
        ui.hits_list.setItemDelegate(PaletteDelegate(ui.hits_list))
        ui.hits_list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ui.hits_list.clicked.connect(lambda index: self.row_chosen.emit(self.model.row_at(index.row())))
        ui.words_edit.textChanged.connect(self.words_changed)
        ui.words_edit.installEventFilter(self)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 8)
        self.setGraphicsEffect(shadow)
        parent.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show it, empty, with the caret in its field."""
        self._ui.words_edit.clear()
        self.words_changed.emit("")
        self._place()
        self.show()
        self.raise_()
        self._ui.words_edit.setFocus()

    def set_rows(self, rows: tuple[PaletteRow, ...], empty: str) -> None:
        """Show what fits; `empty` is said when nothing does."""
        ui = self._ui
        self.model.set_rows(rows)
        ui.hits_list.setVisible(bool(rows))
        ui.empty_label.setVisible(not rows)
        ui.empty_label.setText(empty)
        if rows:
            self._point_at(0)
        else:
            ui.words_edit.setAccessibleDescription(empty)
            self.pointed.emit(empty)
        self._place()

    def add_rows(self, rows: tuple[PaletteRow, ...], empty: str) -> None:
        """Show more that fits, below; the row that is pointed at stays."""
        at = self._ui.hits_list.currentIndex().row()
        held = tuple(self.model.row_at(number) for number in range(self.model.rowCount()))
        self.set_rows((*held, *rows), empty)
        if at > 0:
            self._point_at(at)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._place()
        if watched is self._ui.words_edit:
            if event.type() == QEvent.Type.FocusOut and self.isVisible():
                self.close_it()
            if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
                event.accept()  # of a ShortcutOverride: this Esc is ours and not the window's
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(event)
        return super().eventFilter(watched, event)

    def close_it(self) -> None:
        """Take it away."""
        if self.isVisible() and not self._closing:
            self._closing = True  # the field that loses the keyboard asks for the same
            rest_keyboard(self)
            self.hide()
            self._closing = False
            self.closed.emit()

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_it()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self._ui.hits_list.currentIndex()
            if index.isValid():
                self.row_chosen.emit(self.model.row_at(index.row()))
            return True
        if key in _TO_LIST and self.model.rowCount():
            step = {_TO_LIST[0]: 1, _TO_LIST[1]: -1, _TO_LIST[2]: ROWS, _TO_LIST[3]: -ROWS}[Qt.Key(key)]
            at = self._ui.hits_list.currentIndex().row() + step
            self._point_at(min(max(at, 0), self.model.rowCount() - 1))
            return True
        return key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)

    def _point_at(self, row: int) -> None:
        self._ui.hits_list.setCurrentIndex(self.model.index(row, 0))
        spoken = self.model.row_at(row).spoken
        if spoken != self._ui.words_edit.accessibleDescription():
            self._ui.words_edit.setAccessibleDescription(spoken)
            self.pointed.emit(spoken)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        wide = min(theme.px(WIDTH), parent.width() - 32)
        rows = min(self.model.rowCount(), ROWS)
        tall = theme.px(40) + 32 + (rows * theme.px(36) + 4 if rows else theme.px(32))
        self.setGeometry((parent.width() - wide) // 2, theme.px(56), wide, min(tall, parent.height() - 80))
