"""The circulation list of a meeting: who gets what, what is worth a second look, and why."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from mappa_desk._generated.ui_circulation import Ui_Circulation
from mappa_desk.domain.circulation_rules import GIVEN, CirculationRow
from mappa_desk.domain.contacts import MayGet
from mappa_desk.ui.models import contact_words as words
from mappa_desk.ui.models.contacts import circulation_model
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.widgets.field_errors import FieldErrors


class CirculationView(QWidget):
    """Shows the list and the line under the cursor; judges nothing."""

    saved = Signal()
    cancelled = Signal()
    removed = Signal(str)
    """The line with this key is to come off the list."""
    later_wanted = Signal()
    added = Signal(str)
    """Somebody of the contact book (person id) is to come onto the list."""
    edited = Signal(str, tuple, str)
    """Key of a line, what it gets now, and why."""

    def __init__(self, months: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_Circulation()
        self._ui.setupUi(self)
        dress(self)
        self._months = months
        self._rows: tuple[CirculationRow, ...] = ()
        self._model = circulation_model(months)
        self._key = ""
        self._filling = False
        ui = self._ui
        self.table = ui.table
        self._boxes: dict[MayGet, QCheckBox] = {
            MayGet.MINUTES: ui.minutes_check,
            MayGet.ACTIONS: ui.actions_check,
            MayGet.AGENCY_ACTIONS: ui.own_actions_check,
        }
        for box in self._boxes.values():
            box.clicked.connect(lambda _on: self._tell())
        ui.why_edit.textEdited.connect(lambda _text: self._tell())
        ui.why_edit.returnPressed.connect(ui.table.setFocus)
        ui.add_combo.activated.connect(self._on_added)
        ui.save_button.clicked.connect(self.saved)
        for field in (ui.table, ui.why_edit, ui.add_combo, ui.later_button, ui.remove_button,
                      ui.save_button, *self._boxes.values()):  # fmt: skip
            field.installEventFilter(self)
        ui.cancel_button.clicked.connect(self.cancelled)
        ui.later_button.clicked.connect(self.later_wanted)
        ui.remove_button.clicked.connect(self.remove)
        self.errors = FieldErrors(
            ui.errors_frame, ui.errors_lines, {"why": (ui.why_edit, ui.why_error_label)}
        )
        ui.table.show_rows(self._model)
        ui.table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.set_rows((), months)

    def set_rows(self, rows: tuple[CirculationRow, ...], months: int) -> None:
        """Show these lines; the cursor stays on its line."""
        if months != self._months:
            self._months = months
            self._model = circulation_model(months)
            self._ui.table.show_rows(self._model)
            self._ui.table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self._rows = rows
        self._model.set_rows(rows)
        place = next((at for at, row in enumerate(rows) if row.key == self._key), 0)
        if rows and self._ui.table.currentIndex().row() != place:
            self._ui.table.setCurrentIndex(self._model.index(place, 0))
        self._fill()

    def set_offered(self, people: tuple[tuple[str, str], ...]) -> None:
        """Offer these people (id and words) for the list."""
        combo = self._ui.add_combo
        combo.clear()
        combo.addItem(self.tr("Add from the contact book"), "")
        for person_id, said in people:
            combo.addItem(said, person_id)

    def _on_added(self, place: int) -> None:
        person_id = str(self._ui.add_combo.itemData(place) or "")
        if person_id:
            self.added.emit(person_id)

    def set_state(self, state: str, sentence: str, *, later: int, fixed: bool) -> None:
        """Say how the list stands; a fixed one can only be looked at."""
        ui = self._ui
        ui.state_label.setText(state)
        ui.sentence_label.setText(sentence)
        ui.save_button.setVisible(not fixed)
        ui.remove_button.setVisible(not fixed)
        ui.add_combo.setVisible(not fixed)
        ui.edit_frame.setEnabled(not fixed)
        ui.later_button.setVisible(bool(later) and not fixed)
        said = self.tr("Add {count} who came since").format(count=later)
        ui.later_button.setText(said)
        ui.later_button.setAccessibleName(said)

    def turn(self, get: MayGet) -> None:
        """Tick or untick one document of the line under the cursor."""
        box = self._boxes[get]
        if self._row() is not None and self._ui.edit_frame.isEnabled():
            box.setChecked(not box.isChecked())
            self._tell()

    def remove(self) -> None:
        """Ask for the line under the cursor to come off the list."""
        if self._row() is not None and self._ui.edit_frame.isEnabled():
            self.removed.emit(self._key)

    def go_to(self, key: str) -> None:
        """Put the cursor on the line with this key."""
        place = next((at for at, row in enumerate(self._rows) if row.key == key), -1)
        if place >= 0:
            self._ui.table.setCurrentIndex(self._model.index(place, 0))

    def focus_first(self) -> None:
        """Go to the list."""
        self._ui.table.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter keeps the list, from the table and from every field, as in every sheet."""
        kinds = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if event.type() in kinds and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                save = self._ui.save_button
                wanted = event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat()
                if wanted and save.isEnabled() and not save.isHidden():
                    self.saved.emit()
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def set_busy(self, is_busy: bool) -> None:
        """While it is being kept, it cannot be kept again."""
        self._ui.save_button.setEnabled(not is_busy)

    def _row(self) -> CirculationRow | None:
        return next((row for row in self._rows if row.key == self._key), None)

    def _on_row_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        at = now.row()
        self._key = self._rows[at].key if 0 <= at < len(self._rows) else ""
        self._fill()

    def _fill(self) -> None:
        ui = self._ui
        if self._row() is None:
            self._key = self._rows[0].key if self._rows else ""
        row = self._row()
        ui.edit_frame.setVisible(row is not None)
        ui.table.setVisible(bool(self._rows))
        if row is None:
            return
        line = row.line
        who = ", ".join(part for part in (line.name, line.role, row.agency_name) if part)
        ui.who_label.setText(who)
        looks = words.looks(row.looks, self._months)
        ui.looks_label.setText(self.tr("Look twice: {what}.").format(what=looks) if looks else "")
        ui.looks_label.setVisible(bool(looks))
        for get, box in self._boxes.items():
            box.setChecked(get in line.documents)
        if ui.why_edit.text().strip() != line.why:
            ui.why_edit.setText(line.why)

    def _tell(self) -> None:
        if self._key:
            gets = tuple(get for get in GIVEN if self._boxes[get].isChecked())
            self.edited.emit(self._key, gets, self._ui.why_edit.text().strip())
