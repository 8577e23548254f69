"""Settings: the area's figures, its agencies, its form and wording, and how this window looks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QTableView, QWidget

from mappa_desk._generated.ui_area import Ui_Area
from mappa_desk.domain.agencies import Agency, AgencyClass
from mappa_desk.domain.areas import AreaForm, AreaStandard
from mappa_desk.ui import theme
from mappa_desk.ui.models import office_words as words
from mappa_desk.ui.models.area import agencies_model, standards_model
from mappa_desk.ui.models.tables import ROW, RowsModel
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.widgets.field_errors import FieldErrors

_FIELDS = (
    "area_name", "form_title", "form_edition", "statement_text", "statement_short", "handling_text",
    "handling_short", "front_sheet", "print_names", "curtain_minutes", "lock_minutes",
)  # fmt: skip
"""Fields of the form that this view has."""
SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
SCHEMES = ("system", "light", "dark", "high_contrast")


@dataclass(frozen=True, slots=True)
class FigureAnswers:
    """A figure as it stands in the fields."""

    code: str
    value: float
    source: str
    edition: str


class AreaView(QWidget):
    """Shows the settings; each part is kept by its own button."""

    figure_kept = Signal()
    figure_confirmed = Signal(str)
    agency_kept = Signal()
    form_kept = Signal()
    form_confirmed = Signal()
    scheme_chosen = Signal(str)
    size_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = Ui_Area()
        self._ui.setupUi(self)
        dress(self)
        ui = self._ui
        self._standards, self._agencies = standards_model(), agencies_model()
        for table, model in ((ui.standards_table, self._standards), (ui.agencies_table, self._agencies)):
            table.show_rows(model)
        ui.standards_table.selectionModel().currentRowChanged.connect(self._on_standard_chosen)
        ui.agencies_table.selectionModel().currentRowChanged.connect(self._on_agency_chosen)
        for kind in AgencyClass:
            ui.class_combo.addItem(words.agency_class(kind), kind)
        names = (
            self.tr("As the system"),
            self.tr("Light"),
            self.tr("Dark"),
            self.tr("High contrast"),
        )
        for name, scheme in zip(names, SCHEMES, strict=True):
            ui.scheme_combo.addItem(name, scheme)
        for size in SIZES:
            ui.size_combo.addItem(f"{size} %", size)
        ui.save_standard_button.clicked.connect(self.figure_kept)
        ui.confirm_standard_button.clicked.connect(self._on_confirm_clicked)
        ui.new_agency_button.clicked.connect(self._on_new_agency)
        ui.save_agency_button.clicked.connect(self.agency_kept)
        ui.confirm_form_button.clicked.connect(self.form_confirmed)
        ui.save_form_button.clicked.connect(self.form_kept)
        ui.scheme_combo.activated.connect(lambda place: self.scheme_chosen.emit(SCHEMES[place]))
        ui.size_combo.activated.connect(lambda place: self.size_chosen.emit(SIZES[place]))
        self._quiet_errors()
        self._added: dict[str, QWidget] = {}
        self._form: AreaForm | None = None
        self.agency_errors = FieldErrors(
            ui.agency_errors_frame,
            ui.agency_errors_lines,
            {
                "code": (ui.code_edit, ui.code_error_label),
                "name": (ui.agency_name_edit, ui.agency_name_error_label),
                "aliases": (ui.codes_edit, ui.codes_error_label),
            },
        )
        self.form_errors = FieldErrors(
            ui.form_errors_frame,
            ui.form_errors_lines,
            {
                "statement_text": (ui.statement_edit, ui.statement_error_label),
                "statement_short": (ui.statement_short_edit, ui.statement_short_error_label),
                "handling_text": (ui.handling_edit, ui.handling_error_label),
                "handling_short": (ui.handling_short_edit, ui.handling_short_error_label),
                "lock_minutes": (ui.lock_spin, ui.lock_error_label),
            },
        )

    def add_section(self, part: str, title: str, section: QWidget) -> None:
        """Add a part of the settings that has a view of its own, before the part about this window."""
        self._added[part] = section
        tabs = self._ui.sections_tabs
        tabs.insertTab(tabs.indexOf(self._ui.window_page), section, title)

    def section(self) -> QWidget:
        """The part that is open."""
        return self._ui.sections_tabs.currentWidget()

    def set_standards(self, standards: tuple[AreaStandard, ...]) -> None:
        """The figures."""
        _keep_place(self._ui.standards_table, self._standards, standards)

    def set_agencies(self, agencies: tuple[Agency, ...]) -> None:
        """The agencies."""
        _keep_place(self._ui.agencies_table, self._agencies, agencies)

    def set_form(self, form: AreaForm) -> None:
        """The form and its wording."""
        ui = self._ui
        self._form = form
        ui.area_name_edit.setText(form.area_name)
        ui.form_title_edit.setText(form.form_title)
        ui.form_edition_edit.setText(form.form_edition)
        ui.statement_edit.setPlainText(form.statement_text)
        ui.statement_short_edit.setPlainText(form.statement_short)
        ui.handling_edit.setPlainText(form.handling_text)
        ui.handling_short_edit.setText(form.handling_short)
        ui.front_check.setChecked(form.front_sheet)
        ui.names_check.setChecked(form.print_names)
        ui.curtain_spin.setValue(form.curtain_minutes)
        ui.lock_spin.setValue(form.lock_minutes)
        ui.confirm_form_button.setEnabled(not form.verified)
        ui.form_state_label.setText(
            self.tr("Confirmed by the area.") if form.verified else self.tr("Not yet confirmed by the area.")
        )

    def form_is_now(self, form: AreaForm) -> None:
        """The form was kept elsewhere; what the fields here say stays as it is."""
        self._form = form

    @staticmethod
    def as_shown(shown: AreaForm, kept: AreaForm) -> AreaForm:
        """The form that is kept, with what the fields here showed of it before."""
        return replace(kept, **{name: getattr(shown, name) for name in _FIELDS})

    def set_window(self, scheme: str, size: int) -> None:
        """How the window looks."""
        self._ui.scheme_combo.setCurrentIndex(SCHEMES.index(scheme))
        nearest = min(SIZES, key=lambda one: abs(one - size))
        self._ui.size_combo.setCurrentIndex(SIZES.index(nearest))

    def show_source_wrong(self, sentence: str) -> None:
        """Say that the figure's source is not enough; empty takes the sentence away."""
        ui = self._ui
        ui.source_error_label.setText(sentence)
        ui.source_error_label.setVisible(bool(sentence))
        theme.mark(ui.source_edit, "wrong", bool(sentence))
        ui.source_edit.setAccessibleDescription(sentence)
        if sentence:
            ui.source_edit.setFocus()
            ui.source_edit.selectAll()

    def figure(self) -> AreaStandard | None:
        """The chosen figure with what the fields say of it."""
        row: AreaStandard | None = self._ui.standards_table.currentIndex().data(ROW)
        if row is None:
            return None
        ui = self._ui
        return replace(
            row,
            value=ui.value_spin.value(),
            source=ui.source_edit.text().strip(),
            edition=ui.edition_edit.text().strip(),
        )

    def agency(self) -> Agency | None:
        """The agency as the fields have it: the chosen one, or a new one under the typed code."""
        ui = self._ui
        code = ui.code_edit.text().strip().casefold()
        if not code:
            return None
        row = ui.agencies_table.currentIndex().data(ROW) if ui.code_edit.isReadOnly() else None
        base = row or Agency(
            id=code, name="", agency_class=AgencyClass.DUTY_TO_COOPERATE, order=self._agencies.rowCount()
        )
        return replace(
            base,
            name=ui.agency_name_edit.text().strip(),
            agency_class=AgencyClass(ui.class_combo.currentData()),
            aliases=tuple(ui.codes_edit.text().casefold().replace(",", " ").split()),
        )

    def form(self) -> AreaForm | None:
        """The form as the fields have it."""
        ui = self._ui
        if self._form is None:
            return None
        return replace(
            self._form,
            area_name=ui.area_name_edit.text().strip(),
            form_title=ui.form_title_edit.text().strip(),
            form_edition=ui.form_edition_edit.text().strip(),
            statement_text=ui.statement_edit.toPlainText().strip(),
            statement_short=ui.statement_short_edit.toPlainText().strip(),
            handling_text=ui.handling_edit.toPlainText().strip(),
            handling_short=ui.handling_short_edit.text().strip(),
            front_sheet=ui.front_check.isChecked(),
            print_names=ui.names_check.isChecked(),
            curtain_minutes=ui.curtain_spin.value(),
            lock_minutes=ui.lock_spin.value(),
        )

    def show_part(self, part: str) -> None:
        """Open a part of the settings by its name: standards, agencies, form, window, or one added."""
        ui = self._ui
        pages = {
            "standards": ui.standards_page,
            "agencies": ui.agencies_page,
            "form": ui.form_page,
            "window": ui.window_page,
            **self._added,
        }
        if part in pages:
            ui.sections_tabs.setCurrentWidget(pages[part])

    def focus_first(self) -> None:
        """Go to the first field of the part that is open."""
        ui = self._ui
        first = {
            ui.standards_page: ui.standards_table,
            ui.agencies_page: ui.agencies_table,
            ui.form_page: ui.area_name_edit,
            ui.window_page: ui.scheme_combo,
        }
        first.get(self.section(), self.section()).setFocus()

    def _quiet_errors(self) -> None:
        ui = self._ui
        for label in (
            ui.value_error_label, ui.source_error_label, ui.edition_error_label, ui.class_error_label,
            ui.area_name_error_label, ui.form_title_error_label, ui.form_edition_error_label,
            ui.curtain_error_label,
        ):  # fmt: skip
            label.hide()

    def _on_standard_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        row, ui = index.data(ROW), self._ui
        ui.standard_frame.setEnabled(row is not None)
        self.show_source_wrong("")
        if row is None:
            return
        ui.value_label.setText(self.tr("Value, in {unit}").format(unit=row.unit))
        ui.value_spin.setValue(row.value)
        ui.value_spin.setDecimals(0 if row.value == int(row.value) else 1)
        ui.source_edit.setText(row.source)
        ui.source_edit.home(False)
        ui.edition_edit.setText(row.edition)
        ui.confirm_standard_button.setEnabled(not row.verified)

    def _on_confirm_clicked(self) -> None:
        row = self._ui.standards_table.currentIndex().data(ROW)
        if row is not None:
            self.figure_confirmed.emit(row.id)

    def _on_agency_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        row, ui = index.data(ROW), self._ui
        if row is None:
            return
        ui.code_edit.setText(row.code)
        ui.code_edit.setReadOnly(True)
        ui.agency_name_edit.setText(row.name)
        ui.class_combo.setCurrentIndex(list(AgencyClass).index(row.agency_class))
        ui.codes_edit.setText(" ".join(row.aliases))

    def _on_new_agency(self) -> None:
        ui = self._ui
        ui.code_edit.setReadOnly(False)
        for field in (ui.code_edit, ui.agency_name_edit, ui.codes_edit):
            field.clear()
        ui.code_edit.setFocus()


def _keep_place(table: QTableView, model: RowsModel[Any], rows: tuple[Any, ...]) -> None:
    row = max(table.currentIndex().row(), 0)
    model.set_rows(rows)
    if rows:
        table.setCurrentIndex(QModelIndex())
        table.setCurrentIndex(model.index(min(row, len(rows) - 1), 0))
