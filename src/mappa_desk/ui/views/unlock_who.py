"""Asks who is at the keys, from a list or as somebody new."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mappa_desk._generated.ui_unlock_who import Ui_UnlockWho
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.people import Person
from mappa_desk.ui.theme_dress import dress


class UnlockWhoView(QWidget):
    """`person_chosen` gives somebody's id, `person_added` name, role and agency code of somebody new."""

    person_chosen = Signal(str)
    person_added = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_UnlockWho()
        self._ui.setupUi(self)
        dress(self)
        self._is_new = False
        self._has_known = False
        ui = self._ui
        ui.who_wrong_frame.hide()
        ui.somebody_else_button.clicked.connect(lambda: self._show_new(not self._is_new))
        ui.this_is_me_button.clicked.connect(self._on_this_is_me)
        for field in (ui.name_edit, ui.role_edit):
            field.returnPressed.connect(self._on_this_is_me)

    def set_people(self, people: tuple[Person, ...], agencies: tuple[Agency, ...]) -> None:
        """Offer these people; without any, ask for a name at once."""
        ui = self._ui
        names = {agency.code: agency.name for agency in agencies}
        ui.person_combo.clear()
        for person in people:
            parts = (person.name, person.role, names.get(person.agency, person.agency))
            ui.person_combo.addItem(", ".join(part for part in parts if part), person.id)
        ui.agency_combo.clear()
        ui.agency_combo.addItem("", "")
        for agency in agencies:
            ui.agency_combo.addItem(agency.name, agency.code)
        self._has_known = bool(people)
        ui.somebody_else_button.setVisible(self._has_known)
        self._show_new(not self._has_known)

    def focus_first(self) -> None:
        """Go to the list, or to the name of somebody new."""
        (self._ui.name_edit if self._is_new else self._ui.person_combo).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a list means the name that it shows."""
        ui = self._ui
        on_list = self.focusWidget() in (ui.person_combo, ui.agency_combo)
        if on_list and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._on_this_is_me()
            event.accept()
            return
        super().keyPressEvent(event)

    def show_wrong(self, sentence: str) -> None:
        """Say what is wrong with the answer; empty takes the sentence away."""
        self._ui.who_wrong_label.setText(sentence)
        self._ui.who_wrong_frame.setVisible(bool(sentence))

    def _show_new(self, is_new: bool) -> None:
        ui = self._ui
        self._is_new = is_new
        ui.person_label.setVisible(not is_new)
        ui.person_combo.setVisible(not is_new)
        ui.new_person_frame.setVisible(is_new)
        ui.somebody_else_button.setText(
            self.tr("Somebody on the list") if is_new and self._has_known else self.tr("Somebody else")
        )
        self.focus_first()
        self.show_wrong("")

    def _on_this_is_me(self) -> None:
        ui = self._ui
        if not self._is_new:
            if ui.person_combo.count():  # the list may still be on its way
                self.person_chosen.emit(str(ui.person_combo.currentData()))
        elif ui.name_edit.text().strip():
            self.person_added.emit(
                ui.name_edit.text(), ui.role_edit.text(), str(ui.agency_combo.currentData() or "")
            )
        else:
            self.show_wrong(self.tr("A name is needed: it signs what is typed."))
            ui.name_edit.setFocus()
