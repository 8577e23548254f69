"""The form of a case: opening one, and changing its facts."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from mappa_desk._generated.ui_case_form import Ui_CaseForm
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.cases import Case, Category, Level, Whereabouts
from mappa_desk.ui.models import dates
from mappa_desk.ui.models import office_words as words
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.widgets.field_errors import FieldErrors

PARTED_BY = ";"


@dataclass(frozen=True, slots=True)
class CaseAnswers:
    """What the form holds, as typed."""

    reference: str
    name: str
    also_known_as: tuple[str, ...]
    date_of_birth: str
    category: Category | None
    level: Level
    lead_agency: str
    lead_officer: str
    whereabouts: Whereabouts
    release_on: str
    referral_accepted_on: str
    visor_reference: str
    addresses: tuple[str, ...]
    summary: str
    reason: str


class CaseFormView(QWidget):
    """Shows a case and gives its answers back; judges nothing."""

    saved = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_CaseForm()
        self._ui.setupUi(self)
        dress(self)
        ui = self._ui
        ui.save_button.clicked.connect(self.saved)
        ui.cancel_button.clicked.connect(self.cancelled)
        ui.category_combo.addItem(self.tr("Not yet known"), None)
        for category in Category:
            ui.category_combo.addItem(words.category(category), category)
        for level in Level:
            ui.level_combo.addItem(words.level(level), level)
        for place in Whereabouts:
            ui.whereabouts_combo.addItem(words.whereabouts(place), place)
        _choose(ui.level_combo, Level.TWO)
        _choose(ui.whereabouts_combo, Whereabouts.NOT_KNOWN)
        ui.reason_frame.hide()
        self.errors = FieldErrors(
            ui.errors_frame,
            ui.errors_lines,
            {
                "reference": (ui.reference_edit, ui.reference_error_label),
                "name": (ui.name_edit, ui.name_error_label),
                "date_of_birth": (ui.born_edit, ui.born_error_label),
                "category": (ui.category_combo, ui.category_error_label),
                "level": (ui.level_combo, ui.level_error_label),
                "lead_agency": (ui.lead_combo, ui.lead_error_label),
                "release_on": (ui.release_edit, ui.release_error_label),
                "referral_accepted_on": (ui.referral_edit, ui.referral_error_label),
                "summary": (ui.summary_edit, ui.summary_error_label),
                "also_known_as": (ui.aliases_edit, ui.aliases_error_label),
                "lead_officer": (ui.officer_edit, ui.officer_error_label),
                "whereabouts": (ui.whereabouts_combo, ui.whereabouts_error_label),
                "visor_reference": (ui.visor_edit, ui.visor_error_label),
                "addresses": (ui.addresses_edit, ui.addresses_error_label),
                "reason": (ui.reason_edit, ui.reason_error_label),
            },
        )

    def set_agencies(self, agencies: tuple[Agency, ...]) -> None:
        """Offer these lead agencies."""
        self._ui.lead_combo.clear()
        self._ui.lead_combo.addItem(self.tr("Not set"), "")
        for agency in agencies:
            self._ui.lead_combo.addItem(agency.name, agency.code)

    def set_case(self, case: Case) -> None:
        """Show a case that is there already; its reference cannot be changed here."""
        ui = self._ui
        ui.head_label.setText(self.tr("Edit {reference}").format(reference=case.reference))
        ui.save_button.setText(self.tr("Keep the changes"))
        ui.save_button.setAccessibleName(self.tr("Keep the changes"))
        ui.reference_edit.setText(case.reference)
        ui.reference_edit.setReadOnly(True)
        ui.name_edit.setText(case.name)
        ui.aliases_edit.setText(f"{PARTED_BY} ".join(case.also_known_as))
        ui.born_edit.setText(dates.typed(case.date_of_birth))
        _choose(ui.category_combo, case.category)
        _choose(ui.level_combo, case.level)
        _choose(ui.lead_combo, case.lead_agency)
        ui.officer_edit.setText(case.lead_officer)
        _choose(ui.whereabouts_combo, case.whereabouts)
        ui.release_edit.setText(dates.typed(case.release_on))
        ui.referral_edit.setText(dates.typed(case.referral_accepted_on))
        ui.visor_edit.setText(case.visor_reference)
        ui.addresses_edit.setText(f"{PARTED_BY} ".join(case.addresses))
        ui.summary_edit.setPlainText(case.summary)
        ui.reason_frame.show()

    def focus_first(self) -> None:
        """Put the caret into the first field that can be typed in."""
        (self._ui.name_edit if self._ui.reference_edit.isReadOnly() else self._ui.reference_edit).setFocus()

    def answers(self) -> CaseAnswers:
        """What the form holds now."""
        ui = self._ui
        return CaseAnswers(
            reference=ui.reference_edit.text().strip(),
            name=ui.name_edit.text().strip(),
            also_known_as=_parts(ui.aliases_edit.text()),
            date_of_birth=ui.born_edit.text().strip(),
            category=ui.category_combo.currentData(),
            level=Level(ui.level_combo.currentData()),
            lead_agency=str(ui.lead_combo.currentData() or ""),
            lead_officer=ui.officer_edit.text().strip(),
            whereabouts=Whereabouts(ui.whereabouts_combo.currentData()),
            release_on=ui.release_edit.text().strip(),
            referral_accepted_on=ui.referral_edit.text().strip(),
            visor_reference=ui.visor_edit.text().strip(),
            addresses=_parts(ui.addresses_edit.text()),
            summary=ui.summary_edit.toPlainText().strip(),
            reason=ui.reason_edit.text().strip(),
        )

    def set_busy(self, is_busy: bool) -> None:
        """While it is being kept, it cannot be kept again."""
        self._ui.save_button.setEnabled(not is_busy)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(PARTED_BY) if part.strip())


def _choose(combo: QComboBox, value: object) -> None:
    for place in range(combo.count()):
        if combo.itemData(place) == value:
            combo.setCurrentIndex(place)
            return
