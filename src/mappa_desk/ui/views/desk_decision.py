"""The decision card: decided, because, what else was considered, who disagreed, how it was resolved."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mappa_desk._generated.ui_decision import Ui_Decision
from mappa_desk.domain.decisions import DecisionKind
from mappa_desk.domain.text_places import units
from mappa_desk.ui import theme, theme_dress
from mappa_desk.ui.models.desk_decisions import DecisionFields, kind_choices
from mappa_desk.ui.plain_tip import plain_tip
from mappa_desk.ui.views.desk_sheet import DateReader

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DecisionCard(QWidget):
    """Takes the fields of a decision by keyboard. Enter goes on, Ctrl+Enter keeps, Esc leaves."""

    kept = Signal()
    left = Signal()
    edited = Signal()
    refused = Signal(str)

    def __init__(
        self,
        title: str,
        agencies: tuple[tuple[str, str], ...],
        read_date: DateReader,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ui = Ui_Decision()
        self._ui.setupUi(self)
        self._names = dict(agencies)
        self._read_date = read_date
        self._dissent: list[tuple[str, str]] = []
        self._base = DecisionFields()
        ui = self._ui
        ui.title_label.setText(title)
        self.setAccessibleName(title)
        ui.error_label.hide()
        ui.dissent_combo.addItem(self.tr("Agency"), "")
        for code, name in agencies:
            ui.dissent_combo.addItem(name, code)
        for key, words in kind_choices():
            ui.kind_combo.addItem(words, key)
        for level in (3, 2, 1):
            ui.level_combo.addItem(self.tr("Level {n}").format(n=level), level)
        ui.dissent_rows.taken_out.connect(self._on_dissent_taken_out)
        self._texts = (ui.decided_edit, ui.because_edit, ui.considered_edit, ui.resolved_edit)
        for edit in self._texts:
            edit.went_on.connect(lambda: self.focusNextPrevChild(True))
            edit.keep_requested.connect(self._keep)
            edit.escape_pressed.connect(self.left)
            edit.refused.connect(self.refused)
            edit.textChanged.connect(self.edited)
        for line in (ui.dissent_edit, ui.effect_edit):
            line.textChanged.connect(self.edited)
            line.setMaxLength(2_000)
        self._going_on = (
            ui.dissent_combo,
            ui.dissent_edit,
            ui.nobody_box,
            ui.kind_combo,
            ui.level_combo,
            ui.effect_edit,
        )
        ui.dissent_edit.returnPressed.connect(self._on_dissent_added)
        ui.dissent_button.clicked.connect(self._on_dissent_added)
        ui.nobody_box.toggled.connect(lambda _on: self.edited.emit())
        ui.kind_combo.currentIndexChanged.connect(self._on_kind_changed)
        ui.level_combo.currentIndexChanged.connect(self.edited)
        ui.effect_edit.textChanged.connect(self._on_effect_changed)
        ui.keep_button.clicked.connect(self._keep)
        ui.leave_button.clicked.connect(self.left)
        for field in self.findChildren(QWidget):
            if field.focusPolicy() != Qt.FocusPolicy.NoFocus and ui.fields_page.isAncestorOf(field):
                field.installEventFilter(self)
        self.setFocusProxy(ui.decided_edit)
        theme_dress.dress(self)
        self.set_final_views((), ())
        self._show_dissent()
        self._on_kind_changed()

    def set_card(self, card: DecisionFields) -> None:
        """Fill the fields."""
        ui = self._ui
        self._base = card
        texts = (card.decided, card.because, card.also_considered, card.resolved)
        for edit, text in zip(self._texts, texts, strict=True):
            edit.set_line(text, units(text))
        self._dissent = [(code, why) for code, why in card.dissent if code]
        ui.dissent_edit.setText(next((why for code, why in card.dissent if not code), ""))
        ui.nobody_box.setChecked(card.nobody)
        ui.kind_combo.setCurrentIndex(max(0, ui.kind_combo.findData(card.kind)))
        ui.level_combo.setCurrentIndex(max(0, ui.level_combo.findData(card.level)))
        ui.effect_edit.setText(card.effect)
        self._show_dissent()

    def card(self) -> DecisionFields:
        """The fields as they stand. A dissent that was typed and not added counts too."""
        ui = self._ui
        dissent = list(self._dissent)
        half = (ui.dissent_combo.currentData() or "", ui.dissent_edit.text().strip())
        if any(half):
            dissent.append(half)
        is_level = ui.kind_combo.currentData() == DecisionKind.LEVEL.value
        return replace(
            self._base,
            decided=ui.decided_edit.toPlainText(),
            because=ui.because_edit.toPlainText(),
            also_considered=ui.considered_edit.toPlainText(),
            dissent=tuple(dissent),
            nobody=ui.nobody_box.isChecked() and not dissent,
            resolved=ui.resolved_edit.toPlainText(),
            kind=ui.kind_combo.currentData(),
            level=ui.level_combo.currentData() if is_level else 0,
            effect=ui.effect_edit.text().strip(),
        )

    def set_busy(self, busy: bool) -> None:
        """While the card is on its way it cannot be kept twice."""
        self._ui.keep_button.setEnabled(not busy)

    def set_about(self, words: str) -> None:
        """A muted note beside the title."""
        self._ui.about_label.setText(words)

    def set_final_views(self, unheard: tuple[str, ...], heard: tuple[str, ...]) -> None:
        """Names of those to be asked before the level is decided: the unheard first, then the others."""
        parts = []
        if unheard:
            parts.append(self.tr("Not yet heard on the level: {names}.").format(names=", ".join(unheard)))
        if heard:
            parts.append(self.tr("Then: {names}.").format(names=", ".join(heard)))
        self._ui.final_names_label.setText(" ".join(parts))
        self._on_kind_changed()

    def focus_because(self) -> None:
        """Put the caret into the reason, where what was decided stands already."""
        self._ui.because_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_error(self, sentence: str, field: str = "") -> None:
        """Say what is wrong and mark the field it is about."""
        self._ui.error_label.setText(sentence)
        self._ui.error_label.show()
        widget = {
            "decided": self._ui.decided_edit,
            "because": self._ui.because_edit,
            "dissent": self._ui.dissent_combo,
            "level": self._ui.level_combo,
            "effect": self._ui.effect_edit,
        }.get(field)
        if widget is not None:
            theme.mark(widget, "wrong", True)
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter keeps and Enter goes on, from every field. A held Enter does nothing."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._ui.fields_scroll.ensureWidgetVisible(watched)  # Enter passes the scroll area's own care by
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if not isinstance(event, QKeyEvent) or not pressed or watched not in self._going_on:
            return super().eventFilter(watched, event)
        if event.key() not in _ENTER:
            return super().eventFilter(watched, event)
        if event.isAutoRepeat():
            return True
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._keep()
            return True
        if watched is not self._ui.dissent_edit:
            self.focusNextPrevChild(True)
            return True
        return super().eventFilter(watched, event)

    def _keep(self) -> None:
        if self._ui.keep_button.isEnabled():
            self.kept.emit()

    def _on_dissent_added(self) -> None:
        ui = self._ui
        if ui.dissent_combo.currentData():
            self._dissent.append((ui.dissent_combo.currentData(), ui.dissent_edit.text().strip()))
            ui.dissent_combo.setCurrentIndex(0)
            ui.dissent_edit.clear()
            ui.nobody_box.setChecked(False)
            self._show_dissent()
            ui.dissent_combo.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focusNextPrevChild(True)
        self.edited.emit()

    def _on_dissent_taken_out(self, place: int) -> None:
        code, why = self._dissent.pop(place)
        ui = self._ui
        if not ui.dissent_edit.text().strip() and not ui.dissent_combo.currentData():
            ui.dissent_combo.setCurrentIndex(max(0, ui.dissent_combo.findData(code)))
            ui.dissent_edit.setText(why)
        ui.dissent_combo.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_dissent()
        self.edited.emit()

    def _show_dissent(self) -> None:
        ui = self._ui
        ui.dissent_rows.show_rows(self._dissent, self._names)
        ui.nobody_box.setEnabled(not self._dissent)
        why = self.tr("Somebody disagreed: take that out first.") if self._dissent else ""
        ui.nobody_box.setToolTip(plain_tip(why))
        ui.nobody_box.setAccessibleDescription(why)

    def _on_kind_changed(self) -> None:
        ui = self._ui
        is_level = ui.kind_combo.currentData() == DecisionKind.LEVEL.value
        ui.level_combo.setVisible(is_level)
        asks = is_level and bool(ui.final_names_label.text())
        ui.final_label.setVisible(asks)
        ui.final_names_label.setVisible(asks)
        self.edited.emit()

    def _on_effect_changed(self, text: str) -> None:
        meant = self._read_date(text) if text.strip() else ""
        self._ui.effect_said_label.setText(meant or (self.tr("Not a date yet") if text.strip() else ""))
