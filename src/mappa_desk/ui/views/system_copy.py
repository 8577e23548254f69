"""The copy for the case system: blocks at the left, the words of one and its tick at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from mappa_desk._generated.ui_system_copy import Ui_SystemCopy
from mappa_desk.ui import theme
from mappa_desk.ui.models.points import PointRow, PointsModel
from mappa_desk.ui.theme_dress import dress

SIDE_BY_SIDE = 900
"""Logical width, divided by the text size, below which the words stand under the list."""

LEAST_HEIGHT = 150
"""Pixels at 100 % text of the list and of the words; on a small screen the page scrolls."""


class SystemCopyView(QWidget):
    """Shows the blocks. Enter copies the chosen one, Ctrl+Enter ticks it off from any field."""

    copy_requested = Signal()
    tick_requested = Signal()
    untick_requested = Signal()
    restricted_changed = Signal(bool)
    block_chosen = Signal(int)
    """Place of the block that the list's cursor is on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_SystemCopy()
        self._ui.setupUi(self)
        ui = self._ui
        self._model = PointsModel(self)
        ui.block_list.setModel(self._model)
        ui.block_list.setProperty("region", self.tr("Blocks"))
        ui.block_list.entered_row.connect(lambda _row: self.copy_requested.emit())
        ui.block_list.selectionModel().currentChanged.connect(
            lambda index, _before: self.block_chosen.emit(index.row())
        )
        ui.copy_button.clicked.connect(self.copy_requested)
        ui.tick_button.clicked.connect(self.tick_requested)
        ui.untick_button.clicked.connect(self.untick_requested)
        ui.restricted_check.toggled.connect(self.restricted_changed)
        for button in (ui.copy_button, ui.tick_button, ui.untick_button):
            button.setAutoDefault(True)
        ui.tick_button.setToolTip(self.tr("Ctrl+Enter"))
        ui.copy_button.setToolTip(self.tr("Enter, in the list"))
        for widget in (ui.block_list, ui.text_edit, ui.system_combo, ui.reference_edit, ui.entered_edit):
            widget.installEventFilter(self)
        dress(self)
        theme.signals.changed.connect(self._arrange)
        self._arrange()

    def show_blocks(
        self, rows: tuple[PointRow, ...], status: str, left_out: str, *, restricted: bool
    ) -> None:
        """Show the blocks; the list's cursor stays on its block."""
        ui = self._ui
        place = max(0, self.place)
        self._model.set_rows(rows)
        ui.status_label.setText(status)
        ui.left_out_label.setText(left_out)
        ui.left_out_label.setVisible(bool(left_out))
        ui.restricted_check.blockSignals(True)
        ui.restricted_check.setChecked(restricted)
        ui.restricted_check.blockSignals(False)
        self.go_to(min(place, len(rows) - 1))

    def show_text(self, text: str, *, ticked: bool) -> None:
        """Show the words of the chosen block, and whether there is a tick to take back."""
        ui = self._ui
        ui.text_edit.setPlainText(text)
        ui.copy_button.setEnabled(bool(text))
        ui.tick_button.setEnabled(bool(text))
        ui.untick_button.setVisible(ticked)

    def offer(self, systems: tuple[str, ...], system: str, reference: str, entered: str) -> None:
        """Offer what was answered last time."""
        ui = self._ui
        ui.system_combo.clear()
        ui.system_combo.addItems(list(systems))
        ui.system_combo.setEditText(system)
        ui.reference_edit.setText(reference)
        ui.entered_edit.setText(entered)

    def answers(self) -> tuple[str, str, str]:
        """System, reference there, and the day as it was typed."""
        ui = self._ui
        return (
            ui.system_combo.currentText().strip(),
            ui.reference_edit.text().strip(),
            ui.entered_edit.text(),
        )

    def say(self, sentence: str, *, wrong: str = "") -> None:
        """Say it under the blocks; `wrong` names the field that it is about, or "-" for none of them."""
        ui = self._ui
        ui.said_label.setText(sentence)
        theme.mark(ui.said_label, "tone", "danger" if wrong else "text")
        fields = {"system": ui.system_combo, "reference": ui.reference_edit, "entered_on": ui.entered_edit}
        for name, field in fields.items():
            theme.mark(field, "wrong", name == wrong)
        if wrong in fields:
            fields[wrong].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def said(self) -> str:
        """What is said under the blocks."""
        return self._ui.said_label.text()

    @property
    def place(self) -> int:
        """Place of the chosen block, -1 for none."""
        return self._ui.block_list.currentIndex().row()

    def go_to(self, place: int) -> None:
        """Choose a block."""
        self._ui.block_list.select_place(place)

    def focus_blocks(self) -> None:
        """Put the keyboard on the list."""
        self._ui.block_list.setFocus(Qt.FocusReason.OtherFocusReason)

    def regions(self) -> tuple[QWidget, ...]:
        """Where F6 leads."""
        return (self._ui.block_list, self._ui.text_edit, self._ui.system_combo)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter ticks the chosen block off, from the list and from every field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if not event.isAutoRepeat() and self._ui.tick_button.isEnabled():
                    self.tick_requested.emit()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room side by side the words stand under the list."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= SIDE_BY_SIDE * theme.scale()
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._ui.body_layout.setDirection(across if wide else down)
        for part in (self._ui.block_list, self._ui.text_edit):
            part.setMinimumHeight(theme.px(LEAST_HEIGHT))
