"""One action at a time, large, with four labelled keys. Enter does nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from mappa_desk._generated.ui_read_back import Ui_ReadBack
from mappa_desk.ui import icons, theme, theme_dress
from mappa_desk.ui.models.read_back import Stamp, StampsModel

NARROW = 980
LOW = 420
"""Sizes at 100 % text below which the panel folds."""


class ReadBackPanel(QWidget):
    """Shows the action that is read and the stamps so far."""

    stamped = Signal(str)
    """Name of the command: accept_action, accept_on_behalf, change_action, object_action."""
    moved = Signal(int)
    chosen = Signal(str)
    left = Signal()
    undo_requested = Signal()
    answered = Signal(str)
    """What was typed or chosen where a name or a reason was asked for."""

    def __init__(self, model: StampsModel, keys: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_ReadBack()
        self._ui.setupUi(self)
        ui = self._ui
        ui.stamps_list.setModel(model)
        for name, button in (
            ("accept_action", ui.accept_button),
            ("accept_on_behalf", ui.behalf_button),
            ("change_action", ui.change_button),
            ("object_action", ui.object_button),
        ):
            button.set_key(keys[name])
            button.clicked.connect(lambda _checked=False, name=name: self.stamped.emit(name))
        ui.leave_button.clicked.connect(self.left)
        ui.before_button.clicked.connect(lambda: self.moved.emit(-1))
        ui.after_button.clicked.connect(lambda: self.moved.emit(1))
        ui.undo_stamp_button.clicked.connect(self.undo_requested)
        ui.stamps_list.chosen.connect(self._on_chosen)
        ui.entry_button.clicked.connect(self._on_answered)
        for field in (ui.entry_edit, ui.entry_combo):
            field.installEventFilter(self)
        ui.entry_row.hide()
        self.setAccessibleName(self.tr("Read back"))
        theme.signals.changed.connect(self._on_theme_changed)
        theme_dress.dress(self)
        self._on_theme_changed()
        self._arrange()

    def show_action(self, *, count: str, number: str, owner: str, text: str, due: str, distance: str) -> None:
        """The action that is read."""
        ui = self._ui
        ui.count_label.setText(count)
        ui.number_label.setText(number)
        ui.owner_label.setText(owner)
        ui.text_label.setText(text)
        self._fit_text()
        ui.due_label.setText(due)
        ui.distance_label.setText(distance)
        icons.put(ui.due_icon, "calendar" if distance else "triangle", "text" if distance else "warning", 22)
        self.setAccessibleDescription(
            ". ".join(part for part in (number, owner, text, due, distance) if part)
        )

    def show_stamp(self, words: str) -> None:
        """What was stamped on this action, empty for nothing yet."""
        self._ui.stamp_label.setText(words)

    def show_stamps(self, done: str, undo: str, before: str, after: str) -> None:
        """How far the reading is, what can be undone, and the neighbours."""
        ui = self._ui
        ui.stamps_count_label.setText(done)
        ui.undo_stamp_button.setText(f" {undo}" if undo else "")
        ui.undo_stamp_button.setAccessibleName(undo)
        ui.undo_stamp_button.setVisible(bool(undo))
        for button, words in ((ui.before_button, before), (ui.after_button, after)):
            button.setAccessibleName(words)
            button.setVisible(bool(words))
        self._arrange()

    def ask(self, label: str, choices: tuple[str, ...] | None) -> None:
        """Ask for a name (with choices) or a reason, in a row of its own."""
        ui = self._ui
        ui.entry_label.setText(label)
        ui.entry_combo.setVisible(choices is not None)
        ui.entry_edit.setVisible(choices is None)
        field: QWidget = ui.entry_edit
        if choices is not None:
            ui.entry_combo.clear()
            ui.entry_combo.addItems(["", *choices])
            ui.entry_combo.setAccessibleName(label)
            field = ui.entry_combo
        else:
            ui.entry_edit.clear()
            ui.entry_edit.setAccessibleName(label)
        ui.entry_row.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop_asking(self) -> bool:
        """Take the row away. True when it was there."""
        if self._ui.entry_row.isHidden():
            return False
        self._ui.entry_row.hide()
        self.focus_keys()
        return True

    def focus_keys(self) -> None:
        """Put the keyboard where the four keys work; the ring stands on the first of them."""
        self._ui.accept_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def asking(self) -> bool:
        """True while a name or a reason is asked for."""
        return not self._ui.entry_row.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window the stamps and the rule give way to the action's words."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        ui = self._ui
        narrow = self.width() / theme.scale() < NARROW
        low = self.height() / theme.scale() < LOW
        ui.stamps.setVisible(not narrow)
        ui.rule_label.setVisible(not narrow)
        theme.mark(ui.text_label, "font_role", "say" if low else "read_back")
        for button in (ui.before_button, ui.after_button):
            button.setText(f" {button.accessibleName()} " if not narrow else "")
        margin = theme.space(4 if narrow else 12)
        layout = ui.stage.layout()
        if layout is not None:
            layout.setContentsMargins(margin, theme.space(3), margin, theme.space(4))
            layout.setSpacing(theme.space(2 if low else 4))
        self._fit_text()

    def _fit_text(self) -> None:
        """The words take what they need, and scroll where there is less."""
        ui = self._ui
        width = max(200, ui.text_scroll.viewport().width())
        needed = ui.text_label.heightForWidth(width) + 4
        ui.text_scroll.setMaximumHeight(max(theme.px(40), needed))
        ui.text_scroll.setMinimumHeight(min(needed, theme.px(80)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; Enter does nothing here."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter keeps the name or the reason; here it is the end of something typed, not a stamp."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and not event.isAutoRepeat():
                self._on_answered()
            return enter
        return super().eventFilter(watched, event)

    def _on_answered(self) -> None:
        ui = self._ui
        combo = not ui.entry_combo.isHidden()
        self.answered.emit((ui.entry_combo.currentText() if combo else ui.entry_edit.text()).strip())

    def _on_chosen(self, row: Stamp) -> None:
        self.chosen.emit(row.key)

    def _on_theme_changed(self) -> None:
        plain = theme.font("section")
        plain.setBold(False)
        plain.setPointSizeF(plain.pointSizeF() * 1.1)
        large = theme.font("section")
        large.setPointSizeF(large.pointSizeF() * 1.1)
        for label in (self._ui.owner_label, self._ui.distance_label):
            label.setFont(plain)
        for label in (self._ui.number_label, self._ui.due_label):
            label.setFont(large)
