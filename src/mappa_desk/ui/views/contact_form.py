"""The form of one person of the contact book."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLabel, QLineEdit, QSizePolicy, QWidget

from mappa_desk._generated.ui_contact_form import Ui_ContactForm
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.contact_book import BookChange, BookRow
from mappa_desk.domain.contacts import AddressKind, MayGet
from mappa_desk.ui import theme
from mappa_desk.ui.models import contact_words as words
from mappa_desk.ui.models import dates
from mappa_desk.ui.models.contacts import checked
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.widgets.field_errors import FieldErrors

PARTED_BY = ";"
HISTORY_SHOWN = 8


@dataclass(frozen=True, slots=True)
class ContactAnswers:
    """What the form holds, as typed."""

    name: str
    agency: str
    role: str
    telephone: str
    address: str
    address_kind: AddressKind
    deputies: tuple[str, ...]
    panels: tuple[str, ...]
    may_get: tuple[MayGet, ...]
    note: str


class ContactFormView(QWidget):
    """Shows a person and gives the answers back; judges nothing."""

    saved = Signal()
    cancelled = Signal()
    checked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_ContactForm()
        self._ui.setupUi(self)
        dress(self)
        ui = self._ui
        ui.save_button.clicked.connect(self.saved)
        ui.cancel_button.clicked.connect(self.cancelled)
        ui.check_button.clicked.connect(self.checked)
        ui.left_button.clicked.connect(self.left)
        for combo in (ui.agency_combo, ui.kind_combo):  # as wide as the field beside it, whatever it holds
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(8)
            combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for kind in AddressKind:
            ui.kind_combo.addItem(words.kind(kind), kind)
        self._gets = {
            MayGet.INVITATION: ui.invitation_check,
            MayGet.MINUTES: ui.minutes_check,
            MayGet.ACTIONS: ui.actions_check,
            MayGet.AGENCY_ACTIONS: ui.own_actions_check,
        }
        for field in (ui.name_edit, ui.role_edit, ui.telephone_edit, ui.address_edit, ui.deputies_edit,
                      ui.panels_edit):  # fmt: skip
            field.returnPressed.connect(self.saved)
        ui.checked_frame.hide()
        ui.left_button.hide()
        ui.history_frame.hide()
        self.errors = FieldErrors(
            ui.errors_frame,
            ui.errors_lines,
            {
                "name": (ui.name_edit, ui.name_error_label),
                "agency": (ui.agency_combo, ui.agency_error_label),
                "role": (ui.role_edit, ui.role_error_label),
                "telephone": (ui.telephone_edit, ui.telephone_error_label),
                "address": (ui.address_edit, ui.address_error_label),
                "address_kind": (ui.kind_combo, ui.kind_error_label),
                "deputies": (ui.deputies_edit, ui.deputies_error_label),
                "panels": (ui.panels_edit, ui.panels_error_label),
                "may_get": (ui.invitation_check, ui.gets_error_label),
                "note": (ui.note_edit, ui.note_error_label),
            },
        )

    def set_choices(
        self, agencies: tuple[Agency, ...], names: tuple[str, ...], panels: tuple[str, ...]
    ) -> None:
        """Offer these agencies, and complete these names and panels while they are typed."""
        combo = self._ui.agency_combo
        combo.clear()
        combo.addItem(self.tr("Choose an agency"), "")
        for agency in agencies:
            combo.addItem(agency.name, agency.code)
        for edit, known in ((self._ui.deputies_edit, names), (self._ui.panels_edit, panels)):
            edit.setCompleter(_PartCompleter(known, edit))

    def set_person(self, row: BookRow, history: tuple[BookChange, ...]) -> None:
        """Show somebody who is in the book."""
        ui, person, contact = self._ui, row.person, row.contact
        ui.head_label.setText(person.name)
        ui.name_edit.setText(person.name)
        _choose(ui.agency_combo, person.agency)
        ui.role_edit.setText(person.role)
        ui.telephone_edit.setText(contact.telephone)
        ui.address_edit.setText(contact.address)
        _choose(ui.kind_combo, contact.address_kind)
        ui.deputies_edit.setText(f"{PARTED_BY} ".join(one.name for one in row.deputies))
        ui.panels_edit.setText(f"{PARTED_BY} ".join(contact.panels))
        for get, box in self._gets.items():
            box.setChecked(get in contact.may_get)
        ui.note_edit.setPlainText(contact.note)
        ui.left_button.show()
        ui.left_button.setText(self.tr("Mark as left") if contact.active else self.tr("Bring back"))
        ui.left_button.setAccessibleName(ui.left_button.text())
        if not contact.active:
            ui.sentence_label.setText(
                self.tr("Marked as left: not invited and not offered. The past keeps the name.")
            )
        self.set_checked(row)
        self._set_history(history)

    def set_checked(self, row: BookRow) -> None:
        """Say when the address was checked."""
        ui, by = self._ui, row.contact.address_checked_by
        ui.checked_frame.setVisible(bool(row.contact.address))
        said = checked(row)
        if row.contact.address_checked_on is not None:
            said = self.tr("Address checked on {day}").format(day=said)
            said = self.tr("{said}, by {who}").format(said=said, who=by) if by else said
        ui.checked_label.setText(said)
        theme.mark(ui.checked_label, "tone", "warning" if row.old_check else "muted")

    def _set_history(self, history: tuple[BookChange, ...]) -> None:
        ui = self._ui
        ui.history_frame.setVisible(bool(history))
        for change in history[:HISTORY_SHOWN]:
            facts = "; ".join(
                self.tr("{field}: {before} → {after}").format(
                    field=words.field(name),
                    before=words.said(name, before) or "–",
                    after=words.said(name, after) or "–",
                )
                for name, before, after in change.facts
            )
            local = change.at.astimezone()
            when = f"{dates.plain_day(local.date())} {dates.clock(change.at)}"
            label = QLabel()
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setText(" · ".join(part for part in (when, change.by, facts) if part))
            label.setWordWrap(True)
            label.setProperty("font_role", "caption")
            label.setProperty("tone", "muted")
            ui.history_lines.addWidget(label)

    def focus_first(self) -> None:
        """Put the caret into the name."""
        self._ui.name_edit.setFocus()
        self._ui.name_edit.selectAll()

    def answers(self) -> ContactAnswers:
        """What the form holds now."""
        ui = self._ui
        return ContactAnswers(
            name=ui.name_edit.text().strip(),
            agency=str(ui.agency_combo.currentData() or ""),
            role=ui.role_edit.text().strip(),
            telephone=ui.telephone_edit.text().strip(),
            address=ui.address_edit.text().strip(),
            address_kind=AddressKind(ui.kind_combo.currentData()),
            deputies=_parts(ui.deputies_edit.text()),
            panels=_parts(ui.panels_edit.text()),
            may_get=tuple(get for get, box in self._gets.items() if box.isChecked()),
            note=ui.note_edit.toPlainText().strip(),
        )

    def set_busy(self, is_busy: bool) -> None:
        """While it is being kept, it cannot be kept again."""
        for button in (self._ui.save_button, self._ui.check_button, self._ui.left_button):
            button.setEnabled(not is_busy)


class _PartCompleter(QCompleter):
    """Completes the last of several names parted by ";"."""

    def __init__(self, known: tuple[str, ...], edit: QLineEdit) -> None:
        super().__init__(list(known), edit)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(PARTED_BY)[2].strip()]

    def pathFromIndex(self, index: object) -> str:
        found = super().pathFromIndex(index)  # type: ignore[arg-type]  # Qt's own index
        edit = self.widget()
        before = edit.text().rpartition(PARTED_BY)[0] if isinstance(edit, QLineEdit) else ""
        return f"{before}{PARTED_BY} {found}" if before else found


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(PARTED_BY) if part.strip())


def _choose(combo: QComboBox, value: object) -> None:
    place = next((at for at in range(combo.count()) if combo.itemData(at) == value), -1)
    if place >= 0:
        combo.setCurrentIndex(place)
